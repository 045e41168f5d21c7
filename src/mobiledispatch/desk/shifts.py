"""A therapist's hours on one date of the book, where they are not as usual."""

import datetime
from dataclasses import dataclass

from mobiledispatch.desk.asking import seat_said
from mobiledispatch.desk.day_view import view
from mobiledispatch.desk.records import as_json
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.when import date_said
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.windows import read_start
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow


@dataclass(frozen=True, slots=True)
class ShiftSet:
    """Whose hours on which date; None is an absence. `strays` are booked visits that their routes keep no longer."""

    therapist: str
    date: datetime.date
    hours: TimeWindow | None
    revision: int
    strays: tuple[str, ...]

    @property
    def text(self) -> str:
        when = f"works {self.hours}" if self.hours else "is absent"
        told = f"{self.therapist} {when} on {self.date} (revision {self.revision})."
        return f"{told} Without a place now: {', '.join(self.strays)}." if self.strays else told

    def as_json(self) -> str:
        return as_json(
            {
                "therapist": self.therapist,
                "date": self.date.isoformat(),
                "hours": str(self.hours) if self.hours else None,
                "revision": self.revision,
                "without_a_place": list(self.strays),
            }
        )


def set_hours(desk: Desk, therapist: str, date: str, hours: str) -> ShiftSet:
    """Write the hours (none: an absence) of that therapist and date. BadInput for what is none of these."""
    who, wish = seat_said(desk, therapist)
    if not who:
        raise BadInput(f"{therapist or wish!r} names nobody of the practice.")
    day = date_said(date or "today", desk.moment.date)
    window = _window(hours) if hours else None
    revision = desk.book.set_shift(who, day, window, desk.who, desk.now)
    return ShiftSet(who, day, window, revision, tuple(b.id for b in view(desk, day).unplaced))


def _window(text: str) -> TimeWindow:
    try:
        return read_start(text, TimeWindow(Seconds(0), DAY))
    except ValueError as fault:
        raise BadInput(f"--hours {text!r} {fault}") from None
