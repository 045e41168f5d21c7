"""A plan that is falsified in any of a hundred ways is refused; one that nobody touched passes."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from full_days import full_day, full_plan
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.problem import Problem
from mobiledispatch.report.plan_json import plan_data
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits
from mobiledispatch.verify import verify
from tampering import WAYS, Data, Way, spoilt

SEEDS = range(8)
OF_EACH = 2

NOT_CHECKABLE = {
    "practice": "the problem knows no names",
    "timezone": "nor zones",
    "provenance": "where figures come from is not in them",
    "unassigned[].reason": "words for people; explain's tests hold them true",
    "unassigned[].detail": "words for people",
    "unassigned[].remedies": "words for people, and changes that explain's tests apply",
    "held[].reason": "the problem says who is held, not why",
    "lost[].reason": "the problem says who is lost, not why",
}
"""Fields of plan.json that no problem can contradict."""


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Problem, Data]]:
    folder = tmp_path_factory.mktemp("days")
    return [_as_read(folder, seed) for seed in SEEDS]


def _as_read(folder: Path, seed: int) -> tuple[Problem, Data]:
    problem = full_day(seed)
    (folder / "problem.json").write_text(render_problem(problem))
    return read_problem(folder / "problem.json"), plan_data(full_plan(problem, Limits(seconds=20)))


def broken_rules(folder: Path, problem: Problem, plan: Data) -> set[str]:
    (folder / "plan.json").write_text(json.dumps(plan))
    try:
        return {v.rule for v in verify(problem, read_plan(folder / "plan.json"))}
    except BadInput:
        return {"unreadable"}


def test_plans_that_nobody_touched_pass(tmp_path: Path, days: list[tuple[Problem, Data]]) -> None:
    assert [broken_rules(tmp_path, problem, plan) for problem, plan in days] == [set()] * len(days)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_plan_spoilt_in_this_way_is_refused(tmp_path: Path, days: list[tuple[Problem, Data]], way: Way) -> None:
    spoils = [
        (problem, plan)
        for number, (problem, good) in enumerate(days)
        if (plan := spoilt(way, good, problem, random.Random(f"{way.name} {number}"))) is not None
    ]
    assert spoils, "none of the days has anything to be spoilt so"
    for problem, plan in spoils[:OF_EACH]:
        assert broken_rules(tmp_path, problem, plan) & set(way.rules)


def fields(value: Any, path: str = "") -> Iterator[str]:
    """Every field of some JSON, the entries of a list as one."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from fields(inside, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for inside in value:
            yield from fields(inside, f"{path}[]")
    elif value != []:
        yield path


def test_there_is_a_way_for_every_field_that_can_be_checked(days: list[tuple[Problem, Data]]) -> None:
    found = {field for _, plan in days for field in fields(plan)}
    spoilt_ones = {field for way in WAYS for field in way.fields}
    # A window that is not there is its field, and not a list.
    told = {field.removesuffix("[]") for field in spoilt_ones}
    forgotten = {
        field for field in found if field.removesuffix("[]") not in told and not field.startswith(tuple(NOT_CHECKABLE))
    }
    assert forgotten == set()


def test_there_are_ways_enough_each_with_a_name_of_its_own() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) >= 60
