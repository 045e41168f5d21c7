"""The hours that the practice's book has for a date, for whoever plans that date from a file."""

import datetime
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

from mobiledispatch.book.quick import read_days
from mobiledispatch.book.where import VARIABLE, book_file
from mobiledispatch.desk.session import REMEMBERED, SCHEMA
from mobiledispatch.desk.snapshot import FILE_NAME
from mobiledispatch.errors import MobiledispatchError
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.clock_face import window_words
from mobiledispatch.model.practice import Practice
from mobiledispatch.wanted import Errand, Wanted

Hours = Mapping[str, TimeWindow | None]


def with_booked_hours(day: Wanted, errand: Errand, practice: Practice) -> Wanted:
    """The day with the book's absences and hours, and a note that says so, or why they are not known.

    A practice that has never had a book gets no note.
    """
    if not _is_kept(errand, practice):
        return day
    try:
        hours = _hours(errand, practice)
    except MobiledispatchError as trouble:
        note = f"The book's absences and other hours are not known and not kept: {trouble}"
        return replace(day, notes=(*day.notes, note))
    if not hours:
        return day
    told = ", ".join(f"{who} {window_words(window) if window else 'absent'}" for who, window in sorted(hours.items()))
    return replace(day, notes=(*day.notes, f"Hours on {errand.date} as the book has them: {told}."), shifts=hours)


def _is_kept(errand: Errand, practice: Practice) -> bool:
    """Has the practice a book, or has it had one?"""
    file = book_file(errand.practice, practice.book, os.environ)
    named = bool(practice.book.url or os.environ.get(VARIABLE))
    return named or file is None or file.exists() or errand.practice.with_name(REMEMBERED).joinpath(FILE_NAME).exists()


def _hours(errand: Errand, practice: Practice) -> Hours:
    file = book_file(errand.practice, practice.book, os.environ)
    quick = read_days(file, [errand.date], SCHEMA) if file else None
    if quick:
        return quick[0].shifts
    from mobiledispatch.book.opening import open_book  # SQLAlchemy, which most who plan from a file can do without

    now = errand.now or datetime.datetime.now(datetime.UTC)
    with closing(open_book(errand.practice, practice.book, os.environ, now)) as book:
        return book.day(errand.date).shifts
