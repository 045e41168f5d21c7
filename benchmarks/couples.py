"""Days with people who meet, each on several grids of starts: is it proven, in how long, in how much memory?

    python benchmarks/couples.py [--limit 60] [--grids 60,300,900] [FOLDER]

FOLDER holds problem.json files; without one, days are drawn in the form of Bredström and Rönnqvist's home care
instances (European Journal of Operational Research 185, 2008): twenty visits, four therapists who may serve them all,
two pairs at one door each, windows of no width (F), or of one to two hours (S). Every run is a process of its own.
"""

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits, Progress, Watch, solve

VISITS, PAIRS, CREW = 20, 2, tuple(f"t{k}" for k in range(4))
MUST_SERVE = 10_000_000


def draw_pairs(seed: int, wide: bool) -> Problem:
    """A day of that form, in whole minutes; the same arguments give the same day."""
    rng = random.Random(f"pairs/{seed}")
    day = 60 * rng.randint(550, 730)
    points = [(0.0, 0.0), *((rng.uniform(-20, 20), rng.uniform(-20, 20)) for _ in range(VISITS - PAIRS))]
    visits, pairs = [], []
    for k in range(VISITS):
        place = k + 1 if k < VISITS - PAIRS else k + 1 - (VISITS - PAIRS)
        service, opens = 60 * rng.randint(20, 100), 60 * rng.randint(30, day // 60 - 160)
        width = 60 * rng.randint(60, 120) if wide else 0
        if k >= VISITS - PAIRS:
            pairs.append((f"v{place - 1}", f"v{k}"))
            service, opens, width = _like(visits[place - 1])
        window = (TimeWindow(Seconds(opens), Seconds(opens + width)),)
        visits.append(
            Visit(
                id=f"v{k}",
                place=place,
                service=Seconds(service),
                start_windows=window,
                therapists=CREW,
                unassigned_cost=MUST_SERVE,
            )
        )
    table = tuple(tuple(Seconds(60 * round(math.dist(a, b))) for b in points) for a in points)
    crew = tuple(Therapist(name, 0, 0, TimeWindow(Seconds(0), Seconds(day))) for name in CREW)
    return Problem(f"{'S' if wide else 'F'}{seed}", TravelTimeMatrix(table), crew, tuple(visits), together=tuple(pairs))


def _like(visit: Visit) -> tuple[int, int, int]:
    (window,) = visit.start_windows
    return visit.service, window.opens, window.closes - window.opens


def solve_here(file: Path, grid: int, limit: float) -> dict[str, object]:
    """One run, in this process."""
    problem = replace(read_problem(file), slot=Seconds(grid))
    told: list[Progress] = []
    begun = time.process_time()
    plan = solve(problem, Limits(seconds=limit), Watch(tell=told.append))
    return {
        "day": file.stem,
        "grid": grid,
        "total": plan.objective.total,
        "first": told[0].upper if told else plan.objective.total,
        "status": plan.proof.status,
        "out": len(plan.unassigned),
        "seconds": round(time.process_time() - begun, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def run_alone(file: Path, grid: int, limit: float) -> dict[str, object]:
    """The same in a fresh process."""
    command = [sys.executable, __file__, str(file), "--alone", "--grids", str(grid), "--limit", str(limit)]
    done: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return done


def row(day: str, runs: list[dict[str, object]]) -> str:
    """One Markdown row: what each grid gave."""
    cells = [f"{r['total']} {r['status']}, {r['out']} out, {r['seconds']} s, {r['megabytes']} MB" for r in runs]
    return "| " + " | ".join([day, *cells]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--grids", default="60,300,900")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--alone", action="store_true", help="one file, one grid, one line of JSON")
    asked = parser.parse_args()
    grids = [int(grid) for grid in asked.grids.split(",")]
    if asked.alone:
        print(json.dumps(solve_here(asked.folder, grids[0], asked.limit)))
        return
    with tempfile.TemporaryDirectory() as drawn:
        folder = asked.folder or Path(drawn)
        for seed in range(asked.seeds if asked.folder is None else 0):
            for wide in (False, True):
                day = draw_pairs(seed, wide)
                (folder / f"{day.name}.json").write_text(render_problem(day))
        print("| day | " + " | ".join(f"grid of {grid} s" for grid in grids) + " |")
        print("|---" * (1 + len(grids)) + "|")
        for file in sorted(folder.glob("*.json")):
            print(row(file.stem, [run_alone(file, grid, asked.limit) for grid in grids]), flush=True)


if __name__ == "__main__":
    main()
