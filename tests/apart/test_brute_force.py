"""The brute force itself: held to a day that is lived second by second, and believed by `verify`."""

import json
from collections import Counter
from pathlib import Path

import pytest

from apart import by_second
from apart.brute_force import optimum
from apart.day import Data
from apart.drawn import INSTANTS, MINUTES, WORKDAY, Scale, draw
from apart.plan import plan_of
from apart.sights import sights
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.verify import verify

SIGHTS = {
    "couple served",
    "two couples served",
    "three served at one time",
    "household served",
    "household with one of a couple served",
    "couple that both need a shared piece served",
    "two breaks taken",
    "break not due at the return",
    "break taken and peaks",
    "pinned visit served",
    "promised visit served",
    "equipment costs",
    "starting together costs",
}


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_the_brute_force_finds_what_a_day_lived_second_by_second_comes_to(first: int) -> None:
    days = [draw(seed, INSTANTS) for seed in range(first, first + 50)]
    assert [optimum(day).total for day in days] == [by_second.optimum(day) for day in days]


def test_the_drawn_days_show_what_they_are_drawn_for() -> None:
    days = [draw(seed, scale) for scale in (WORKDAY, MINUTES) for seed in range(100)]
    seen = Counter(sight for day in days for sight in sights(day))
    assert seen.keys() >= SIGHTS
    assert seen["somebody served"] > len(days) // 2


@pytest.mark.parametrize("scale", [WORKDAY, MINUTES], ids=lambda scale: scale.name)
def test_verify_accepts_a_plan_that_it_has_never_seen_the_like_of(tmp_path: Path, scale: Scale) -> None:
    """But for slack, of which the brute force knows nothing."""
    for seed in range(40):
        day = apart_groups(draw(seed, scale))
        (tmp_path / "problem.json").write_text(json.dumps(day), encoding="utf-8")
        (tmp_path / "plan.json").write_text(json.dumps(plan_of(day, optimum(day))), encoding="utf-8")
        problem, plan = read_problem(tmp_path / "problem.json"), read_plan(tmp_path / "plan.json")
        assert [v for v in verify(problem, plan) if v.rule != "slack"] == []


def apart_groups(day: Data) -> Data:
    """The day without the households of those who start with others."""
    tied = {name for group in day.get("together", []) for name in group}
    return {**day, "households": [h for h in day.get("households", []) if not tied & set(h)]}
