"""An order of visits -> all its times, breaks and waiting: the one arithmetic that solver and desk share.

A therapist is free at some second with some breaks taken; every leg may take further breaks, everything else
only moves time on. Breaks are always taken between leaving one stop and arriving at the next
(docs/decisions/001-breaks-between-stops.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.courses import Course, best_course
from mobiledispatch.timetable.draft import may_hold
from mobiledispatch.timetable.frontier import Moment, Timing, finishes
from mobiledispatch.timetable.timeline import activities, timeline_of

__all__ = ["Timetable", "Timing", "starts_of", "timeline_of", "timetable"]


@dataclass(frozen=True, slots=True)
class Timetable:
    """One therapist's day in times. `travel` is the road in seconds at base speed, the way home included.

    `timings` are those of the stops; `timeline` is everything in order of time, breaks at home before leaving first.
    """

    leave_depot: Seconds
    back_at_depot: Seconds
    travel: Seconds
    breaks: tuple[TimeWindow, ...]
    timings: tuple[Timing, ...]
    timeline: tuple[Activity, ...]


def timetable(problem: Problem, therapist: Therapist, visits: Sequence[Visit]) -> Timetable | None:
    """The best times for `visits` in this order; None where no timing keeps windows, breaks, limit and shift.

    Massages start as early as they can, promised ones first; the therapist leaves home late (`timetable.courses`).

    >>> from mobiledispatch.model.matrix import TravelTimeMatrix
    >>> table = TravelTimeMatrix(((Seconds(0), Seconds(600)), (Seconds(600), Seconds(0))))
    >>> ana = Therapist("ana", 0, 0, TimeWindow(Seconds(32400), Seconds(61200)))
    >>> noon = (TimeWindow(Seconds(36000), Seconds(43200)),)
    >>> v = Visit(id="v", place=1, service=Seconds(3600), start_windows=noon, therapists=("ana",), unassigned_cost=1)
    >>> day = timetable(Problem("day", table, (ana,), (v,)), ana, [v])
    >>> day.leave_depot, day.timings[0].start, day.back_at_depot
    (35400, 36000, 40200)
    """
    if not may_hold(therapist, visits):
        return None
    course = best_course(problem, therapist, visits)
    return None if course is None else _written(problem, therapist, visits, course)


def starts_of(problem: Problem, therapist: Therapist, visits: Sequence[Visit]) -> tuple[Seconds, ...] | None:
    """When the massages of `timetable` start, for those who ask for nothing else."""
    course = best_course(problem, therapist, visits)
    return None if course is None else tuple(m.timing.start for m in _moments(course) if m.timing)


def _moments(course: Course) -> list[Moment]:
    """From home to home."""
    moments: list[Moment] = []
    moment: Moment | None = course.moment
    while moment is not None:
        moments.append(moment)
        moment = moment.before
    return moments[::-1]


def _written(problem: Problem, therapist: Therapist, visits: Sequence[Visit], course: Course) -> Timetable:
    """Read a day back from its last moment, and say how late each stop may run."""
    moments = _moments(course)
    timings = [
        replace(m.timing, slack=_slack(problem, therapist, visits, position, m))
        for position, m in enumerate(moments[1:-1])
        if m.timing is not None
    ]
    back = course.moment.free
    travel = Seconds(sum(t.travel for t in timings) + problem.matrix.seconds[moments[-2].place][therapist.end])
    breaks = tuple(rest for m in moments for rest in m.rests)
    stops = [(visit.id, timing) for visit, timing in zip(visits, timings, strict=True)]
    whole = activities(problem.clock, course.leave, back, travel, breaks, stops)
    return Timetable(course.leave, back, travel, breaks, tuple(timings), whole)


def _slack(problem: Problem, therapist: Therapist, visits: Sequence[Visit], position: int, moment: Moment) -> Seconds:
    """How many seconds the stop at `position` may run late with nothing later breaking, by bisection."""
    visit, timing = visits[position], moment.timing
    assert timing is not None
    low, high = 0, next(w.closes for w in visit.start_windows if w.holds(timing.start)) - timing.start
    late = high  # often nothing later is in the way
    while low < high:
        held_up = {moment.taken: Seconds(moment.free + late)}
        if finishes(problem, therapist, moment.place, held_up, visits[position + 1 :]):
            low = late
        else:
            high = late - 1
        late = (low + high + 1) // 2
    return Seconds(low)
