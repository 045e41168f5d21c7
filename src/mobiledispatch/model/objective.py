"""What a plan costs, in seconds: the one reckoning that solver, timetable drafts, explanations and desk share.

The solver's searches add up the same parts stop by stop, and tests hold them to this one. `verify` has arithmetic of
its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.road_clock import BASE
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Objective:
    """What the plan costs, in seconds, part by part. `total` is as stated: `verify` checks that it is the sum."""

    travel: int
    preference: int
    unassigned: int
    total: int
    balance: int = 0

    @classmethod
    def of(cls, travel: int, preference: int, unassigned: int, balance: int = 0) -> "Objective":
        return cls(travel, preference, unassigned, travel + preference + unassigned + balance, balance)

    @property
    def routes(self) -> int:
        """The whole without the visits that are left out."""
        return self.total - self.unassigned


def objective_of(problem: Problem, orders: Mapping[str, Sequence[Visit]]) -> Objective:
    """What the day costs with these visits served, in order, by therapist id, and all others left out."""
    crew = [(t, orders.get(t.id, ())) for t in problem.therapists]
    served = {visit.id for _, order in crew for visit in order}
    return Objective.of(
        travel=sum(problem.travel(t, order) for t, order in crew),
        preference=sum(_preference(t, order) for t, order in crew),
        unassigned=sum(v.unassigned_cost for v in problem.visits if v.id not in served),
        balance=sum(_balance(problem, order) for _, order in crew),
    )


def route_cost(problem: Problem, therapist: Therapist, order: Sequence[Visit]) -> int:
    """Travel, preference and balance of one route; a therapist who serves nobody costs nothing."""
    return problem.travel(therapist, order) + _preference(therapist, order) + _balance(problem, order)


def _preference(therapist: Therapist, order: Sequence[Visit]) -> int:
    return sum(visit.preference_cost.get(therapist.id, 0) for visit in order)


def _balance(problem: Problem, order: Sequence[Visit]) -> int:
    return balance_cost(problem.balance, sum(visit.massage for visit in order))


def balance_cost(steps: Sequence[BalanceStep], massage: int) -> int:
    """What the steps make of so many seconds of massage in one day.

    >>> from mobiledispatch.model.clock import Seconds
    >>> balance_cost((BalanceStep(Seconds(7200), 600), BalanceStep(Seconds(10800), 600)), 14400)
    1800
    """
    return sum(max(0, massage - step.over) * step.per_hour // 3600 for step in steps)


def dearest_routes(problem: Problem) -> int:
    """What the routes of no plan cost more than: all shifts on the road, nobody's wish met, one doing all massages."""
    road = sum(
        max(0, problem.clock.done(t.shift.closes) - problem.clock.done(t.shift.opens)) for t in problem.therapists
    )
    wishes = sum(max((0, *v.preference_cost.values())) for v in problem.visits)
    return -(-road // BASE) + wishes + _balance(problem, problem.visits)
