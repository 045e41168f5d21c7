"""A run tells what happened, also when nothing good did."""

from pathlib import Path

from mobiledispatch.report.problem_json import render_problem
from oracle import optimum
from race import read_runs, run_alone, run_here, save_runs
from seeded import PEAKS, draw_day


def test_a_run_holds_the_score_and_the_proof() -> None:
    day = draw_day(6, 2, 1)
    run = run_here("ours", day, 20)
    assert (run.objective, run.bound, run.status) == (optimum(day), optimum(day), "optimal")


def test_a_rule_the_solver_cannot_be_told_is_no_answer_and_no_fault_of_its_plan() -> None:
    run = run_here("ortools", draw_day(3, 1, 0, clock=PEAKS), 0.1)
    assert (run.objective, run.status, run.fault) == (None, "unsupported", "speed profile")


def test_a_process_of_its_own_answers_the_same(tmp_path: Path) -> None:
    day = draw_day(6, 2, 1)
    file = tmp_path / "day.json"
    file.write_text(render_problem(day))
    run = run_alone("ours", file, 20)
    assert (run.day, run.visits, run.objective) == (day.name, 6, optimum(day))
    assert run.megabytes > 0


def test_a_solver_that_dies_is_a_run_with_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "day.json"
    file.write_text(render_problem(draw_day(2, 1, 0)))
    run = run_alone("nobody", file, 1)
    assert (run.objective, run.status) == (None, "none")
    assert "nobody" in run.fault


def test_runs_survive_their_file(tmp_path: Path) -> None:
    runs = [run_here("ours", draw_day(3, 1, 0, lunch=True), 5), run_here("ortools", draw_day(3, 1, 0), 0.1)]
    save_runs(runs, tmp_path / "runs.csv")
    assert read_runs(tmp_path / "runs.csv") == runs
