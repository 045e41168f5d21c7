"""Which therapists are planned anew next: neighbours that have not been seen together since one of them changed."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.parts.day import BigDay
from mobiledispatch.solver.parts.part import Part

Floats = NDArray[np.float64]

SIZES, WIDER = (6, 10), 4
"""Therapists in a part: as many as the first, and two more each time that nothing is left to try, up to the second. So
many more may come with those whom they meet."""
BLUR = 0.3
"""By how much distances, as logarithms, are blurred, so that no two parts are chosen alike."""
SEEN = 0.1
"""What a neighbour counts who has been seen, where one who has not counts one."""
NOTHING_LEFT = 0.03
"""Once so little of all neighbourhood is unseen, another part is not worth its while."""
MOST_OUT = 8
"""Visits on no route that a part may try to serve."""


class Picker:
    """The parts of one day, and what has been seen of it so far.

    Two therapists have been seen together if a part with both was planned to proof and neither has changed since. A
    part that gained has changed its routes: it and its neighbours come first again.
    """

    def __init__(self, ties: Ties, day: BigDay, seed: int, sizes: tuple[int, int] = SIZES) -> None:
        count = len(day.routes)
        self._smallest, self._largest = (min(size, count) for size in sizes)
        self._ties, self._day = ties, day
        self._rng = np.random.default_rng(seed)
        self._seconds = np.array(day.problem.matrix.seconds, np.int64)
        self._seen = np.full((count, count), -1, np.int64)
        self.size = self._smallest
        number = {v.id: k for k, v in enumerate(ties.problem.visits)}
        number |= {name: number[door[0]] for door in ties.real.households for name in door}
        self._pieces = [(frozenset(number[name] for name in s.visits), s.count) for s in ties.real.shared]

    def begin(self) -> None:
        """Begin again with small parts: what has changed since is seen in its place."""
        self.size = self._smallest

    def next(self, busy: Collection[int] = ()) -> Part | None:
        """The next part, with none of the `busy`; None if nothing is left to try."""
        near, unseen = self._near(), self._unseen()
        free = ~np.isin(np.arange(len(near)), list(busy))
        while (near * unseen).sum() <= NOTHING_LEFT * near.sum():
            if self.size >= self._largest:
                return None
            self.size = min(self.size + 2, self._largest)
            self._seen[:] = -1
            unseen = self._unseen()
        hope = near * np.where(unseen, 1.0, SEEN) * self._blur(near.shape[1]) * free
        first = int(np.argmax((near * unseen * free).sum(axis=1) * free * self._blur(len(near))))
        crew = self._crew(first, hope, free)
        return self._part(crew) if crew else None

    def tell(self, part: Part, is_best: bool) -> None:
        """A part has been planned; to the end, if it is the best."""
        if is_best:
            crew = list(part.routes)
            now = np.array(self._day.changes)
            self._seen[np.ix_(crew, crew)] = now[crew][:, None] + now[crew]

    def _crew(self, first: int, hope: Floats, free: NDArray[np.bool_]) -> list[int]:
        """The first and those who promise most with them, and everybody whom they meet."""
        met = self._met()
        crew = met[first]
        for _ in range(self.size):
            if len(crew) >= self.size:
                break
            promise = hope[sorted(crew)].sum(axis=0)
            promise[sorted(crew)] = -1.0
            best = int(np.argmax(promise))
            if promise[best] <= 0:
                break
            if len(crew | met[best]) <= self.size + WIDER:
                crew = crew | met[best]
            else:
                hope[:, best] = 0.0
        return sorted(crew) if free[sorted(crew)].all() and len(crew) <= self.size + WIDER else []

    def _met(self) -> list[frozenset[int]]:
        """For each therapist those who have to be planned with them, since they meet; themselves at least."""
        met = [frozenset((k,)) for k in range(len(self._day.routes))]
        by_visit = {visit: k for k, route in enumerate(self._day.routes) for visit in route}
        for group in self._ties.groups:
            together = frozenset().union(*(met[by_visit[visit]] for visit in group if visit in by_visit))
            if len(group) > 1:
                for k in together:
                    met[k] = together
        return met

    def _part(self, crew: list[int]) -> Part:
        routes = self._day.routes
        others = [route for k, route in enumerate(routes) if k not in crew]
        pieces = tuple(count - sum(not users.isdisjoint(route) for route in others) for users, count in self._pieces)
        return Part({k: routes[k] for k in crew}, self._out(crew), pieces)

    def _out(self, crew: list[int]) -> tuple[int, ...]:
        """Visits on no route that one of the crew may serve, those first that are dear to leave out or near."""
        problem, out = self._day.problem, frozenset(self._day.out)
        names = frozenset(problem.therapists[k].id for k in crew)
        stops = [place for k in crew for place in self._stops(k)]
        chosen: list[tuple[float, tuple[int, ...]]] = []
        for group in self._ties.groups:
            if out.issuperset(group) and all(not names.isdisjoint(problem.visits[v].therapists) for v in group):
                visits = [problem.visits[v] for v in group]
                leg = sum(int(self._seconds[v.place, stops].min()) for v in visits)
                worth = sum(v.unassigned_cost for v in visits) / (1 + leg)
                chosen.append((-worth * float(self._blur(1)[0]), group))
        chosen.sort()
        return tuple(sorted(v for _, group in chosen[:MOST_OUT] for v in group))

    def _stops(self, therapist: int) -> list[int]:
        problem, route = self._day.problem, self._day.routes[therapist]
        return [problem.visits[v].place for v in route] or [problem.therapists[therapist].start]

    def _near(self) -> Floats:
        """(therapists, therapists): how near their routes lie, one for the same place and less the farther away."""
        stops = [self._stops(k) for k in range(len(self._day.routes))]
        flat, starts = [p for row in stops for p in row], np.cumsum([0, *(len(row) for row in stops[:-1])])
        nearest = np.minimum.reduceat(self._seconds[np.ix_(flat, flat)], starts, axis=1)
        one_way = np.add.reduceat(nearest, starts, axis=0) / np.array([[len(row)] for row in stops])
        distance = (one_way + one_way.T) / 2
        scale = max(1.0, float(np.median(np.sort(distance, axis=1)[:, self.size - 1])))
        near: Floats = np.exp(-distance / scale)
        np.fill_diagonal(near, 0.0)
        return near

    def _unseen(self) -> NDArray[np.bool_]:
        # Changes only count up: two therapists have both stood still if the sum of their changes has.
        now: Ints = np.array(self._day.changes, np.int64)
        unseen: NDArray[np.bool_] = self._seen != now[:, None] + now
        return unseen

    def _blur(self, count: int) -> Floats:
        return np.exp(BLUR * self._rng.standard_normal(count))
