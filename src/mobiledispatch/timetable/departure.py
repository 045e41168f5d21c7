"""The first leg of a day, from home: as late as the first stop allows, with the breaks before that stop at home if they
can be, else on the road."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Break
from mobiledispatch.timetable.legs import Rests, arrival, placed, ways

Breaks = tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """When to leave home, the breaks that are over by then, those on the way, and when one is at the first door."""

    leave: Seconds
    at_home: Rests
    on_the_way: Rests
    arrive: Seconds


def latest_departure(clock: RoadClock, opens: Seconds, by: Seconds, work: int, breaks: Breaks) -> Departure | None:
    """The latest departure after `opens` that brings one to the first door `by` then, with all `breaks` behind.

    None if there is none. Of several breaks as many as possible are taken at home.
    """
    best: tuple[Seconds, Rests, Breaks] | None = None
    last = clock.latest_departure(by, work)
    for at_home, later in _splits(breaks):
        rests = _one_after_the_other(opens, at_home)
        if rests is None or (best is not None and best[0] == last):
            continue
        better = Seconds(max(rests[-1].closes if rests else opens, best[0] + 1 if best else 0))
        leave = _latest(clock, better, last, by, work, later)
        if leave is not None:
            best = leave, rests, later
    if best is None:
        return None
    leave, rests, later = best
    arrive = arrival(clock, leave, work, later)
    assert arrive is not None, "it is there by then"
    return Departure(leave, rests, placed(clock, leave, work, later, arrive), arrive)


def _splits(breaks: Breaks) -> Iterator[tuple[Breaks, Breaks]]:
    """In every order, those at home and those on the road; most at home first."""
    everything = (1 << len(breaks)) - 1
    orders = [order for taken, order in ways(0, breaks) if taken == everything]
    for count in range(len(breaks), -1, -1):
        for order in orders:
            yield order[:count], order[count:]


def _one_after_the_other(opens: Seconds, breaks: Breaks) -> Rests | None:
    """These breaks from `opens` on, each as early as can be; None if one comes too late."""
    rests: list[TimeWindow] = []
    for rest in breaks:
        begins = max(rests[-1].closes if rests else opens, rest.start_window.opens)
        if begins > rest.start_window.closes:
            return None
        rests.append(TimeWindow(begins, Seconds(begins + rest.seconds)))
    return tuple(rests)


def _latest(clock: RoadClock, since: Seconds, last: Seconds, by: Seconds, work: int, breaks: Breaks) -> Seconds | None:
    """The latest departure of those from `since` to `last` that is there `by` then with these breaks on the way.

    None if there is none. Leaving later never arrives earlier, so it is found by halving.
    """

    def is_late(leave: int) -> bool:
        there = arrival(clock, Seconds(leave), work, breaks)
        return there is None or there > by

    if since > last or is_late(since):
        return None
    if not breaks:
        return last
    return Seconds(since - 1 + bisect_left(range(since, last + 1), True, key=is_late))
