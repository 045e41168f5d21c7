"""A therapist's hours on dates of the book where they are not as usual, and whom that leaves without a therapist."""

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mobiledispatch.book.ledger import USUAL, Hours
from mobiledispatch.desk.gone import not_in_the_past
from mobiledispatch.desk.linked import linked
from mobiledispatch.desk.present import has_begun
from mobiledispatch.desk.records import booking_record, contact_record
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import Standing, stand
from mobiledispatch.desk.telling import booking_words, contact_words
from mobiledispatch.desk.when import date_said, day_words, span_said
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.windows import read_start
from mobiledispatch.intake.words import fold
from mobiledispatch.model.booking import OVER, Booking
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.clock_face import window_words
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.text import page, wrapped
from mobiledispatch.timetable.times import timetable


@dataclass(frozen=True, slots=True)
class ShiftSet:
    """Whose hours on which dates, with the days' revisions; and the booked visits that they leave without a therapist.

    `hours` of None is an absence. `company` are those who belong to a stranded visit, by its id, and move along.
    """

    therapist: Practitioner
    hours: Hours
    revisions: dict[datetime.date, int]
    stranded: tuple[Booking, ...]
    company: Mapping[str, tuple[Booking, ...]]

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        return tuple(self.revisions)


def set_hours(desk: Desk, therapist: str, date: str, until: str, days: str, hours: Hours) -> ShiftSet:
    """Write the hours of that therapist on every date of the span. BadInput for words that mean nothing; SlotGone for
    a date in the past."""
    person = _therapist(desk, therapist)
    today = desk.moment.date
    dates = span_said(date_said(date or "today", today), today, until, days)
    not_in_the_past(desk, dates[0])
    if isinstance(hours, TimeWindow) and len(dates) > 1:
        dates = [day for day in dates if day.weekday() in person.shifts]
    if not dates:
        raise BadInput(f"{person.name} works on none of these dates. Name each date by itself.")
    revisions = desk.book.set_shifts(person.id, dict.fromkeys(dates, hours), desk.who, desk.now)
    stranded: list[Booking] = []
    company: dict[str, tuple[Booking, ...]] = {}
    for day in desk.read_days(dates):
        lost = list(_stranded(desk, stand(desk.grounds, day, desk.now), person.id))
        company |= {b.id: tuple(o for o in linked(desk.practice, day, b) if o.id != b.id) for b in lost}
        stranded += lost
    return ShiftSet(person, hours, revisions, tuple(stranded), company)


def _therapist(desk: Desk, text: str) -> Practitioner:
    people = desk.practice.practitioners
    known = {fold(spelling): p for p in people for spelling in (p.id, p.name)}
    if found := known.get(fold(text)):
        return found
    *others, last = (p.id for p in people)
    choice = f"{', '.join(others)} or {last}" if others else last
    raise BadInput(f"No therapist named {text!r}. Choose {choice}.")


def hours_said(hours: str, off: bool, usual: bool) -> Hours:
    """BadInput unless exactly one of the three is said."""
    if bool(hours) + off + usual != 1:
        raise BadInput("Say --hours 10:00-16:00, --off, or --usual.")
    if usual:
        return USUAL
    try:
        return read_start(hours, TimeWindow(Seconds(0), DAY)) if hours else None
    except ValueError as fault:
        raise BadInput(f"--hours {hours!r} {fault}") from None


def _stranded(desk: Desk, day: Standing, who: str) -> Iterator[Booking]:
    """The visits of that therapist, still to come, that cannot be kept: all of them, or the fewest without which the
    others can."""
    local = desk.now.astimezone(desk.zone)
    to_come = [b for b in day.bookings if b.therapist == who and b.status not in OVER and not has_begun(b, local)]
    names = _fewest(day, who, [b.id for b in to_come]) if who in day.draft.orders else {b.id for b in to_come}
    return (b for b in to_come if b.id in names)


def _fewest(day: Standing, who: str, names: Sequence[str]) -> set[str]:
    order = day.draft.orders[who]
    for number in range(len(names) + 1):
        for left in itertools.combinations(reversed(names), number):
            if _can_be_kept(day, who, [v for v in order if v.id not in left]):
                return set(left)
    return set(names)


def _can_be_kept(day: Standing, who: str, order: Sequence[Visit]) -> bool:
    return not order or timetable(day.problem, day.problem.therapist(who), order) is not None


def shift_record(done: ShiftSet) -> dict[str, Any]:
    """As plain dictionaries; `hours` of null is an absence, and `usual` says that they are those of practice.toml."""
    first = done.dates[0]
    return {
        "therapist": done.therapist.id,
        "date": first.isoformat(),
        "until": done.dates[-1].isoformat(),
        "hours": str(done.hours) if isinstance(done.hours, TimeWindow) else None,
        "usual": done.hours == USUAL,
        "revision": done.revisions[first],
        "dates": [{"date": day.isoformat(), "revision": number} for day, number in done.revisions.items()],
        "without_a_place": [b.id for b in done.stranded],
        "stranded": [_stranded_record(done, b) for b in done.stranded],
    }


def _stranded_record(done: ShiftSet, booking: Booking) -> dict[str, Any]:
    def told(one: Booking) -> dict[str, Any]:
        return {**booking_record(one, done.revisions[one.date]), **contact_record(one)}

    others = [told(other) for other in done.company[booking.id]]
    return {**told(booking), "command": f"mobiledispatch move {booking.id}", "with": others}


def _hours_words(hours: TimeWindow | str) -> str:
    return window_words(hours) if isinstance(hours, TimeWindow) else "the usual hours"


def render_shift(done: ShiftSet, width: int, now: datetime.datetime) -> str:
    """What was written, whom it strands, and what to type for each."""
    when = f"works {_hours_words(done.hours)}" if done.hours else "is absent"
    first, last = done.dates[0], done.dates[-1]
    if len(done.dates) == 1:
        span = f"on {day_words(first)} (revision {done.revisions[first]})"
    else:
        span = f"from {day_words(first)} to {day_words(last)} ({len(done.dates)} dates)"
    lines = wrapped(f"{done.therapist.name} ({done.therapist.id}) {when} {span}.", width)
    if done.stranded:
        lines += wrapped(f"No longer possible: {len(done.stranded)}. Move each of them and call the client.", width)
    for booking in done.stranded:
        lines += wrapped(f"{booking.id}  {booking_words(booking, now)}{contact_words(booking)}", width, 4, "  ")
        for other in done.company[booking.id]:
            along = f"and with it {other.id}  {booking_words(other, now)}{contact_words(other)}"
            lines += wrapped(along, width, 8, "    ")
        lines += wrapped(f"mobiledispatch move {booking.id}", width, 4)
    return page(lines)
