"""How late each stop may run with nothing later breaking, reckoned from the end of the day backwards.

The breaks taken before a stop stay; later ones may be placed anew. A start that others depend on is kept. Too little is
as wrong as too much.
"""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from functools import cache

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.plan import Route, Stop, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.verify.breaks import is_this
from mobiledispatch.verify.road import arrival, with_breaks

MOST_BREAKS = 4
"""Beyond so many breaks in one day the ways to place them are too many to try."""

Numbers = tuple[int, ...]
"""Breaks that are still to come, by their number among the therapist's."""


def slack(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    """Every stop of a route (whose visits are all known) that states too much slack, or too little."""
    if len(therapist.breaks) > MOST_BREAKS:
        return
    rest = _Rest(problem, therapist, route.stops)
    for position, stop in enumerate(route.stops):
        to_come = _to_come(therapist, route, stop, problem.visit(stop.visit).setup)
        if not to_come:
            continue  # a break that is none of those due is told elsewhere
        slacks = [rest.slack(position, left) for left in to_come]
        least, most = min(slacks), max(slacks)
        if not least <= stop.slack <= most:
            detail = f"{stop.visit}: states that it may run {stop.slack} s late; it may {_between(least, most)} s"
            amount = max(least - stop.slack, stop.slack - most)
            yield Violation("slack", stop.visit, therapist.id, amount, "seconds", detail)


def _between(least: int, most: int) -> str:
    return str(most) if least == most else f"{least} to {most}"


def _to_come(therapist: Therapist, route: Route, stop: Stop, setup: int) -> set[Numbers]:
    """The breaks that may be still to come after the stop, for every reading of those taken before it."""
    before = [b for b in route.breaks if b.closes <= stop.start - setup]
    # A break of no length at a stop of no length is before it, or after.
    sure = [b for b in before if b.opens < stop.leave]
    numbers = range(len(therapist.breaks))
    return {
        tuple(k for k in numbers if k not in chosen)
        for taken in (before, sure)
        for chosen in itertools.permutations(numbers, len(taken))
        if all(is_this(therapist.breaks[k], b) for k, b in zip(chosen, taken, strict=True))
    }


class _Rest:
    """The stops of a route in their order, those of a couple at the start that they have."""

    def __init__(self, problem: Problem, therapist: Therapist, stops: tuple[Stop, ...]) -> None:
        self._problem, self._therapist, self._stops = problem, therapist, stops
        self._visits = [problem.visit(stop.visit) for stop in stops]
        coupled = {name for group in problem.together for name in group}
        self._starts = [
            (TimeWindow(stop.start, stop.start),) if stop.visit in coupled else _starts(problem, visit)
            for stop, visit in zip(stops, self._visits, strict=True)
        ]
        places = [*(v.place for v in self._visits), therapist.end]
        self._work = [BASE * problem.matrix.seconds[a][b] for a, b in itertools.pairwise(places)]
        self._latest = cache(self._last_second)

    def slack(self, position: int, to_come: Numbers) -> int:
        """Seconds that the stop may run late within its own window, with these breaks still to come."""
        stop = self._stops[position]
        closes = next((w.closes for w in self._starts[position] if w.opens <= stop.start <= w.closes), stop.start)
        return max(0, min(closes - stop.start, self._latest(position, to_come) - stop.leave))

    def _last_second(self, position: int, to_come: Numbers) -> int:
        """The last second at which one may drive off from a stop with the rest of the day kept; -1 if there is none."""
        low, high = -1, int(self._therapist.shift.closes)
        while low < high:
            middle = (low + high + 1) // 2
            if self._goes_on(position, to_come, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def _goes_on(self, position: int, to_come: Numbers, since: int) -> bool:
        last = position + 1 == len(self._stops)
        for now in self._ways(position, to_come):
            rests = [self._therapist.breaks[k] for k in now]
            at_door = with_breaks(self._problem.clock, since, self._work[position], rests)
            left = tuple(k for k in to_come if k not in now)
            if at_door is not None and (self._may_end if last else self._may_serve)(position + 1, at_door, left):
                return True
        return False

    def _ways(self, position: int, to_come: Numbers) -> Iterator[Numbers]:
        """Breaks to take before the next stop, in every order; none between two people of one household."""
        following = self._stops[position + 1].visit if position + 1 < len(self._stops) else ""
        in_turn = any(following in household[1:] for household in self._problem.households)
        for count in range(1 if in_turn else len(to_come) + 1):
            yield from itertools.permutations(to_come, count)

    def _may_end(self, _: int, back: int, left: Numbers) -> bool:
        still_open = all(back <= self._therapist.breaks[k].start_window.closes for k in left)
        return still_open and back <= self._therapist.shift.closes

    def _may_serve(self, position: int, at_door: int, left: Numbers) -> bool:
        visit = self._visits[position]
        ready = at_door + visit.setup
        start = next((max(ready, w.opens) for w in self._starts[position] if ready <= w.closes), None)
        return start is not None and start + visit.service - visit.setup <= self._latest(position, left)


def _starts(problem: Problem, visit: Visit) -> Sequence[TimeWindow]:
    """When the massage may begin; the first of a household only if everybody can follow at once."""
    household = next((h for h in problem.households if h[0] == visit.id), (visit.id,))
    spans = visit.start_windows
    for number in range(1, len(household)):
        people = [problem.visit(name) for name in household[: number + 1]]
        spans = tuple(
            both
            for span in spans
            for window in people[-1].start_windows
            for both in _led(problem, people, span, window)
        )
    return spans


def _led(problem: Problem, people: Sequence[Visit], span: TimeWindow, window: TimeWindow) -> Iterator[TimeWindow]:
    """The starts of the first person within `span` after which the last one starts within `window`."""

    def start(first: int) -> Seconds:
        for before, then in itertools.pairwise(people):
            leaves = first + before.service - before.setup
            leg = BASE * problem.matrix.seconds[before.place][then.place]
            first = arrival(problem.clock, leaves, leg) + then.setup
        return Seconds(first)

    firsts = range(span.opens, span.closes + 1)
    begin = bisect.bisect_left(firsts, window.opens, key=start)
    end = bisect.bisect_right(firsts, window.closes, key=start)
    if begin < end:
        yield TimeWindow(Seconds(firsts[begin]), Seconds(firsts[end - 1]))
