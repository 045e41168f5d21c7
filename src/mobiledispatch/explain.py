"""Why a visit is on no route, in one word of a closed list and one sentence with the numbers."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from mobiledispatch.model.clock import Seconds, TimeWindow, clock, in_words
from mobiledispatch.model.plan import Plan, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable import timetable


class Reason(StrEnum):
    """Every reason that a visit may be left out for."""

    NO_THERAPIST = "no_therapist"
    WINDOW_TOO_SHORT = "window_too_short"
    NOBODY_ON_SHIFT = "nobody_on_shift"
    TOO_FAR = "too_far"
    DAY_FULL = "day_full"


def explain(problem: Problem, plan: Plan) -> Plan:
    """The plan with a reason for every unassigned visit."""
    return replace(plan, unassigned=tuple(why_unassigned(problem, problem.visit(u.visit)) for u in plan.unassigned))


def why_unassigned(problem: Problem, visit: Visit) -> Unassigned:
    """The first of the reasons, hardest first, that keeps `visit` off every route."""
    crew = [problem.therapist(name) for name in visit.therapists]
    if not crew:
        return _because(visit, Reason.NO_THERAPIST, "nobody working this day has the skill, the equipment and the wish")
    if not visit.start_windows:
        detail = f"no window of that day is as long as the {in_words(visit.service)} at the door"
        return _because(visit, Reason.WINDOW_TOO_SHORT, detail)
    if not any(_within_shift(visit, t) for t in crew):
        return _because(visit, Reason.NOBODY_ON_SHIFT, f"may begin {_told(visit)}; {_shifts(crew, visit)}")
    if not any(timetable(problem, t, [visit]) for t in crew):
        detail = f"may begin {_told(visit)}; {_earliest(problem, crew, visit)}"
        return _because(visit, Reason.TOO_FAR, detail)
    names = ", ".join(t.id for t in crew)
    detail = f"would fit an empty day, but the more important visits leave {names} no room {_told(visit)}"
    return _because(visit, Reason.DAY_FULL, detail)


def _because(visit: Visit, reason: Reason, detail: str) -> Unassigned:
    return Unassigned(visit.id, reason.value, detail)


def _within_shift(visit: Visit, therapist: Therapist) -> bool:
    begin, end = therapist.shift.opens + visit.setup, therapist.shift.closes - visit.wrap_up
    return begin <= end and any(w.meet(TimeWindow(Seconds(begin), Seconds(end))) for w in visit.start_windows)


def _told(visit: Visit) -> str:
    return " or ".join(str(w) if w.opens < w.closes else f"at {clock(w.opens)}" for w in visit.start_windows)


def _shifts(crew: Iterable[Therapist], visit: Visit) -> str:
    return f"with {in_words(visit.service)} at the door no shift holds that: " + ", ".join(
        f"{t.id} works {t.shift}" for t in crew
    )


def _earliest(problem: Problem, crew: Iterable[Therapist], visit: Visit) -> str:
    def reach(t: Therapist) -> Seconds:
        return Seconds(t.shift.opens + problem.matrix.seconds[t.start][visit.place] + visit.setup)

    def latest(t: Therapist) -> Seconds:
        return Seconds(t.shift.closes - problem.matrix.seconds[visit.place][t.end] - visit.wrap_up)

    return "by road " + ", ".join(f"{t.id} could begin {clock(reach(t))} to {clock(latest(t))} at best" for t in crew)
