"""At which start, nearest to what the client asked for, would a visit fit into the routes as they stand?"""

from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, Place, may_take
from mobiledispatch.timetable.openings import Opening, openings

MARKS = (300, 60)
"""Starts are sought on five-minute marks, else on whole minutes: finer than that nobody is told a time."""


@dataclass(frozen=True, slots=True)
class NearStart:
    """A visit fits at `place`, starting at `start`, which is `away` seconds from what was asked for."""

    place: Place
    start: Seconds
    away: int


def asked(visit: Visit) -> list[tuple[int, int]]:
    """First and last start that the client asked for, a pair a window.

    Where no window is as long as the service the pair is reversed, so that `away` says by how much it is too short.
    """
    if visit.start_windows:
        return [(w.opens, w.closes) for w in visit.start_windows]
    return [(home.opens + visit.setup, home.closes - visit.wrap_up) for home in visit.at_home]


def away(pairs: Sequence[tuple[int, int]], start: int) -> int:
    """Seconds by which the nearest window has to grow for `start`.

    >>> away([(100, 200)], 150), away([(100, 200)], 230), away([(100, 200), (300, 400)], 290)
    (0, 30, 10)
    """
    return min((max(0, opens - start) + max(0, start - closes) for opens, closes in pairs), default=0)


def widened(visit: Visit, start: Seconds) -> tuple[TimeWindow, ...]:
    """The start windows with the nearest of them grown to hold `start`."""
    if not visit.start_windows:
        return (TimeWindow(start, start),)
    nearest = min(visit.start_windows, key=lambda w: away([(w.opens, w.closes)], start))
    grown = TimeWindow(min(nearest.opens, start), max(nearest.closes, start))
    return tuple(sorted({grown if w == nearest else w for w in visit.start_windows}))


def nearest_start(draft: Draft, visit: Visit, within: int = DAY) -> NearStart | None:
    """The start less than `within` seconds from what was asked for that needs the least growth; None if none fits."""
    best: NearStart | None = None
    latest = max((closes for _, closes in asked(visit)), default=DAY)
    for therapist in draft.problem.therapists:
        if not may_take(draft, therapist, visit):
            continue
        # For each gap of the route, and each set of breaks taken by then, the nearest start that can be kept.
        for opening in openings(draft, therapist, visit):
            nearest = best.away if best else within
            if opening.earliest - latest >= nearest:
                continue
            start = _nearest_kept(opening, visit)
            if start is not None and away(asked(visit), start) < nearest:
                best = NearStart(Place(therapist.id, opening.position), start, away(asked(visit), start))
    return best


def _nearest_kept(opening: Opening, visit: Visit) -> Seconds | None:
    if not opening.keeps(opening.earliest):
        return None
    for step in MARKS:
        first = -(-opening.earliest // step) * step
        marks = opening.kept(range(first, opening.therapist.shift.closes + 1, step))
        if marks:
            return Seconds(min(marks, key=lambda start: (away(asked(visit), start), start)))
    return None
