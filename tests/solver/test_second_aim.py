"""Among plans of the same total: early starts within promises, late departures, and no waiting in a cold car."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow, read_clock
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.therapist import Break
from mobiledispatch.solver import Limits, solve
from mobiledispatch.timetable.times import timetable
from mobiledispatch.verify import verify
from small_days import HOUR, MINUTE, a_day, a_visit, between, times_of

LIMITS = Limits(seconds=20)


@pytest.mark.parametrize("busy", [False, True])
def test_a_couple_starts_as_early_as_its_promise_and_both_routes_allow(busy: bool) -> None:
    both, told = ("ana", "ben"), between("14:00", "14:30")
    couple = [a_visit(name, 1, told, who=both) for name in ("mae", "zoe")]
    others = (a_visit("lou", 2, between("09:30", "10:00")), a_visit("kim", 3, between("16:00", "17:00"), who=both))
    problem = replace(a_day(*couple, *(others if busy else ()), crew=both), together=(("mae", "zoe"),))
    plan = solve(problem, LIMITS)
    starts = {stop.start for route in plan.routes for stop in route.stops if stop.visit in ("mae", "zoe")}
    assert (verify(problem, plan), starts) == ((), {read_clock("14:00")})
    assert plan.objective.total == plan.proof.lower_bound


@pytest.mark.parametrize("seed", range(12))
def test_a_pinned_start_is_never_later_than_the_earliest_that_its_routes_allow(seed: int) -> None:
    """Couples and one heater on drawn days: no start of the grid before the planned one goes with the same orders."""
    problem = tied_day(seed)
    plan = solve(problem, LIMITS)
    assert verify(problem, plan) == ()
    starts = {stop.visit: stop.start for route in plan.routes for stop in route.stops}
    for group in (*problem.together, ("heat",)):
        if not all(name in starts for name in group):
            continue
        now = starts[group[0]]
        for start in range(problem.visit(group[0]).start_windows[0].opens, now, problem.slot):
            earlier = {**starts, **dict.fromkeys(group, Seconds(start))}
            assert not keeps_all(problem, plan, earlier)


def tied_day(seed: int) -> Problem:
    rng = random.Random(seed)
    crew = ("ana", "ben")
    opens = rng.randrange(9 * 4, 15 * 4) * 900
    wide = TimeWindow(Seconds(opens), Seconds(opens + rng.choice([2, 4, 8]) * 900))
    pair = [a_visit(name, 1, wide, who=crew) for name in ("mae", "zoe")]
    noon = rng.randrange(9 * 4, 14 * 4) * 900
    warm = TimeWindow(Seconds(noon), Seconds(noon + 2 * HOUR))
    others = [a_visit(name, k, warm, who=crew) for k, name in enumerate(("heat", "warm"), start=2)]
    shared = (SharedEquipment("heater", ("heat", "warm")),)
    return replace(a_day(*pair, *others, crew=crew), together=(("mae", "zoe"),), shared=shared)


def keeps_all(problem: Problem, plan: Plan, starts: dict[str, Seconds]) -> bool:
    """Do these routes keep a timetable with everybody at these starts, and never two with the one heater?"""
    spans = [(starts[n], starts[n] + problem.visit(n).wrap_up) for n in ("heat", "warm") if n in starts]
    if len(spans) == 2 and spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
        return False
    for route in plan.routes:
        names = [stop.visit for stop in route.stops]
        pinned = [replace(problem.visit(n), start_windows=(TimeWindow(starts[n], starts[n]),)) for n in names]
        if timetable(problem, problem.therapist(route.therapist), pinned) is None:
            return False
    return True


def test_lunch_is_taken_after_a_promised_start_that_it_would_push_back() -> None:
    morning = a_visit("mae", 1, between("09:20", "09:20"), minutes=150)
    noon = a_visit("zoe", 2, between("12:30", "13:00"), minutes=90)
    day = times_of(a_day(morning, noon))
    # At 11:50 it would use up the wait at the second door, and bring one home 20 min earlier; it would cost her 10.
    assert day.timings[1].start == read_clock("12:30")
    assert day.breaks == (between("14:00", "14:30"),)


def test_a_promise_goes_before_an_earlier_start_of_who_was_told_nothing_and_before_being_home_early() -> None:
    morning, zoe = a_visit("mae", 1, between("09:20", "09:20"), 90), a_visit("zoe", 2, between("11:30", "12:00"))
    lou = a_visit("lou", 3, between("12:30", "16:00"), 90)
    untold = times_of(a_day(morning, zoe, replace(lou, promise=None)))
    assert (untold.timings[1].start, untold.breaks) == (read_clock("11:30"), (between("12:30", "13:00"),))
    told = times_of(a_day(morning, zoe, lou))
    assert (told.timings[1].start, told.timings[2].start) == (read_clock("11:40"), read_clock("13:00"))


def test_with_lunch_at_home_one_leaves_as_late_as_the_first_stop_allows() -> None:
    day = times_of(a_day(a_visit("ada", 1, between("14:30", "14:30"))))
    assert (day.leave_depot, day.timings[0].waiting) == (read_clock("14:10"), 0)
    assert day.breaks == (between("11:00", "11:30"),)


def test_a_break_that_cannot_be_over_before_leaving_is_taken_on_the_way_and_one_still_leaves_late() -> None:
    coffee = Break(between("11:30", "11:35"), Seconds(900))
    day = times_of(a_day(a_visit("ada", 1, between("12:00", "12:00")), drive=40, breaks=(coffee,)))
    assert day.leave_depot == read_clock("11:05")
    assert day.breaks[0].opens == read_clock("11:35")
    assert day.timings[0].waiting == 0


def test_two_hours_in_a_cold_car_become_waiting_at_home() -> None:
    day = times_of(a_day(a_visit("ada", 1, between("11:45", "11:45"), minutes=150)))
    assert day.leave_depot == read_clock("10:55")
    assert (day.breaks, day.timings[0].waiting) == ((between("11:15", "11:45"),), 0)


def test_a_break_that_could_be_taken_while_waiting_at_a_door_is_taken_there() -> None:
    morning = a_visit("mae", 1, between("09:20", "09:20"), minutes=120)
    noon = a_visit("zoe", 2, between("12:30", "12:30"))
    day = times_of(a_day(morning, noon))
    # Home at 13:50, so that lunch would cost nothing; it is had all the same rather than waited away.
    assert day.breaks == (between("11:20", "11:50"),)
    assert day.timings[1].waiting == 20 * MINUTE


def test_nobody_rests_between_two_people_of_a_household() -> None:
    first, second = a_visit("mae", 1, between("10:00", "11:00")), a_visit("zoe", 1, between("11:00", "12:00"))
    tea = Break(between("09:50", "11:20"), Seconds(1800))
    day = times_of(replace(a_day(first, second, breaks=(tea,)), households=(("mae", "zoe"),)))
    # With tea between the two she would start at 11:30; but they would wait for each other.
    assert [t.start for t in day.timings] == [read_clock("10:20"), read_clock("11:20")]


def test_two_breaks_on_one_road_are_both_taken_where_the_second_is_due_before_the_door() -> None:
    breaks = (Break(between("10:00", "10:05"), Seconds(1800)), Break(between("10:30", "10:36"), Seconds(600)))
    problem = a_day(a_visit("ada", 1, between("11:40", "11:40")), drive=90, breaks=breaks)
    plan = solve(problem, LIMITS)
    assert (len(plan.routes), verify(problem, plan)) == (1, ())


STEP = 5 * MINUTE


@pytest.mark.parametrize("seed", range(60))
def test_no_other_timetable_of_the_order_starts_every_promise_as_early_and_one_earlier(seed: int) -> None:
    """Every minute of a five-minute grid for the breaks is tried, and every departure: slow, simple, shares nothing."""
    rng = random.Random(seed)
    visits = []
    for k in range(rng.choice([1, 2, 3])):
        opens = Seconds(9 * HOUR + 90 * MINUTE * k + rng.randrange(24) * STEP)
        window = TimeWindow(opens, Seconds(opens + rng.randrange(30) * STEP))
        visits.append(
            replace(a_visit(f"v{k}", k + 1, window, rng.choice([30, 60])), promise=rng.choice([None, window]))
        )
    breaks = [
        Break(TimeWindow(Seconds(o), Seconds(o + rng.choice([0, 1, 3]) * HOUR)), Seconds(rng.choice([10, 30]) * MINUTE))
        for o in (rng.randrange(9 * 12, 14 * 12) * STEP for _ in range(rng.choice([1, 1, 2])))
    ]
    problem = a_day(*visits, drive=rng.choice([10, 25]), breaks=tuple(breaks))
    best = timetable(problem, problem.therapists[0], problem.visits)
    others = list(by_hand(problem))
    assert (best is None) == (not others)
    if best is None:
        return
    told = [k for k, v in enumerate(problem.visits) if v.promise]
    mine = [best.timings[k].start for k in told]
    starts = [t.start for t in best.timings]
    for theirs, leave, back in others:
        other = [theirs[k] for k in told]
        assert not (other != mine and all(a <= b for a, b in zip(other, mine, strict=True)))
        if theirs == starts:
            assert (best.back_at_depot, -best.leave_depot) <= (back, -leave)


def by_hand(problem: Problem) -> Iterator[tuple[list[int], int, int]]:
    """Starts, departure and return of every day in which breaks begin on the grid, or are not taken and need not be."""
    (ana,) = problem.therapists
    grids = [range(b.start_window.opens, b.start_window.closes + 1, STEP) for b in ana.breaks]
    for count in range(len(grids) + 1):
        for chosen in combinations(range(len(grids)), count):
            for begins in product(*(grids[k] for k in chosen)):
                rests = sorted((b, b + ana.breaks[k].seconds) for b, k in zip(begins, chosen, strict=True))
                if all(a[1] <= b[0] for a, b in pairwise(rests)):
                    yield from _lived(problem, rests, [b for k, b in enumerate(ana.breaks) if k not in chosen])


def _lived(
    problem: Problem, rests: list[tuple[int, int]], open_yet: list[Break]
) -> Iterator[tuple[list[int], int, int]]:
    """The day with these rests: the earliest starts, and every departure of the grid that still makes them."""
    (ana,) = problem.therapists
    for leave in range(ana.shift.opens, ana.shift.closes, STEP):
        if any(begins < leave < ends for begins, ends in rests):
            continue
        starts: list[int] = []
        now, here = leave, ana.start
        for visit in problem.visits:
            now = _driven(now, problem.matrix.seconds[here][visit.place], rests)
            start = visit.start_windows[0].opens if now < visit.start_windows[0].opens else now
            while any(begins < start + visit.service and ends > start for begins, ends in rests):
                start = max(ends for begins, ends in rests if begins < start + visit.service and ends > start)
            if start > visit.start_windows[0].closes:
                break
            starts, now, here = [*starts, start], start + visit.service, visit.place
        else:
            back = _driven(now, problem.matrix.seconds[here][ana.end], rests)
            over = all(ends <= back for _, ends in rests)
            if back <= ana.shift.closes and over and all(back <= b.start_window.closes for b in open_yet):
                yield starts, leave, back


def _driven(now: int, drive: int, rests: list[tuple[int, int]]) -> int:
    for begins, ends in rests:
        if ends > now and begins < now + drive:
            drive -= max(0, begins - now)
            now = ends
    return now + drive
