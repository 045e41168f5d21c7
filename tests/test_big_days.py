"""What a day of hundreds of visits may not cost before and after its search: work for every cell of its tables."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.problem import Problem
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.ties import tie
from seeded import draw_day


def calls_of(work: Callable[[], object], only: str = "") -> int:
    """How many Python functions are called while this is done, `only` those of one name if it is told."""
    count = 0

    def hear(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call" and only in frame.f_code.co_name:
            count += 1

    sys.setprofile(hear)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_problem_is_read_without_a_step_of_python_for_each_cell_of_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "day.json"
    day = draw_day(120, 30, 1)
    file.write_text(render_problem(day))
    read_problem(file)  # what is loaded, or compiled, once
    cells = len(day.matrix) ** 2
    assert calls_of(lambda: read_problem(file)) < cells / 2


def test_visits_that_meet_nobody_cost_no_problem_each() -> None:
    day = draw_day(60, 15, 1)
    assert calls_of(lambda: tie(day), Problem.__post_init__.__name__) < 10


def test_what_all_duties_know_of_a_visit_is_worked_out_once() -> None:
    day = draw_day(80, 20, 1)
    ties = tie(day)
    pairs = sum(len(visit.therapists) for visit in day.visits)
    assert calls_of(lambda: duties(ties), "_windows") == len(day.visits) < pairs


def test_a_search_too_short_for_any_choice_loads_no_choosing(tmp_path: Path) -> None:
    file = tmp_path / "day.json"
    file.write_text(render_problem(draw_day(80, 20, 1)))
    words = ["solve", str(file), "--effort", "0.02"]
    code = (
        "import sys\n"
        "from mobiledispatch.cli import app_for\n"
        f"try: app_for({words!r})({words!r})\n"
        "except SystemExit: pass\n"
        "print('ortools.sat' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert '"status": "feasible"' in done.stdout
    assert done.stderr.split()[-1] == "False"
