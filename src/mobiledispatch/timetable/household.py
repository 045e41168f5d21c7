"""The people of one household as a single visit: served in turn by one therapist, and nobody waits between them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.visit import Visit


def merged(members: Sequence[Visit]) -> Visit:
    """The household as one visit, under the id of its first."""
    first = members[0]
    costs: dict[str, int] = {}
    for member in members:
        for name, cost in member.preference_cost.items():
            costs[name] = costs.get(name, 0) + cost
    service = Seconds(sum(m.service for m in members))
    return replace(
        first,
        service=service,
        # All that is no massage and not the first set-up, so that limits and balance count what hands really do.
        teardown=Seconds(service - first.setup - sum(m.massage for m in members)),
        start_windows=_windows(members),
        therapists=tuple(t for t in first.therapists if all(t in m.therapists for m in members)),
        preference_cost=costs,
        unassigned_cost=sum(m.unassigned_cost for m in members),
    )


def _windows(members: Sequence[Visit]) -> tuple[TimeWindow, ...]:
    """Starts of the first from which everybody, one after the other, starts inside a window."""
    windows = members[0].start_windows
    for member, offset in zip(members, offsets(members), strict=True):
        earlier = [(w.opens - offset, w.closes - offset) for w in member.start_windows]
        shifted = [TimeWindow(Seconds(max(0, opens)), Seconds(closes)) for opens, closes in earlier if closes >= 0]
        windows = tuple(sorted(shared for a in windows for b in shifted if (shared := a.meet(b))))
    return windows


def offsets(members: Sequence[Visit]) -> tuple[int, ...]:
    """Seconds from the start of the first massage to the start of each."""
    after = accumulate((m.service for m in members[:-1]), initial=0)
    return tuple(since + m.setup - members[0].setup for m, since in zip(members, after, strict=True))
