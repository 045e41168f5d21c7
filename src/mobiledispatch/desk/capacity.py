"""How much of a therapist's day a visit spoils for those who call later.

A free stretch between two stops is worth the visits that it can still take. A visit that leaves a stretch too short
for any, or pins a stop early in the day, costs later callers more than its driving shows.
"""

from collections.abc import Sequence

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit

USUAL_VISIT = 5_700
"""Seconds at the door and on the road that a usual visit takes: 60 minutes of massage, 35 around it."""

USUAL_LEG = 1_200
"""Seconds of driving to a usual next visit."""

A_LOST_VISIT = 3_600
"""What a visit that no longer fits is worth, in seconds of driving: an hour's drive."""

Busy = tuple[int, int]
"""From the set-up of one visit to driving off."""


def room(therapist: Therapist, busy: Sequence[Busy]) -> float:
    """How many usual visits the free stretches of a day could still take.

    A stretch counts for its whole visits, and a little for the rest of it, because windows can move.
    """
    total, since = 0.0, therapist.shift.opens
    for begins, ends in (*busy, (therapist.shift.closes, 0)):
        total += _visits(begins - since)
        since = Seconds(max(since, ends))
    return total


def _visits(stretch: int) -> float:
    fit = (stretch - USUAL_LEG) / (USUAL_VISIT + USUAL_LEG)
    if fit <= 0:
        return 0.0
    whole = int(fit)
    return whole + 0.25 * (fit - whole)


def lost(therapist: Therapist, standing: Sequence[tuple[Visit, Seconds]], visit: Visit, start: Seconds) -> int:
    """Seconds that later callers lose by a visit at `start`, beyond the time that it takes itself."""
    before = [_busy(v, s) for v, s in standing]
    after = sorted([*before, _busy(visit, start)])
    took = room(therapist, sorted(before)) - room(therapist, after)
    own = (visit.service + USUAL_LEG) / (USUAL_VISIT + USUAL_LEG)
    return max(0, round(A_LOST_VISIT * (took - own)))


def _busy(visit: Visit, start: Seconds) -> Busy:
    return start - visit.setup, start + visit.wrap_up
