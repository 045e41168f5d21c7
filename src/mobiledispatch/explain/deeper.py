"""Solving anew, a bounded number of times: for what putting one visit into the routes as they stand cannot show."""

from collections import Counter
from collections.abc import Callable

from mobiledispatch.explain.change import all_or_none
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, company

Solve = Callable[[Problem, float], Plan]
"""A solver with its limits already chosen, but for the gap (a fraction of the cost) that is good enough."""

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

    def serve_all(self, draft: Draft, visit: Visit, changed: Problem, gap: float = ANY_PLAN) -> Plan | None:
        """A plan of `changed` with everybody whom the draft serves, `visit`, and its company; None if none is found."""
        if self._solve is None or not self._may_ask(visit.id):
            return None
        self._tries[visit.id] += 1
        plan = self._solve(all_or_none(changed, {*draft.served, *company(draft.problem, visit.id)}), gap)
        return None if plan.unassigned else plan

    def _may_ask(self, name: str) -> bool:
        known = name in self._tries or len(self._tries) < VISITS
        return known and self._tries[name] < TRIES_A_VISIT and self._tries.total() < TRIES
