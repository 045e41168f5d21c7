"""A plan that fails its own check never costs anybody else the day: whoever made it fail is set aside, and told."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.run_day import run_day
from mobiledispatch.solver import Budget, Limits, NoTimetable, Watch, solve
from mobiledispatch.sound_plan import Sound, sound_plan
from mobiledispatch.verify import verify
from mobiledispatch.wanted import Errand
from seeded import draw_day

LIMITS = Limits(seconds=1, counted=True)


def a_day() -> Problem:
    """A couple among ten, who can meet."""
    drawn = draw_day(10, 3, 1)
    wide = (TimeWindow(Seconds(10 * 3600), Seconds(14 * 3600)),)
    everybody = tuple(t.id for t in drawn.therapists)
    couple = tuple(
        replace(v, therapists=everybody, preference_cost={}, start_windows=wide, unassigned_cost=1_000_000)
        for v in drawn.visits[:2]
    )
    return replace(drawn, visits=(*couple, *drawn.visits[2:]), together=(("v0", "v1"),))


def apart(problem: Problem) -> Plan:
    """A solver's mistake: it takes couples for strangers."""
    return solve(replace(problem, together=()), LIMITS)


def no_timetable(problem: Problem) -> Plan:
    """A solver's mistake: with a couple it finds an order that nobody can keep."""
    if problem.together:
        raise NoTimetable("t0", [problem.visit("v0"), problem.visit("v5")])
    return solve(problem, LIMITS)


def served(plan: Plan) -> set[str]:
    return {stop.visit for route in plan.routes for stop in route.stops}


def aside(found: Sound) -> list[str]:
    return [u.visit for u in found.plan.unassigned if u.reason == "program_fault"]


def test_a_sound_plan_is_left_as_it_is() -> None:
    day = a_day()
    found = sound_plan(day, lambda problem: solve(problem, LIMITS))
    assert found == Sound(solve(day, LIMITS))
    assert found.plan.proof.status == "optimal"


@pytest.mark.parametrize("wrong", [apart, no_timetable])
def test_a_couple_that_makes_the_plan_fail_is_set_aside_and_the_rest_served(wrong: type) -> None:
    day = a_day()
    found = sound_plan(day, wrong)
    assert aside(found) == ["v0", "v1"]
    assert found.violations == verify(day, found.plan) == ()
    alone = solve(replace(day, visits=day.visits[2:], together=()), LIMITS)
    assert served(found.plan) == served(alone)
    assert found.plan.objective.total == alone.objective.total + 2_000_000
    assert found.plan.proof.status == "feasible"
    (fault,) = found.faults
    assert "v0, v1" in fault
    assert "report it" in fault


def test_without_anybody_tied_the_visits_of_the_broken_route_go() -> None:
    day = replace(a_day(), together=())

    def late(problem: Problem) -> Plan:
        plan = solve(problem, LIMITS)
        first, *others = plan.routes
        if len(problem.visits) < len(day.visits):
            return plan
        stop = first.stops[0]
        return replace(
            plan,
            routes=(replace(first, stops=(replace(stop, leave=Seconds(stop.leave + 1)), *first.stops[1:])), *others),
        )

    found = sound_plan(day, late)
    assert found.violations == verify(day, found.plan) == ()
    assert 1 <= len(aside(found)) < len(day.visits)
    assert len(found.faults) == 1


def test_a_solver_that_never_gets_it_right_leaves_a_day_of_nobody() -> None:
    day = a_day()

    def hopeless(problem: Problem) -> Plan:
        plan = solve(problem, LIMITS)
        return replace(plan, objective=replace(plan.objective, travel=plan.objective.travel + 1))

    found = sound_plan(day, hopeless)
    assert found.violations == ()
    assert served(found.plan) == set()
    assert len(found.faults) >= 1


PRACTICE = Path(__file__).parents[1] / "data" / "practice.toml"
COUPLE = """id,client,address,treatment,minutes,group,together,availability
v1,Ann Ives,10345 105 Street NW,relaxation,60,g,yes,10:00-16:00
v2,Bob Ives,10345 105 Street NW,relaxation,60,g,yes,10:00-16:00
v3,Zoe Quirke,10225 100 Avenue NW,relaxation,60,,,10:00-16:00
"""


def test_the_rest_of_the_day_is_published_and_the_fault_told(tmp_path: Path) -> None:
    (tmp_path / "requests.csv").write_text(COUPLE)

    def wrong(problem: Problem, limits: Limits, watch: Watch, budget: Budget) -> Plan:
        return solve(replace(problem, together=()), limits, watch, budget)

    errand = Errand(tmp_path / "requests.csv", PRACTICE, datetime.date(2026, 11, 23), tmp_path / "out", "dry", None)
    sheet = run_day(errand, read_practice(PRACTICE), LIMITS, Watch(), solver=wrong)
    day, plan = read_problem(tmp_path / "out" / "problem.json"), read_plan(tmp_path / "out" / "plan.json")
    assert verify(day, plan) == ()
    assert served(plan) == {"v3"}
    assert [(u.visit, u.reason) for u in plan.unassigned] == [("v1", "program_fault"), ("v2", "program_fault")]
    (fault,) = sheet.faults
    assert fault in sheet.notes
    assert (tmp_path / "out" / "itinerary.csv").exists()
