"""What a search knows at any moment: the best plan, the bound below it, and the routes seen so far."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from math import ceil, inf

from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.columns import Column, Cut, Pool
from mobiledispatch.solver.exact.completion import Arrivals, Clockwork, arrivals_of, cells_of, wind_up
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.partition import Choice
from mobiledispatch.solver.groundwork.duty import Duty, duties
from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.local.tables import tables_of
from mobiledispatch.solver.memory import Memory
from mobiledispatch.solver.watch import Progress, Watch

TIME_TO_CHOOSE = 0.35
"""The share of a search's time that is kept for choosing among routes."""
ROUNDING = 0.01
"""Seconds by which floating-point prices may err in a whole plan; costs are whole seconds, so this loses nothing."""

COARSER = (1, 2, 4)
"""How much wider the buckets of a clockwork may be, to save memory."""
A_CELL, A_CELL_IN_MAKING, A_COLUMN = 5, 40, 1500
"""Bytes of a cell of a clockwork, and of a route in the pool and the master."""
LEAST_ROOM = 100_000_000
"""Bytes that are kept for labels and integer programs."""
A_CELL_MADE, A_COLUMN_MADE = 1.5e-8, 1e-5
"""Work (`Budget`) of either."""


class Search:
    """The state that the steps of the proof share and improve. Nothing here decides what to do next."""

    def __init__(
        self,
        ties: Ties,
        limits: Limits,
        watch: Watch,
        arrivals: Callable[[Duty, Ints], Arrivals] = arrivals_of,
        budget: Budget | None = None,
        crew: Sequence[Duty] = (),
    ) -> None:
        """`budget` is another search's share for this one (`share`); by default, all that `limits` say.

        `crew` are the day's duties, with fewer of their visits than they may serve (`Duty.among`): a bound that is
        found with those is none of the day.
        """
        self.ties = ties
        self.memory = Memory(limits.memory)
        self.limits = limits
        self.duties = tuple(crew) or duties(ties)
        self.master = Master(ties, self.duties, self)
        self.master.add_cuts(keeper_cuts(ties))
        self.pool = Pool()
        self.best: tuple[Column, ...] = ()
        self.upper = sum(v.unassigned_cost for v in ties.problem.visits)
        self.bound = 0.0
        self.budget = budget or Budget.of(limits)
        self._watch = watch
        self._arrivals = arrivals

    @cached_property
    def clockworks(self) -> list[Clockwork]:
        """One for each duty, made when prices are first sought: a search that ends before does not wait for them.

        Fewer if time runs out over them, and none where memory would not hold them all.
        """
        made: list[Clockwork] = []
        coarser = next((c for c in COARSER if self._tables_fit(c)), None)
        tables = tables_of(self.ties, self.duties)
        for number, duty in enumerate(self.duties if coarser else ()):
            if self.is_over():
                break
            made.append(wind_up(duty, number, tables, self._arrivals, coarser or 1))
            self.memory.take(A_CELL * made[-1].cells)
            self.spend(A_CELL_MADE * made[-1].cells)
        return made

    def _tables_fit(self, coarser: int) -> bool:
        cells = [cells_of(duty, coarser) for duty in self.duties]
        # While one is made it takes several times what stays of it, and labels need room after that.
        return self.memory.holds(2 * A_CELL * sum(cells) + A_CELL_IN_MAKING * max(cells, default=0))

    @property
    def lower(self) -> int:
        """The bound in whole seconds, never above the best plan."""
        return min(self.upper, ceil(self.bound - ROUNDING))

    @property
    def seconds_left(self) -> float:
        """Or units of counted work."""
        return self.budget.seconds_left

    def spend(self, work: float, /) -> None:
        """Count work that has been done, in units of about a second (`Budget`)."""
        self.budget.spend(work)

    def share(self, seconds: float) -> Budget:
        """A part of what is left, for a search within this one."""
        return self.budget.share(seconds)

    def is_over(self) -> bool:
        """Proven, near enough, out of time, or told to stop."""
        near_enough = self.upper - self.lower <= self.limits.gap * self.upper
        return near_enough or self.budget.is_over() or self._watch.stop()

    def must_choose(self) -> bool:
        """Is the search over, or so late that the rest is needed to make a plan of the routes found so far?"""
        return self.is_over() or self.seconds_left < TIME_TO_CHOOSE * self.budget.seconds

    def most(self, ceiling: float = inf) -> float:
        """What a plan may cost that is better than the best one, and no dearer than `ceiling`."""
        return min(self.upper - 1, ceiling) + ROUNDING

    def raise_bound(self, bound: float) -> None:
        if bound > self.bound:
            self.bound = bound
            self._watch.tell(Progress(self.upper, self.lower))

    def cap(self, cost: int) -> None:
        """Seek no plan that costs so much: one is known elsewhere."""
        self.upper = min(self.upper, cost)

    def take_choice(self, choice: Choice | None) -> None:
        if choice is not None and choice.cost < self.upper:
            self.best, self.upper = choice.columns, choice.cost
            self._watch.tell(Progress(self.upper, self.lower))

    def add_columns(self, columns: Sequence[Column]) -> int:
        """Offer routes to the master; how many it had not seen as cheap. None is taken in where memory is full."""
        if not self.has_room:
            return 0
        fresh = [column for column in columns if self.pool.add([column])]
        self.master.add_columns(fresh)
        self.memory.take(A_COLUMN * len(fresh))
        self.spend(A_COLUMN_MADE * len(fresh))
        return len(fresh)

    @property
    def has_room(self) -> bool:
        """Does memory hold more routes, and labels enough to find them?"""
        return self.memory.holds(LEAST_ROOM)

    def covering(self, columns: Sequence[Column]) -> tuple[list[tuple[int, ...]], int]:
        """The rows of the master that a cut may name, for each column, and how many rows there are.

        The row of a duty with several therapists is none: several routes may cover it.
        """
        visits = len(self.ties.problem.visits)
        alone = [len(duty.therapists) == 1 for duty in self.duties]
        return [c.rows(visits) if alone[c.duty] else c.visits for c in columns], visits + len(alone)

    def take_plan(self, columns: Sequence[Column]) -> None:
        """Take in a plan made elsewhere, as columns and, if it is the best and keeps the ties, as the incumbent."""
        self.add_columns(columns)
        if self.ties.holds([column.visits for column in columns]):
            left_out = self.ties.cost_of_leaving_out(visit for column in columns for visit in column.visits)
            self.take_choice(Choice(tuple(columns), sum(c.cost for c in columns) + left_out))

    def binding_cuts(self) -> list[Cut]:
        """The cuts that hold the master's mixture where it is, but for the equipment's."""
        mixture, own = self.master.solve(), len(self.ties.keepers)
        duals = [] if mixture is None else mixture.cut[own:].tolist()
        return [cut for cut, dual in zip(self.master.cuts[own:], duals, strict=False) if dual < -1e-6]

    def columns_of(self, orders: Mapping[str, Sequence[Visit]]) -> list[Column]:
        """The routes of these orders, which are possible."""
        problem = self.ties.problem
        number = {visit.id: k for k, visit in enumerate(problem.visits)}
        duty_of = {name: k for k, duty in enumerate(self.duties) for name in duty.therapists}
        crew = ((problem.therapist(name), order) for name, order in orders.items() if order)
        return [
            Column(duty_of[t.id], tuple(number[v.id] for v in order), route_cost(problem, t, order))
            for t, order in crew
        ]

    def orders(self) -> dict[str, list[Visit]]:
        """The best plan: visits in order by therapist, a household still as one."""
        free = [list(duty.therapists) for duty in self.duties]
        visits = self.ties.problem.visits
        return {
            free[column.duty].pop(0): [visits[k] for k in column.visits]
            for column in sorted(self.best, key=lambda c: (c.duty, c.visits))
        }


def keeper_cuts(ties: Ties) -> list[Cut]:
    """What the master must know of equipment: at most so many routes serve who needs it."""
    return [Cut(keeper.visits, (1,) * len(keeper.visits), 1, keeper.count) for keeper in ties.keepers]
