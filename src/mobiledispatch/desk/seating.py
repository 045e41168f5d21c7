"""A chosen start becomes a place in the day: who serves whom, and when, with the caller in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mobiledispatch.desk.answering import Day
from mobiledispatch.desk.deciding import Solver, decide
from mobiledispatch.desk.deep import given_by, offers_of
from mobiledispatch.desk.fits import Fit, fits
from mobiledispatch.desk.instant import offer_of
from mobiledispatch.desk.offer import Offer
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.timetable import timetable


@dataclass(frozen=True, slots=True)
class Seat:
    """The offer that was taken; for every visit that it touches, its therapist and planned start (None: no place)."""

    offer: Offer
    given: Mapping[str, tuple[str, Seconds] | None]


def seat(
    day: Day, start: Seconds, therapist: str, wide: float, solve: Callable[[], Solver] | None = None
) -> Seat | None:
    """The cheapest way to begin at `start`, with `therapist` if one is named; None if there is none.

    Only with `solve` may others get another therapist or another order.
    """
    allowed = tuple(t for t in day.visit.therapists if therapist in ("", t))
    visit = replace(day.visit, therapists=allowed)
    if not allowed or not any(w.holds(start) for w in day.windows()):
        return None
    found = fits(day.standing.draft, visit, [start])
    if found:
        return _inserted(day, min(found, key=lambda fit: fit.cost), wide)
    if solve is None:
        return None
    (decided,) = decide(day.standing, visit, [start], solve())
    for offer in offers_of(day.standing, visit, decided, day.windows(), wide):
        assert decided.plan is not None
        given = given_by(decided.plan)
        return Seat(offer, {name: given.get(name) for name in (visit.id, *(b.id for b in day.standing.bookings))})
    return None


def _inserted(day: Day, fit: Fit, wide: float) -> Seat:
    offer = offer_of(day.standing, day.visit, fit, day.windows(), wide)
    visit = replace(day.visit, start_windows=(offer.window,))
    order = day.standing.draft.orders[fit.therapist]
    longer = (*order[: fit.position], visit, *order[fit.position :])
    times = timetable(day.standing.problem, day.standing.problem.therapist(fit.therapist), longer)
    assert times is not None, "a fit keeps a timetable"
    starts = {v.id: (fit.therapist, t.start) for v, t in zip(longer, times.timings, strict=True)}
    return Seat(offer, starts)


def moved(bookings: tuple[Booking, ...], taken: Seat) -> tuple[tuple[Booking, str], ...]:
    """The other bookings as the seat leaves them, each with what happened to it; untouched ones are left out."""
    found = []
    for booking in bookings:
        if booking.id not in taken.given:
            continue
        place = taken.given[booking.id]
        if place is None:
            found.append((replace(booking, therapist="", start=None), "loses its place"))
        elif place != (booking.therapist, booking.start):
            therapist, start = place
            what = "retimed" if therapist == booking.therapist else f"from {booking.therapist} to {therapist}"
            found.append((replace(booking, therapist=therapist, start=start), what))
    return tuple(found)
