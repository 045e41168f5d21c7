"""A day out of an SQLite book with nothing but the standard library: the caller is waiting.

SQLAlchemy takes longer to import than the whole answer may take. These three questions are the same as `Book.day`
asks, and a test holds the two to the same answers.
"""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

from mobiledispatch.book.rows import booking_of, day_of, words_sought
from mobiledispatch.model.booking import BookedDay, Booking

_VERSION = "select value from meta where key = 'schema'"
_REVISION = "select revision from days where date = ?"
_BOOKINGS = "select body from bookings where date = ?"
_FIND = "select body from bookings where {} order by date desc, id desc"
_SHIFTS = "select therapist, opens, closes from shifts where date = ?"

PATIENCE = 2.0
"""Seconds to wait for a writer, who keeps readers out for milliseconds only; the full book has more patience."""


def read_days(file: Path, dates: list[datetime.date], schema: int) -> list[BookedDay] | None:
    """The days as they stand, or None where the file needs the full book first: it is not there, or of an older make.

    All of them are of one moment, also while others write.
    """
    if not file.is_file():
        return None
    try:
        with closing(_opened(file)) as db:
            if db.execute(_VERSION).fetchone() != (str(schema),):
                return None
            return [_read_day(db, date) for date in dates]
    except sqlite3.Error:
        return None  # the full book says what is wrong


def find_bookings(file: Path, text: str, schema: int) -> list[Booking] | None:
    """As `Book.find`, or None where the file needs the full book first."""
    wanted = words_sought(text)
    if not file.is_file():
        return None
    question = _FIND.format(" and ".join("instr(words, ?)" for _ in wanted))
    try:
        with closing(_opened(file)) as db:
            if db.execute(_VERSION).fetchone() != (str(schema),):
                return None
            return [booking_of(body) for (body,) in db.execute(question, wanted)] if wanted else []
    except sqlite3.Error:
        return None


def _opened(file: Path) -> sqlite3.Connection:
    """The file for reading, in one transaction: whatever is asked of it is of one moment."""
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    db.execute("begin")
    return db


def _read_day(db: sqlite3.Connection, date: datetime.date) -> BookedDay:
    day = (date.isoformat(),)
    revision = db.execute(_REVISION, day).fetchone()
    bodies = [body for (body,) in db.execute(_BOOKINGS, day)]
    return day_of(date, revision and revision[0], bodies, db.execute(_SHIFTS, day).fetchall())
