"""Visits of the book that belong together: a couple, or the people of a household in turn. No command parts them."""

from collections.abc import Iterable

from mobiledispatch import groups
from mobiledispatch.model.booking import OVER, BookedDay, Booking
from mobiledispatch.model.practice import Practice
from mobiledispatch.posing import in_turn, on_shift


def linked(practice: Practice, booked: BookedDay, booking: Booking) -> tuple[Booking, ...]:
    """The visits that are held, booked, moved and cancelled with `booking`, itself included, in their order.

    One that was promised a time apart is a visit of its own. What is over belongs only to what ended with it.
    """
    if not booking.request.group:
        return (booking,)
    alike = [b for b in booked.bookings if _same_life(b, booking)]
    requests = [b.request for b in alike]
    crew = on_shift(practice, booked.date, booked.shifts)
    places = {b.id: b.location.place for b in alike if b.location}
    together = (*groups.couples(requests), *in_turn(requests, practice, crew or practice.practitioners, places))
    names = next((group for group in together if booking.id in group), (booking.id,))
    return tuple(next(b for b in alike if b.id == name) for name in names)


def _same_life(other: Booking, booking: Booking) -> bool:
    if booking.status in OVER:
        return other.status is booking.status
    return other.status not in OVER


def are_together(bookings: Iterable[Booking]) -> bool:
    """Are these served at the same time, each by a therapist of their own?"""
    return all(b.request.together for b in bookings)
