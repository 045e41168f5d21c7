"""Offers of the day as it stands: insertion, with every promise, shift and break kept by the timetable's arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.desk.capacity import lost
from mobiledispatch.desk.fits import Fit, fits
from mobiledispatch.desk.offer import INSTANT, RESHUFFLE, Offer, Shift
from mobiledispatch.desk.quoting import price, promise, quoted, sentence
from mobiledispatch.desk.standing import Standing, grid, windows_hold
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.visit import Visit


def instant_offers(day: Standing, windows: Sequence[TimeWindow], wide: float = 1.0) -> tuple[Offer, ...]:
    """Every therapist and start of the grid inside `windows` that the routes as they stand have room for."""
    assert day.caller is not None
    visit = replace(day.problem.visit(day.caller.id), start_windows=tuple(windows), promise=None)
    found = fits(day.draft, visit, marks(day, windows))
    return tuple(sorted((offer_of(day, visit, fit, windows, wide) for fit in found), key=lambda o: o.rank))


def marks(day: Standing, windows: Sequence[TimeWindow]) -> list[int]:
    """The grid's starts inside the windows, ascending."""
    if not windows:
        return []
    whole = grid(day.practice, min(w.opens for w in windows), max(w.closes for w in windows))
    return [m for m in whole if windows_hold(windows, m)]


def offer_of(day: Standing, visit: Visit, fit: Fit, windows: Sequence[TimeWindow], wide: float) -> Offer:
    """The offer of a place in the routes as they stand."""
    others = planned_stops(day, fit.therapist)
    spot = Spot(fit.therapist, fit.start, fit.position, others, fit.added, fit.cost)
    return offer_at(day, visit, spot, windows, wide)


@dataclass(frozen=True, slots=True)
class Spot:
    """Whom a start is with, how many stops come before it, that therapist's other visits with their starts, and what it
    adds: seconds of driving, and of the day's objective."""

    therapist: str
    start: Seconds
    position: int
    others: Sequence[tuple[Visit, Seconds]]
    added: int
    cost: int


def offer_at(
    day: Standing,
    visit: Visit,
    spot: Spot,
    windows: Sequence[TimeWindow],
    wide: float,
    changes: tuple[Shift, ...] | None = None,
) -> Offer:
    """What is promised, told and charged for a spot; with `changes`, even none, it needs the day in another order."""
    assert day.caller is not None
    told = promise(day.practice, spot.start, spot.position, windows, wide)
    cents = price(day.practice, day.caller)
    said = quoted(day.practice, told, visit.setup)
    return Offer(
        date=day.date,
        therapist=spot.therapist,
        start=spot.start,
        window=told,
        quoted=said,
        kind=INSTANT if changes is None else RESHUFFLE,
        added=spot.added,
        cost=spot.cost,
        lost=lost(day.problem.therapist(spot.therapist), spot.others, visit, spot.start),
        changes=changes or (),
        price=cents,
        say=sentence(day.practice, day.caller, day.date, spot.therapist, said, cents),
    )


def planned_stops(day: Standing, therapist: str) -> list[tuple[Visit, Seconds]]:
    """The visits of a therapist and when each is planned to start."""
    return [
        (day.problem.visit(b.id), b.start) for b in day.bookings if b.therapist == therapist and b.start is not None
    ]
