"""Everything that a therapist's day may have come to after some visits.

Being free earlier with the same breaks taken is never worse, so one earliest second for each set of breaks taken
is all that has to be remembered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import work_of
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.legs import latest_return, legs, placed


@dataclass(frozen=True, slots=True)
class Timing:
    """The four times of one stop, the leg that leads to it, idle time at the door, and room to run late."""

    arrive: Seconds
    start: Seconds
    end: Seconds
    leave: Seconds
    travel: Seconds
    waiting: Seconds
    slack: Seconds = Seconds(0)


@dataclass(frozen=True, slots=True)
class Moment:
    """Free to drive on from `place` at `free`, with the breaks in the bit set `taken` behind.

    `rests` are the breaks on the last leg, `timing` the stop just left, `before` the moment before that leg.
    """

    free: Seconds
    place: int
    taken: int = 0
    rests: tuple[TimeWindow, ...] = ()
    timing: Timing | None = None
    before: "Moment | None" = None


Frontier = dict[int, Moment]
"""The earliest moment for each set of breaks taken."""


def begin(therapist: Therapist) -> Frontier:
    """The day before its first leg."""
    return {0: Moment(therapist.shift.opens, therapist.start)}


def serve(problem: Problem, therapist: Therapist, frontier: Frontier, visit: Visit) -> Frontier:
    """Every way of being done with `visit` next; empty if there is none."""
    after: Frontier = {}
    breaks = breaks_before(problem, therapist, visit)
    for moment in frontier.values():
        leg = problem.matrix.seconds[moment.place][visit.place]
        work = work_of(leg)
        for taken, (arrive, rests) in legs(problem.clock, moment.free, work, moment.taken, breaks).items():
            start = visit.start_after(Seconds(arrive + visit.setup))
            if start is None:
                continue
            leave = Seconds(start + visit.wrap_up)
            if taken in after and after[taken].free <= leave:
                continue
            end, waiting = Seconds(start + visit.massage), Seconds(start - visit.setup - arrive)
            timing = Timing(arrive, start, end, leave, leg, waiting)
            when = placed(problem.clock, moment.free, work, rests, arrive)
            after[taken] = Moment(leave, visit.place, taken, when, timing, moment)
    return after


def breaks_before(problem: Problem, therapist: Therapist, visit: Visit) -> tuple[Break, ...]:
    """The breaks that may be taken on the way to `visit`."""
    # Nobody rests between two people of one household: the second is waiting at the door.
    return () if problem.follows_at_once(visit.id) else therapist.breaks


def may_end(therapist: Therapist, taken: int, back: Seconds) -> bool:
    """May the day end when one is back then, with the breaks in `taken` behind?"""
    return back <= latest_return(taken, therapist.breaks, therapist.shift.closes)


Free = Mapping[int, Seconds]
"""A frontier with nothing written down: from when on one is free, for each set of breaks taken."""


def free_after(problem: Problem, therapist: Therapist, place: int, free: Free, visit: Visit) -> Free:
    """`serve` for those who only ask whether: many thousand times, and several times as fast."""
    work = work_of(problem.matrix.seconds[place][visit.place])
    later: dict[int, Seconds] = {}
    breaks = breaks_before(problem, therapist, visit)
    for before, t in free.items():
        for taken, (arrive, _) in legs(problem.clock, t, work, before, breaks).items():
            start = visit.start_after(Seconds(arrive + visit.setup))
            if start is not None:
                leave = Seconds(start + visit.wrap_up)
                if taken not in later or leave < later[taken]:
                    later[taken] = leave
    return later


def finishes(problem: Problem, therapist: Therapist, place: int, free: Free, rest: Sequence[Visit]) -> bool:
    """Can the day go on from `place` with `rest` in that order, and end within the shift?"""
    for visit in rest:
        free = free_after(problem, therapist, place, free, visit)
        if not free:
            return False
        place = visit.place
    work = work_of(problem.matrix.seconds[place][therapist.end])
    return any(
        may_end(therapist, taken, arrive)
        for before, t in free.items()
        for taken, (arrive, _) in legs(problem.clock, t, work, before, therapist.breaks).items()
    )
