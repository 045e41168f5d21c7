"""Of all timetables of one order, the one that a client and a therapist would choose: the second aim.

Massages start early, promised ones first; then the day ends early; then it begins late, and as much of the time away as
can be is rest rather than waiting in a car. None of it costs driving, so the objective never changes.

A course is a day up to some stop. Of those that have come to the same place with the same breaks behind, one that is
in nothing better than another is dropped; what is left is few.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import work_of
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.departure import latest_departure
from mobiledispatch.timetable.frontier import Moment, Timing, rested
from mobiledispatch.timetable.legs import legs


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
    # Nobody rests between two people of a household, unless there is no other way.
    in_turn = {pair for household in problem.households for pair in pairwise(household)}
    whole = {b.id for a, b in pairwise(visits) if (a.id, b.id) in in_turn}
    found = _best(problem, therapist, visits, whole)
    return _best(problem, therapist, visits, set()) if found is None and whole else found


def _best(problem: Problem, therapist: Therapist, visits: Sequence[Visit], whole: Set[str]) -> Course | None:
    """`whole` are visits before which no break may be taken."""
    opens = therapist.shift.opens
    courses = [Course(Moment(opens, therapist.start), opens)]
    for number, visit in enumerate(visits):
        begun = _first if number == 0 else _next
        options = (later for course in courses for later in begun(problem, therapist, course, visit))
        courses = _worth_keeping(option for option in options if visit.id not in whole or not option.moment.rests)
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
    leg = problem.matrix.seconds[therapist.start][visit.place]
    for taken, (earliest, _) in _arrivals(problem, therapist, home.moment, leg).items():
        start = visit.start_after(Seconds(earliest + visit.setup))
        if start is None:
            continue
        breaks = [rest for k, rest in enumerate(therapist.breaks) if taken >> k & 1]
        begins = Seconds(start - visit.setup)
        way = latest_departure(problem.clock, home.leave, begins, work_of(leg), breaks)
        assert way is not None, "whoever can be there in time can leave in time"
        timing = _timing(visit, way.arrive, start, leg)
        moment = Moment(timing.leave, visit.place, taken, (*way.at_home, *way.on_the_way), timing, home.moment)
        yield Course(moment, way.leave, *_sums(home, visit, start), _length(way.on_the_way))


def _next(problem: Problem, therapist: Therapist, course: Course, visit: Visit) -> Iterator[Course]:
    """From one stop to the next, with every set of breaks on the way."""
    leg = problem.matrix.seconds[course.moment.place][visit.place]
    for taken, (arrive, rests) in _arrivals(problem, therapist, course.moment, leg).items():
        start = visit.start_after(Seconds(arrive + visit.setup))
        if start is not None:
            timing = _timing(visit, arrive, start, leg)
            moment = Moment(timing.leave, visit.place, taken, rests, timing, course.moment)
            yield Course(moment, course.leave, *_sums(course, visit, start), course.rest + _length(rests))


def _ended(problem: Problem, therapist: Therapist, course: Course) -> Iterator[Course]:
    leg = problem.matrix.seconds[course.moment.place][therapist.end]
    for taken, (back, rests) in _arrivals(problem, therapist, course.moment, leg).items():
        if back <= therapist.shift.closes and rested(taken, back, therapist):
            moment = Moment(back, therapist.end, taken, rests, None, course.moment)
            yield Course(moment, course.leave, course.promised, course.starts, course.rest + _length(rests))


def _arrivals(
    problem: Problem, therapist: Therapist, moment: Moment, leg: Seconds
) -> dict[int, tuple[Seconds, tuple[TimeWindow, ...]]]:
    """The earliest arrival, and the rests on the way, for each set of breaks that may be behind by then."""
    found: dict[int, tuple[Seconds, tuple[TimeWindow, ...]]] = {}
    for arrive, taken, rests in legs(problem.clock, moment.free, work_of(leg), moment.taken, therapist.breaks):
        if taken not in found or arrive < found[taken][0]:
            found[taken] = arrive, rests
    return found


def _timing(visit: Visit, arrive: Seconds, start: Seconds, leg: Seconds) -> Timing:
    waiting = Seconds(start - visit.setup - arrive)
    return Timing(arrive, start, Seconds(start + visit.massage), Seconds(start + visit.wrap_up), leg, waiting)


def _sums(course: Course, visit: Visit, start: Seconds) -> tuple[int, int]:
    return course.promised + (start if visit.promise else 0), course.starts + start


def _length(rests: Sequence[TimeWindow]) -> int:
    return sum(rest.closes - rest.opens for rest in rests)
