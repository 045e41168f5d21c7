"""Days of a few visits at doors that all lie equally far apart, for tests of times."""

from collections.abc import Sequence

from mobiledispatch.model.clock import Seconds, TimeWindow, read_clock
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.times import Timetable, timetable

MINUTE, HOUR = 60, 3600
LUNCH = Break(TimeWindow(Seconds(11 * HOUR), Seconds(14 * HOUR)), Seconds(1800))


def between(opens: str, closes: str) -> TimeWindow:
    return TimeWindow(read_clock(opens), read_clock(closes))


def a_visit(name: str, place: int, window: TimeWindow, minutes: int = 60, who: tuple[str, ...] = ("ana",)) -> Visit:
    return Visit(
        id=name,
        place=place,
        service=Seconds(minutes * MINUTE),
        start_windows=(window,),
        therapists=who,
        unassigned_cost=100_000,
        promise=window,
    )


def a_day(
    *visits: Visit, drive: int = 20, breaks: tuple[Break, ...] = (LUNCH,), crew: Sequence[str] = ("ana",)
) -> Problem:
    size = 1 + max(v.place for v in visits)
    table = tuple(tuple(Seconds(drive * MINUTE if a != b else 0) for b in range(size)) for a in range(size))
    shift = between("09:00", "18:00")
    return Problem("day", TravelTimeMatrix(table), tuple(Therapist(t, 0, 0, shift, breaks) for t in crew), visits)


def times_of(problem: Problem) -> Timetable:
    day = timetable(problem, problem.therapists[0], problem.visits)
    assert day is not None
    return day
