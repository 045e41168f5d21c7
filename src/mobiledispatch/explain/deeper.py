"""Solving anew, a bounded number of times: for what putting one visit into the routes as they stand cannot show."""

from collections import Counter
from collections.abc import Callable

from mobiledispatch.explain.change import all_or_none
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, company

Solve = Callable[[Problem, float], Plan | None]
"""A solver with its limits already chosen, but for the gap (a fraction of the cost) that is good enough; None where
there is no time for a question."""

ANY_PLAN = 0.9
"""Good enough where only the question counts whether everybody can be served.

Leaving somebody out costs MUST_SERVE, far more than any day's travel: a bound within this gap of such a cost lies
above every plan that serves all.
"""

VISITS = 5
TRIES = 12
TRIES_A_VISIT = 5


class Deeper:
    """Asks `solve` a bounded number of times, and for the first few visits only; without one it knows nothing."""

    def __init__(self, solve: Solve | None) -> None:
        self._solve = solve
        self._tries: Counter[str] = Counter()
        self.was_asked = False
        self.refused: dict[str, None] = {}
        """Visits for whose sake more would have been asked, had there been time."""

    def ask(self, name: str, problem: Problem, gap: float) -> Plan | None:
        """A plan of the problem on behalf of visit `name`; None once enough has been asked, or time is short."""
        self.was_asked = True
        if self._solve is None or not self.may_ask(name):
            return None
        plan = self._solve(problem, gap)
        if plan is None:
            self.refused[name] = None
            return None
        self._tries[name] += 1
        return plan

    def serve_all(self, draft: Draft, visit: Visit, changed: Problem, gap: float = ANY_PLAN) -> Plan | None:
        """A plan of `changed` with everybody whom the draft serves, `visit`, and its company; None if none is found."""
        plan = self.ask(visit.id, everybody(draft, visit, changed), gap)
        return None if plan is None or plan.unassigned else plan

    def may_ask(self, name: str) -> bool:
        known = name in self._tries or len(self._tries) < VISITS
        return known and self._tries[name] < TRIES_A_VISIT and self._tries.total() < TRIES


def everybody(draft: Draft, visit: Visit, changed: Problem) -> Problem:
    """`changed` with those whom the draft serves, `visit` and its company alone, each too dear to leave out."""
    return all_or_none(changed, {*draft.served, *company(draft.problem, visit.id)})
