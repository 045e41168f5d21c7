"""Visits for a book to hold, and the moment at which they are written."""

import datetime
from contextlib import suppress
from pathlib import Path

from mobiledispatch.book.ledger import Book, Change
from mobiledispatch.book.opening import BookThere, make_book, open_book
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import BookRules
from mobiledispatch.model.request import Request, Status

NOW = datetime.datetime(2026, 11, 20, 15, 0, tzinfo=datetime.UTC)
MONDAY = datetime.date(2026, 11, 23)
TUESDAY = datetime.date(2026, 11, 24)
HOME = Location(
    place=Place(lat=53.54, lon=-113.5),
    quality=Quality.INTERPOLATED,
    radius_metres=60.0,
    normalized="10345 105 Street NW, Edmonton",
    source="gazetteer",
)


def visit(
    client: str = "Zoë O’Neil",
    name: str = "",
    start: int = 10 * 3600,
    date: datetime.date = MONDAY,
    address: str = "10345 105 Street NW",
    phone: str = "+17805550107",
    status: Status = Status.BOOKED,
) -> Booking:
    """A visit with Ana; without a name the book gives it one."""
    request = Request(
        id=name,
        client=client,
        address=address,
        techniques=("relaxation",),
        minutes=60,
        date=date,
        phone=phone,
        start=TimeWindow(Seconds(start), Seconds(start + 1800)),
        status=status,
    )
    return Booking(request=request, location=HOME, therapist="ana", start=Seconds(start))


def write(book: Book, *visits: Booking, what: str = "booked", who: str = "desk 1") -> tuple[Booking, ...]:
    """Put the visits in the book, on their days as these stand."""
    seen = {date: book.day(date).revision for date in {v.date for v in visits}}
    return book.write([Change(v, what) for v in visits], seen, who, NOW).bookings


def fill(disk: Path) -> Path:
    """A file that takes the last byte of the disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return filler


def opened(folder: Path, **env: str) -> Book:
    """The book of the practice in that folder; a new one where there is none."""
    with suppress(BookThere):
        make_book(folder / "practice.toml", BookRules(), env)
    return open_book(folder / "practice.toml", BookRules(), env, NOW)
