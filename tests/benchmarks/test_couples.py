"""The benchmark of couples draws days with room for everybody, and asks each in a process of its own."""

from pathlib import Path

import pytest

from couples import MUST_SERVE, draw_pairs, drawn_days, row, run_alone
from mobiledispatch.report.problem_json import render_problem


@pytest.mark.parametrize("wide", [False, True])
def test_a_drawn_day_serves_everybody_from_its_first_plan_on_and_is_proven(tmp_path: Path, wide: bool) -> None:
    file = tmp_path / "day.json"
    file.write_text(render_problem(draw_pairs(1, wide)))
    run = run_alone(file, 60, 300)
    assert (run["status"], run["out"]) == ("optimal", 0)
    assert run["first"] < MUST_SERVE
    assert row("day", [run]).startswith(f"| day | {run['total']} optimal, 0 out, ")


def test_crowded_days_have_couples_at_one_door_who_meet() -> None:
    (day,) = drawn_days("12/4/2", 1)
    assert day.together == (("v0", "v1"), ("v2", "v3"))
    for pair in day.together:
        one, other = (day.visit(name) for name in pair)
        assert (one.place, one.start_windows) == (other.place, other.start_windows)
