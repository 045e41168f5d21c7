"""What a search knows at any moment: the best plan, the bound below it, and the routes seen so far."""

import time
from collections.abc import Iterable, Sequence
from math import ceil

from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.assemble import Orders, route_cost
from mobiledispatch.solver.exact.columns import Column, Pool
from mobiledispatch.solver.exact.completion import wind_up
from mobiledispatch.solver.exact.duty import duties
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.partition import Choice
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Progress, Watch

ROUNDING = 0.01
"""Seconds by which floating-point prices may err in a whole plan; costs are whole seconds, so this loses nothing."""


class Search:
    """The state that the steps of the proof share and improve. Nothing here decides what to do next."""

    def __init__(self, problem: Problem, limits: Limits, watch: Watch) -> None:
        self.problem = problem
        self.limits = limits
        self.duties = duties(problem)
        self.clockworks = [wind_up(duty) for duty in self.duties]
        self.master = Master(problem, self.duties)
        self.pool = Pool()
        self.best: tuple[Column, ...] = ()
        self.upper = sum(v.unassigned_cost for v in problem.visits)
        self.bound = 0.0
        self._deadline = time.monotonic() + limits.seconds
        self._watch = watch
        self._duty_of = {name: k for k, duty in enumerate(self.duties) for name in duty.therapists}
        self._index = {v.id: k for k, v in enumerate(problem.visits)}

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

    def take_orders(self, orders: Orders) -> None:
        """Take in a plan made elsewhere, as columns and, if it is the best so far, as the incumbent."""
        columns = tuple(self._column(name, order) for name, order in orders.items() if order)
        self.add_columns(columns)
        served = {visit for column in columns for visit in column.visits}
        left_out = sum(v.unassigned_cost for k, v in enumerate(self.problem.visits) if k not in served)
        self.take_choice(Choice(columns, sum(c.cost for c in columns) + left_out, proven=False))

    def _column(self, therapist: str, order: Sequence[str]) -> Column:
        cost = route_cost(self.problem, self.problem.therapist(therapist), [self.problem.visit(n) for n in order])
        return Column(self._duty_of[therapist], tuple(self._index[n] for n in order), cost)

    def orders(self) -> Orders:
        """The best plan as visit ids in order by therapist; interchangeable therapists in their own order."""
        free = [list(duty.therapists) for duty in self.duties]
        return {free[c.duty].pop(0): [self.problem.visits[k].id for k in c.visits] for c in self._in_order(self.best)}

    def _in_order(self, columns: Iterable[Column]) -> list[Column]:
        return sorted(columns, key=lambda c: (c.duty, c.visits))
