"""Which database holds the book, and how it is opened."""

import datetime
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from mobiledispatch.book.faults import trouble_told
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.migrate import make_ready
from mobiledispatch.book.where import VARIABLE, book_file, book_url, patience
from mobiledispatch.errors import BadInput, MachineUnfit
from mobiledispatch.model.practice import BookRules

_DRIVER = "postgresql+psycopg"


def open_book(practice: Path, rules: BookRules, env: Mapping[str, str], now: datetime.datetime) -> Book:
    """The book of the practice whose practice.toml is `practice`, made or brought up to date where needed.

    BadInput for an address that is none, MachineUnfit or ServiceDown for a database that cannot be used.
    """
    file, wait = book_file(practice, rules, env), patience(env)
    if file:
        name, engine = str(file), _in_file(file, wait)
    else:
        url = _server(book_url(practice, rules, env))
        name, engine = _told(url), _on_server(url, wait)
    try:
        with trouble_told(name):
            make_ready(engine, name, now)
    except BaseException:
        engine.dispose()
        raise
    if file:
        _keep_private(file)
    return Book(engine, name)


def _in_file(file: Path, wait: float) -> Engine:
    try:
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise MachineUnfit(f"{file}: cannot be made ({fault.strerror}).") from None
    url = URL.create("sqlite", database=str(file))
    engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False})
    _begin_at_once(engine)
    return engine


def _server(address: str) -> URL:
    """The address of a PostgreSQL server. BadInput for any other; it is not repeated, for it may hold a password."""
    try:
        url = make_url(address)
    except ArgumentError:
        url = URL.create("none")
    if url.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise BadInput(
            f"[book] url in practice.toml, or ${VARIABLE}, is no address of a book. "
            "Write sqlite:///practice.db or postgresql://user@host/name."
        )
    return url.set(drivername=_DRIVER)


def _on_server(url: URL, wait: float) -> Engine:
    try:
        # libpq takes one second for two.
        engine = create_engine(
            url, isolation_level="READ COMMITTED", connect_args={"connect_timeout": max(2, round(wait))}
        )
    except ImportError:
        raise MachineUnfit(
            "The book is in PostgreSQL, and psycopg is missing. Install mobiledispatch[postgres]."
        ) from None

    @event.listens_for(engine, "connect")
    def not_for_ever(connection: Any, _: Any) -> None:
        connection.execute(f"set lock_timeout = {round(wait * 1000)}")
        connection.commit()

    return engine


def _told(url: URL) -> str:
    """The address as it may stand in a message."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _begin_at_once(engine: Engine) -> None:
    """One writer at a time from the first read on: a reader that turned writer half-way would have to start again."""

    @event.listens_for(engine, "connect")
    def by_hand(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def immediate(connection: Any) -> None:
        connection.exec_driver_sql("begin immediate")


def _keep_private(file: Path) -> None:
    # A file that belongs to somebody else stays as they have made it.
    with suppress(OSError):
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
