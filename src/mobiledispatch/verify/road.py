"""How long the road takes between two times of a day, step by step of its profile."""

from collections.abc import Sequence

from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Break


def usable(road: RoadClock, since: int, until: int) -> int:
    """Work (seconds at base speed, times 100) that the road allows between two times."""
    ends = [*(t for t, _ in road.steps[1:]), max(until, road.steps[-1][0]) + 1]
    return sum(
        percent * max(0, min(until, end) - max(since, begin))
        for (begin, percent), end in zip(road.steps, ends, strict=True)
    )


def arrival(road: RoadClock, since: int, work: int) -> int:
    """The first second at which so much work begun at `since` is done."""
    ends = [t for t, _ in road.steps[1:]]
    for (_, percent), end in zip(road.steps, ends, strict=False):
        possible = percent * max(0, end - since)
        if work <= possible:
            return since - -work // percent
        since, work = max(since, end), work - possible
    return since - -work // road.steps[-1][1]


def with_breaks(road: RoadClock, since: int, work: int, rests: Sequence[Break]) -> int | None:
    """The earliest end of `work` with these breaks on the way, in this order; None where one can no longer begin."""
    if not rests:
        return arrival(road, since, work)
    rest = rests[0]
    ends = []
    for begin in _begins(road, since, rests):
        left = max(0, work - usable(road, since, begin))
        end = with_breaks(road, begin + rest.seconds, left, rests[1:])
        if end is not None:
            ends.append(end)
    return min(ends, default=None)


def _begins(road: RoadClock, since: int, rests: Sequence[Break]) -> list[int]:
    """Starts of the first break among which is the best one.

    On an even road that is the earliest. Else what a break costs changes only where a break (or several in a row)
    begins or ends as the road changes its speed, or where a later break's window opens or closes.
    """
    earliest, latest = max(since, rests[0].start_window.opens), rests[0].start_window.closes
    if earliest > latest:
        return []
    if len(road.steps) == 1:
        return [earliest]
    corners = [t for t, _ in road.steps]
    found = {earliest, latest, *corners}
    behind = 0
    for k, rest in enumerate(rests):
        if k:
            found.update((rest.start_window.opens - behind, rest.start_window.closes - behind))
        behind += rest.seconds
        found.update(t - behind for t in corners)
    return sorted(t for t in found if earliest <= t <= latest)
