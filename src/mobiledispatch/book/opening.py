"""Which database holds the book, and how it is opened."""

import datetime
import os
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from mobiledispatch.book.faults import trouble_told
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.migrate import bring_up_to_date, make_tables
from mobiledispatch.book.where import VARIABLE, book_file, book_url, patience
from mobiledispatch.errors import BadInput, MachineUnfit
from mobiledispatch.model.practice import BookRules

_DRIVER = "postgresql+psycopg"


class BookThere(BadInput):
    """Somebody wants a new book where there is one, or something else."""


def open_book(practice: Path, rules: BookRules, env: Mapping[str, str], now: datetime.datetime) -> Book:
    """The book of the practice whose practice.toml is `practice`, brought up to date where needed, but never made.

    BadInput for an address that is none, MachineUnfit for a book that is not there or cannot be read, ServiceDown for a
    server that fails.
    """
    file, wait = book_file(practice, rules, env), patience(env)
    cure = f"a new, empty one is made by: mobiledispatch init --new-book --practice {shlex.quote(str(practice))}"
    if file:
        _look_for(file, cure)
        name, engine = str(file), _in_file(file, wait)
    else:
        name, engine = _at(_server(book_url(practice, rules, env)), wait)
    with _let_go_on_trouble(engine), trouble_told(name):
        bring_up_to_date(engine, name, now, cure)
    if file:
        _keep_private(file)
    return Book(engine, name)


def make_book(practice: Path, rules: BookRules, env: Mapping[str, str]) -> str:
    """Make an empty book for that practice; its name. BookThere if something stands there; else as `open_book`."""
    file, wait = book_file(practice, rules, env), patience(env)
    if file:
        _make_file(file, wait)
        return str(file)
    name, engine = _at(_server(book_url(practice, rules, env)), wait)
    with closing(Book(engine, name)), trouble_told(name):
        if not make_tables(engine, name):
            raise BookThere(f"{name}: there is a book already; it is left as it is.")
    return name


def _look_for(file: Path, cure: str) -> None:
    """MachineUnfit if there is nothing that could be a book: to open it would make one."""
    try:
        size = file.stat().st_size if file.is_file() else None
    except OSError as fault:
        raise MachineUnfit(f"{file}: cannot be opened ({fault.strerror}). Check the folder's permissions.") from None
    if size is None:
        raise MachineUnfit(
            f"{file}: there is no book. Put it back, or name its place in practice.toml, [book] url; {cure}"
        )
    if size == 0:
        raise MachineUnfit(
            f"{file}: is an empty file and no book. Put a backup in its place; with the empty file gone, {cure}"
        )


def _make_file(file: Path, wait: float) -> None:
    """The whole book at once: a process that dies has made none."""
    try:
        if os.path.lexists(file):
            raise FileExistsError
        with tempfile.TemporaryDirectory(prefix=f".{file.name[:40]}.", dir=file.parent) as folder:
            half = Path(folder) / file.name
            half.touch(mode=0o600)
            engine = _in_file(half, wait)
            with closing(Book(engine, str(file))), trouble_told(str(file)):
                make_tables(engine, str(file))
            _put(half, file)
    except FileExistsError:
        raise BookThere(f"{file}: something stands there already; it is left as it is.") from None
    except OSError as fault:
        raise MachineUnfit(f"{file}: cannot be made ({fault.strerror}).") from None


def _put(half: Path, file: Path) -> None:
    """The finished file in its place, and never over another one."""
    try:
        os.link(half, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        half.rename(file)


@contextmanager
def _let_go_on_trouble(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _in_file(file: Path, wait: float) -> Engine:
    # SQLite would make a file that is not there.
    address = f"{file.absolute().as_uri()}?mode=rw"
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        creator=lambda: sqlite3.connect(address, uri=True, timeout=wait, check_same_thread=False),
    )
    _begin_at_once(engine)
    return engine


def _at(url: URL, wait: float) -> tuple[str, Engine]:
    return _told(url), _on_server(url, wait)


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
