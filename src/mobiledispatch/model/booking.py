"""What the practice's book holds: a request with the place, the therapist and the time it was given."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.place import Location
from mobiledispatch.model.request import Request, Status

AT_WORK = frozenset({Status.BOOKED, Status.CONFIRMED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.DONE})
"""States in which a visit has its place in a day for good."""

OVER = frozenset({Status.DONE, Status.CANCELLED, Status.LATE_CANCELLED, Status.NO_SHOW})

EXPIRED = "expired"
"""What a held slot is called once it has run out; the book itself does not change by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One visit in the book. `request` carries its id, date and status, and as `start` the window that was promised.

    `therapist` and `start` are who is planned and when the massage is to begin; neither while it waits for a place.
    A held slot runs out at `hold_until` (UTC). `taken_by` wrote the booking last.
    """

    request: Request
    location: Location | None = None
    therapist: str = ""
    start: Seconds | None = None
    hold_until: datetime.datetime | None = None
    taken_by: str = ""

    @property
    def id(self) -> str:
        return self.request.id

    @property
    def status(self) -> Status:
        return self.request.status

    @property
    def date(self) -> datetime.date:
        assert self.request.date is not None, "a booking has its date"
        return self.request.date

    @property
    def is_placed(self) -> bool:
        return bool(self.therapist) and self.start is not None

    def has_run_out(self, now: datetime.datetime) -> bool:
        """Was the slot only held, and for no longer than until before `now`?"""
        return self.status is Status.HELD and self.hold_until is not None and self.hold_until <= now

    def stands(self, now: datetime.datetime) -> bool:
        """Does it keep others out of its slot at `now`?"""
        if self.status is Status.HELD:
            return self.is_placed and not self.has_run_out(now)
        return self.is_placed and (self.status in AT_WORK or self.status is Status.REQUESTED)

    def state(self, now: datetime.datetime) -> str:
        """Its status as it is told at `now`: a slot that was held and has run out is `expired`."""
        return EXPIRED if self.has_run_out(now) else str(self.status)

    def waits(self) -> bool:
        """Is it on the day's waiting list: asked for, and given no place?"""
        return self.status is Status.REQUESTED and not self.is_placed


@dataclass(frozen=True, slots=True)
class BookedDay:
    """One date of the book. Every change of it raises `revision`.

    `shifts` are therapists whose hours differ from the practice's that day: None is an absence.
    """

    date: datetime.date
    revision: int = 0
    bookings: tuple[Booking, ...] = ()
    shifts: Mapping[str, TimeWindow | None] = field(default_factory=dict)

    def standing(self, now: datetime.datetime) -> tuple[Booking, ...]:
        return tuple(b for b in self.bookings if b.stands(now))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book's history: who did what to which visit, when (UTC), and the day's revision then."""

    at: datetime.datetime
    who: str
    date: datetime.date
    visit: str
    what: str
    detail: str
    revision: int
