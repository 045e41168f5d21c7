"""The same day solved again and again with a few windows changed: routes found before are offered to later searches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import proof_of
from mobiledispatch.solver.assemble import Orders, assemble, timed_route
from mobiledispatch.solver.exact.completion import Roads
from mobiledispatch.solver.exact.drafts import Undrafted
from mobiledispatch.solver.exact.known import Known
from mobiledispatch.solver.exact.prove import prove
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.ties import Ties, tie
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.tree import Tree, fits
from mobiledispatch.solver.watch import Watch
from mobiledispatch.timetable.times import timetable

Guess = Mapping[str, Sequence[str]]
"""The visits of each therapist, in order."""


class Again:
    """Solves one problem after the other. No local search: prices and the routes of earlier answers lead the way."""

    def __init__(self, limits: Limits, called_off: Callable[[], bool] = lambda: False) -> None:
        """`called_off` ends every search with what it has."""
        self._limits = limits
        self.called_off = called_off
        self._known = Known()
        self._last: Guess = {}
        self._roads = Roads()

    def solve(self, problem: Problem, hopeless: int, guesses: Sequence[Guess] = (), floor: int = 0) -> Plan:
        """As `solver.solve`; the search ends as well once no plan can cost less than `hopeless`.

        `guesses` are days that may be possible, and may be good: a search that sets out from one is sooner done.
        `floor` is what no plan is known to cost less than.
        """
        ties = tie(problem)
        found = [orders for guess in (*guesses, self._last) if fits(ties, orders := _guessed(ties, guess))]
        answer = self._met if ties.meetings else self._alone
        orders, upper, lower = answer(ties, hopeless, found, floor)
        self._last = {who: [v.id for v in order] for who, order in orders.items()}
        return assemble(problem, ties.split(orders), proof_of(upper, lower, self._limits))

    def _alone(self, ties: Ties, hopeless: int, guesses: Sequence[Orders], floor: int) -> tuple[Orders, int, int]:
        # `stop` is first asked when the search stands.
        watch = Watch(stop=lambda: search.bound >= hopeless or self.called_off())
        search = Search(ties, self._limits, watch, self._roads.arrivals_of)
        search.raise_bound(floor)
        self._known.forget_misfits(ties)
        self._known.offer(search)
        for guess in guesses:
            search.take_plan(search.columns_of(guess))
        prove(search, Undrafted())
        self._known.keep(search, ties)
        return search.orders(), search.upper, search.lower

    def _met(self, ties: Ties, hopeless: int, guesses: Sequence[Orders], floor: int) -> tuple[Orders, int, int]:
        self._known.forget_misfits(ties)
        tree = Tree(ties, self._limits, Watch(stop=self.called_off), self._known, self._roads)
        tree.expect(floor, hopeless)
        for guess in guesses:
            tree.take_plan(guess)
        tree.run()
        return tree.orders, tree.upper, tree.lower

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


def _guessed(ties: Ties, guess: Guess) -> Orders:
    """The day of these orders, households as one."""
    problem = ties.problem
    return {
        t.id: [problem.visit(name) for name in guess.get(t.id, ()) if problem.has_visit(name)]
        for t in problem.therapists
    }
