"""Which database holds the book, and how it is opened."""

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from mobiledispatch.book.faults import trouble_told
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.migrate import make_ready
from mobiledispatch.book.where import book_file, book_url
from mobiledispatch.errors import BadInput, MachineUnfit
from mobiledispatch.model.practice import BookRules

PATIENCE = 30.0
"""Seconds to wait for another writer: a desk writes in milliseconds, a backup may take longer."""


def open_book(practice: Path, rules: BookRules, env: Mapping[str, str], now: datetime.datetime) -> Book:
    """The book of the practice whose practice.toml is `practice`, made or brought up to date where needed.

    BadInput for an address that is none, MachineUnfit or ServiceDown for a database that cannot be used.
    """
    url = book_url(practice, rules, env)
    file = book_file(practice, rules, env)
    name = str(file) if file else make_url(url).render_as_string(hide_password=True)
    engine = _engine(url, file)
    with trouble_told(name):
        make_ready(engine, now)
    if file:
        _keep_private(file)
    return Book(engine, name)


def _engine(url: str, file: Path | None) -> Engine:
    try:
        if file is None:
            return create_engine(_with_driver(url), connect_args={"connect_timeout": int(PATIENCE)})
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False})
    except ArgumentError as fault:
        raise BadInput(f"practice.toml: [book] url: {fault}") from None
    except ModuleNotFoundError as fault:
        raise MachineUnfit(
            f"The book is in PostgreSQL, and {fault.name} is missing. Install mobiledispatch[postgres]."
        ) from None
    except OSError as fault:
        raise MachineUnfit(f"{file}: cannot be made ({fault.strerror}).") from None
    _begin_at_once(engine)
    return engine


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _begin_at_once(engine: Engine) -> None:
    """One writer at a time from the first read on: a reader that turned writer half-way would have to start again."""

    @event.listens_for(engine, "connect")
    def by_hand(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def immediate(connection: Any) -> None:
        connection.exec_driver_sql("begin immediate")


def _keep_private(file: Path) -> None:
    if file.stat().st_mode & 0o077 and os.access(file, os.W_OK):
        file.chmod(0o600)
