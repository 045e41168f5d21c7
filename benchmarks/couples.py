"""Days with people who meet, each on several grids of starts: is it proven, in how long, in how much memory?

    python benchmarks/couples.py [--limit 60] [--grids 60,300,900] [--seeds 5] [FOLDER]
    python benchmarks/couples.py --crowded 40/8/4 [--grids 300]

FOLDER holds problem.json files; without one, days are drawn in the form of Bredström and Rönnqvist's home care
instances (European Journal of Operational Research 185, 2008): twenty visits, four therapists who may serve them all,
two pairs at one door each, windows of no width (F), or of one to two hours (S). `--crowded` has the project's own
seeded days instead, of so many visits, therapists and couples, with lunch, peaks, and more than can be served. Every
run is a process of its own.
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
from typing import Any

from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.solver import Limits, Progress, Watch, solve
from seeded import PEAKS, draw_day

CREW = tuple(f"t{k}" for k in range(4))
ROUNDS, PAIRS = 5, (4, 12)
"""Visits that each therapist makes, and the visits of which the next one is at the same door at the same time."""
MUST_SERVE = 10_000_000


def draw_pairs(seed: int, wide: bool) -> Problem:
    """A day of that form in whole minutes, with room for everybody; the same arguments give the same day."""
    rng = random.Random(f"pairs/{seed}")
    day = rng.randint(560, 730)
    points = [(rng.uniform(-9, 9), rng.uniform(-9, 9)) for _ in range(1 + ROUNDS * len(CREW))]
    visits: list[Visit] = []
    for k in range(ROUNDS * len(CREW)):
        opens = k // len(CREW) * day // ROUNDS + rng.randint(25, 40)
        visit = _visit(k, opens, rng.randint(60, 120) if wide else 0, rng.randint(20, 50))
        visits.append(replace(visits[-1], id=visit.id) if k - 1 in PAIRS else visit)
    table = tuple(tuple(Seconds(60 * round(math.dist(a, b))) for b in points) for a in points)
    crew = tuple(Therapist(name, 0, 0, TimeWindow(Seconds(0), Seconds(60 * day))) for name in CREW)
    pairs = tuple((f"v{k}", f"v{k + 1}") for k in PAIRS)
    return Problem(f"{'S' if wide else 'F'}{seed}", TravelTimeMatrix(table), crew, tuple(visits), together=pairs)


def draw_crowded(visits: int, therapists: int, couples: int, seed: int) -> Problem:
    """A seeded day with lunch and peaks on which the first visits meet, two by two."""
    day = draw_day(visits, therapists, seed, lunch=True, clock=PEAKS)
    people = list(day.visits)
    for k in range(0, 2 * couples, 2):
        one = people[k]
        windows, cost = one.start_windows, one.unassigned_cost
        people[k + 1] = replace(people[k + 1], place=one.place, start_windows=windows, unassigned_cost=cost)
    pairs = tuple((people[k].id, people[k + 1].id) for k in range(0, 2 * couples, 2))
    return replace(day, name=f"{visits}/{therapists} seed {seed}", visits=tuple(people), together=pairs)


def drawn_days(crowded: str | None, seeds: int) -> list[Problem]:
    """The days that were asked for by seeds alone."""
    if crowded:
        visits, therapists, couples = map(int, crowded.split("/"))
        return [draw_crowded(visits, therapists, couples, seed) for seed in range(1, seeds + 1)]
    return [draw_pairs(seed, wide) for seed in range(seeds) for wide in (False, True)]


def _visit(number: int, opens: int, width: int, service: int) -> Visit:
    window = TimeWindow(Seconds(60 * opens), Seconds(60 * (opens + width)))
    return Visit(
        id=f"v{number}",
        place=number + 1,
        service=Seconds(60 * service),
        start_windows=(window,),
        therapists=CREW,
        unassigned_cost=MUST_SERVE,
    )


def solve_here(file: Path, grid: int, limit: float) -> dict[str, Any]:
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


def run_alone(file: Path, grid: int, limit: float) -> dict[str, Any]:
    """The same in a fresh process."""
    command = [sys.executable, __file__, str(file), "--alone", "--grids", str(grid), "--limit", str(limit)]
    done: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return done


def row(day: str, runs: list[dict[str, Any]]) -> str:
    """One Markdown row: what each grid gave."""
    cells = [f"{r['total']} {r['status']}, {r['out']} out, {r['seconds']} s, {r['megabytes']} MB" for r in runs]
    return "| " + " | ".join([day, *cells]) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--grids", default="60,300,900")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--crowded", help="visits/therapists/couples")
    parser.add_argument("--alone", action="store_true", help="one file, one grid, one line of JSON")
    asked = parser.parse_args()
    grids = [int(grid) for grid in asked.grids.split(",")]
    if asked.alone:
        print(json.dumps(solve_here(asked.folder, grids[0], asked.limit)))
        return
    with tempfile.TemporaryDirectory() as drawn:
        folder = asked.folder or Path(drawn)
        for day in drawn_days(asked.crowded, asked.seeds) if asked.folder is None else ():
            (folder / f"{day.name.replace('/', 'x')}.json").write_text(render_problem(day))
        print("| day | " + " | ".join(f"grid of {grid} s" for grid in grids) + " |")
        print("|---" * (1 + len(grids)) + "|")
        for file in sorted(folder.glob("*.json")):
            print(row(file.stem, [run_alone(file, grid, asked.limit) for grid in grids]), flush=True)


if __name__ == "__main__":
    main()
