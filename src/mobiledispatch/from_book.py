"""A date of the book as a day to plan; and the plan as what the book counts on from then on."""

import datetime
import os
from dataclasses import dataclass, replace

from mobiledispatch.book.ledger import Book, Overtaken
from mobiledispatch.book.opening import open_book
from mobiledispatch.book.rows import row_of
from mobiledispatch.desk.adopting import adopted
from mobiledispatch.model.booking import AT_WORK, BookedDay, Booking
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Status
from mobiledispatch.wanted import Errand, Wanted, sha256


def day_of_book(errand: Errand, practice: Practice) -> Wanted:
    """The visits of the errand's date that are not over. MachineUnfit or ServiceDown for a book that cannot be read."""
    now = errand.now or datetime.datetime.now(datetime.UTC)
    book = open_book(errand.practice, practice.book, os.environ, now)
    day = book.day(errand.date)
    bookings = tuple(b for b in day.bookings if _is_planned(b, now))
    text = "".join(row_of(b)["body"] for b in bookings).encode()
    keeper = _Keeper(book, day, bookings, now)
    return Wanted(
        tuple(map(_as_promised, bookings)), (), sha256(text, errand.practice.read_bytes()), day.shifts, keeper.keep
    )


def _is_planned(booking: Booking, now: datetime.datetime) -> bool:
    """A slot that is held for a caller keeps its place for as long as it is held."""
    open_yet = booking.status in AT_WORK or booking.status in (Status.REQUESTED, Status.MEDICAL_HOLD)
    return booking.stands(now) or open_yet


def _as_promised(booking: Booking) -> Request:
    held = booking.request.status is Status.HELD
    return replace(booking.request, status=Status.BOOKED) if held else booking.request


@dataclass(frozen=True)
class _Keeper:
    """The day of the book that was planned."""

    book: Book
    day: BookedDay
    bookings: tuple[Booking, ...]
    now: datetime.datetime

    def keep(self, plan: Plan) -> tuple[str, ...]:
        """Therapists and starts of the plan into the book; a day that has changed meanwhile keeps what it has."""
        changes = adopted(plan, (b for b in self.bookings if b.status is not Status.MEDICAL_HOLD))
        if not changes:
            return ()
        try:
            self.book.write(changes, {self.day.date: self.day.revision}, "plan", self.now)
        except Overtaken:
            return ("The book's day has changed while it was planned, and keeps what it has. Plan it again.",)
        return ()
