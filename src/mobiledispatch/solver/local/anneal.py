"""A plan improved by ruin and recreate under a falling temperature."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mobiledispatch.solver.compiled_form import quickest
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.local import kernel
from mobiledispatch.solver.local.tables import tables_of

WARM, COLD = 2.0, 0.05
"""By how much a plan may be worse and still, at times, be followed: at first, and at the end.

In legs between two visits, the mean of all, since a leg of the map is what a step uphill costs.
"""
Routes = Iterable[tuple[int, tuple[int, ...]]]
"""Duty, and visits in order."""
A_BREATH = 16
"""Rounds between two looks at the time."""
MOST_MET = 2000
"""So many routes are kept of those met on the way, the latest."""


Kernel = quickest(kernel.Kernel)


class Tour(NamedTuple):
    """One therapist's route: its cost in seconds, and visits in order."""

    cost: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A tour for each therapist, the visits left out, and what both cost in seconds."""

    tours: tuple[Tour, ...]
    out: frozenset[int]
    cost: int


class Annealing:
    """Drafts of one problem. `duty_of` is the duty of each tour of a draft.

    Visits that are served with others or not at all are neither taken out nor put in: they stay where a draft has them.
    """

    def __init__(self, ties: Ties, duties: Sequence[Duty], seed: int) -> None:
        self.duty_of = [k for k, duty in enumerate(duties) for _ in duty.therapists]
        self._visits = frozenset(ties.loose)
        tables = tables_of(ties, duties)
        self._leg = tables.mean_leg
        self._kernel, self._tried = Kernel(tables, seed, MOST_MET), 0

    def first(self, routes: Routes = ()) -> Draft:
        """A plan made from these routes on, or from nothing, with everybody put in for whom there is a place."""
        self.of(routes)
        self._kernel.fill()
        return self._best()

    def of(self, routes: Routes) -> Draft:
        """The draft of these routes."""
        orders: list[tuple[int, ...]] = [()] * len(self.duty_of)
        for duty, order in routes:
            number = next(k for k, d in enumerate(self.duty_of) if d == duty and not orders[k])
            orders[number] = order
        self._put([Tour(0, order) for order in orders])
        return self._best()

    def improve(self, draft: Draft, progress: Callable[[int], float], warm: float = WARM) -> Draft:
        """The best draft met from `draft` on, until `progress`, the share that is done after so many rounds, is one."""
        if not self._visits:
            return draft
        self._put(draft.tours)
        rounds = 0
        while (done := progress(rounds)) < 1:
            self._kernel.run(A_BREATH, self._leg * warm * (COLD / warm) ** done)
            rounds += A_BREATH
        return self._best()

    def tried(self) -> int:
        """Places looked at since this was last asked: a measure of work that is the same on every machine."""
        before, self._tried = self._tried, self._kernel.work
        return self._tried - before

    def met(self) -> list[tuple[int, Tour]]:
        """Routes met since this was last asked, each with its duty."""
        return [(self.duty_of[slot], Tour(cost, order)) for slot, cost, order in self._kernel.met()]

    def _put(self, tours: Iterable[Tour]) -> None:
        for slot, tour in enumerate(tours):
            self._kernel.put(slot, tour.order)
        self._kernel.settle()

    def _best(self) -> Draft:
        tours = tuple(Tour(cost, order) for cost, order in self._kernel.best())
        served = {visit for tour in tours for visit in tour.order}
        return Draft(tours, self._visits - served, self._kernel.best_total)
