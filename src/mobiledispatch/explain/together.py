"""What keeps visits that are served together, or not at all, off even an empty day."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import common_starts
from mobiledispatch.timetable.draft import keeps


def no_common_start(problem: Problem, pair: Sequence[str]) -> str | None:
    """Why these visits cannot begin at one time, each with a therapist of its own; None if they can."""
    members = [problem.visit(name) for name in pair]
    starts = common_starts(members, problem.slot)
    if not starts:
        return "no start suits them all"
    if any(_can_begin(problem, members, start) for start in starts):
        return None
    return f"{len(members)} therapists cannot begin at any start that suits them all"


def _can_begin(problem: Problem, members: Sequence[Visit], start: Seconds) -> bool:
    then = [replace(v, start_windows=(TimeWindow(start, start),)) for v in members]
    free = [[t for t in problem.therapists if _could(problem, t, visit)] for visit in then]
    able = {t.id for crew in free for t in crew}
    return any(
        all(any(t.id == name for t in crew) for name, crew in zip(chosen, free, strict=True))
        for chosen in permutations(sorted(able), len(members))
    )


def _could(problem: Problem, therapist: Therapist, visit: Visit) -> bool:
    return therapist.id in visit.therapists and keeps(problem, therapist, [visit])
