"""A plan that passes its own check, whatever the solver answered: who is concerned is set aside, the rest is planned.

A plan that breaks a rule, or has no timetable, is a fault of this program. It is told, and nobody else loses the day.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace

from mobiledispatch.explain import among
from mobiledispatch.explain.reasons import Reason
from mobiledispatch.model.plan import Plan, Proof, Unassigned, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Budget, HardStop, Limits, NoTimetable, Watch, nobody_served, solve
from mobiledispatch.timetable.draft import company
from mobiledispatch.verify import verify

Solver = Callable[[Problem, Limits, Watch, Budget], Plan]

SEARCHES = 4
"""After so many plans that fail, nobody is served: an empty day passes every check."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A plan, what is amiss with it (nothing, as far as can be helped), and what was amiss with those before it."""

    plan: Plan
    violations: tuple[Violation, ...] = ()
    faults: tuple[str, ...] = ()


def sound_plan(
    problem: Problem, solve: Callable[[Problem], Plan], dressed: Callable[[Plan], Plan] = lambda plan: plan
) -> Sound:
    """The plan of `solve`, or of fewer visits with those left out who made it fail.

    `dressed` adds what a bare problem does not know, before the check.
    """
    aside: dict[str, None] = {}
    faults: list[str] = []
    proof = Proof("feasible", None, None, 0.0)
    for _ in range(SEARCHES):
        rest = among(problem, [v.id for v in problem.visits if v.id not in aside]) if aside else problem
        try:
            plan = _whole(problem, solve(rest), aside)
        except NoTimetable as fault:
            concerned, why = _tied(rest, fault.visits) or {*fault.visits}, str(fault)
        else:
            proof = plan.proof
            found = verify(problem, dressed(plan))
            if not found:
                return Sound(dressed(plan), (), tuple(faults))
            concerned, why = (
                _concerned(rest, plan, found),
                "; ".join(f"{v.rule}: {v.detail}" for v in found[:MOST_TOLD]),
            )
        fresh = [name for name in _with_company(rest, concerned) if name not in aside]
        aside |= dict.fromkeys(fresh)
        faults.append(_told(fresh, why))
    empty = dressed(_whole(problem, nobody_served(problem, _unproven(proof)), aside))
    return Sound(empty, verify(problem, empty), tuple(faults))


MOST_TOLD = 3


def searching(limits: Limits, watch: Watch, stop: HardStop, solver: Solver = solve) -> Callable[[Problem], Plan]:
    """A solver that keeps to a hard stop."""
    return lambda problem: solver(problem, limits, watch, stop.searching(len(problem.visits)))


def _told(names: Sequence[str], why: str) -> str:
    return (
        f"Set aside: {', '.join(names)}. The plan with {'it' if len(names) == 1 else 'them'} failed its own check "
        f"({why}). That is a fault of the program: please report it. Everything else is planned."
    )


def _whole(problem: Problem, plan: Plan, aside: Iterable[str]) -> Plan:
    """The plan of the other visits as one of all of them."""
    gone = set(aside)
    if not gone:
        return plan
    known = {u.visit: u for u in plan.unassigned} | {name: _at_fault(problem, name) for name in gone}
    cost = sum(problem.visit(name).unassigned_cost for name in gone if name not in {u.visit for u in plan.unassigned})
    objective = plan.objective
    return replace(
        plan,
        unassigned=tuple(known[v.id] for v in problem.visits if v.id in known),
        objective=replace(objective, unassigned=objective.unassigned + cost, total=objective.total + cost),
        proof=_unproven(plan.proof),
    )


def _unproven(proof: Proof) -> Proof:
    return replace(proof, status="feasible", lower_bound=None, gap=None)


def _at_fault(problem: Problem, name: str) -> Unassigned:
    others = [other for other in company(problem, name) if other != name]
    along = f" together with {' and '.join(others)}" if others else ""
    return Unassigned(name, Reason.PROGRAM_FAULT, f"a plan with it{along} failed its own check; plan it by hand")


def _concerned(problem: Problem, plan: Plan, found: Iterable[Violation]) -> set[str]:
    """Whom to do without: visits tied to others that are named, or on a route that is named; else all of those."""
    routes = {r.therapist: [s.visit for s in r.stops] for r in plan.routes}
    named = {v.visit for v in found if v.visit and problem.has_visit(v.visit)}
    beside = {name for v in found for name in routes.get(v.therapist or "", ()) if problem.has_visit(name)}
    everybody = {v.id for v in problem.visits}
    nearest = (_tied(problem, named), _tied(problem, beside), named, beside, _tied(problem, everybody), everybody)
    return next((names for names in nearest if names), set())


def _tied(problem: Problem, names: Iterable[str]) -> set[str]:
    shared = {name for s in problem.shared for name in s.visits}
    return {name for name in names if name in shared or len(company(problem, name)) > 1}


def _with_company(problem: Problem, names: Set[str]) -> list[str]:
    whole = {other for name in names for other in company(problem, name)}
    return [v.id for v in problem.visits if v.id in whole]
