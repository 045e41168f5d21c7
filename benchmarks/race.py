"""One solver on one day in a fresh process of its own: what it answered, how long it took, how much memory.

    python benchmarks/race.py SOLVER PROBLEM.json SECONDS [SEED]

prints one JSON object, a `Run`. `run_alone` starts that process and reads it.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from machine import describe_machine
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.problem import Problem
from peers import Infeasible, Unsupported, load_solver, score

WARM_UP_SECONDS = 0.05
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One answer. `objective` is None where there is no valid plan, and `fault` says why.

    `limit` and `seconds` are the time given and taken, `start_up` the seconds of imports and of a first tiny day,
    `processor` the seconds that a processor worked on the answer, `megabytes` the peak memory of the process.
    """

    day: str
    visits: int
    lunch: bool
    solver: str
    limit: float
    objective: int | None
    status: str
    bound: int | None
    unassigned: int
    seconds: float
    start_up: float
    megabytes: int
    processor: float = 0.0
    fault: str = ""


def run_alone(solver: str, problem_file: Path, limit: float, seed: int = 0, source: Path | None = None) -> Run:
    """The run of that solver in a process of its own; one that dies or hangs is a run with a fault.

    `source` is the folder that another version of our packages is loaded from.
    """
    other = {"PYTHONPATH": str(source.resolve())} if source else {}
    words = [sys.executable, __file__, solver, str(problem_file), str(limit), str(seed)]
    try:
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=60 + 4 * limit,
            env=os.environ | ONE_THREAD | other,
            check=True,
        )
    except subprocess.CalledProcessError as fault:
        return _fallen(solver, problem_file, limit, (fault.stderr.strip().splitlines() or [str(fault)])[-1])
    except subprocess.TimeoutExpired:
        return _fallen(solver, problem_file, limit, "did not stop")
    return Run(**json.loads(done.stdout))


def _fallen(solver: str, problem_file: Path, limit: float, fault: str) -> Run:
    problem = read_problem(problem_file)
    return _run(problem, solver, limit, objective=None, status="none", fault=fault)


def _run(problem: Problem, solver: str, limit: float, **known: Any) -> Run:
    nothing: dict[str, Any] = {"bound": None, "unassigned": 0, "seconds": 0.0, "start_up": 0.0, "megabytes": 0}
    lunch = any(t.breaks for t in problem.therapists)
    return Run(
        day=problem.name,
        visits=len(problem.visits),
        lunch=lunch,
        solver=solver,
        limit=limit,
        **(nothing | known),
    )


def run_here(solver: str, problem: Problem, limit: float, seed: int = 0) -> Run:
    """The run of that solver in this process."""
    began = time.perf_counter()
    solve = load_solver(solver)
    _warm_up(solver)
    warm, worked = time.perf_counter(), time.process_time()
    try:
        answer = solve(problem, limit, seed)
    except Unsupported as fault:
        return _run(problem, solver, limit, objective=None, status="unsupported", fault=str(fault))
    seconds, processor = time.perf_counter() - warm, time.process_time() - worked
    objective, fault_found = None, ""
    try:
        objective = score(problem, answer.orders)
    except Infeasible as fault:
        fault_found = str(fault)
    return _run(
        problem,
        solver,
        limit,
        objective=objective,
        status=answer.status,
        bound=answer.bound,
        unassigned=len(problem.visits) - sum(len(order) for order in answer.orders.values()),
        seconds=round(seconds, 3),
        start_up=round(warm - began, 3),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        processor=round(processor, 3),
        fault=fault_found,
    )


def _warm_up(solver: str) -> None:
    """Solve a day of two visits, so that what is imported on the way is start-up and not search."""
    from seeded import draw_day

    load_solver(solver)(draw_day(2, 1, 0), WARM_UP_SECONDS, 0)


def save_runs(runs: Iterable[Run], path: Path) -> None:
    """Write runs as CSV, one a row as it comes, and beside it what machine they ran on (.machine.txt)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".machine.txt").write_text(describe_machine() + "\n")
    with path.open("w", newline="") as file:
        rows = csv.DictWriter(file, [field.name for field in fields(Run)])
        rows.writeheader()
        for run in runs:
            rows.writerow(asdict(run))
            file.flush()


def read_runs(path: Path) -> list[Run]:
    """The runs of a CSV file that `save_runs` wrote."""
    with path.open(newline="") as file:
        return [_read(row) for row in csv.DictReader(file)]


def _read(row: dict[str, str]) -> Run:
    values: dict[str, Any] = {name: row[name] for name in ("day", "solver", "status", "fault")}
    values |= {name: int(row[name]) for name in ("visits", "unassigned", "megabytes")}
    values |= {name: float(row[name]) for name in ("limit", "seconds", "start_up", "processor")}
    values |= {name: int(row[name]) if row[name] else None for name in ("objective", "bound")}
    return Run(lunch=row["lunch"] == "True", **values)


def main(words: Sequence[str]) -> None:
    solver, problem_file, limit, *seed = words
    run = run_here(solver, read_problem(Path(problem_file)), float(limit), int(seed[0]) if seed else 0)
    print(json.dumps(asdict(run)))


if __name__ == "__main__":
    main(sys.argv[1:])
