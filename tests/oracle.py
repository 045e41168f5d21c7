"""The optimum of a small problem by trying everything; shares only the timetable with the solver."""

from collections.abc import Sequence
from itertools import permutations

from mobiledispatch.model.objective import balance_cost
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.times import timetable

IMPOSSIBLE = 10**12


def optimum(problem: Problem) -> int:
    """The least objective over all assignments and all orders; up to about 7 visits."""
    everyone = (1 << len(problem.visits)) - 1
    left_out = [_left_out(problem, subset) for subset in range(everyone + 1)]
    best = [0 if subset == 0 else IMPOSSIBLE for subset in range(everyone + 1)]
    for therapist in problem.therapists:
        routes = [_route(problem, therapist, subset) for subset in range(everyone + 1)]
        best = [min(best[subset ^ part] + routes[part] for part in _parts(subset)) for subset in range(everyone + 1)]
    return min(cost + left_out[everyone ^ subset] for subset, cost in enumerate(best))


def _parts(subset: int) -> Sequence[int]:
    parts, part = [0], subset
    while part:
        parts.append(part)
        part = (part - 1) & subset
    return parts


def _members(problem: Problem, subset: int) -> list[Visit]:
    return [v for k, v in enumerate(problem.visits) if subset >> k & 1]


def _left_out(problem: Problem, subset: int) -> int:
    return sum(v.unassigned_cost for v in _members(problem, subset))


def _route(problem: Problem, therapist: Therapist, subset: int) -> int:
    visits = _members(problem, subset)
    if not visits:
        return 0
    if any(therapist.id not in v.therapists for v in visits):
        return IMPOSSIBLE
    liking = sum(v.preference_cost.get(therapist.id, 0) for v in visits)
    liking += balance_cost(problem.balance, sum(v.massage for v in visits))
    days = (timetable(problem, therapist, order) for order in permutations(visits))
    return min((day.travel + liking for day in days if day), default=IMPOSSIBLE)
