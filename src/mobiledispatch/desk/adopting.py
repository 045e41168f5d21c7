"""A plan of a day becomes what the book counts on: who serves each visit, and when. Promises stay as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mobiledispatch.book.ledger import Change
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.plan import Plan


def placed_by(plan: Plan, bookings: Iterable[Booking]) -> Iterator[Booking]:
    """The bookings with the therapists and starts that the plan gives them; those it leaves out have none."""
    stops = {stop.visit: (route.therapist, stop.start) for route in plan.routes for stop in route.stops}
    for booking in bookings:
        therapist, start = stops.get(booking.id, ("", None))
        yield replace(booking, therapist=therapist, start=start)


def adopted(plan: Plan, bookings: Iterable[Booking]) -> list[Change]:
    """What changes in the book if the plan is to hold; nothing for bookings that stay where they are."""
    return [
        Change(now, "planned")
        for was in bookings
        for now in placed_by(plan, [was])
        if (now.therapist, now.start) != (was.therapist, was.start)
    ]
