"""The plan of a big day as it stands while its parts are planned anew."""

from collections.abc import Mapping, Sequence

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit

Order = tuple[int, ...]
"""Visits of a route in order, by their number in the problem."""


class BigDay:
    """A route for each therapist of a problem, both by number; `changes` counts how often a route became another."""

    def __init__(self, problem: Problem, orders: Mapping[str, Sequence[Visit]]) -> None:
        """`problem` has no ties (`Ties.problem`)."""
        self.problem = problem
        self.routes: list[Order] = [() for _ in problem.therapists]
        self.changes = [0] * len(self.routes)
        self._number = {visit.id: k for k, visit in enumerate(problem.visits)}
        self.take_orders(orders)

    @property
    def out(self) -> list[int]:
        """The visits on no route."""
        served = {visit for route in self.routes for visit in route}
        return [k for k in range(len(self.problem.visits)) if k not in served]

    @property
    def orders(self) -> dict[str, list[Visit]]:
        therapists, visits = self.problem.therapists, self.problem.visits
        return {t.id: [visits[k] for k in route] for t, route in zip(therapists, self.routes, strict=True) if route}

    def take(self, routes: Mapping[int, Order]) -> None:
        """Give these therapists these routes."""
        for therapist, route in routes.items():
            if route != self.routes[therapist]:
                self.routes[therapist] = route
                self.changes[therapist] += 1

    def take_orders(self, orders: Mapping[str, Sequence[Visit]]) -> None:
        """Give everybody the route that they have in these orders."""
        routes = [tuple(self._number[v.id] for v in orders.get(t.id, ())) for t in self.problem.therapists]
        self.take(dict(enumerate(routes)))
