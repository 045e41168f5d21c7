"""Routes that searches have found, offered to later searches of the same day wherever its windows still allow them."""

from collections.abc import Iterator, Mapping, Sequence

from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.timetable.company import Windows
from mobiledispatch.timetable.draft import keeps

Route = tuple[tuple[str, ...], tuple[str, ...]]
"""The crew of a duty, and visits in order."""

Steps = tuple[int, ...]


class Known:
    """Routes by crew and visits, with their costs, and whether they were possible in the windows met so far.

    A visit with its windows is a step, and has a number.
    """

    def __init__(self) -> None:
        self._costs: dict[Route, int] = {}
        self._possible: dict[Route, dict[Steps, bool]] = {}
        self._numbers: dict[tuple[str, Windows], int] = {}

    def offer(self, search: Search) -> None:
        """Add to the search the routes that it allows as well."""
        search.add_columns(list(self._fitting(search)))

    def keep(self, search: Search, day: Ties) -> None:
        """Remember the routes that the search has met; the windows of `day` are at least as wide as its own."""
        visits, numbers = day.problem.visits, (self._numbered(search.ties), self._numbered(day))
        for column in search.pool:
            route = search.duties[column.duty].therapists, tuple(visits[k].id for k in column.visits)
            self._costs[route] = column.cost
            self._possible.setdefault(route, {}).update((_steps(known, route[1]), True) for known in numbers)

    def forget_misfits(self, day: Ties) -> None:
        """Drop the routes that are not known to be possible in the windows of the day."""
        numbers = self._numbered(day)
        fit = {route for route, possible in self._possible.items() if possible.get(_steps(numbers, route[1]))}
        self._costs = {route: cost for route, cost in self._costs.items() if route in fit}
        self._possible = {route: {_steps(numbers, route[1]): True} for route in self._costs}

    def _numbered(self, day: Ties) -> dict[str, int]:
        steps = ((v.id, v.start_windows) for v in day.problem.visits)
        return {step[0]: self._numbers.setdefault(step, len(self._numbers)) for step in steps}

    def _fitting(self, search: Search) -> Iterator[Column]:
        numbers = self._numbered(search.ties)
        index = {v.id: k for k, v in enumerate(search.ties.problem.visits)}
        duties = {duty.therapists: k for k, duty in enumerate(search.duties)}
        for route, cost in self._costs.items():
            steps, possible = _steps(numbers, route[1]), self._possible[route]
            if route[0] not in duties:
                continue
            if steps not in possible:
                possible[steps] = _is_possible(search.ties.problem, route)
            if possible[steps]:
                yield Column(duties[route[0]], tuple(index[name] for name in route[1]), cost)


def _steps(numbers: Mapping[str, int], names: Sequence[str]) -> Steps:
    return tuple(numbers.get(name, -1) for name in names)


def _is_possible(problem: Problem, route: Route) -> bool:
    (therapist, *_), names = route
    return keeps(problem, problem.therapist(therapist), [problem.visit(name) for name in names])
