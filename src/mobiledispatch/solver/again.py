"""The same day solved again and again with a few windows changed: routes found before are offered to later searches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import proof_of
from mobiledispatch.solver.assemble import assemble, timed_route
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import Arrivals, arrivals_of
from mobiledispatch.solver.exact.drafts import Undrafted
from mobiledispatch.solver.exact.prove import prove
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.households import merge_households, split_households
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.second_aim import call_earlier
from mobiledispatch.solver.watch import Watch
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.times import timetable

Crew = tuple[str, ...]
Step = tuple[str, tuple[TimeWindow, ...]]
"""A visit with the windows that it had: with others it may fit another route."""

Guess = Mapping[str, Sequence[str]]
"""The visits of each therapist, in order."""

Known = tuple[Crew, tuple[Step, ...]]


class Again:
    """Solves one problem after the other. No local search: prices and the routes of earlier answers lead the way."""

    def __init__(self, limits: Limits, called_off: Callable[[], bool] = lambda: False) -> None:
        """`called_off` ends every search with what it has."""
        self._limits = limits
        self.called_off = called_off
        self._known: dict[Known, int] = {}
        self._last: Guess = {}
        self._arrivals: dict[tuple[Crew, bytes, bytes], Arrivals] = {}

    def solve(self, problem: Problem, hopeless: int, guesses: Sequence[Guess] = (), floor: int = 0) -> Plan:
        """As `solver.solve`; the search ends as well once no plan can cost less than `hopeless`.

        `guesses` are days that may be possible, and may be good: a search that sets out from one is sooner done.
        `floor` is what no plan is known to cost less than.
        """
        # `stop` is first asked when the search stands.
        watch = Watch(stop=lambda: search.bound >= hopeless or self.called_off())
        merged = merge_households(problem)
        search = Search(merged, self._limits, watch, self._arrivals_of)
        search.raise_bound(floor)
        search.add_columns(list(self._recall(search)))
        for guess in (*guesses, self._last):
            _try(search, guess)
        prove(search, Undrafted())
        self._keep(search)
        orders = split_households(problem, call_earlier(merged, search.orders()))
        return assemble(problem, orders, proof_of(search.upper, search.lower, self._limits))

    def retimed(self, problem: Problem, plan: Plan, visit: str) -> Plan | None:
        """The plan's orders in a problem where only the windows of `visit` differ, so that only its route has other
        times; None if there are none. No other visit's start may depend on its own."""
        routes = []
        for route in plan.routes:
            if any(stop.visit == visit for stop in route.stops):
                therapist = problem.therapist(route.therapist)
                visits = [problem.visit(stop.visit) for stop in route.stops]
                times = timetable(problem, therapist, visits)
                if times is None:
                    return None
                route = timed_route(problem, therapist, visits, times)
            routes.append(route)
        return replace(plan, routes=tuple(routes))

    def _arrivals_of(self, duty: Duty, times: Ints) -> Arrivals:
        """The road does not know windows: the same homes at the same buckets take as long."""
        key = (duty.therapists, duty.leg.tobytes(), times.tobytes())
        if key not in self._arrivals:
            self._arrivals[key] = arrivals_of(duty, times)
        return self._arrivals[key]

    def _recall(self, search: Search) -> Iterable[Column]:
        """The routes known that this problem has as well; the others are forgotten."""
        visits = {_step(search, k): k for k in range(len(search.unfolded.problem.visits))}
        duties = {duty.therapists: k for k, duty in enumerate(search.duties)}
        self._known = {
            (crew, steps): cost
            for (crew, steps), cost in self._known.items()
            if crew in duties and visits.keys() >= set(steps)
        }
        for (crew, steps), cost in self._known.items():
            yield Column(duties[crew], tuple(visits[step] for step in steps), cost)

    def _keep(self, search: Search) -> None:
        for column in search.pool:
            steps = tuple(_step(search, k) for k in column.visits)
            self._known[search.duties[column.duty].therapists, steps] = column.cost
        self._last = {who: [v.id for v in order] for who, order in search.orders().items()}


def _try(search: Search, guess: Guess) -> None:
    """Take in a day of these orders if there is a timetable for each of them."""
    problem = search.unfolded.problem
    if len(search.unfolded.plain) < len(problem.visits):
        return  # couples and shared equipment stand there once for each start: a name does not say which
    number = {visit.id: k for k, visit in enumerate(problem.visits)}
    duty_of = {name: k for k, duty in enumerate(search.duties) for name in duty.therapists}
    columns = []
    for therapist in problem.therapists:
        route = tuple(number[name] for name in guess.get(therapist.id, ()) if name in number)
        visits = [problem.visits[k] for k in route]
        if any(therapist.id not in v.therapists for v in visits) or not keeps(problem, therapist, visits):
            return
        if route:
            columns.append(Column(duty_of[therapist.id], route, route_cost(problem, therapist, visits)))
    search.take_plan(columns)


def _step(search: Search, number: int) -> Step:
    visit = search.unfolded.problem.visits[number]
    return visit.id, visit.start_windows
