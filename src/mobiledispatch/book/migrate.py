"""A book of an older make becomes one of today's by itself, after a copy of it was put aside."""

import datetime
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from mobiledispatch.book.rows import booking_of, row_of
from mobiledispatch.book.tables import SCHEMA, bookings, meta, tables
from mobiledispatch.errors import MachineUnfit


def make_ready(engine: Engine, now: datetime.datetime) -> None:
    """Make the tables, or bring them up to date. MachineUnfit for a book that a newer program has written."""
    with engine.begin() as db:
        _alone(db)
        version = _version(db)
        if version == SCHEMA:
            return
        if version is None:
            tables.create_all(db)
            db.execute(meta.insert().values(key="schema", value=str(SCHEMA)))
            return
    if version > SCHEMA:
        raise MachineUnfit(f"The book was written by a newer program (schema {version}). Update this one.")
    _put_aside(engine, version, now)
    with engine.begin() as db:
        _alone(db)
        for step in range(_version(db) or SCHEMA, SCHEMA):
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


def _put_aside(engine: Engine, version: int, now: datetime.datetime) -> None:
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        _copy(file, file.with_name(f"{file.name}.backup-{version}-{now:%Y%m%d%H%M%S}"))
        return
    with engine.begin() as db:
        for table in ("meta", "days", "bookings", "shifts", "history"):
            db.execute(text(f"create table if not exists backup_{version}_{table} as table {table}"))


def _copy(file: Path, copy: Path) -> None:
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _find_by_words(db: Connection) -> None:
    """Schema 1 had no column `words`: people were found by reading every booking."""
    db.execute(text("alter table bookings add column words varchar not null default ''"))
    for (body,) in db.execute(select(bookings.c.body)).all():
        row = row_of(booking_of(body))
        db.execute(bookings.update().where(bookings.c.id == row["id"]).values(words=row["words"]))


_STEPS: dict[int, Callable[[Connection], None]] = {1: _find_by_words}
"""What leads from each schema to the next."""
