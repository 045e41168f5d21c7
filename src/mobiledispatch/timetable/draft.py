"""A plan's routes as orders: visits can be taken out, and put in wherever a timetable still keeps every rule."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.objective import Objective, objective_of, route_cost
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.frontier import Free, finishes, free_after
from mobiledispatch.timetable.keepers import too_few

if TYPE_CHECKING:
    from mobiledispatch.model.plan import Plan, Stop


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit fits: before the visit that is now `position`-th in the therapist's order."""

    therapist: str
    position: int


@dataclass(frozen=True)
class Draft:
    """Visits in order for every therapist of the day; those that depend on others are pinned to their planned start."""

    problem: Problem
    orders: Mapping[str, tuple[Visit, ...]]

    @cached_property
    def served(self) -> frozenset[str]:
        return frozenset(v.id for order in self.orders.values() for v in order)

    @cached_property
    def objective(self) -> Objective:
        """What the day costs with these routes."""
        return objective_of(self.problem, self.orders)

    @property
    def cost(self) -> int:
        """What all routes cost, in seconds; visits that are left out are not counted."""
        return self.objective.routes

    def without(self, name: str) -> "Draft":
        """The same day with that visit on no route."""
        return Draft(self.problem, {t: tuple(v for v in order if v.id != name) for t, order in self.orders.items()})

    def put(self, place: Place, visit: Visit) -> "Draft":
        """The same day with `visit` put in."""
        order = self.orders[place.therapist]
        longer = (*order[: place.position], visit, *order[place.position :])
        return Draft(self.problem, {**self.orders, place.therapist: longer})


def draft_of(problem: Problem, plan: "Plan") -> Draft:
    """The plan's orders; a route of nobody who works this day, and a stop that is no visit, are left out."""
    orders = {t.id: tuple[Visit, ...]() for t in problem.therapists}
    for route in plan.routes:
        if route.therapist in orders:
            orders[route.therapist] = tuple(_planned(problem, s) for s in route.stops if problem.has_visit(s.visit))
    return Draft(problem, orders)


def _planned(problem: Problem, stop: "Stop") -> Visit:
    return as_planned(problem, stop.visit, stop.start)


def as_planned(problem: Problem, name: str, start: Seconds) -> Visit:
    """The visit as it may move with its route: one that depends on others keeps the start that it was given."""
    visit = problem.visit(name)
    return visit if is_free(problem, name) else replace(visit, start_windows=(TimeWindow(start, start),))


def is_free(problem: Problem, name: str) -> bool:
    """Does the visit's start depend on no other visit: no household, no couple?"""
    return len(company(problem, name)) == 1


def company(problem: Problem, name: str) -> tuple[str, ...]:
    """The visits that are served with `name` or not at all, itself included."""
    groups = (*problem.together, *problem.households)
    found = list(next((group for group in groups if name in group), (name,)))
    for one in found:  # and whoever those bring with them
        found += [other for group in groups if one in group for other in group if other not in found]
    return tuple(found)


def gaps(problem: Problem, order: Sequence[Visit]) -> Iterator[int]:
    """Where a visit may be put in: anywhere but between two people of one household."""
    for k in range(len(order) + 1):
        inside = 0 < k < len(order) and any(order[k - 1].id in h and order[k].id in h for h in problem.households)
        if not inside:
            yield k


def may_hold(therapist: Therapist, order: Sequence[Visit]) -> bool:
    """Does the massage of these visits keep the therapist's hands-on limit?"""
    return therapist.hands_on_limit is None or sum(v.massage for v in order) <= therapist.hands_on_limit


def keeps(problem: Problem, therapist: Therapist, order: Sequence[Visit]) -> bool:
    """Is there a timetable for this order?"""
    return may_hold(therapist, order) and finishes(
        problem, therapist, therapist.start, {0: therapist.shift.opens}, order
    )


def fitting(draft: Draft, visit: Visit) -> list[Place]:
    """Every place where `visit` fits with all others in their order, cheapest first."""
    found = (
        Place(therapist.id, k)
        for therapist in draft.problem.therapists
        if may_take(draft, therapist, visit)
        for k in _fitting_gaps(draft.problem, therapist, draft.orders[therapist.id], visit)
    )
    return sorted(found, key=lambda place: added(draft, place, visit))


def added(draft: Draft, place: Place, visit: Visit) -> int:
    """Seconds of the objective that `visit` at `place` adds to the routes."""
    therapist, order = draft.problem.therapist(place.therapist), draft.orders[place.therapist]
    longer = (*order[: place.position], visit, *order[place.position :])
    return route_cost(draft.problem, therapist, longer) - route_cost(draft.problem, therapist, order)


def may_take(draft: Draft, therapist: Therapist, visit: Visit, names: Collection[str] = ()) -> bool:
    """May the therapist serve `visit` as well, whatever the times: wishes, hands, and a piece of what it needs?

    `names` are the visits that stand behind this one, if several are served at one stop.
    """
    return (
        therapist.id in visit.therapists
        and may_hold(therapist, (*draft.orders[therapist.id], visit))
        and not too_few(draft.problem, draft.orders, {therapist.id: names or (visit.id,)})
    )


def _fitting_gaps(problem: Problem, therapist: Therapist, order: Sequence[Visit], visit: Visit) -> Iterator[int]:
    allowed = set(gaps(problem, order))
    place: int = therapist.start
    free: Free = {0: therapist.shift.opens}
    for k in range(len(order) + 1):
        if k in allowed:
            then = free_after(problem, therapist, place, free, visit)
            if then and finishes(problem, therapist, visit.place, then, order[k:]):
                yield k
        if k < len(order):
            place, free = order[k].place, free_after(problem, therapist, place, free, order[k])


def blockers(draft: Draft, visit: Visit) -> tuple[str, ...]:
    """The served visits of which each, taken out of its route, lets `visit` into the day."""
    rivals = {name for s in draft.problem.shared if visit.id in s.visits for name in s.visits}
    return tuple(
        other.id
        for name, order in draft.orders.items()
        for other in order
        if (other.id in rivals and fitting(draft.without(other.id), visit))
        or (name in visit.therapists and fitting(draft.without(other.id), replace(visit, therapists=(name,))))
    )
