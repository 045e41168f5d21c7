"""The practice's book for those who only look: nothing is made, brought up to date or written."""

import datetime
import os
from dataclasses import replace
from pathlib import Path

from mobiledispatch.book.quick import read_days
from mobiledispatch.book.where import book_file
from mobiledispatch.desk.session import SCHEMA
from mobiledispatch.errors import MachineUnfit
from mobiledispatch.later_days import ReadDay
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.practice import Practice


def days_of_book(path: Path, practice: Practice, now: datetime.datetime) -> ReadDay:
    """The dates of the book of the practice whose practice.toml is `path`, each with the visits that stand at `now`.

    None for every date where there is no book. MachineUnfit or ServiceDown, when asked, for one that cannot be read.
    """

    def read(date: datetime.date) -> BookedDay | None:
        file = book_file(path, practice.book, os.environ)
        if file and not file.exists():
            return None
        day = _of_file(file, date) if file else _of_server(path, practice, now, date)
        return replace(day, bookings=day.standing(now))

    return read


def _of_file(file: Path, date: datetime.date) -> BookedDay:
    days = read_days(file, [date], SCHEMA)
    if days is None:
        raise MachineUnfit(f"{file}: cannot be read as a book of this make.")
    return days[0]


def _of_server(path: Path, practice: Practice, now: datetime.datetime, date: datetime.date) -> BookedDay:
    from mobiledispatch.book.opening import open_book  # SQLAlchemy is no business of who plans from a file

    return open_book(path, practice.book, os.environ, now).day(date)
