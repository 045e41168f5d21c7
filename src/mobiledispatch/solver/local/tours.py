"""Routes that know in a moment where another visit fits: what the earlier stops allow, and what the later ones need."""

import itertools
from dataclasses import dataclass, field

from mobiledispatch.solver.groundwork.road import NEVER
from mobiledispatch.solver.local.day_shape import DayShape

Insertion = tuple[int, int]
"""Added cost in seconds, and the position in the order."""
MOST_TOURS = 200_000
NOT_AT_ALL = int(NEVER)


@dataclass(slots=True, eq=False)
class Tour:
    """One route that keeps every rule, with its cost in seconds.

    `free[p]` holds, for each set of breaks taken, when the therapist is free after the first p stops (NEVER if not at
    all); `needed[p]` by when the next stop, or the depot, must be reached after them for the rest to keep its times.
    """

    order: tuple[int, ...]
    cost: int
    hands_on: int
    free: list[list[int]]
    needed: list[list[int]]
    insertions: dict[int, Insertion | None] = field(default_factory=dict)


class Tours:
    """The tours of one duty, each made once and remembered: neighbouring plans share nearly all of theirs."""

    def __init__(self, shape: DayShape) -> None:
        self.shape = shape
        self._made: dict[tuple[int, ...], Tour | None] = {}
        self.empty = Tour((), 0, 0, [self._morning()], self._needed(()))

    def tour(self, order: tuple[int, ...]) -> Tour | None:
        """The route in this order; None if no timing keeps it."""
        if not order:
            return self.empty
        if order not in self._made:
            if len(self._made) > MOST_TOURS:
                self._made.clear()
            self._made[order] = self._make(order)
        return self._made[order]

    def _make(self, order: tuple[int, ...]) -> Tour | None:
        shape = self.shape
        hands_on = sum(shape.massage[v] for v in order)
        if hands_on > shape.hands_on_limit:
            return None
        free, stop = [self._morning()], shape.depot
        for visit in order:
            free.append(self._served(free[-1], stop, visit))
            stop = visit
        needed = self._needed(order)
        if not self._reaches(free[-1], shape.leg[stop][shape.depot], needed[-1]):
            return None
        path = (shape.depot, *order, shape.depot)
        cost = sum(shape.cost[a][b] for a, b in itertools.pairwise(path)) + shape.balance_cost(hands_on)
        return Tour(order, cost, hands_on, free, needed)

    def _morning(self) -> list[int]:
        return [self.shape.opens] + [NOT_AT_ALL] * (len(self.shape.states) - 1)

    def _served(self, free: list[int], stop: int, visit: int) -> list[int]:
        shape, after = self.shape, [NOT_AT_ALL] * len(free)
        leg, service = shape.leg[stop][visit], shape.service[visit]
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

    def _needed(self, order: tuple[int, ...]) -> list[list[int]]:
        shape = self.shape
        rows = [[shape.latest_return(taken) for taken in shape.states]]
        after = shape.depot
        for visit in reversed(order):
            rows.append([self._needed_at(visit, after, rows[-1], taken) for taken in shape.states])
            after = visit
        return rows[::-1]

    def _needed_at(self, visit: int, after: int, needed: list[int], taken: int) -> int:
        """By when to be at `visit` with these breaks taken, to keep what is `needed` at the stop `after` it."""
        shape = self.shape
        leave = max(
            shape.latest_departure(needed[then], shape.leg[visit][after], rests) for then, rests in shape.ways[taken]
        )
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
        extra = shape.balance_cost(hands_on) - shape.balance_cost(tour.hands_on)
        best, place, stop = NOT_AT_ALL, -1, shape.depot
        cost, onward = shape.cost, shape.cost[visit]
        for position, after in enumerate((*tour.order, shape.depot)):
            added = cost[stop][visit] + onward[after] - (cost[stop][after] if tour.order else 0)
            if added < best and self._fits(tour, position, stop, visit, after):
                best, place = added, position
            stop = after
        return None if place < 0 else (best + extra, place)

    def _fits(self, tour: Tour, position: int, stop: int, visit: int, after: int) -> bool:
        """Can `visit` stand between `stop` and `after`, with `position` stops before it?"""
        shape, free, needed = self.shape, tour.free[position], tour.needed[position]
        onward = shape.leg[visit][after]
        if shape.is_even:
            # Two sums rule out most places before anything is reckoned break by break.
            if min(free) + shape.leg[stop][visit] > shape.last_close[visit]:
                return False
            if shape.first_open[visit] + shape.service[visit] + onward > max(needed):
                return False
        return self._reaches(self._served(free, stop, visit), onward, needed)

    def with_visit(self, tour: Tour, visit: int, position: int) -> Tour:
        """The tour with `visit` before the stop at `position`, where `insertion` found that it fits."""
        longer = self.tour((*tour.order[:position], visit, *tour.order[position:]))
        assert longer is not None
        return longer
