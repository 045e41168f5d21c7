"""The first leg of a day, from home: as late as the first stop allows, with the breaks before that stop at home if they
can be, else on the road."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Break
from mobiledispatch.timetable.legs import stretches

Rests = tuple[TimeWindow, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """When to leave home, the breaks that are over by then, those on the way, and when one is at the first door."""

    leave: Seconds
    at_home: Rests
    on_the_way: Rests
    arrive: Seconds


def latest_departure(
    clock: RoadClock, opens: Seconds, by: Seconds, work: int, breaks: Sequence[Break]
) -> Departure | None:
    """The latest departure after `opens` that brings one to the first door `by` then, with all `breaks` behind.

    None if there is none. Of several breaks as many as possible are taken at home.
    """
    best: Departure | None = None
    for at_home, later in _splits(breaks):
        rests = _one_after_the_other(opens, at_home)
        if rests is None:
            continue
        found = _on_the_road(clock, rests[-1].closes if rests else opens, by, work, later)
        if found is not None and (best is None or found[0] > best.leave):
            leave, on_the_way = found
            arrive = max((ends for _, _, ends in stretches(clock, leave, work, on_the_way)), default=leave)
            best = Departure(leave, rests, on_the_way, arrive)
    return best


def _splits(breaks: Sequence[Break]) -> Iterator[tuple[Sequence[Break], Sequence[Break]]]:
    """In every order, those at home and those on the road; most at home first."""
    for count in range(len(breaks), -1, -1):
        for order in permutations(breaks):
            yield order[:count], order[count:]


def _one_after_the_other(opens: Seconds, breaks: Sequence[Break]) -> Rests | None:
    """These breaks from `opens` on, each as early as can be; None if one comes too late."""
    rests: list[TimeWindow] = []
    for rest in breaks:
        begins = max(rests[-1].closes if rests else opens, rest.start_window.opens)
        if begins > rest.start_window.closes:
            return None
        rests.append(TimeWindow(begins, Seconds(begins + rest.seconds)))
    return tuple(rests)


def _on_the_road(
    clock: RoadClock, since: Seconds, by: Seconds, work: int, breaks: Sequence[Break]
) -> tuple[Seconds, Rests] | None:
    """The latest departure from `since` on, and when `breaks` are taken on the way, in that order."""
    if not breaks:
        leave = clock.latest_departure(by, work)
        return (leave, ()) if leave >= since else None
    *earlier, last = breaks
    opens = max(since, last.start_window.opens)
    closes = min(last.start_window.closes, by - last.seconds)
    best: tuple[Seconds, Rests] | None = None
    for begins in reversed(clock.rest_starts(opens, closes, last.seconds) if opens <= closes else ()):
        over = Seconds(begins + last.seconds)
        before = max(0, work - (clock.done(by) - clock.done(over)))
        found = _on_the_road(clock, since, Seconds(begins), before, earlier)
        if found is not None and (best is None or found[0] > best[0]):
            best = found[0], (*found[1], TimeWindow(Seconds(begins), over))
    return best
