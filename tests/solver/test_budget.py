"""A search spends what it was given and no more, counted in work and in questions, never in a test's seconds."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.model.problem import Problem
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Budget, HardStop, Limits, Watch, solve
from mobiledispatch.solver.budget import Tally
from seeded import draw_day

CODE = "import sys; from mobiledispatch.cli import main; sys.exit(main())"


class Questions:
    """A meter that runs down by being asked."""

    def __init__(self) -> None:
        self.asked = 0

    def now(self) -> float:
        self.asked += 1
        return self.asked

    def spend(self, _: float, /) -> None:
        return


def with_a_couple(day: Problem) -> Problem:
    one, other = day.visits[:2]
    both = tuple(
        replace(v, therapists=tuple(t.id for t in day.therapists), start_windows=one.start_windows)
        for v in (one, other)
    )
    return replace(day, visits=(*both, *day.visits[2:]), together=((one.id, other.id),))


def test_a_share_is_spent_of_the_whole_and_never_more() -> None:
    whole = Budget(10, Tally())
    part = whole.share(4)
    part.spend(3)
    assert (part.seconds_left, whole.seconds_left, part.spent) == (1, 7, 3)
    assert whole.share(100).seconds == 7
    part.spend(8)
    assert part.is_over()
    assert whole.is_over()
    assert whole.share(5).seconds == 0


def test_nothing_is_left_of_what_was_called_off() -> None:
    called_off = False
    budget = Budget(10, Tally(), lambda: called_off)
    assert budget.share(5).seconds_left == 5
    called_off = True
    assert budget.is_over()
    assert budget.share(5).is_over()


@pytest.mark.parametrize("asked", [1, 3, 10, 40, 200])
@pytest.mark.parametrize(
    "day",
    [
        pytest.param(draw_day(60, 9, 1, lunch=True), id="tight"),
        pytest.param(with_a_couple(draw_day(20, 4, 1, lunch=True)), id="couple"),
    ],
)
def test_a_search_that_is_over_ends_within_a_few_questions(day: Problem, asked: int) -> None:
    meter = Questions()
    plan = solve(day, Limits(), budget=Budget(asked, meter))
    assert len(plan.unassigned) < len(day.visits)  # a first plan is always made
    assert meter.asked < asked + 60


@pytest.mark.parametrize(("visits", "therapists"), [(12, 3), (20, 4), (40, 8), (60, 9)])
@pytest.mark.parametrize("couple", [False, True])
def test_the_same_effort_gives_the_same_bytes(tmp_path: Path, visits: int, therapists: int, couple: bool) -> None:
    day = draw_day(visits, therapists, 2, lunch=True)
    (tmp_path / "problem.json").write_text(render_problem(with_a_couple(day) if couple else day))
    words = [sys.executable, "-c", CODE, "solve", str(tmp_path / "problem.json"), "--effort", "0.5"]
    running = [
        subprocess.Popen(
            words, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for seed in ("1", "2")
    ]
    one, other = (process.communicate() for process in running)
    assert one == other
    assert b'"effort": 0.5' in one[0]
    assert b'"seconds": null' in one[0]


def test_more_effort_is_more_work() -> None:
    tallies = [Tally(), Tally()]
    for effort, tally in zip((0.2, 1.0), tallies, strict=True):
        solve(draw_day(60, 9, 1, lunch=True), Limits(seconds=effort, counted=True), budget=Budget(effort, tally))
    little, much = (tally.now() for tally in tallies)
    assert 0.2 <= little < 1.0 <= much < 3.0


def test_with_little_memory_there_is_a_plan_and_no_bound() -> None:
    day = draw_day(40, 8, 1, lunch=True)
    plan = solve(day, Limits(seconds=0.5, counted=True, memory=230))
    assert plan.routes
    assert plan.proof.status == "feasible"


LONG_AGO, LONG_TO_COME = -1e12, 1e12


def test_a_hard_stop_leaves_a_late_search_less_but_never_nothing() -> None:
    limits = Limits(seconds=10)
    assert HardStop(limits, begun=LONG_TO_COME).searching(60).seconds == 10
    assert HardStop(limits, begun=LONG_AGO).searching(60).seconds == 5


def test_what_is_left_for_reasons_is_nothing_once_called_off() -> None:
    limits = Limits(seconds=5, counted=True)
    assert HardStop(limits).explaining(60).seconds_left == 1.5
    assert HardStop(limits, Watch(stop=lambda: True)).explaining(60).seconds_left == 0
