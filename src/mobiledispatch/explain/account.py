"""`explain`: every visit that is left out gets its reason and up to three remedies."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from mobiledispatch.explain.change import applied
from mobiledispatch.explain.deeper import Deeper, Solve
from mobiledispatch.explain.kept import elsewhere, planned_again
from mobiledispatch.explain.rearranged import by_solving
from mobiledispatch.explain.reasons import Reason, Why, why_left_out, why_never
from mobiledispatch.explain.remedies import Candidate, by_insertion, raise_priority
from mobiledispatch.explain.room import Room, find_room
from mobiledispatch.model.plan import Plan, Proof, Remedy, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, company, draft_of

MOST = 3
SMALL = 3600
"""Seconds: where a change asks more than this with others keeping their order, a smaller one is sought by solving."""

AnotherDay = Callable[[str], Remedy | None]
"""A day other than this on which a visit fits, for those who know more days than one."""


def explain(problem: Problem, plan: Plan, solve: Solve | None = None, another_day: AnotherDay | None = None) -> Plan:
    """The plan with a reason and up to three remedies for every unassigned visit, the smallest change first.

    A remedy counts only if, applied and the day planned again, the visit is served together with every visit that the
    plan serves. Places in the routes as they stand are always tried; with `solve` the day is also solved anew, a
    bounded number of times.
    """
    draft, deeper, is_proven = draft_of(problem, plan), Deeper(solve), plan.proof.status == "optimal"
    told = []
    for name in (u.visit for u in plan.unassigned):
        visit = problem.visit(name)
        why, room = _why(draft, visit, deeper, is_proven)
        other = another_day(name) if another_day else None
        told.append(Unassigned(name, *why, _best(_remedies(draft, visit, deeper, room), other)))
    return replace(plan, unassigned=tuple(told), proof=_not_refuted(plan.proof, told))


def _why(draft: Draft, visit: Visit, deeper: Deeper, is_proven: bool) -> tuple[Why, Room | None]:
    never = why_never(draft.problem, visit)
    if never:
        return never, None
    sought = find_room(draft, visit, deeper, is_proven)
    return why_left_out(draft, visit, sought), sought.room


def _not_refuted(proof: Proof, told: Iterable[Unassigned]) -> Proof:
    """The proof, unless there is room that pays: then the plan was not the best one, whatever was said of it."""
    if all(one.reason != Reason.SEARCH_ENDED for one in told) or proof.status != "optimal":
        return proof
    return replace(proof, status="feasible", lower_bound=None, gap=None)


def _best(found: list[Candidate], other_day: Remedy | None) -> tuple[Remedy, ...]:
    """The smallest changes first; another day, which asks most, last."""
    last = (other_day,) if other_day else ()
    smallest = sorted(found, key=lambda one: one.effort)[: MOST - len(last)]
    return (*(one.remedy for one in smallest), *last)


def _remedies(draft: Draft, visit: Visit, deeper: Deeper, room: Room | None) -> list[Candidate]:
    if room:
        dear = [] if room.pays else [raise_priority(draft, visit, room)]
        return list(_true(draft, visit, deeper, dear))
    tried = sorted(by_insertion(draft, visit), key=lambda one: one.effort)
    found = list(islice(_true(draft, visit, deeper, tried), MOST))
    if all(one.effort > SMALL for one in found):
        found += _true(draft, visit, deeper, by_solving(draft, visit, deeper))
    return _smallest_of_each_kind(found)


def _true(draft: Draft, visit: Visit, deeper: Deeper, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that serve everybody when they are applied and the day is planned again, and what else that changes."""
    everyone = draft.served | set(company(draft.problem, visit.id))
    for one in found:
        changed = applied(draft.problem, one.remedy.change)
        after = planned_again(changed, one.after, everyone, visit.id, deeper)
        if after is not None:
            remedy = replace(one.remedy, say=one.remedy.say + elsewhere(draft, after))
            yield replace(one, remedy=remedy, after=after)


def _smallest_of_each_kind(found: list[Candidate]) -> list[Candidate]:
    by_kind: dict[str, Candidate] = {}
    for one in found:
        kept = by_kind.setdefault(one.remedy.kind, one)
        if one.effort < kept.effort:
            by_kind[one.remedy.kind] = one
    return list(by_kind.values())
