"""A chosen start becomes a place in the day: who serves whom, and when, with the caller's party in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.desk.deciding import Solver, decide
from mobiledispatch.desk.deep import given_by, offers_of
from mobiledispatch.desk.inquiry import Day
from mobiledispatch.desk.instant import may_start, offer_of
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.party import PartyFit, party_fits
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.times import starts_of


@dataclass(frozen=True, slots=True)
class Seat:
    """The offer that was taken; for every visit that it touches, its therapist and planned start (None: no place)."""

    offer: Offer
    given: Mapping[str, tuple[str, Seconds] | None]


def seat(
    day: Day,
    start: Seconds,
    therapist: str,
    wide: float,
    solve: Callable[[], Solver] | None = None,
    rather: tuple[str, ...] = (),
) -> Seat | None:
    """The cheapest way to begin at `start`, with `therapist` if one is named; None if there is none.

    Where a promise is kept, any start within it will do: the same therapist (`rather`) and the planned start come
    first. Only with `solve` may others get another therapist or another order.
    """
    return seat_at(day, [int(start)] if day.keep is None else day.allowed, start, therapist, wide, solve, rather)


def seat_at(
    day: Day,
    starts: Sequence[int],
    start: Seconds,
    therapist: str,
    wide: float,
    solve: Callable[[], Solver] | None = None,
    rather: tuple[str, ...] = (),
) -> Seat | None:
    """As `seat`, at one of these starts, the one nearest to `start` where they cost the same."""
    starts = [m for m in starts if any(w.holds(Seconds(m)) for w in day.windows())]
    if not starts:
        return None
    found = party_fits(day.standing.draft, may_start(day.standing.party, day.windows()), starts)
    fitting = [fit for fit in found if therapist in ("", *fit.therapists)]
    if fitting:

        def liked(fit: PartyFit) -> tuple[int, int, int]:
            others = sum(a != b for a, b in zip(rather, fit.therapists, strict=False))
            return others, fit.cost, abs(fit.start - start)

        return _inserted(day, min(fitting, key=liked), wide)
    return _rearranged(day, starts, therapist, wide, solve) if solve else None


def _rearranged(
    day: Day, starts: Sequence[int], therapist: str, wide: float, solve: Callable[[], Solver]
) -> Seat | None:
    visit = replace(day.visit, therapists=tuple(t for t in day.visit.therapists if therapist in ("", t)))
    if not visit.therapists:
        return None
    for decided in decide(day.standing, visit, starts, solve()):
        for offer in offers_of(day.standing, decided, day.windows(), wide, day.keep):
            assert decided.plan is not None
            given = given_by(decided.plan)
            names = (*day.standing.party.names, *(b.id for b in day.standing.bookings))
            return Seat(offer, {name: given.get(name) for name in names})
    return None


def _inserted(day: Day, fit: PartyFit, wide: float) -> Seat:
    standing, party = day.standing, day.standing.party
    offer = offer_of(standing, fit, day.windows(), wide, told=day.keep)
    starts: dict[str, tuple[str, Seconds] | None] = {}
    for stop, place in zip(party.stops, fit.seats, strict=True):
        people = party.pinned(stop.id, fit.start)
        if len(party.names) == 1:
            people = (replace(people[0], start_windows=(offer.window,)),)
        order = standing.draft.orders[place.therapist]
        starts |= _timed(day, place.therapist, (*order[: place.position], *people, *order[place.position :]))
    return Seat(offer, starts)


def _timed(day: Day, therapist: str, order: tuple[Visit, ...]) -> dict[str, tuple[str, Seconds]]:
    starts = starts_of(day.standing.problem, day.standing.problem.therapist(therapist), order)
    assert starts is not None, "a fit keeps a timetable"
    return {visit.id: (therapist, start) for visit, start in zip(order, starts, strict=True)}


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
