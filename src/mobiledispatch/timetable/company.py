"""Visits that are served with others or not at all, as one: a household's people in turn, a couple at one time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit


def merged(members: Sequence[Visit]) -> Visit:
    """A household as one visit, under the id of its first; nobody waits between two people."""
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
    """Seconds from the start of a household's first massage to the start of each."""
    after = accumulate((m.service for m in members[:-1]), initial=0)
    return tuple(since + m.setup - members[0].setup for m, since in zip(members, after, strict=True))


def may_run_short(problem: Problem, shared: SharedEquipment) -> bool:
    """Can more be in need of it at one time than there is? Only then do these visits start on the grid."""
    return len(shared.visits) > shared.count and len(problem.therapists) > shared.count


def common_starts(members: Iterable[Visit], slot: Seconds) -> tuple[Seconds, ...]:
    """Starts on the grid, and openings of windows, that suit every member."""
    windows = reduce(_shared_windows, (m.start_windows for m in members))
    starts = {w.opens for w in windows}
    starts |= {Seconds(t) for w in windows for t in range(-(-w.opens // slot) * slot, w.closes + 1, slot)}
    return tuple(sorted(starts))


def _shared_windows(some: tuple[TimeWindow, ...], others: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    return tuple(shared for a in some for b in others if (shared := a.meet(b)))
