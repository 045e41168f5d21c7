"""Routes that searches have found, offered to later searches of the same day wherever its windows still allow them."""

from collections.abc import Iterator

from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.timetable.draft import keeps

Crew = tuple[str, ...]
Names = tuple[str, ...]


class Known:
    """Routes by crew and visits, with their costs, and the windows in which each is known to be possible."""

    def __init__(self) -> None:
        self._routes: dict[tuple[Crew, Names], tuple[int, frozenset[int]]] = {}
        self._numbers: dict[tuple[str, tuple[TimeWindow, ...]], int] = {}

    def offer(self, search: Search) -> None:
        """Add to the search the routes that it allows as well."""
        search.add_columns(list(self._fitting(search)))

    def keep(self, search: Search, day: Ties) -> None:
        """Remember the routes that the search has met, in the windows of a day that is at least as free as its own."""
        visits, numbers = day.problem.visits, self._numbered(day)
        for column in search.pool:
            key = search.duties[column.duty].therapists, tuple(visits[k].id for k in column.visits)
            if key not in self._routes:
                self._routes[key] = column.cost, frozenset(numbers[k] for k in column.visits)

    def forget_misfits(self, day: Ties) -> None:
        """Drop the routes of other windows than the day's."""
        now = frozenset(self._numbered(day))
        self._routes = {key: known for key, known in self._routes.items() if known[1] <= now}

    def _numbered(self, day: Ties) -> list[int]:
        """A number for each visit of the day with the windows that it has there."""
        steps = ((v.id, v.start_windows) for v in day.problem.visits)
        return [self._numbers.setdefault(step, len(self._numbers)) for step in steps]

    def _fitting(self, search: Search) -> Iterator[Column]:
        problem, now = search.ties.problem, frozenset(self._numbered(search.ties))
        index = {v.id: k for k, v in enumerate(problem.visits)}
        duties = {duty.therapists: k for k, duty in enumerate(search.duties)}
        for (crew, names), (cost, steps) in self._routes.items():
            if crew in duties and (steps <= now or _is_possible(problem, crew[0], names)):
                yield Column(duties[crew], tuple(index[name] for name in names), cost)


def _is_possible(problem: Problem, therapist: str, names: Names) -> bool:
    visits = [problem.visit(name) for name in names]
    return keeps(problem, problem.therapist(therapist), visits)
