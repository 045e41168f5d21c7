"""Every reckoner of breaks over the whole table of `break_vectors.py`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from break_vectors import VECTORS, Right, Vector, span
from every_second import best_day, least_cost
from mobiledispatch.model.clock import Seconds, TimeWindow, clock, minutes
from mobiledispatch.model.plan import Plan, Proof, Route
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Break
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.itinerary import render_itinerary
from mobiledispatch.report.sheet import render_sheet
from mobiledispatch.solver import Limits, solve
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.road import NEVER, Road
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.local.kernel import Kernel
from mobiledispatch.solver.local.tables import tables_of
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.legs import arrival, ways
from mobiledispatch.timetable.times import timetable
from mobiledispatch.verify import verify
from report.days import PRACTICE
from report.test_timeline import add_up, sums_of, totals_in

MINUTE = 60
every_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
possible = pytest.mark.parametrize("vector", [v for v in VECTORS if v.right], ids=lambda vector: vector.name)
UNTIED = [v for v in VECTORS if not v.households]


def planned(problem: Problem) -> Plan:
    return assemble(problem, {"ana": problem.visits}, Proof("feasible", None, None, 0))


def route_of(vector: Vector) -> Route:
    (route,) = planned(vector.problem).routes
    return route


def rules_of(problem: Problem, plan: Plan) -> set[str]:
    return {violation.rule for violation in verify(problem, plan)}


@every_vector
def test_the_answer_by_hand_is_that_of_a_search_over_every_minute(vector: Vector) -> None:
    lived = best_day(vector.problem, vector.problem.therapists[0], vector.problem.visits, MINUTE)
    if vector.right is None:
        assert lived is None
    else:
        assert lived is not None
        told = clock(Seconds(lived.leave)), tuple(clock(Seconds(t)) for t in lived.starts), clock(Seconds(lived.back))
        assert told == (vector.right.leave, vector.right.starts, vector.right.back)


def test_the_page_of_vectors_is_the_table() -> None:
    page = (Path(__file__).parents[1] / "docs" / "breaks.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("|")]
    assert rows[2:] == [vector.row for vector in VECTORS]


@every_vector
def test_the_timetable_finds_it(vector: Vector) -> None:
    problem = vector.problem
    (ana,) = problem.therapists
    day = timetable(problem, ana, problem.visits)
    assert keeps(problem, ana, problem.visits) == (day is not None)
    found = day and Right(
        clock(day.leave_depot),
        tuple(clock(t.start) for t in day.timings),
        clock(day.back_at_depot),
        tuple(clock(rest.opens) for rest in day.breaks),
    )
    assert found == vector.right


@every_vector
def test_the_solver_finds_the_least_cost_and_proves_it(vector: Vector) -> None:
    problem = vector.problem
    plan = solve(problem, Limits(seconds=30))
    assert (plan.objective.total, plan.proof.status) == (least_cost(problem, MINUTE), "optimal")
    assert verify(problem, plan) == ()


@pytest.mark.parametrize("vector", UNTIED, ids=lambda vector: vector.name)
def test_local_search_keeps_the_order_where_the_timetable_does(vector: Vector) -> None:
    ties = tie(vector.problem)
    kernel = Kernel(tables_of(ties, duties(ties)), 0, 10)
    assert kernel.put(0, tuple(range(len(vector.visits)))) == (vector.right is not None)


@every_vector
def test_arrays_and_single_legs_end_at_the_same_second(vector: Vector) -> None:
    road = Road(vector.road)
    free = np.arange(span(vector.shift).opens, span(vector.shift).closes, 7 * MINUTE + 13, dtype=np.int64)
    for leg in (0, 1, 20 * MINUTE, 61 * MINUTE + 1):
        for _, rests in ways(0, vector.breaks):
            found = road.arrival(free, np.int64(leg), rests)  # type: ignore[arg-type]
            for since, end in zip(free.tolist(), found.tolist(), strict=True):
                one = arrival(vector.road, Seconds(since), 100 * leg, rests)
                assert (None if end >= NEVER else end) == one


@possible
def test_the_verifier_accepts_it(vector: Vector) -> None:
    assert verify(vector.problem, planned(vector.problem)) == ()


@possible
def test_the_verifier_refuses_it_spoilt(vector: Vector) -> None:
    problem, plan = vector.problem, planned(vector.problem)
    (route,) = plan.routes
    for number, rest in enumerate(route.breaks):
        others = (*route.breaks[:number], *route.breaks[number + 1 :])
        minute = minutes(1)
        longer, shorter = Seconds(rest.closes + minute), Seconds(max(rest.opens, rest.closes - minute))
        wrong = [
            others,
            (*route.breaks, rest),
            (*others, TimeWindow(rest.opens, longer)),
            *([(*others, TimeWindow(rest.opens, shorter))] if shorter < rest.closes else []),
            *((*others, moved(rest, stop.start + minute)) for stop in route.stops),
            (*others, moved(rest, span(vector.shift).opens - minute)),
            (*others, moved(rest, route.back_at_depot + minute)),
        ]
        for breaks in wrong:
            assert "break" in rules_of(problem, with_breaks(plan, breaks)), breaks


@possible
def test_the_verifier_knows_where_a_break_may_lie(vector: Vector) -> None:
    """Every minute of the day, with all stops where they are."""
    problem, plan = vector.problem, planned(vector.problem)
    (route,) = plan.routes
    for number, rest in enumerate(route.breaks):
        accepted = []
        for begins in range(span(vector.shift).opens - 3600, span(vector.shift).closes, MINUTE):
            breaks = (*route.breaks[:number], moved(rest, begins), *route.breaks[number + 1 :])
            passes = not rules_of(problem, with_breaks(plan, breaks)) & {"break", "travel"}
            assert passes == may_lie(problem, route, breaks), clock(Seconds(begins))
            accepted += [begins] * passes
        if vector.lies:
            window = span(vector.lies)
            assert accepted == list(range(window.opens, window.closes + 1, MINUTE))


def moved(rest: TimeWindow, begins: int) -> TimeWindow:
    return TimeWindow(Seconds(begins), Seconds(begins + rest.closes - rest.opens))


def with_breaks(plan: Plan, breaks: Sequence[TimeWindow]) -> Plan:
    """The plan with other breaks and no timeline, so that only the breaks can be wrong."""
    return replace(plan, routes=tuple(replace(r, breaks=tuple(sorted(breaks)), timeline=()) for r in plan.routes))


def may_lie(problem: Problem, route: Route, breaks: Sequence[TimeWindow]) -> bool:
    """May breaks of a route be so? Asked minute by minute, and of every way to say which break is which."""
    (ana,) = problem.therapists
    begun = [stop.start - visit.setup for visit, stop in zip(problem.visits, route.stops, strict=True)]
    left = [stop.leave for stop in route.stops]
    marks = [route.leave_depot, *begun, *left, *(stop.arrive for stop in route.stops)]
    at_work = {t for since, until in zip(begun, left, strict=True) for t in range(since, until, MINUTE)}
    resting = [t for rest in breaks for t in range(rest.opens, rest.closes, MINUTE)]
    # A break of no length is in no minute, and may not be in the midst of anything.
    in_the_midst = any(rest.opens == rest.closes and rest.opens in at_work.difference(begun) for rest in breaks)
    return (
        not in_the_midst
        and not at_work.intersection(resting)
        and len(set(resting)) == len(resting)
        and not any(rest.opens < mark < rest.closes for rest in breaks for mark in marks)
        and all(ana.shift.opens <= rest.opens and rest.closes <= route.back_at_depot for rest in breaks)
        and has_time_to_drive(problem, route, set(resting))
        and are_those_due(ana.breaks, breaks, route.back_at_depot)
    )


def has_time_to_drive(problem: Problem, route: Route, resting: set[int]) -> bool:
    places = [0, *(visit.place for visit in problem.visits), 0]
    since = [route.leave_depot, *(stop.leave for stop in route.stops)]
    until = [*(stop.arrive for stop in route.stops), route.back_at_depot]
    for (here, there), first, last in zip(pairwise(places), since, until, strict=True):
        awake = set(range(first, last, MINUTE)) - resting
        done = sum(next(p for begins, p in reversed(problem.clock.steps) if begins <= t) for t in awake) * MINUTE
        if done < 100 * problem.matrix.seconds[here][there]:
            return False
    return True


def are_those_due(due: Sequence[Break], taken: Sequence[TimeWindow], back: int) -> bool:
    """Is each break taken one that is due, a different one each, and every other still open at the return?"""
    if not taken:
        return all(back <= rest.start_window.closes for rest in due)
    first, *others = taken
    return any(
        rest.start_window.holds(first.opens)
        and first.closes - first.opens == rest.seconds
        and are_those_due([*due[:k], *due[k + 1 :]], others, back)
        for k, rest in enumerate(due)
    )


@possible
def test_the_timeline_is_in_order_and_without_gaps(vector: Vector) -> None:
    route = route_of(vector)
    left = next(k for k, a in enumerate(route.timeline) if a.kind == "leave")
    assert all(a.kind == "break" for a in route.timeline[:left])
    assert all(a.ends <= b.begins for a, b in pairwise(route.timeline))
    assert all(a.ends == b.begins for a, b in pairwise(route.timeline[left:]))
    rests = [(a.begins, a.ends) for a in route.timeline if a.kind == "break"]
    assert rests == [(b.opens, b.closes) for b in route.breaks if b.opens < b.closes]


@possible
@pytest.mark.parametrize("kind", ["itinerary", "sheet"])
def test_what_is_printed_followed_line_by_line_adds_up(vector: Vector, kind: str) -> None:
    assert vector.right is not None
    day = DaySheet(plan=planned(vector.problem), practice=PRACTICE, clock=vector.road)
    if kind == "itinerary":
        text = render_itinerary(day, 100)
        lines = text[: text.index("Summary")]
    else:
        text = render_sheet(day, "ana")
        lines = text[text.index("The day") :]
    assert add_up(lines) == totals_in(text) == sums_of(day)
    printed = re.findall(r"(\d\d:\d\d) +break (?:at home )?until", lines)
    lengths = {clock(b.opens): b.closes - b.opens for b in day.plan.routes[0].breaks}
    assert printed == [begins for begins in vector.right.rests if lengths[begins]]
