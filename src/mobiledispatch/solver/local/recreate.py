"""How visits come back into a plan: one after the other, each where it costs least."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.groundwork.ties import Keeper
from mobiledispatch.solver.local.tours import Tour, Tours

SKIPPED = 0.03
"""How often a tour is passed over, so that the cheapest place is not always taken (a "blink")."""
DEAR_FIRST = 0.6
"""How often the visits that are dearest to leave out come first."""


@dataclass(frozen=True, eq=False)
class Queues:
    """Orders in which loose visits may be put back: a rank for each visit, by queue; None stands for chance."""

    dear: Sequence[int]
    ranks: Sequence[Sequence[int] | None]

    def line_up(self, loose: set[int], rng: random.Random) -> list[int]:
        rank = rng.choice(self.ranks)
        line = sorted(loose)
        if rank is None:
            rng.shuffle(line)
        else:
            line.sort(key=rank.__getitem__)
        if rng.random() < DEAR_FIRST:
            line.sort(key=self.dear.__getitem__)
        return line


def queues(problem: Problem) -> Queues:
    """Tight windows, few therapists, far away, near by, early and late first: what is hard to place differs by day."""
    visits, seconds = problem.visits, problem.matrix.seconds
    width = [sum(w.closes - w.opens for w in v.start_windows) for v in visits]
    near = [min((seconds[t.start][v.place] for t in problem.therapists), default=0) for v in visits]
    early = [_first(v) for v in visits]
    late = [-v.start_windows[-1].closes if v.start_windows else 0 for v in visits]
    few = [len(v.therapists) for v in visits]
    ranks = (None, None, None, width, width, [-x for x in near], near, few, early, late)
    return Queues([-v.unassigned_cost for v in visits], ranks)


def _first(visit: Visit) -> int:
    return int(visit.start_windows[0].opens) if visit.start_windows else 0


def recreate(
    crew: Sequence[Tours],
    tours: list[Tour],
    line: Sequence[int],
    cost_of_leaving_out: Sequence[int],
    rng: random.Random,
    keepers: Sequence[Keeper] = (),
) -> frozenset[int]:
    """Put the visits in `line` into `tours`, one for each of the `crew`; those that pay nowhere are handed back."""
    out = set()
    for visit in line:
        least, where, position, unused = cost_of_leaving_out[visit], -1, 0, None
        closed = _without_equipment(tours, visit, keepers)
        for k, tour in enumerate(tours):
            if tour is unused or k in closed:
                continue  # a free day of the same duty: one is as good as another
            if not tour.order:
                unused = tour
            found = crew[k].insertion(tour, visit)
            if found is not None and found[0] < least and rng.random() > SKIPPED:
                least, position = found
                where = k
        if where < 0:
            out.add(visit)
        else:
            tours[where] = crew[where].with_visit(tours[where], visit, position)
    return frozenset(out)


def _without_equipment(tours: Sequence[Tour], visit: int, keepers: Sequence[Keeper]) -> set[int]:
    """The tours that cannot take the visit, because others go round with all the pieces that it needs."""
    closed: set[int] = set()
    for keeper in keepers:
        if visit in keeper.visits:
            have = {k for k, tour in enumerate(tours) if not set(keeper.visits).isdisjoint(tour.order)}
            if len(have) >= keeper.count:
                closed.update(set(range(len(tours))) - have)
    return closed
