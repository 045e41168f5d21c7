"""A search can be called off: the best plan so far is kept, whole and checked."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits, Progress, Watch, solve
from seeded import draw_day


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_search_with_the_best_plan(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "problem.json"
    file.write_text(render_problem(draw_day(120, 9, 1, lunch=True)))
    code = "import sys; from mobiledispatch.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "solve", str(file), "--time-limit", "600"]
    terminal, screen = pty.openpty()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=screen, text=True) as running:
        shown = b""
        while b"bound" not in shown:  # the live line: the search has begun
            shown += os.read(terminal, 1024)
        running.send_signal(number)
        out, _ = running.communicate()
    os.close(terminal)
    os.close(screen)
    assert running.returncode == 130
    assert json.loads(out)["routes"]
    assert json.loads(out)["proof"]["status"] in ("bounded", "feasible")


def test_who_watches_sees_plan_and_bound_close_in() -> None:
    seen: list[Progress] = []
    plan = solve(draw_day(20, 4, 1, lunch=True), Limits(seconds=60), Watch(tell=seen.append))
    assert [p.upper for p in seen] == sorted((p.upper for p in seen), reverse=True)
    assert seen[-1].upper == plan.objective.total
    assert seen[-1].gap == 0.0


def test_a_gap_that_is_good_enough_ends_the_search() -> None:
    plan = solve(draw_day(20, 4, 1, lunch=True), Limits(seconds=60, gap=0.5))
    assert plan.proof.lower_bound is not None
    assert plan.objective.total - plan.proof.lower_bound <= 0.5 * plan.objective.total
