"""Remedies for which others have to change places: found by solving the changed day anew, everybody served."""

from dataclasses import replace
from itertools import islice

from mobiledispatch.explain.deeper import Deeper
from mobiledispatch.explain.remedies import Candidate, another, moving, shortening, shorter, widening
from mobiledispatch.explain.starts import MARKS, asked, away
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.plan import Plan, Stop
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, blockers, draft_of, is_free
from mobiledispatch.timetable.openings import WHOLE_DAY


def by_solving(draft: Draft, visit: Visit, deeper: Deeper) -> list[Candidate]:
    """The first change that solving anew finds within the tries that are left."""
    ways = (_widened, _another, _shortened, _moved)
    return list(islice((one for way in ways if (one := way(draft, visit, deeper))), 1))


def _serve(draft: Draft, visit: Visit, deeper: Deeper) -> Plan | None:
    """A plan that serves everybody, and `visit` as it is here."""
    return deeper.serve_all(draft, visit, _with(draft, visit))


def _with(draft: Draft, visit: Visit) -> Problem:
    """The day with `visit` as it is here."""
    return replace(draft.problem, visits=tuple(visit if v.id == visit.id else v for v in draft.problem.visits))


def _widened(draft: Draft, visit: Visit, deeper: Deeper) -> Candidate | None:
    if not is_free(draft.problem, visit.id):
        return None
    found = _start(draft, replace(visit, start_windows=WHOLE_DAY), deeper)
    while found is not None:
        nearer = _start(draft, replace(visit, start_windows=_halfway(visit, found[0])), deeper)
        if nearer is None or away(asked(visit), nearer[0]) >= away(asked(visit), found[0]):
            break
        found = nearer
    return None if found is None else widening(visit, *found)


def _start(draft: Draft, free: Visit, deeper: Deeper) -> tuple[Seconds, Draft] | None:
    plan = _serve(draft, replace(free, promise=None), deeper)
    return None if plan is None else (_on_a_mark(_stop(plan, free.id)), draft_of(_with(draft, free), plan))


def _stop(plan: Plan, name: str) -> Stop:
    return next(stop for route in plan.routes for stop in route.stops if stop.visit == name)


def _on_a_mark(stop: Stop) -> Seconds:
    marks = (Seconds(-(-stop.start // step) * step) for step in MARKS)
    return next((mark for mark in marks if mark <= stop.start + stop.slack), stop.start)


def _halfway(visit: Visit, start: Seconds) -> tuple[TimeWindow, ...]:
    """Windows grown on both sides by half of what `start` needs; those that meet become one."""
    more = away(asked(visit), start) // 2
    ends = sorted((max(0, min(a, b) - more), max(a, b) + more) for a, b in asked(visit) or [(start, start)])
    grown: list[TimeWindow] = []
    for opens, closes in ends:
        if grown and opens <= grown[-1].closes:
            grown[-1] = replace(grown[-1], closes=Seconds(max(closes, grown[-1].closes)))
        else:
            grown.append(TimeWindow(Seconds(opens), Seconds(closes)))
    return tuple(grown)


def _moved(draft: Draft, visit: Visit, deeper: Deeper) -> Candidate | None:
    for name in blockers(draft, visit):
        other = draft.problem.visit(name)
        if other.promise or not is_free(draft.problem, name):
            continue
        freed = _with(draft, replace(other, start_windows=WHOLE_DAY))
        plan = deeper.serve_all(draft, visit, freed)
        if plan:
            return moving(other, _on_a_mark(_stop(plan, name)), draft_of(freed, plan))
    return None


def _shortened(draft: Draft, visit: Visit, deeper: Deeper) -> Candidate | None:
    """The shortest usual massage, or a longer one if that fits."""
    lengths = tuple(shorter(visit))
    if not lengths or not (shortest := _serve(draft, lengths[-1], deeper)):
        return None
    longer = ((one, plan) for one in lengths[:-1] if (plan := _serve(draft, one, deeper)))
    longest, plan = next(longer, (lengths[-1], shortest))
    return shortening(visit, longest, draft_of(_with(draft, longest), plan))


def _another(draft: Draft, visit: Visit, deeper: Deeper) -> Candidate | None:
    others = tuple(t for t in visit.could_serve if t not in visit.therapists and draft.problem.has_therapist(t))
    plan = _serve(draft, replace(visit, therapists=others), deeper) if others else None
    if plan is None:
        return None
    therapist = next(r.therapist for r in plan.routes if any(s.visit == visit.id for s in r.stops))
    return another(visit, therapist, draft_of(draft.problem, plan))
