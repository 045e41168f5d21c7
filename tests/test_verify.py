"""The verifier catches each slip that a hand can make in a plan, by rule, visit and amount."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mobiledispatch.cli import app_for
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.set_aside import SetAside
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.plan_json import plan_data
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits, solve
from mobiledispatch.verify import verify
from seeded import draw_day

Edit = Callable[[dict[str, Any]], str]


@pytest.fixture(scope="module")
def problem() -> Problem:
    return draw_day(14, 3, 5, lunch=True)


@pytest.fixture(scope="module")
def good(problem: Problem) -> dict[str, Any]:
    return plan_data(solve(problem, Limits(seconds=1)))


def seconds(text: str) -> int:
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def shift(text: str, by: int) -> str:
    t = seconds(text) + by
    return f"{t // 3600:02d}:{t // 60 % 60:02d}:{t % 60:02d}"


def move(stop: dict[str, Any], by: int, *names: str) -> None:
    for name in names:
        stop[name] = shift(stop[name], by)


def longest(plan: dict[str, Any]) -> dict[str, Any]:
    route: dict[str, Any] = max(plan["routes"], key=lambda r: len(r["stops"]))
    return route


def check(tmp_path: Path, problem: Problem, plan: dict[str, Any]) -> tuple[int, list[dict[str, Any]], str]:
    (tmp_path / "problem.json").write_text(render_problem(problem))
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    words = CliRunner().invoke(app_for(()), ["verify", str(tmp_path / "plan.json")])
    data = CliRunner().invoke(app_for(()), ["verify", str(tmp_path / "plan.json"), "--json"])
    assert words.exit_code == data.exit_code
    return words.exit_code, json.loads(data.stdout), words.stdout


def test_a_plan_of_the_solver_passes(tmp_path: Path, problem: Problem, good: dict[str, Any]) -> None:
    assert longest(good)["breaks"]  # the day must be one that has something to break
    assert check(tmp_path, problem, good)[:2] == (0, [])


def drop(plan: dict[str, Any]) -> str:
    return str(longest(plan)["stops"].pop(1)["visit"])


def double(plan: dict[str, Any]) -> str:
    stops = longest(plan)["stops"]
    stops.append(copy.deepcopy(stops[0]))
    return str(stops[0]["visit"])


def start_early(plan: dict[str, Any]) -> str:
    stop = longest(plan)["stops"][0]
    move(stop, -6 * 3600, "arrive", "start", "end", "leave")
    return str(stop["visit"])


def start_late(plan: dict[str, Any]) -> str:
    stop = longest(plan)["stops"][-1]
    move(stop, 10 * 3600, "arrive", "start", "end", "leave")
    return str(stop["visit"])


def swap(plan: dict[str, Any]) -> str:
    first, second = longest(plan)["stops"][:2]
    first["visit"], second["visit"] = second["visit"], first["visit"]
    return str(first["visit"])


def arrive_early(plan: dict[str, Any]) -> str:
    stop = longest(plan)["stops"][1]
    stop["arrive"] = shift(longest(plan)["stops"][0]["leave"], 5)
    stop["waiting_seconds"] = seconds(stop["start"]) - seconds(stop["arrive"]) - 900
    return str(stop["visit"])


def no_lunch(plan: dict[str, Any]) -> str:
    longest(plan)["breaks"].clear()
    return ""


def lunch_on_massage(plan: dict[str, Any]) -> str:
    stop = longest(plan)["stops"][1]
    longest(plan)["breaks"][0] = {"start": stop["start"], "end": shift(stop["start"], 1800)}
    return str(stop["visit"])


def come_home_late(plan: dict[str, Any]) -> str:
    longest(plan)["back_at_depot"] = "23:00:00"
    return ""


def route_held(plan: dict[str, Any]) -> str:
    name = longest(plan)["stops"][0]["visit"]
    plan["held"].append({"visit": name, "reason": "medical", "detail": ""})
    return str(name)


def lie(plan: dict[str, Any]) -> str:
    plan["objective"]["total"] -= 1
    return ""


def claim_too_much(plan: dict[str, Any]) -> str:
    plan["proof"]["lower_bound"] = plan["objective"]["total"] + 1
    return ""


def shorten(plan: dict[str, Any]) -> str:
    stop = longest(plan)["stops"][0]
    move(stop, -600, "end", "leave")
    return str(stop["visit"])


def stranger(plan: dict[str, Any]) -> str:
    longest(plan)["stops"][0]["visit"] = "nobody"
    return "nobody"


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (drop, "coverage"),
        (double, "coverage"),
        (start_early, "window"),
        (start_late, "window"),
        (swap, "travel"),
        (arrive_early, "travel"),
        (no_lunch, "break"),
        (lunch_on_massage, "break"),
        (come_home_late, "shift"),
        (route_held, "held"),
        (lie, "objective"),
        (claim_too_much, "proof"),
        (shorten, "times"),
        (stranger, "coverage"),
    ],
)
def test_a_slip_is_caught(tmp_path: Path, problem: Problem, good: dict[str, Any], edit: Edit, rule: str) -> None:
    plan = copy.deepcopy(good)
    visit = edit(plan)
    code, found, words = check(tmp_path, problem, plan)
    caught = [v for v in found if v["rule"] == rule and visit in ("", v["visit"])]
    assert code == 5
    assert caught, found
    assert all(v["amount"] > 0 or rule == "coverage" for v in caught)
    assert len(words.splitlines()) == len(found)


def test_a_visit_moved_to_a_therapist_without_the_skill_is_caught(
    tmp_path: Path, problem: Problem, good: dict[str, Any]
) -> None:
    plan = copy.deepcopy(good)
    for source in plan["routes"]:
        for target in plan["routes"]:
            for stop in source["stops"]:
                if target["therapist"] not in problem.visit(stop["visit"]).therapists:
                    source["stops"].remove(stop)
                    target["stops"].append(stop)
                    _, found, _ = check(tmp_path, problem, plan)
                    assert ("skill", stop["visit"]) in {(v["rule"], v["visit"]) for v in found}
                    return
    pytest.fail("this day has no visit that some therapist may not serve")


def test_a_broken_promise_is_caught(tmp_path: Path) -> None:
    problem = draw_day(6, 2, 1)
    plan = solve(problem, Limits(seconds=0.2))
    data = json.loads(render_problem(problem))
    stop = plan.routes[0].stops[0]
    for visit in data["visits"]:
        if visit["id"] == stop.visit:
            visit["promise"] = [stop.start + 60, stop.start + 120]
    (tmp_path / "p.json").write_text(json.dumps(data))
    (tmp_path / "plan.json").write_text(json.dumps(plan_data(plan)))
    words = CliRunner().invoke(
        app_for(()), ["verify", str(tmp_path / "plan.json"), "--problem", str(tmp_path / "p.json")]
    )
    assert words.exit_code == 5
    assert f"{stop.visit}: promise, 60 seconds" in words.stdout


OVERLAPPING = (
    Break(TimeWindow(Seconds(52484), Seconds(56084)), Seconds(900)),
    Break(TimeWindow(Seconds(53062), Seconds(53122)), Seconds(1800)),
)


def one_visit(**changes: Any) -> Problem:
    """A therapist who is away from 13:00 on, and one visit ten minutes away."""
    table = TravelTimeMatrix(((Seconds(0), Seconds(600)), (Seconds(600), Seconds(0))))
    day = TimeWindow(Seconds(36000), Seconds(64800))
    visit = Visit(
        id="v", place=1, service=Seconds(3600), start_windows=(day,), therapists=("t",), unassigned_cost=10_000
    )
    crew = (Therapist("t", 0, 0, day, changes.pop("breaks", ())),)
    return Problem("2026-11-23", table, crew, (replace(visit, **changes),))


def test_two_breaks_of_overlapping_windows_are_matched_to_those_due_whichever_comes_first() -> None:
    late = (TimeWindow(Seconds(58587), Seconds(60000)),)
    problem = one_visit(breaks=OVERLAPPING, start_windows=late)
    plan = solve(problem, Limits(seconds=1))
    assert len(plan.routes[0].breaks) == 2
    assert verify(problem, plan) == ()


def test_a_visit_that_takes_no_time_passes() -> None:
    problem = one_visit(service=Seconds(0), breaks=OVERLAPPING[1:])
    plan = solve(problem, Limits(seconds=1))
    assert plan.routes
    assert verify(problem, plan) == ()


def test_a_break_may_be_taken_at_home_before_leaving() -> None:
    problem = one_visit(breaks=OVERLAPPING[1:], start_windows=(TimeWindow(Seconds(58587), Seconds(60000)),))
    plan = solve(problem, Limits(seconds=1))
    route = plan.routes[0]
    rest = TimeWindow(Seconds(53062), Seconds(54862))
    first = route.stops[0]
    arrive = Seconds(first.start - problem.visit("v").setup)
    home = replace(
        route,
        breaks=(rest,),
        timeline=(),
        leave_depot=Seconds(arrive - 600),
        stops=(replace(first, arrive=arrive, waiting=Seconds(0)),),
    )
    assert verify(problem, replace(plan, routes=(home,))) == ()
    on_the_way = replace(home, leave_depot=Seconds(54000))
    assert {v.rule for v in verify(problem, replace(plan, routes=(on_the_way,)))} == {"break"}


def test_a_visit_without_any_window_that_is_served_is_told_and_is_no_crash() -> None:
    problem = one_visit()
    plan = solve(problem, Limits(seconds=1))
    assert {v.rule for v in verify(one_visit(start_windows=()), plan)} >= {"window"}


def test_those_who_are_set_aside_are_named_in_the_plan_and_nobody_else_is() -> None:
    problem = replace(one_visit(), set_aside=SetAside(("h",), ("x",)))
    plan = solve(problem, Limits(seconds=1))
    assert verify(problem, plan) == ()
    assert [(v.rule, v.visit) for v in verify(problem, replace(plan, held=()))] == [("held", "h")]
    assert [(v.rule, v.visit) for v in verify(one_visit(), plan)] == [("held", "h"), ("lost", "x")]


def test_nobody_rests_between_two_people_of_a_household() -> None:
    # Lunch begins at noon; the first is done then, and the second would wait for half an hour.
    lunch = Break(TimeWindow(Seconds(43200), Seconds(43200)), Seconds(1800))
    problem = one_visit(breaks=(lunch,), start_windows=(TimeWindow(Seconds(39600), Seconds(39600)),))
    second = replace(problem.visit("v"), id="w", start_windows=(TimeWindow(Seconds(36000), Seconds(64800)),))
    problem = replace(problem, visits=(problem.visit("v"), second), households=(("v", "w"),))
    plan = solve(problem, Limits(seconds=1))
    assert verify(problem, plan) == ()
    assert not plan.routes


def test_the_time_from_a_place_to_itself_counts_between_two_people_of_a_household() -> None:
    problem = one_visit()
    table = TravelTimeMatrix(((Seconds(0), Seconds(600)), (Seconds(600), Seconds(254))))
    second = replace(problem.visit("v"), id="w")
    whole = replace(problem, matrix=table, visits=(problem.visit("v"), second))
    plan = solve(whole, Limits(seconds=1))
    household = (tuple(stop.visit for stop in plan.routes[0].stops),)
    assert plan.objective.travel == 600 + 254 + 600
    assert verify(replace(whole, households=household), plan) == ()
