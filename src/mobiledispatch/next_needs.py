"""Who needs what therapists share after the day that is planned: the book's next days, and the file's other dates."""

import datetime
from collections.abc import Iterable, Sequence

from mobiledispatch import demand, groups
from mobiledispatch.errors import BadInput, MachineUnfit, ServiceDown
from mobiledispatch.later_days import ReadDay, no_book
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.next_need import NextNeed, NextNeeds
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request

DAYS = 7


def next_needs(practice: Practice, today: datetime.date, read_day: ReadDay, requests: Sequence[Request]) -> NextNeeds:
    """What is needed in the days after `today`, of everything that the practice has few of."""
    try:
        return _known(practice, today, read_day, requests)
    except (BadInput, MachineUnfit, ServiceDown):
        return _known(practice, today, no_book, requests)  # a sheet may say less; the plan itself stands


def _known(practice: Practice, today: datetime.date, read_day: ReadDay, requests: Sequence[Request]) -> NextNeeds:
    found: dict[str, NextNeed] = {}
    is_booked = False
    for ahead in range(1, DAYS + 1) if practice.limits.shared_equipment else ():
        date = today + datetime.timedelta(days=ahead)
        booked = read_day(date)
        is_booked |= booked is not None
        bookings = booked.bookings if booked else ()
        known = {b.id for b in bookings}
        asked = [r for r in demand.of_date(requests, date) if r.date and r.id not in known]
        for shared in groups.shared_equipment([*(b.request for b in bookings), *asked], practice):
            found.setdefault(shared.name, _need(date, shared.visits, bookings))
    return NextNeeds(found, DAYS, is_booked)


def _need(date: datetime.date, names: Iterable[str], bookings: Iterable[Booking]) -> NextNeed:
    placed = {b.id: (b.start, b.therapist) for b in bookings if b.start is not None and b.therapist}
    users: dict[str, Seconds] = {}
    for start, therapist in sorted(placed[name] for name in names if name in placed):
        users.setdefault(therapist, start)
    return NextNeed(date, users, tuple(name for name in names if name not in placed))
