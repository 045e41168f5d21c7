"""Routes that know in a moment where another visit fits: what the earlier stops allow, and what the later ones need."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from mobiledispatch.solver.groundwork.road import NEVER
from mobiledispatch.solver.local.day_shape import DayShape

Insertion = tuple[int, int]
"""Added cost in seconds, and the position in the order."""
MOST_TOURS = 100_000
"""In the memory of all duties together: a tour takes some 2 kB with what is known of where others fit in it."""
NOT_AT_ALL = int(NEVER)


@dataclass(slots=True, eq=False)
class Tour:
    """One route that keeps every rule, with its cost in seconds.

    `free[p]` holds, for each set of breaks taken, when the therapist is free after the first p stops (NEVER if not at
    all); `needed[p]` by when the next stop, or the depot, must be reached after them for the rest to keep its times.
    `soonest[p]` and `latest[p]` are the best of each, whatever breaks are taken; they rule out most places in two sums.
    """

    order: tuple[int, ...]
    cost: int
    hands_on: int
    free: list[list[int]]
    needed: list[list[int]]
    soonest: list[int]
    latest: list[int]
    insertions: dict[int, Insertion | None] = field(default_factory=dict)


class Tours:
    """The tours of one duty, each made once and remembered: neighbouring plans share nearly all of theirs."""

    def __init__(self, shape: DayShape, most: int = MOST_TOURS) -> None:
        """At most so many tours are remembered at a time."""
        self.shape = shape
        self._most = most
        self._made: dict[tuple[int, ...], Tour | None] = {}
        evening = [shape.latest_return(taken) for taken in shape.states]
        self.empty = self._tour((), 0, 0, [self._morning()], [evening])

    def tour(self, order: tuple[int, ...], like: Tour | None = None) -> Tour | None:
        """The route in this order; None if no timing keeps it. `like` may be any tour, best one with the same ends."""
        if not order:
            return self.empty
        if order not in self._made:
            if len(self._made) > self._most:
                self._made.clear()
            self._made[order] = self._make(order, like or self.empty)
        return self._made[order]

    def _make(self, order: tuple[int, ...], like: Tour) -> Tour | None:
        shape = self.shape
        hands_on = sum([shape.massage[v] for v in order])
        if hands_on > shape.hands_on_limit:
            return None
        path = (shape.depot, *order, shape.depot)
        first = _in_common(order, like.order)
        free = like.free[: first + 1]
        for k in range(first, len(order)):
            free.append(self._served(free[-1], path[k], path[k + 1]))
        if not self._reaches(free[-1], shape.leg[path[-2]][shape.depot], self.empty.needed[0]):
            return None
        needed = self._needed(path, like, _in_common(order[:first:-1], like.order[:first:-1]))
        cost = sum([shape.cost[a][b] for a, b in itertools.pairwise(path)]) + shape.balance_cost(hands_on)
        return self._tour(order, cost, hands_on, free, needed)

    def _tour(
        self, order: tuple[int, ...], cost: int, hands_on: int, free: list[list[int]], needed: list[list[int]]
    ) -> Tour:
        if self.shape.is_even:
            soonest, latest = [min(row) for row in free], [max(row) for row in needed]
        else:
            # Legs are known at base speed only: on a road that is quicker at times they would rule out too much.
            soonest, latest = [-NOT_AT_ALL] * len(free), [NOT_AT_ALL] * len(needed)
        return Tour(order, cost, hands_on, free, needed, soonest, latest)

    def _morning(self) -> list[int]:
        return [self.shape.opens] + [NOT_AT_ALL] * (len(self.shape.states) - 1)

    def _served(self, free: list[int], stop: int, visit: int) -> list[int]:
        shape = self.shape
        leg, service = shape.leg[stop][visit], shape.service[visit]
        if shape.is_plain:
            return [shape.begin(visit, free[0] + leg) + service]
        after = [NOT_AT_ALL] * len(free)
        for taken, since in enumerate(free):
            if since >= NOT_AT_ALL:
                continue
            for then, rests in shape.ways[taken]:
                # A leg without breaks on an even road is by far the commonest, and a call costs more than a sum.
                arrive = since + leg if shape.is_even and not rests else shape.arrival(since, leg, rests)
                over = shape.begin(visit, arrive) + service
                if over < after[then]:
                    after[then] = over
        return after

    def _reaches(self, free: list[int], leg: int, needed: list[int]) -> bool:
        shape = self.shape
        for taken, since in enumerate(free):
            if since >= NOT_AT_ALL:
                continue
            for then, rests in shape.ways[taken]:
                arrive = since + leg if shape.is_even and not rests else shape.arrival(since, leg, rests)
                if arrive <= needed[then]:
                    return True
        return False

    def _needed(self, path: tuple[int, ...], like: Tour, last: int) -> list[list[int]]:
        """`Tour.needed` of this path, depot to depot, whose last stops, so many, are those of `like`."""
        rows = like.needed[len(like.order) - last :][::-1]
        for k in range(len(path) - 2 - last, 0, -1):
            visit, after = path[k], path[k + 1]
            rows.append([self._needed_at(visit, after, rows[-1], taken) for taken in self.shape.states])
        return rows[::-1]

    def _needed_at(self, visit: int, after: int, needed: list[int], taken: int) -> int:
        """By when to be at `visit` with these breaks taken, to keep what is `needed` at the stop `after` it."""
        shape = self.shape
        leg = shape.leg[visit][after]
        if shape.is_plain:
            return shape.latest_begin(visit, needed[0] - leg - shape.service[visit])
        leave = max([shape.latest_departure(needed[then], leg, rests) for then, rests in shape.ways[taken]])
        return shape.latest_begin(visit, leave - shape.service[visit])

    def insertion(self, tour: Tour, visit: int) -> Insertion | None:
        """The cheapest place for one more visit; None if it fits nowhere."""
        if visit not in tour.insertions:
            tour.insertions[visit] = self._insertion(tour, visit)
        return tour.insertions[visit]

    def _insertion(self, tour: Tour, visit: int) -> Insertion | None:
        shape = self.shape
        hands_on = tour.hands_on + shape.massage[visit]
        if visit not in shape.able or hands_on > shape.hands_on_limit:
            return None
        best, place, stop = NOT_AT_ALL, -1, shape.depot
        cost, to_visit, onward, legs = shape.cost, shape.leg_to[visit], shape.cost[visit], shape.leg[visit]
        opens, closes, service = shape.first_open[visit], shape.last_close[visit], shape.service[visit]
        is_certain = shape.is_plain and len(shape.windows[visit]) == 1
        used = 1 if tour.order else 0
        spots = zip((*tour.order, shape.depot), tour.soonest, tour.latest, strict=True)
        for position, (after, soonest, latest) in enumerate(spots):
            row = cost[stop]
            added = row[visit] + onward[after] - used * row[after]
            if added < best:
                arrive = soonest + to_visit[stop]
                begin = arrive if arrive > opens else opens
                could = arrive <= closes and begin + service + legs[after] <= latest
                if could and (is_certain or self._fits(tour, position, stop, visit, after)):
                    best, place = added, position
            stop = after
        if place < 0:
            return None
        return best + shape.balance_cost(hands_on) - shape.balance_cost(tour.hands_on), place

    def _fits(self, tour: Tour, position: int, stop: int, visit: int, after: int) -> bool:
        """Can `visit` stand between `stop` and `after`, with `position` stops before it?"""
        served = self._served(tour.free[position], stop, visit)
        return self._reaches(served, self.shape.leg[visit][after], tour.needed[position])

    def with_visit(self, tour: Tour, visit: int, position: int) -> Tour:
        """The tour with `visit` before the stop at `position`, where `insertion` found that it fits."""
        longer = self.tour((*tour.order[:position], visit, *tour.order[position:]), tour)
        assert longer is not None
        return longer

    def without(self, tour: Tour, visits: Sequence[int]) -> Tour | None:
        """The tour less these visits; None if that breaks it, as it can on roads that break the triangle."""
        return self.tour(tuple([v for v in tour.order if v not in visits]), tour)


def _in_common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many stops two orders begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
