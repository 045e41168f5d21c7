"""A book of an older make becomes one of today's by itself, after a copy of it was put aside."""

import datetime
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from mobiledispatch.book.rows import booking_of, row_of
from mobiledispatch.book.tables import SCHEMA, bookings, meta, tables
from mobiledispatch.errors import MachineUnfit


def make_ready(engine: Engine, name: str, now: datetime.datetime) -> None:
    """Make the tables, or bring them up to date: one transaction, in which nobody else writes.

    MachineUnfit for a book that a newer program has written, for a database of another program, and where no copy
    can be put aside.
    """
    with engine.begin() as db:
        if _version(db) == SCHEMA:
            return
        _alone(db)
        version = _version(db)
        if version is None:
            _make(db, name)
        elif version > SCHEMA:
            raise MachineUnfit(f"{name}: was written by a newer program (schema {version}). Update this one.")
        elif version < SCHEMA:
            _put_aside(db, version, now)
            for step in range(version, SCHEMA):
                _STEPS[step](db)
            db.execute(meta.update().where(meta.c.key == "schema").values(value=str(SCHEMA)))


def _alone(db: Connection) -> None:
    """Two programs that start at once must not both make the tables. SQLite lets one writer in anyway."""
    if db.dialect.name == "postgresql":
        db.execute(text("select pg_advisory_xact_lock(20261123)"))


def _version(db: Connection) -> int | None:
    if not inspect(db).has_table(meta.name):
        return None
    found = db.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    return int(found) if found else None


def _make(db: Connection, name: str) -> None:
    """The tables, unless another program's stand there: a server may be shared, but not under our names."""
    there = set(inspect(db).get_table_names())
    others = there if db.dialect.name == "sqlite" else there & set(tables.tables)
    if others:
        raise MachineUnfit(f"{name}: holds another program's tables ({sorted(others)[0]}). Name another database.")
    tables.create_all(db)
    db.execute(meta.insert().values(key="schema", value=str(SCHEMA)))


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


_STEPS: dict[int, Callable[[Connection], None]] = {1: _find_by_words}
"""What leads from each schema to the next."""
