"""A plan improved by ruin and recreate under a falling temperature."""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.unfold import Unfolded
from mobiledispatch.solver.local.day_shape import DayShape
from mobiledispatch.solver.local.recreate import queues, recreate
from mobiledispatch.solver.local.ruin import ruin
from mobiledispatch.solver.local.tours import MOST_TOURS, Tour, Tours

WARM, COLD = 2.0, 0.02
"""By how much a plan may be worse and still, at times, be followed: at first, and at the end.

In legs between two visits, the mean of all, since a leg of the map is what a step uphill costs.
"""
SEEK_A_PLACE = 0.3
"""How often the ruin is made around a visit that is left out, if there is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A tour for each therapist, the visits left out, and what both cost in seconds."""

    tours: tuple[Tour, ...]
    out: frozenset[int]
    cost: int


class Annealing:
    """Drafts of one problem, and every tour met on the way with the number of its duty.

    Visits whose start depends on others' (`unfold`) are neither taken out nor put in; the exact search places them.
    `duty_of` is the duty of each tour of a draft.
    """

    def __init__(self, unfolded: Unfolded, duties: Sequence[Duty], seed: int) -> None:
        problem = unfolded.problem
        makers = [Tours(DayShape(duty, len(problem.visits)), MOST_TOURS // len(duties)) for duty in duties]
        self.duty_of = [k for k, duty in enumerate(duties) for _ in duty.therapists]
        self.met: dict[Tour, int] = {}
        self._crew = [makers[k] for k in self.duty_of]
        self._visits = unfolded.plain
        self._cost_of_leaving_out = [v.unassigned_cost for v in problem.visits]
        self._leg = _mean_leg(unfolded)
        self._near = _neighbours(unfolded)
        self._queues = queues(problem)
        self._rng = random.Random(seed)

    def first(self, is_over: Callable[[], bool] = lambda: False) -> Draft:
        """A plan made from nothing, as far as time goes."""
        tours, line = [maker.empty for maker in self._crew], self._queues.line_up(set(self._visits), self._rng)
        out: set[int] = set()
        for visit in line:
            one = (visit,)
            out |= set(one) if is_over() else recreate(self._crew, tours, one, self._cost_of_leaving_out, self._rng)
        return self._draft(tours, frozenset(out))

    def of(self, routes: Iterable[tuple[int, tuple[int, ...]]]) -> Draft:
        """The draft of these routes: duty, and visits in order."""
        tours = [maker.empty for maker in self._crew]
        for duty, order in routes:
            number = next(k for k, d in enumerate(self.duty_of) if d == duty and not tours[k].order)
            tours[number] = self._crew[number].tour(order) or tours[number]
        served = {visit for tour in tours for visit in tour.order}
        return self._draft(tours, frozenset(self._visits) - served)

    def improve(self, draft: Draft, progress: Callable[[int], float], warm: float = WARM) -> Draft:
        """The best draft met from `draft` on, until `progress`, the share that is done after so many rounds, is one."""
        if not self._visits:
            return draft
        best = now = draft
        rounds = 0
        while (done := progress(rounds)) < 1:
            rounds += 1
            temperature = self._leg * warm * (COLD / warm) ** done
            after = self._neighbour(now)
            self.met.update(zip(after.tours, self.duty_of, strict=True))
            if after.cost < now.cost - temperature * math.log(1 - self._rng.random()):
                now = after
            if after.cost < best.cost:
                best = after
        return best

    def _neighbour(self, draft: Draft) -> Draft:
        rng = self._rng
        seek = draft.out and rng.random() < SEEK_A_PLACE
        seed = rng.choice(sorted(draft.out) if seek else self._visits)
        tours, loose = list(draft.tours), set(draft.out)
        for k, string in ruin(tours, seed, self._near[seed], rng).items():
            gone = [visit for visit in string if visit in self._near]
            shorter = self._crew[k].without(tours[k], gone)
            if shorter is None:
                return draft  # on roads that break the triangle, a stop less can take longer
            tours[k] = shorter
            loose.update(gone)
        return self._recreated(tours, loose)

    def _recreated(self, tours: list[Tour], loose: set[int]) -> Draft:
        line = self._queues.line_up(loose, self._rng)
        return self._draft(tours, recreate(self._crew, tours, line, self._cost_of_leaving_out, self._rng))

    def _draft(self, tours: Sequence[Tour], out: frozenset[int]) -> Draft:
        left_out = sum(self._cost_of_leaving_out[visit] for visit in out)
        return Draft(tuple(tours), out, sum(tour.cost for tour in tours) + left_out)


def _mean_leg(unfolded: Unfolded) -> float:
    """Seconds between two visits, the mean of all pairs."""
    seconds, places = unfolded.problem.matrix.seconds, [v.place for v in unfolded.problem.visits]
    return sum(seconds[a][b] for a in places for b in places) / max(1, len(places) ** 2)


def _neighbours(unfolded: Unfolded) -> dict[int, list[int]]:
    """For each visit the others, nearest first."""
    visits, seconds = unfolded.problem.visits, unfolded.problem.matrix.seconds
    return {
        a: sorted((b for b in unfolded.plain if b != a), key=lambda b: seconds[visits[a].place][visits[b].place])
        for a in unfolded.plain
    }
