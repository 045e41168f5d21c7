"""The timetable against a brute force that tries every minute of every break."""

from itertools import permutations

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.plan import Objective, Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.timetable.times import Timetable, timetable
from mobiledispatch.verify import verify
from seeded import draw_day

HOUR = 3600


def window(opens: float, closes: float) -> TimeWindow:
    return TimeWindow(Seconds(round(opens * HOUR)), Seconds(round(closes * HOUR)))


def a_visit(name: str, place: int, opens: float, closes: float, hours: float = 1) -> Visit:
    return Visit(
        id=name,
        place=place,
        service=Seconds(round(hours * HOUR)),
        start_windows=(window(opens, closes),),
        therapists=("ana",),
        unassigned_cost=1,
    )


def a_day(*visits: Visit, travel: int = 600, lunch: TimeWindow | None = None, closes: float = 17) -> Problem:
    size = len(visits) + 1
    table = tuple(tuple(Seconds(travel if a != b else 0) for b in range(size)) for a in range(size))
    breaks = (Break(lunch, Seconds(1800)),) if lunch else ()
    return Problem("day", TravelTimeMatrix(table), (Therapist("ana", 0, 0, window(9, closes), breaks),), visits)


def times_of(problem: Problem) -> Timetable | None:
    return timetable(problem, problem.therapists[0], problem.visits)


def test_who_would_wait_at_the_first_door_waits_at_home() -> None:
    day = times_of(a_day(a_visit("v", 1, 12, 13)))
    assert day is not None
    assert (day.leave_depot, day.timings[0].waiting) == (12 * HOUR - 600, 0)


def test_slack_ends_with_the_next_window() -> None:
    day = times_of(a_day(a_visit("v", 1, 9, 17), a_visit("w", 2, 11, 11.5)))
    assert day is not None
    first, second = day.timings
    assert first.start + HOUR + 600 + first.slack == round(11.5 * HOUR)
    assert second.slack == HOUR // 2


def test_lunch_is_free_for_who_is_home_before_its_window_closes() -> None:
    day = times_of(a_day(a_visit("v", 1, 9, 17), lunch=window(10, 12)))
    assert day is not None
    assert day.breaks == ()


def test_lunch_pushes_a_massage_out_of_its_window() -> None:
    visits = (a_visit("v", 1, 9, 9.5, hours=2.5), a_visit("w", 2, 11.75, 12))
    assert times_of(a_day(*visits)) is not None
    assert times_of(a_day(*visits, lunch=window(11, 11.75))) is None


def test_a_promise_after_the_shift_has_no_timetable() -> None:
    assert times_of(a_day(a_visit("v", 1, 16.5, 18))) is None


def every_minute(problem: Problem, order: tuple[Visit, ...]) -> bool:
    """Is there a minute for each break at which the order works? Slow, simple, and shares nothing."""
    (therapist,) = problem.therapists
    (rest,) = therapist.breaks
    opens, closes = rest.start_window.opens, rest.start_window.closes

    def runs(begin: int | None) -> bool:
        here, now = therapist.start, int(therapist.shift.opens)
        for visit in (*order, None):
            place = visit.place if visit else therapist.end
            leg = problem.matrix.seconds[here][place]
            if begin is not None and now <= begin < now + leg:
                now += rest.seconds
                begin = None
            now += leg
            here = place
            if visit is None:
                return now <= therapist.shift.closes and (begin is None or now <= closes)
            if begin is not None and begin <= now:
                now, begin = now + rest.seconds, None
            start = visit.start_after(Seconds(now + visit.setup))
            if start is None:
                return False
            if begin is not None and begin < start - visit.setup:
                now, begin = begin + rest.seconds, None
                start = visit.start_after(Seconds(max(now, begin or 0) + visit.setup))
                if start is None:
                    return False
            now = start + visit.wrap_up
            if begin is not None and begin < now:
                return False
        return True

    return any(runs(begin) for begin in range(opens, closes + 1, 60))


@pytest.mark.parametrize("seed", range(40))
def test_a_timetable_exists_wherever_some_minute_for_lunch_works(seed: int) -> None:
    problem = draw_day(3, 1, seed, lunch=True, windows=2)
    therapist = problem.therapists[0]
    for order in permutations(problem.visits):
        if every_minute(problem, order):
            assert timetable(problem, therapist, order) is not None


@pytest.mark.parametrize("seed", range(60))
def test_every_timetable_passes_the_verifier(seed: int) -> None:
    problem = draw_day(3, 1, seed, lunch=True, windows=2)
    for order in permutations(v.id for v in problem.visits):
        visits = [problem.visit(name) for name in order]
        if timetable(problem, problem.therapists[0], visits):
            able = all("t0" in v.therapists for v in visits)
            plan = assemble(problem, {"t0": visits}, Proof("feasible", None, None, 0))
            assert not able or verify(problem, plan) == ()


@pytest.mark.parametrize("seed", range(20))
def test_a_stop_may_run_late_by_its_slack_and_not_by_a_second_more(seed: int) -> None:
    problem = draw_day(3, 1, seed, lunch=True)
    for order in permutations(problem.visits):
        day = timetable(problem, problem.therapists[0], order)
        if day is None:
            continue
        for position, timing in enumerate(day.timings):
            visit = order[position]
            for late, fits in ((timing.slack, True), (timing.slack + 1, False)):
                start = Seconds(timing.start + late)
                if not visit.start_windows[0].holds(start):
                    assert not fits
                    continue
                # Being late at one door is being held there: the same order with that stop pinned to the later start.
                pinned = _pinned(visit, start)
                later = (*order[:position], pinned, *order[position + 1 :])
                taken = [b for b in day.breaks if b.closes <= timing.arrive]
                rest = timetable(problem, problem.therapists[0], later)
                if fits:
                    assert rest is not None
                elif not taken and not day.breaks:
                    assert rest is None


def _pinned(visit: Visit, start: Seconds) -> Visit:
    return Visit(
        id=visit.id,
        place=visit.place,
        service=visit.service,
        setup=visit.setup,
        teardown=visit.teardown,
        start_windows=(TimeWindow(start, start),),
        therapists=visit.therapists,
        unassigned_cost=visit.unassigned_cost,
    )


def test_a_plan_says_what_it_costs() -> None:
    problem = a_day(a_visit("v", 1, 10, 12), a_visit("w", 2, 9, 9.1))
    plan = assemble(problem, {"ana": [problem.visit("v")]}, Proof("feasible", None, None, 0))
    assert plan.objective == Objective.of(1200, 0, 1)
    assert [u.visit for u in plan.unassigned] == ["w"]
