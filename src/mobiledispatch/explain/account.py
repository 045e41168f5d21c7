"""`explain`: every visit that is left out gets its reason and up to three remedies."""

from collections.abc import Callable
from dataclasses import replace

from mobiledispatch.explain.deeper import Deeper, Solve
from mobiledispatch.explain.rearranged import by_solving
from mobiledispatch.explain.reasons import why_left_out, why_never
from mobiledispatch.explain.remedies import Candidate, by_insertion, raise_priority
from mobiledispatch.explain.room import Room, find_room
from mobiledispatch.model.plan import Plan, Remedy, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, draft_of

MOST = 3
SMALL = 3600
"""Seconds: where a change asks more than this with others keeping their order, a smaller one is sought by solving."""

AnotherDay = Callable[[str], Remedy | None]
"""A day other than this on which a visit fits, for those who know more days than one."""


def explain(problem: Problem, plan: Plan, solve: Solve | None = None, another_day: AnotherDay | None = None) -> Plan:
    """The plan with a reason and up to three remedies for every unassigned visit, the smallest change first.

    A remedy counts only if, applied, the visit fits together with every visit that the plan serves. Places in the
    routes as they stand are always tried; with `solve` the day is also solved anew, a bounded number of times.
    """
    draft, deeper = draft_of(problem, plan), Deeper(solve)
    told = []
    for name in (u.visit for u in plan.unassigned):
        visit = problem.visit(name)
        never = why_never(problem, visit)
        room = None if never else find_room(draft, visit, deeper, plan.proof.status == "optimal")
        reason, detail = never or why_left_out(draft, visit, room)
        other = another_day(name) if another_day else None
        told.append(Unassigned(name, reason, detail, _best(_remedies(draft, visit, deeper, room), other)))
    return replace(plan, unassigned=tuple(told))


def _best(found: list[Candidate], other_day: Remedy | None) -> tuple[Remedy, ...]:
    """The smallest changes first; another day, which asks most, last."""
    last = (other_day,) if other_day else ()
    smallest = sorted(found, key=lambda one: one.effort)[: MOST - len(last)]
    return (*(one.remedy for one in smallest), *last)


def _remedies(draft: Draft, visit: Visit, deeper: Deeper, room: Room | None) -> list[Candidate]:
    if room:
        return [raise_priority(visit, room.cost)] if room.cost >= visit.unassigned_cost else []
    found = by_insertion(draft, visit)
    if all(one.effort > SMALL for one in found):
        found += by_solving(draft, visit, deeper)
    return _smallest_of_each_kind(found)


def _smallest_of_each_kind(found: list[Candidate]) -> list[Candidate]:
    by_kind: dict[str, Candidate] = {}
    for one in found:
        kept = by_kind.setdefault(one.remedy.kind, one)
        if one.effort < kept.effort:
            by_kind[one.remedy.kind] = one
    return list(by_kind.values())
