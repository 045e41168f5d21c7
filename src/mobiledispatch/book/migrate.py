"""A book of an older make becomes one of today's by itself, after a copy of it was put aside."""

import datetime
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from mobiledispatch.book.rows import RESTORE, booking_of, row_of
from mobiledispatch.book.tables import SCHEMA, bookings, meta, tables
from mobiledispatch.errors import MachineUnfit
from mobiledispatch.model.booking import Booking


def bring_up_to_date(engine: Engine, name: str, now: datetime.datetime, cure: str) -> None:
    """Bring an older book's tables up to date: one transaction, in which nobody else writes.

    MachineUnfit for a database without a book (with the `cure`), for a book that does not say of which make it is or
    that a newer program has written, and where no copy can be put aside.
    """
    with engine.begin() as db:
        if _version(db, name, cure) == SCHEMA:
            return
        _alone(db)
        version = _version(db, name, cure)
        if version > SCHEMA:
            raise MachineUnfit(f"{name}: was written by a newer program (schema {version}). Update this one.")
        if version < SCHEMA:
            _put_aside(db, version, now)
            for step in range(version, SCHEMA):
                _STEPS[step](db)
            db.execute(meta.update().where(meta.c.key == "schema").values(value=str(SCHEMA)))


def make_tables(engine: Engine, name: str) -> bool:
    """The tables of a new book; False if there is one. MachineUnfit where another program's tables stand."""
    with engine.begin() as db:
        _alone(db)
        if _has_ours(db):
            return False
        _refuse_others(db, name)
        tables.create_all(db)
        db.execute(meta.insert().values(key="schema", value=str(SCHEMA)))
        return True


def _alone(db: Connection) -> None:
    """Two programs that start at once must not both make the tables. SQLite lets one writer in anyway."""
    if db.dialect.name == "postgresql":
        db.execute(text("select pg_advisory_xact_lock(20261123)"))


def _has_ours(db: Connection) -> bool:
    return set(tables.tables) <= set(inspect(db).get_table_names())


def _version(db: Connection, name: str, cure: str) -> int:
    if not inspect(db).has_table(meta.name):
        _refuse_others(db, name)
        raise MachineUnfit(f"{name}: there is no book in it. Name the right one in practice.toml, [book] url; {cure}")
    found = str(db.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar())
    if not re.fullmatch("[1-9][0-9]{0,8}", found):
        raise MachineUnfit(f"{name}: the book is damaged, its schema in the table meta is no number. {RESTORE}")
    return int(found)


def _refuse_others(db: Connection, name: str) -> None:
    """Another program's tables: a server may be shared, but not under our names."""
    there = set(inspect(db).get_table_names())
    others = there if db.dialect.name == "sqlite" else there & set(tables.tables)
    if others:
        raise MachineUnfit(f"{name}: holds another program's tables ({sorted(others)[0]}). Name another database.")


def _put_aside(db: Connection, version: int, now: datetime.datetime) -> None:
    """A copy of the book as it is: a file beside an SQLite book, tables named backup_* on a server."""
    mark = f"{version}-{now:%Y%m%d%H%M%S}"
    if db.dialect.name == "sqlite":
        _copy(Path(db.engine.url.database or ""), mark)
        return
    for table in sorted(set(inspect(db).get_table_names()) & set(tables.tables)):
        db.execute(text(f'create table "backup_{mark.replace("-", "_")}_{table}" as table "{table}"'))


def _copy(file: Path, mark: str) -> None:
    copy = file.with_name(f"{file.name}.backup-{mark}")
    try:
        # Never over another backup: two migrations may bear the same second in a rehearsal.
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise MachineUnfit(
            f"{copy}: cannot be made ({fault.strerror}), and without a copy nothing is changed."
        ) from None
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as fault:
        copy.unlink()
        raise MachineUnfit(f"{copy}: cannot be written ({fault}), and without a copy nothing is changed.") from None


def _find_by_words(db: Connection) -> None:
    """Schema 1 had no column `words`: people were found by reading every booking."""
    db.execute(text("alter table bookings add column words varchar not null default ''"))
    for (body,) in db.execute(select(bookings.c.body)).all():
        row = row_of(booking_of(body))
        db.execute(bookings.update().where(bookings.c.id == row["id"]).values(words=row["words"]))


def _tie_households(db: Connection) -> None:
    """Up to schema 2 people of one telephone number at one door were a household wherever they were planned so: from
    then on only those are who share a group."""
    homes: dict[tuple[object, ...], list[Booking]] = {}
    for (body,) in db.execute(select(bookings.c.body).order_by(bookings.c.id)).all():
        booking, request = booking_of(body), booking_of(body).request
        if request.phone and not request.group and booking.is_placed:
            door = (request.phone, request.address.casefold(), request.unit.casefold())
            homes.setdefault((*door, booking.date, booking.therapist, booking.status), []).append(booking)
    for people in homes.values():
        for booking in people if len(people) > 1 else ():
            tied = replace(booking, request=replace(booking.request, group=people[0].id))
            db.execute(bookings.update().where(bookings.c.id == booking.id).values(row_of(tied)))


_STEPS: dict[int, Callable[[Connection], None]] = {1: _find_by_words, 2: _tie_households}
"""What leads from each schema to the next."""
