"""Of all timetables of one order, the one that a client and a therapist would choose: the second aim.

Massages start early, promised ones first; then the day ends early; then it begins late, and as much of the time away as
can be is rest rather than waiting in a car. None of it costs driving, so the objective never changes.

A course is a day up to some stop. Of those that have come to the same place with the same breaks behind, one that is
in nothing better than another is dropped; what is left is few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import work_of
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.departure import latest_departure
from mobiledispatch.timetable.frontier import Moment, Timing, breaks_before, may_end
from mobiledispatch.timetable.legs import legs, placed


@dataclass(frozen=True, slots=True)
class Course:
    """A day up to `moment`: the sums of its promised and of all its starts, when it left home, and the rest since."""

    moment: Moment
    leave: Seconds
    promised: int = 0
    starts: int = 0
    rest: int = 0

    def is_no_better_than(self, other: "Course") -> bool:
        """In nothing that counts later; both with the same breaks behind."""
        return (
            self.moment.free >= other.moment.free
            and self.promised >= other.promised
            and self.starts >= other.starts
            and self.leave <= other.leave
            and self.rest <= other.rest
        )

    @property
    def rank(self) -> tuple[int, ...]:
        """Less is better, of whole days."""
        return self.promised, self.starts, self.moment.free, -self.leave, -self.rest, self.moment.taken.bit_count()


def best_course(problem: Problem, therapist: Therapist, visits: Sequence[Visit]) -> Course | None:
    """The best day of these visits in this order, ended at home; None if windows, breaks and shift allow none."""
    opens = therapist.shift.opens
    courses = [Course(Moment(opens, therapist.start), opens)]
    for number, visit in enumerate(visits):
        begun = _first if number == 0 else _next
        options = (later for course in courses for later in begun(problem, therapist, course, visit))
        courses = _worth_keeping(options)
    days = (day for course in courses for day in _ended(problem, therapist, course))
    return min(days, key=lambda day: day.rank, default=None)


def _worth_keeping(options: Iterator[Course]) -> list[Course]:
    kept: list[Course] = []
    for option in options:
        alike = [course for course in kept if course.moment.taken == option.moment.taken]
        if not any(option.is_no_better_than(course) for course in alike):
            beaten = {id(course) for course in alike if course.is_no_better_than(option)}
            kept = [*(course for course in kept if id(course) not in beaten), option]
    return kept


def _first(problem: Problem, therapist: Therapist, home: Course, visit: Visit) -> Iterator[Course]:
    """From home to the first stop, leaving late, with every set of breaks before it."""
    leg, opens = problem.matrix.seconds[therapist.start][visit.place], home.moment.free
    breaks = breaks_before(problem, therapist, visit)
    for taken, (earliest, _) in legs(problem.clock, opens, work_of(leg), 0, breaks).items():
        start = visit.start_after(Seconds(earliest + visit.setup))
        if start is None:
            continue
        due = tuple(rest for k, rest in enumerate(breaks) if taken >> k & 1)
        way = latest_departure(problem.clock, opens, Seconds(start - visit.setup), work_of(leg), due)
        assert way is not None, "whoever can be there in time can leave in time"
        timing = _timing(visit, way.arrive, start, leg)
        moment = Moment(timing.leave, visit.place, taken, (*way.at_home, *way.on_the_way), timing, home.moment)
        yield Course(moment, way.leave, *_sums(home, visit, start), _length(way.on_the_way))


def _next(problem: Problem, therapist: Therapist, course: Course, visit: Visit) -> Iterator[Course]:
    """From one stop to the next, with every set of breaks on the way."""
    leg, moment = problem.matrix.seconds[course.moment.place][visit.place], course.moment
    breaks = breaks_before(problem, therapist, visit)
    for taken, (arrive, way) in legs(problem.clock, moment.free, work_of(leg), moment.taken, breaks).items():
        start = visit.start_after(Seconds(arrive + visit.setup))
        if start is not None:
            timing, rests = (
                _timing(visit, arrive, start, leg),
                placed(problem.clock, moment.free, work_of(leg), way, arrive),
            )
            after = Moment(timing.leave, visit.place, taken, rests, timing, moment)
            yield Course(after, course.leave, *_sums(course, visit, start), course.rest + _length(rests))


def _ended(problem: Problem, therapist: Therapist, course: Course) -> Iterator[Course]:
    moment = course.moment
    work = work_of(problem.matrix.seconds[moment.place][therapist.end])
    for taken, (back, way) in legs(problem.clock, moment.free, work, moment.taken, therapist.breaks).items():
        if may_end(therapist, taken, back):
            rests = placed(problem.clock, moment.free, work, way, back)
            home = Moment(back, therapist.end, taken, rests, None, moment)
            yield Course(home, course.leave, course.promised, course.starts, course.rest + _length(rests))


def _timing(visit: Visit, arrive: Seconds, start: Seconds, leg: Seconds) -> Timing:
    waiting = Seconds(start - visit.setup - arrive)
    return Timing(arrive, start, Seconds(start + visit.massage), Seconds(start + visit.wrap_up), leg, waiting)


def _sums(course: Course, visit: Visit, start: Seconds) -> tuple[int, int]:
    return course.promised + (start if visit.promise else 0), course.starts + start


def _length(rests: Sequence[TimeWindow]) -> int:
    return sum(rest.closes - rest.opens for rest in rests)
