"""An order of visits -> all its times, breaks and waiting: the one arithmetic that solver and desk share.

A therapist is free at some second with some breaks taken; every leg may take further breaks, everything else
only moves time on. Breaks are always taken between leaving one stop and arriving at the next
(docs/decisions/001-breaks-between-stops.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import work_of
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.frontier import Moment, Timing, begin, finishes, head_home, serve

__all__ = ["Timetable", "Timing", "timetable"]


@dataclass(frozen=True, slots=True)
class Timetable:
    """One therapist's day in times. `travel` is the road in seconds at base speed, the way home included."""

    leave_depot: Seconds
    back_at_depot: Seconds
    travel: Seconds
    breaks: tuple[TimeWindow, ...]
    timings: tuple[Timing, ...]


def timetable(problem: Problem, therapist: Therapist, visits: Sequence[Visit]) -> Timetable | None:
    """The earliest times for `visits` in this order; None where no timing keeps windows, breaks, limit and shift.

    >>> from mobiledispatch.model.matrix import TravelTimeMatrix
    >>> table = TravelTimeMatrix(((Seconds(0), Seconds(600)), (Seconds(600), Seconds(0))))
    >>> ana = Therapist("ana", 0, 0, TimeWindow(Seconds(32400), Seconds(61200)))
    >>> noon = (TimeWindow(Seconds(36000), Seconds(43200)),)
    >>> v = Visit(id="v", place=1, service=Seconds(3600), start_windows=noon, therapists=("ana",), unassigned_cost=1)
    >>> day = timetable(Problem("day", table, (ana,), (v,)), ana, [v])
    >>> day.leave_depot, day.timings[0].start, day.back_at_depot
    (35400, 36000, 40200)
    """
    if therapist.hands_on_limit is not None and sum(v.massage for v in visits) > therapist.hands_on_limit:
        return None
    frontier = begin(therapist)
    for visit in visits:
        frontier = serve(problem, therapist, frontier, visit)
    last = head_home(problem, therapist, frontier)
    return None if last is None else _written(problem, therapist, visits, last)


def _written(problem: Problem, therapist: Therapist, visits: Sequence[Visit], last: Moment) -> Timetable:
    """Read a day back from its last moment, leave home no earlier than needed, and say how late each stop may run."""
    moments: list[Moment] = []
    moment: Moment | None = last
    while moment is not None:
        moments.append(moment)
        moment = moment.before
    moments.reverse()
    timings = [
        replace(m.timing, slack=_slack(problem, therapist, visits, position, m))
        for position, m in enumerate(moments[1:-1])
        if m.timing is not None
    ]
    leave_depot = therapist.shift.opens
    if timings:
        leave_depot, timings[0] = _leave_late(problem, leave_depot, moments[1].rests, timings[0])
    travel = Seconds(sum(t.travel for t in timings) + problem.matrix.seconds[moments[-2].place][therapist.end])
    breaks = tuple(rest for m in moments for rest in m.rests)
    return Timetable(leave_depot, last.free, travel, breaks, tuple(timings))


def _leave_late(
    problem: Problem, opens: Seconds, rests: tuple[TimeWindow, ...], first: Timing
) -> tuple[Seconds, Timing]:
    """Wait at home rather than at the first door, where the breaks before that stop allow it."""
    work = work_of(first.travel)
    leave = problem.clock.latest_departure(Seconds(first.arrive + first.waiting), work)
    if rests and leave < rests[-1].closes:
        return opens, first
    arrive = problem.clock.after(leave, work)
    return leave, replace(first, arrive=arrive, waiting=Seconds(first.arrive + first.waiting - arrive))


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
