"""What a place in the day costs those who call later, beyond the driving that it adds.

Two things were found to fill days better than the least driving alone (benchmarks/desk.py, docs/benchmarks.md):
a therapist should stay able to begin a usual visit in as much of the day as possible, and whoever has nobody yet
should be sent out before a day that has begun is packed further.
"""

from collections.abc import Sequence

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

SETUP, WRAP_UP = 900, 4_800
"""Seconds before and after the start of a usual visit: 15 minutes, then 60 of massage and 20 of packing."""

LEG = 1_500
"""Seconds of driving to a usual visit, and from it."""

AT_CHOICE = 2_700
"""Seconds within which the start of a caller with little time may lie: at home for two hours and 20 minutes."""

WORTH = 0.1
"""Seconds of driving that are rather driven than that a second of the day is closed to such callers."""

PROMISED = 1_800
"""Seconds for which the start of a promise is left open at least, where the caller can be at home so long."""

ON_THE_ROAD = 1_800
"""Seconds by which a place in a day that has begun is dearer than one in an empty one.

On a day that fills up everybody drives out sooner or later, so that the first way from home is no caller's alone.
"""

Stop = tuple[int, int, int]
"""When the set-up of a visit begins, how late it may begin at most, and when the therapist drives off."""

Stretch = tuple[int, int]
"""Between driving off and the next set-up; one that closes before it opens has no room."""


def lost(therapist: Therapist, standing: Sequence[tuple[Visit, Seconds]], visit: Visit, start: Seconds) -> int:
    """What later callers lose by a visit at `start`, in seconds of driving.

    `standing` are the therapist's visits as planned.
    """
    stops = [_stop(v, s, v.promise.closes if v.promise else s) for v, s in standing]
    longer = [*stops, _stop(visit, start, _told(visit, start))]
    closed = openness(therapist, stops) - openness(therapist, longer)
    return max(0, round(WORTH * closed)) + (ON_THE_ROAD if standing else 0)


def _stop(visit: Visit, start: int, latest: int) -> Stop:
    return start - visit.setup, latest - visit.setup, start + visit.wrap_up


def _told(visit: Visit, start: Seconds) -> int:
    """The latest start that a new promise is sure to leave open."""
    last = max((w.closes for w in visit.start_windows if w.holds(start)), default=start)
    return min(start + PROMISED, last)


def openness(therapist: Therapist, stops: Sequence[Stop]) -> int:
    """For how many seconds of the day it holds: of a caller who may begin from then on, `AT_CHOICE` long, one could
    still begin with the therapist."""
    total = upto = 0
    for opens, closes in _free(therapist, stops):
        first, last = opens + LEG + SETUP, closes - LEG - WRAP_UP
        if first <= last:
            total += last - max(first - AT_CHOICE, upto)
            upto = last
    return total


def _free(therapist: Therapist, stops: Sequence[Stop]) -> list[Stretch]:
    """What the stops and the breaks leave of the shift, every next stop put off as long as its promise holds."""
    ordered = sorted(stops)
    ends = [int(therapist.shift.opens), *(leaves for _, _, leaves in ordered)]
    begins = [*_put_off(ordered), int(therapist.shift.closes)]
    free = list(zip(ends, begins, strict=True))
    for rest in therapist.breaks:
        # Nobody knows yet where the break will be: it is taken where it has most room.
        roomy = max(range(len(free)), key=lambda k: _shared(free[k], rest))
        opens, closes = free[roomy]
        free[roomy] = opens, closes - rest.seconds
    return free


def _put_off(ordered: Sequence[Stop]) -> list[int]:
    """The latest set-up of each stop with which the stops after it are reached in time."""
    found: list[int] = []
    for begins, latest, leaves in reversed(ordered):
        spare = found[-1] - leaves - LEG if found else latest - begins
        found.append(begins + max(0, min(latest - begins, spare)))
    return found[::-1]


def _shared(stretch: Stretch, rest: Break) -> int:
    window = rest.start_window
    return min(stretch[1], window.closes + rest.seconds) - max(stretch[0], window.opens)
