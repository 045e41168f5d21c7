"""The verifier catches each slip that a hand can make in a plan, by rule, visit and amount."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mobiledispatch.cli import app_for
from mobiledispatch.model.problem import Problem
from mobiledispatch.report.plan_json import plan_data
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits, solve
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
