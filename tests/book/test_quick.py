"""The quick reader, which does without SQLAlchemy, and the full book give the same answers."""

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from book.bookings import MONDAY, NOW, TUESDAY, opened, visit, write
from mobiledispatch.book import quick
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.tables import SCHEMA
from mobiledispatch.desk import session
from mobiledispatch.model.clock import Seconds, TimeWindow

WEDNESDAY = TUESDAY + datetime.timedelta(days=1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = opened(tmp_path)
    write(book, visit("Zoë O’Neil"), visit("Łukasz", start=9 * 3600), visit("Zoë O’Neil", date=TUESDAY))
    write(book, visit("Ülkü", start=14 * 3600, address="118A Avenue", phone="+15875550100"))
    book.set_shifts("ana", {MONDAY: TimeWindow(Seconds(36_000), Seconds(57_600))}, "desk 1", NOW)
    book.set_shifts("ben", {MONDAY: None}, "desk 1", NOW)
    yield book
    book.close()


@pytest.fixture
def file(book: Book) -> Path:
    return Path(book.name)


def test_days_are_the_same_written_or_not(book: Book, file: Path) -> None:
    dates = [MONDAY, TUESDAY, WEDNESDAY]
    assert quick.read_days(file, dates, SCHEMA) == [book.day(date) for date in dates]


@pytest.mark.parametrize(
    "text", ["zoe", "ZOË oneil", "780-555 0107", "105 st", "lukasz", "587", "nobody", "", "%", "b0"]
)
def test_whoever_is_found_is_the_same(book: Book, file: Path, text: str) -> None:
    assert tuple(quick.find_bookings(file, text, SCHEMA) or ()) == book.find(text)


def test_the_desk_knows_the_schema_of_the_book() -> None:
    assert session.SCHEMA == SCHEMA


def test_a_file_of_another_make_is_left_to_the_full_book(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update meta set value = '1' where key = 'schema'")
    assert quick.read_days(file, [MONDAY], SCHEMA) is None
    assert quick.find_bookings(file, "zoe", SCHEMA) is None


@pytest.mark.parametrize("content", [b"", b"no database at all, but longer than a header would be" * 4])
def test_a_file_that_is_no_book_is_left_to_the_full_book(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    assert quick.read_days(other, [MONDAY], SCHEMA) is None
    assert quick.find_bookings(other, "zoe", SCHEMA) is None


def test_a_day_is_read_while_somebody_writes(book: Book, file: Path) -> None:
    with book.engine.begin():
        days = quick.read_days(file, [MONDAY], SCHEMA)
    assert days
    assert days[0].revision == 4
