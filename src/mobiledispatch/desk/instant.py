"""Offers of the day as it stands: insertion, with every promise, shift and break kept by the timetable's arithmetic."""

from collections.abc import Sequence
from dataclasses import replace

from mobiledispatch.desk.capacity import lost
from mobiledispatch.desk.fits import Fit, fits
from mobiledispatch.desk.offer import INSTANT, Offer
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
    assert day.caller is not None
    told = promise(day.practice, fit.start, fit.position, windows, wide)
    cents = price(day.practice, day.caller)
    said = quoted(day.practice, told, visit.setup)
    return Offer(
        date=day.date,
        therapist=fit.therapist,
        start=fit.start,
        window=told,
        quoted=said,
        kind=INSTANT,
        added=fit.added,
        lost=lost(day.problem.therapist(fit.therapist), planned_stops(day, fit.therapist), visit, fit.start),
        price=cents,
        say=sentence(day.practice, day.caller, day.date, fit.therapist, said, cents),
    )


def planned_stops(day: Standing, therapist: str) -> list[tuple[Visit, Seconds]]:
    """The visits of a therapist and when each is planned to start."""
    return [
        (day.problem.visit(b.id), b.start) for b in day.bookings if b.therapist == therapist and b.start is not None
    ]
