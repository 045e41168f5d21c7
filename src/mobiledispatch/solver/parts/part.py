"""One part of a day, cut out as a problem of its own, planned by the search that proves whole days, and handed back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import Roads
from mobiledispatch.solver.exact.drafts import Drafts
from mobiledispatch.solver.exact.known import Known
from mobiledispatch.solver.exact.prove import prove
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.ties import Ties, tie
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.parts.day import Order
from mobiledispatch.solver.tree import Tree
from mobiledispatch.solver.watch import Watch

NEAR_ENOUGH, MOST_FOUND = 1000.0, 400
"""Routes that are told: those whose reduced cost is below so many seconds, and so many at most."""


@dataclass(frozen=True, slots=True)
class KnownRoute:
    """A route that a therapist can drive, both by their number in the whole day, and its cost in seconds."""

    therapist: int
    order: Order
    cost: int


@dataclass(frozen=True, slots=True)
class Part:
    """Therapists of a day with the routes that they have, visits on no route, and routes `known` to be good.

    `pieces` is how many of each piece of shared equipment are with nobody else.
    """

    routes: Mapping[int, Order]
    out: Order
    pieces: tuple[int, ...] = ()
    known: tuple[KnownRoute, ...] = ()

    @property
    def visits(self) -> list[int]:
        return sorted([*self.out, *(visit for route in self.routes.values() for visit in route)])


@dataclass(frozen=True, slots=True)
class Replanned:
    """Routes that cost `gain` less than those that the part had; `is_best` if none are better. `found` are good ones.

    `spent` is what it took of the budget.
    """

    routes: Mapping[int, Order]
    gain: int
    is_best: bool
    found: tuple[KnownRoute, ...]
    spent: float


def replan(
    ties: Ties, part: Part, limits: Limits, budget: Budget, stop: Callable[[], bool] = lambda: False
) -> Replanned:
    """The best routes of one part of a day, as far as they are found within `budget`."""
    inner, names = tie(cut_out(ties, part)), _Names(ties.problem, part)
    return (_replan_meetings if inner.meetings else _replan)(inner, names, limits, budget, Watch(stop=stop))


def _replan(inner: Ties, names: "_Names", limits: Limits, budget: Budget, watch: Watch) -> Replanned:
    left = budget.seconds_left
    search = Search(inner, limits, watch, budget=budget)
    search.add_columns(names.columns(search))
    before = names.orders(inner.problem)
    search.take_plan(search.columns_of(before))
    prove(search, Drafts(search))
    routes, gain = names.routes(search.orders()), objective_of(inner.problem, before).total - search.upper
    return Replanned(routes, gain, search.lower == search.upper, names.found(search), left - budget.seconds_left)


def _replan_meetings(inner: Ties, names: "_Names", limits: Limits, budget: Budget, watch: Watch) -> Replanned:
    left = budget.seconds_left
    tree = Tree(inner, limits, watch, Known(), Roads(), budget=budget)
    tree.take_plan(names.orders(inner.problem))
    before = tree.upper
    tree.run()
    return Replanned(
        names.routes(tree.orders), before - tree.upper, tree.lower == tree.upper, (), left - budget.seconds_left
    )


def cut_out(ties: Ties, part: Part) -> Problem:
    """The part as a problem: its therapists and visits, and the places that they know."""
    real, inside = ties.real, ties.problem
    crew = [t for t in real.therapists if t.id in {inside.therapists[k].id for k in part.routes}]
    first = frozenset(inside.visits[k].id for k in part.visits)
    doors = tuple(door for door in real.households if door[0] in first)
    people = first.union(*doors)
    visits = [v for v in real.visits if v.id in people]
    places = sorted({p for t in crew for p in (t.start, t.end)} | {v.place for v in visits})
    number, names = {place: k for k, place in enumerate(places)}, frozenset(t.id for t in crew)
    seconds = real.matrix.seconds
    return replace(
        real,
        matrix=TravelTimeMatrix(tuple(tuple(seconds[a][b] for b in places) for a in places)),
        therapists=tuple(replace(t, start=number[t.start], end=number[t.end]) for t in crew),
        visits=tuple(_moved(v, number[v.place], names) for v in visits),
        together=tuple(group for group in real.together if people.issuperset(group)),
        households=doors,
        shared=tuple(_left(s, people, count) for s, count in zip(real.shared, part.pieces, strict=True)),
        places=(),
    )


def _moved(visit: Visit, place: int, names: frozenset[str]) -> Visit:
    return replace(visit, place=place, therapists=tuple(name for name in visit.therapists if name in names))


def _left(shared: SharedEquipment, people: frozenset[str], count: int) -> SharedEquipment:
    return replace(shared, visits=tuple(name for name in shared.visits if name in people), count=count)


class _Names:
    """Between the numbers of the whole day and the names that its part knows."""

    def __init__(self, problem: Problem, part: Part) -> None:
        self._part, self._visits = part, problem.visits
        self._therapist = {problem.therapists[k].id: k for k in part.routes}
        self._visit = {problem.visits[k].id: k for k in part.visits}

    def orders(self, inner: Problem) -> dict[str, list[Visit]]:
        """The routes that the part has."""
        return {
            name: [inner.visit(self._visits[visit].id) for visit in self._part.routes[k]]
            for name, k in self._therapist.items()
        }

    def routes(self, orders: Mapping[str, Sequence[Visit]]) -> dict[int, Order]:
        return {k: tuple(self._visit[v.id] for v in orders.get(name, ())) for name, k in self._therapist.items()}

    def columns(self, search: Search) -> list[Column]:
        """The routes that are known to be good."""
        duty_of = {self._therapist[name]: k for k, duty in enumerate(search.duties) for name in duty.therapists}
        inner = {self._visit[v.id]: k for k, v in enumerate(search.ties.problem.visits)}
        return [Column(duty_of[f.therapist], tuple(inner[v] for v in f.order), f.cost) for f in self._part.known]

    def found(self, search: Search) -> tuple[KnownRoute, ...]:
        """The routes of least reduced cost, for everyone who could drive them."""
        mixture = search.master.solve()
        if mixture is None:
            return ()
        near = np.argsort(mixture.reduced, kind="stable")[:MOST_FOUND]
        whole = [self._visit[v.id] for v in search.ties.problem.visits]
        return tuple(
            KnownRoute(self._therapist[name], tuple(whole[v] for v in column.visits), column.cost)
            for column in (search.master.columns[k] for k in near if mixture.reduced[k] < NEAR_ENOUGH)
            for name in search.duties[column.duty].therapists
        )
