"""Books in real databases: a file of SQLite's, and a PostgreSQL server that lives as long as the tests."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url

from book.bookings import NOW, opened
from desk_processes import postgres
from mobiledispatch.book.ledger import Book
from mobiledispatch.cli.init import save_sample
from mobiledispatch.desk.session import Desk

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice's folder to copy, with what a desk keeps there for the next time."""
    folder = tmp_path_factory.mktemp("practice")
    save_sample(folder)
    assert Desk(folder / "practice.toml", NOW, "nobody").practice
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    with postgres() as address:
        url = make_url(address).set(drivername="postgresql")
        # No test pulls the plug: what a test is about does not wait for the disk.
        _tell(url, "alter system set fsync = off", "select pg_reload_conf()")
        yield url


def _tell(server: URL, *words: str) -> None:
    engine = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        for line in words:
            db.execute(text(line))
    engine.dispose()


@pytest.fixture
def database(server: URL) -> str:
    """The address of an empty database on the server."""
    name = f"book{next(_numbers)}"
    _tell(server, f"create database {name}")
    return server.set(database=name).render_as_string(hide_password=False)


Opener = Callable[[], Book]


@pytest.fixture(params=["sqlite", "postgres"])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens one and the same book, each time with a connection of its own; once on each kind of database."""
    url = request.getfixturevalue("database") if request.param == "postgres" else ""
    books: list[Book] = []

    def open_it() -> Book:
        books.append(opened(tmp_path, MOBILEDISPATCH_BOOK=url))
        return books[-1]

    yield open_it
    for book in books:
        book.close()


@pytest.fixture
def book(open_again: Opener) -> Book:
    return open_again()
