"""Visits that depend on each other: people who meet, whichever the grid; one heater; a household that is part of it.

The brute force tries every common start, and with it every assignment and order (`oracle.optimum`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, Progress, Watch, solve
from mobiledispatch.solver.again import Again
from mobiledispatch.timetable.company import CommonStarts
from mobiledispatch.verify import verify
from oracle import optimum
from seeded import LUNCH, PEAKS, draw_day
from small_days import a_day, a_visit, between

PATIENT = Limits(seconds=60)
BIG = 10**8


def by_trying(problem: Problem) -> int:
    """The optimum of a day whose only ties are groups that meet, none of them in two."""
    served = []
    for group in problem.together:
        members = [problem.visit(name) for name in group]
        served.append([None, *starts_of(members, problem.slot)])
    return min(optimum(pinned(problem, starts)) for starts in product(*served))


def starts_of(members: Sequence[Visit], slot: int) -> Iterator[int]:
    """Every second of the grid that suits them all, and those at which a window that they share opens."""
    shared = members[0].start_windows
    for member in members[1:]:
        shared = tuple(both for a in shared for b in member.start_windows if (both := a.meet(b)))
    for second in range(86_400):
        if any(w.opens == second or (w.holds(Seconds(second)) and second % slot == 0) for w in shared):
            yield second


def pinned(problem: Problem, starts: Sequence[int | None]) -> Problem:
    """The day with every group at its start and not to be left out, or, at None, served by nobody."""
    start_of = {n: start for group, start in zip(problem.together, starts, strict=True) for n in group}

    def at(visit: Visit) -> Visit:
        if visit.id not in start_of:
            return visit
        start = start_of[visit.id]
        if start is None:
            return replace(visit, therapists=())
        return replace(visit, start_windows=(TimeWindow(Seconds(start), Seconds(start)),), unassigned_cost=BIG)

    return replace(problem, visits=tuple(at(v) for v in problem.visits), together=())


def is_right(problem: Problem, plan: Plan, best: int) -> bool:
    return (verify(problem, plan), plan.proof.status) == ((), "optimal") and plan.objective.total == best


def a_met_day(seed: int, size: int = 2, groups: int = 1, width: int = 5400, visits: int = 5) -> Problem:
    """A small day, at times with lunch and peaks, whose first visits meet in groups of `size`."""
    therapists = max(2, size)
    day = draw_day(visits, therapists, seed, lunch=seed % 3 > 0, windows=2)
    day = replace(day, clock=PEAKS) if seed % 2 else day
    everybody = tuple(t.id for t in day.therapists)
    changed = {}
    for number in range(groups):
        opens = (10 + (seed + 3 * number) % 5) * 3600 + 420 * (seed % 3)
        for k in range(number * size, (number + 1) * size):
            late = Seconds(opens + 600 * (k % 2))
            windows = (TimeWindow(late, Seconds(opens + width)),)
            changed[k] = replace(day.visits[k], start_windows=windows, therapists=everybody)
    names = tuple(tuple(f"v{k}" for k in range(n * size, (n + 1) * size)) for n in range(groups))
    tied = tuple(changed.get(k, v) for k, v in enumerate(day.visits))
    return replace(day, visits=tied, together=names, slot=Seconds(1800))


@pytest.mark.parametrize("seed", range(10))
def test_a_couple_begins_together_at_the_optimum(seed: int) -> None:
    problem = a_met_day(seed)
    assert is_right(problem, solve(problem, PATIENT), by_trying(problem))


@pytest.mark.parametrize("seed", range(6))
def test_on_a_grid_of_seven_minutes_the_optimum_is_that_of_the_grid(seed: int) -> None:
    problem = replace(a_met_day(seed, visits=4), slot=Seconds(420))
    assert is_right(problem, solve(problem, PATIENT), by_trying(problem))


@pytest.mark.parametrize("seed", range(4))
def test_on_a_grid_of_one_second_no_start_is_better_than_those_found(seed: int) -> None:
    problem = replace(a_met_day(seed, visits=4, width=630), slot=Seconds(1))
    coarse = replace(problem, slot=Seconds(15))
    fine = solve(problem, PATIENT)
    assert (verify(problem, fine), fine.proof.status) == ((), "optimal")
    assert fine.objective.total <= by_trying(coarse)


@pytest.mark.parametrize("seed", range(6))
def test_two_couples_may_clash_in_a_circle_and_are_still_served_at_the_optimum(seed: int) -> None:
    problem = a_met_day(seed, groups=2, width=3600)
    assert is_right(problem, solve(problem, PATIENT), by_trying(problem))


@pytest.mark.parametrize("seed", range(6))
def test_three_begin_together_with_a_therapist_each_or_all_stay_out(seed: int) -> None:
    problem = a_met_day(seed, size=3, width=3600)
    assert is_right(problem, solve(problem, PATIENT), by_trying(problem))


def test_two_couples_who_cross_over_between_two_therapists_meet_when_both_can() -> None:
    """Each therapist is at the one couple first and at the other one last: a circle of waiting, whoever begins."""
    who = ("ana", "ben")
    visits = [a_visit(f"{name}{k}", k, between("09:30", "15:00"), 90, who) for name in "ab" for k in (1, 2)]
    visits = [replace(v, therapists=(t,)) for v, t in zip(visits, ("ana", "ben", "ben", "ana"), strict=True)]
    problem = replace(
        a_day(*visits, crew=who, breaks=(LUNCH,)), together=(("a1", "b1"), ("a2", "b2")), slot=Seconds(60)
    )
    plan = solve(problem, PATIENT)
    assert is_right(problem, plan, plan.proof.lower_bound or 0)
    assert not plan.unassigned


@pytest.mark.parametrize("seed", range(6))
def test_one_heater_goes_with_one_therapist_also_to_couples(seed: int) -> None:
    day = a_met_day(seed)
    heated = ("v0", "v2", "v3")
    problem = replace(day, shared=(SharedEquipment("heater", heated),))
    plan = solve(problem, PATIENT)
    best = min(by_trying(only(day, {t.id}, heated)) for t in day.therapists)
    assert plan.objective.total == plan.proof.lower_bound == best
    assert sum(any(s.visit in heated for s in route.stops) for route in plan.routes) <= 1


@pytest.mark.parametrize("seed", range(6))
def test_two_heaters_go_with_two_of_three_therapists(seed: int) -> None:
    day = draw_day(6, 3, seed, lunch=True)
    heated = ("v0", "v1", "v2", "v3")
    problem = replace(day, shared=(SharedEquipment("heater", heated, 2),))
    plan = solve(problem, PATIENT)
    best = min(optimum(only(day, set(two), heated)) for two in combinations(("t0", "t1", "t2"), 2))
    assert plan.objective.total == plan.proof.lower_bound == best


def only(problem: Problem, crew: set[str], names: Sequence[str]) -> Problem:
    """The day with these visits served by nobody outside the crew."""
    visits = (
        replace(v, therapists=tuple(t for t in v.therapists if t in crew)) if v.id in names else v
        for v in problem.visits
    )
    return replace(problem, visits=tuple(visits))


def test_a_couple_who_both_need_the_one_heater_and_those_who_need_one_of_none_stay_out() -> None:
    who = ("ana", "ben")
    visits = [a_visit(name, k, between("10:00", "11:00"), 60, who) for k, name in enumerate("abc", start=1)]
    day = replace(a_day(*visits, crew=who), together=(("a", "b"),))
    both = replace(day, shared=(SharedEquipment("heater", ("a", "b")),))
    assert [u.visit for u in solve(both, PATIENT).unassigned] == ["a", "b"]
    nothing = replace(day, shared=(SharedEquipment("heater", ("c",), 0),))
    assert [u.visit for u in solve(nothing, PATIENT).unassigned] == ["c"]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("member", [0, 1])
def test_one_of_a_household_meets_somebody_of_another_door(seed: int, member: int) -> None:
    """The household is one long visit that begins as much before the meeting as that person comes after its first."""
    day = a_met_day(seed, visits=5)
    first, partner, second = (replace(v, therapists=("t0", "t1")) for v in day.visits[:3])
    first = replace(first, start_windows=(TimeWindow(Seconds(32_400), Seconds(61_200)),))
    second = replace(second, place=first.place, start_windows=first.start_windows, setup=Seconds(600))
    visits = (first, partner, second, *day.visits[3:])
    who = (first.id, second.id)
    problem = replace(day, visits=visits, together=((who[member], partner.id),), households=(who,))
    plan = solve(problem, PATIENT)
    after = member * (first.service + second.setup - first.setup)
    assert (verify(problem, plan), plan.proof.status) == ((), "optimal")
    assert plan.objective.total == min(in_turn(problem, start, after) for start in (None, *meetings(problem, after)))


def meetings(problem: Problem, after: int) -> Iterator[int]:
    """Every start of the meeting of somebody who comes `after` so many seconds in the household of v0 and v2."""
    door = [(0, "v0"), (problem.visit("v0").service + problem.visit("v2").setup - problem.visit("v0").setup, "v2")]
    partner = problem.visit("v1").start_windows
    common = [
        (max(w.opens, *(problem.visit(n).start_windows[0].opens - k + after for k, n in door)), w.closes)
        for w in partner
    ]
    for second in range(86_400):
        if any(a <= second <= b and (second % problem.slot == 0 or second == a) for a, b in common):
            first = second - after
            if all(problem.visit(n).start_windows[0].holds(Seconds(first + k)) for k, n in door):
                yield second


def in_turn(problem: Problem, start: int | None, after: int) -> int:
    """The optimum with the household as one visit that begins `after` seconds before the meeting."""
    first, partner, second = (problem.visit(name) for name in ("v0", "v1", "v2"))
    costs = {t: first.preference_cost.get(t, 0) + second.preference_cost.get(t, 0) for t in ("t0", "t1")}
    both = replace(
        first,
        service=Seconds(first.service + second.service),
        teardown=Seconds(first.service + second.service - first.setup - first.massage - second.massage),
        preference_cost=costs,
        unassigned_cost=first.unassigned_cost + second.unassigned_cost,
    )
    day = replace(
        problem, visits=(both, partner, *problem.visits[3:]), together=((both.id, partner.id),), households=()
    )
    if start is None:
        return optimum(pinned(day, [None]))
    at = pinned(day, [start])
    begins = Seconds(start - after)
    early = replace(at.visits[0], start_windows=(TimeWindow(begins, begins),))
    return optimum(replace(at, visits=(early, *at.visits[1:])))


def test_what_the_table_has_between_two_people_of_one_door_is_driven_and_nobody_waits() -> None:
    visits = (a_visit("mae", 1, between("10:00", "11:00")), a_visit("zoe", 1, between("11:00", "11:30")))
    day = a_day(*visits, breaks=())
    legs = ((0, 1200), (1200, 254))
    table = TravelTimeMatrix(tuple(tuple(Seconds(leg) for leg in row) for row in legs))
    problem = replace(day, matrix=table, households=(("mae", "zoe"),))
    plan = solve(problem, PATIENT)
    assert (verify(problem, plan), plan.objective.total) == ((), 2 * 1200 + 254)
    assert [s.travel for s in plan.routes[0].stops] == [1200, 254]


def test_two_who_must_meet_and_one_therapist_are_left_out_and_that_is_proven_at_once() -> None:
    day = draw_day(4, 1, 3)
    one, other = (replace(v, unassigned_cost=500_000) for v in day.visits[:2])
    problem = replace(day, visits=(one, other, *day.visits[2:]), together=((one.id, other.id),), slot=Seconds(1))
    told: list[Progress] = []
    plan = solve(problem, PATIENT, Watch(tell=told.append))
    assert verify(problem, plan) == ()
    assert {one.id, other.id} <= {u.visit for u in plan.unassigned}
    assert plan.proof.lower_bound == plan.objective.total


def a_week_day(seed: int, couples: int = 2) -> Problem:
    """Twenty visits, four therapists, lunch, and couples on a grid of five minutes."""
    day = draw_day(20, 4, seed, lunch=True, clock=PEAKS)
    visits = list(day.visits)
    for k in range(0, 2 * couples, 2):
        visits[k + 1] = replace(visits[k], id=visits[k + 1].id)
    groups = tuple((f"v{k}", f"v{k + 1}") for k in range(0, 2 * couples, 2))
    return replace(day, visits=tuple(visits), together=groups, slot=Seconds(300))


@pytest.mark.parametrize("seed", range(3))
def test_a_working_day_with_two_couples_is_proven_on_a_fine_grid(seed: int) -> None:
    problem = a_week_day(seed)
    plan = solve(problem, PATIENT)
    assert (verify(problem, plan), plan.proof.status) == ((), "optimal")


def test_who_is_stopped_at_once_has_a_plan_that_serves_the_couples_for_whom_there_is_room() -> None:
    visits = [a_visit(f"v{k}", 1 + k // 2, between("10:00", "15:00"), 60, ("ana", "ben")) for k in range(4)]
    day = a_day(*visits, crew=("ana", "ben"))
    problem = replace(day, together=(("v0", "v1"), ("v2", "v3")), slot=Seconds(60))
    plan = solve(problem, PATIENT, Watch(stop=lambda: True))
    assert (verify(problem, plan), plan.unassigned) == ((), ())
    assert plan.proof.status == "feasible"


def test_a_bound_is_told_as_it_rises_and_never_above_the_plan() -> None:
    told: list[Progress] = []
    plan = solve(a_week_day(1), PATIENT, Watch(tell=told.append))
    assert told
    assert all(p.lower <= p.upper for p in told)
    assert [p.upper for p in told] == sorted((p.upper for p in told), reverse=True)
    assert [p.lower for p in told] == sorted(p.lower for p in told)
    assert (told[-1].upper, told[-1].lower) == (plan.objective.total, plan.proof.lower_bound)


@pytest.mark.parametrize("seed", range(4))
def test_asked_again_with_other_windows_the_answer_is_as_from_nothing(seed: int) -> None:
    day = a_met_day(seed, groups=2)
    again = Again(PATIENT)
    for later in (0, 1800, 3600):
        window = (TimeWindow(Seconds(36_000 + later), Seconds(43_200 + later)),)
        visits = tuple(replace(v, start_windows=window) if v.id == "v4" else v for v in day.visits)
        problem = replace(day, visits=visits)
        plan = again.solve(problem, BIG)
        assert verify(problem, plan) == ()
        assert plan.objective.total == plan.proof.lower_bound == solve(problem, PATIENT).objective.total


@pytest.mark.parametrize("slot", [1, 60, 420, 3600])
def test_common_starts_are_found_without_being_listed(slot: int) -> None:
    windows = (TimeWindow(Seconds(36_017), Seconds(37_000)), TimeWindow(Seconds(40_000), Seconds(40_000)))
    wide = (TimeWindow(Seconds(36_100), Seconds(50_000)),)
    members = [replace(a_visit(name, 1, w[0]), start_windows=w) for name, w in (("a", windows), ("b", wide))]
    starts, listed = CommonStarts.of(members, Seconds(slot)), list(starts_of(members, slot))
    for t in (0, 36_100, 36_101, 36_500, 36_999, 37_001, 40_000, 40_001):
        assert starts.first_from(t) == next((s for s in listed if s >= t), None)
    assert (starts.first, starts.last) == (listed[0], listed[-1])
    part = starts.within([TimeWindow(Seconds(36_101), Seconds(39_000))])
    assert list(part.windows) == (
        [TimeWindow(Seconds(inside[0]), Seconds(inside[-1]))]
        if (inside := [s for s in listed if 36_101 <= s <= 39_000])
        else []
    )
