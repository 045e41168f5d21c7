"""What a search knows at any moment: the best plan, the bound below it, and the routes seen so far."""

import time
from collections.abc import Sequence
from math import ceil

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders, route_cost
from mobiledispatch.solver.exact.columns import Column, Pool
from mobiledispatch.solver.exact.completion import wind_up
from mobiledispatch.solver.exact.duty import duties
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.partition import Choice
from mobiledispatch.solver.exact.unfold import folded, unfold
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Progress, Watch

TIME_TO_CHOOSE = 0.35
"""The share of a search's time that is kept for choosing among routes."""
ROUNDING = 0.01
"""Seconds by which floating-point prices may err in a whole plan; costs are whole seconds, so this loses nothing."""


class Search:
    """The state that the steps of the proof share and improve. Nothing here decides what to do next."""

    def __init__(self, problem: Problem, limits: Limits, watch: Watch) -> None:
        self.unfolded = unfold(problem)
        self.limits = limits
        self.duties = duties(self.unfolded)
        self.clockworks = [wind_up(duty) for duty in self.duties]
        self.master = Master(self.unfolded, self.duties)
        self.pool = Pool()
        self.best: tuple[Column, ...] = ()
        self.upper = sum(v.unassigned_cost for v in problem.visits)
        self.bound = 0.0
        self._deadline = time.monotonic() + limits.seconds
        self._watch = watch
        self._duty_of = {name: k for k, duty in enumerate(self.duties) for name in duty.therapists}
        self._problem = problem
        self._index = {v.id: k for k, v in enumerate(self.unfolded.problem.visits)}

    @property
    def lower(self) -> int:
        """The bound in whole seconds, never above the best plan."""
        return min(self.upper, ceil(self.bound - ROUNDING))

    @property
    def seconds_left(self) -> float:
        return self._deadline - time.monotonic()

    def is_over(self) -> bool:
        """Proven, near enough, out of time, or told to stop."""
        return self.upper - self.lower <= self.limits.gap * self.upper or self.seconds_left <= 0 or self._watch.stop()

    def must_choose(self) -> bool:
        """Is the search over, or so late that the rest is needed to make a plan of the routes found so far?"""
        return self.is_over() or self.seconds_left < TIME_TO_CHOOSE * self.limits.seconds

    def raise_bound(self, bound: float) -> None:
        if bound > self.bound:
            self.bound = bound
            self._watch.tell(Progress(self.upper, self.lower))

    def take_choice(self, choice: Choice | None) -> None:
        if choice is not None and choice.cost < self.upper:
            self.best, self.upper = choice.columns, choice.cost
            self._watch.tell(Progress(self.upper, self.lower))

    def add_columns(self, columns: Sequence[Column]) -> int:
        """Offer routes to the master; how many it had not seen as cheap."""
        fresh = [column for column in columns if self.pool.add([column])]
        self.master.add_columns(fresh)
        return len(fresh)

    def covering(self, columns: Sequence[Column]) -> tuple[list[tuple[int, ...]], int]:
        """The rows of the master that a cut may name, for each column, and how many rows there are.

        The row of a duty with several therapists is none: several routes may cover it.
        """
        visits = len(self.unfolded.problem.visits)
        alone = [len(duty.therapists) == 1 for duty in self.duties]
        return [c.rows(visits) if alone[c.duty] else c.visits for c in columns], visits + len(alone)

    def take_orders(self, orders: Orders) -> None:
        """Take in a plan made elsewhere, as columns and, if it is the best so far, as the incumbent."""
        columns = tuple(self._column(name, order) for name, order in orders.items() if order)
        self.add_columns(columns)
        served = {visit.id for order in orders.values() for visit in order}
        left_out = sum(v.unassigned_cost for v in self._problem.visits if v.id not in served)
        self.take_choice(Choice(columns, sum(c.cost for c in columns) + left_out))

    def _column(self, therapist: str, order: Sequence[Visit]) -> Column:
        cost = route_cost(self._problem, self._problem.therapist(therapist), order)
        return Column(self._duty_of[therapist], tuple(self._index[visit.id] for visit in order), cost)

    def orders(self) -> Orders:
        """The best plan: visits in order by therapist, those that were unfolded with their chosen start alone."""
        free = [list(duty.therapists) for duty in self.duties]
        visits = self.unfolded.problem.visits
        return {
            free[column.duty].pop(0): [folded(visits[k]) for k in column.visits]
            for column in sorted(self.best, key=lambda c: (c.duty, c.visits))
        }
