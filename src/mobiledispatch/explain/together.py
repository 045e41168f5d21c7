"""What keeps visits that are served together, or not at all, off even an empty day."""

from collections.abc import Sequence
from itertools import permutations

from mobiledispatch.model.problem import Problem
from mobiledispatch.timetable.company import CommonStarts
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.meeting import Clash, Meeting, meet


def no_common_start(problem: Problem, pair: Sequence[str]) -> str | None:
    """Why these visits cannot begin at one time, each with a therapist of its own; None if they can."""
    members = [problem.visit(name) for name in pair]
    meeting = Meeting(tuple(pair), (0,) * len(pair), CommonStarts.of(members, problem.slot))
    if not meeting.starts.windows:
        return "no start suits them all"
    if any(_can_begin(problem, meeting, crew) for crew in permutations([t.id for t in problem.therapists], len(pair))):
        return None
    return f"{len(members)} therapists cannot begin at any start that suits them all"


def _can_begin(problem: Problem, meeting: Meeting, crew: Sequence[str]) -> bool:
    """Can they, with these therapists on an otherwise empty day?"""
    orders = {t: [problem.visit(name)] for t, name in zip(crew, meeting.visits, strict=True)}
    able = (t in visit.therapists and keeps(problem, problem.therapist(t), [visit]) for t, (visit,) in orders.items())
    return all(able) and not isinstance(meet(problem, orders, [meeting]), Clash)
