"""What the plan says of itself: what it costs, part by part, and how good it is proven to be."""

import itertools
import math
from collections.abc import Iterator

from mobiledispatch.model.clock import DAY
from mobiledispatch.model.plan import Plan, Proof, Violation
from mobiledispatch.model.problem import Problem

STATUSES = ("optimal", "bounded", "feasible")
DECIMALS = 6
"""A gap is stated to so many places."""
LONGEST_SEARCH = 7 * DAY
"""Nobody searches for longer than a week."""


def figures(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """The stated objective and proof against a cost added up from the matrix."""
    travel, preference, unassigned, balance = parts = _cost(problem, plan)
    total = sum(parts)
    stated = plan.objective
    for name, said, true in (
        ("travel", stated.travel, travel),
        ("preference", stated.preference, preference),
        ("unassigned", stated.unassigned, unassigned),
        ("balance", stated.balance, balance),
        ("total", stated.total, total),
    ):
        if said != true:
            detail = f"the objective states {name} {said}; the plan costs {true}"
            yield Violation("objective", None, None, abs(said - true), "seconds", detail)
    for amount, unit, detail in _proof(plan.proof, total):
        yield Violation("proof", None, None, amount, unit, detail)


def _cost(problem: Problem, plan: Plan) -> tuple[int, int, int, int]:
    """Travel, preference, unassigned and balance, in seconds."""
    travel = preference = balance = 0
    served: set[str] = set()
    for route in plan.routes:
        stops = [problem.visit(s.visit) for s in route.stops if problem.has_visit(s.visit)]
        if not stops or not problem.has_therapist(route.therapist):
            continue
        therapist = problem.therapist(route.therapist)
        path = [therapist.start, *(v.place for v in stops), therapist.end]
        travel += sum(problem.matrix.seconds[a][b] for a, b in itertools.pairwise(path))
        preference += sum(v.preference_cost.get(therapist.id, 0) for v in stops)
        massage = sum(v.service - v.setup - v.teardown for v in stops)
        balance += sum(max(0, massage - step.over) * step.per_hour // 3600 for step in problem.balance)
        served.update(v.id for v in stops)
    return travel, preference, sum(v.unassigned_cost for v in problem.visits if v.id not in served), balance


def _proof(proof: Proof, total: int) -> Iterator[tuple[int, str, str]]:
    """What is amiss with the proof of a plan that costs `total`."""
    yield from _given(proof)
    match proof.status:
        case "optimal":
            yield from _optimal(proof, total)
        case "bounded":
            yield from _bounded(proof, total)
        case "feasible":
            if proof.lower_bound is not None or proof.gap is not None:
                yield 1, "proofs", f"feasible knows no bound, and states {proof.lower_bound} and a gap of {proof.gap}"
        case other:
            yield 1, "proofs", f"the proof is called {other!r}, which is none of {', '.join(STATUSES)}"


def _given(proof: Proof) -> Iterator[tuple[int, str, str]]:
    """A clock ended the search, or counted work: not both, and not neither."""
    if proof.seconds is None and proof.effort is None:
        yield 1, "proofs", "states neither the seconds nor the effort that the search was given"
    if proof.seconds is not None and proof.effort is not None:
        yield (
            1,
            "proofs",
            f"the search was given {proof.seconds} s and an effort of {proof.effort}: only one can end it",
        )
    for given, unit in ((proof.seconds, "s"), (proof.effort, "of effort")):
        if given is not None and not (math.isfinite(given) and 0 <= given <= LONGEST_SEARCH):
            yield 1, "proofs", f"the search was given {given} {unit}, which nobody gives"


def _optimal(proof: Proof, total: int) -> Iterator[tuple[int, str, str]]:
    if proof.lower_bound is None:
        yield 1, "proofs", "optimal, with no lower bound"
    elif proof.lower_bound != total:
        detail = f"optimal, with the lower bound {proof.lower_bound} of a plan that costs {total}"
        yield abs(proof.lower_bound - total), "seconds", detail
    if proof.gap != 0:
        yield 1, "proofs", f"optimal, with a gap of {proof.gap}"


def _bounded(proof: Proof, total: int) -> Iterator[tuple[int, str, str]]:
    if proof.lower_bound is None:
        yield 1, "proofs", "bounded, with no lower bound"
        return
    if proof.lower_bound >= total:
        detail = f"bounded, with the lower bound {proof.lower_bound} of a plan that costs {total}"
        yield proof.lower_bound - total + 1, "seconds", detail
    gap = round((total - proof.lower_bound) / total, DECIMALS) if total > 0 else math.nan
    if proof.gap is None or not abs(proof.gap - gap) < 10**-DECIMALS / 2:
        yield 1, "proofs", f"states a gap of {proof.gap}; from {proof.lower_bound} to {total} it is {gap}"
