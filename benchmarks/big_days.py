"""Days of 150 to 500 visits: us on one and on two threads, PyVRP and VROOM on one, by one and the same arithmetic.

    python benchmarks/big_days.py [--limit 60] [--sizes 150,300] [--out out/benchmarks/big.csv]
    python benchmarks/big_days.py --problems d300.json d500.json        # days drawn elsewhere
    python benchmarks/big_days.py --table big.csv

Every run is a fresh process. PyVRP knows no breaks and sits out the day with lunch.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.report.problem_json import render_problem
from race import Run, read_runs, run_alone, save_runs
from seeded import draw_day

DAYS = ((150, 38, 1, False), (150, 20, 1, True), (300, 75, 1, False), (500, 125, 1, False))
"""Visits, therapists, seed, lunch."""
CONTENDERS = ("ours", "ours2", "pyvrp", "vroom")


def race(files: Sequence[Path], limit: float) -> Iterator[Run]:
    """Everybody on every day."""
    for file in files:
        has_lunch = any(t.breaks for t in read_problem(file).therapists)
        for solver in CONTENDERS:
            if not (solver == "pyvrp" and has_lunch):
                run = run_alone(solver, file, limit)
                print(f"{run.day} {solver}: {run.fault or run.objective} in {run.seconds} s", file=sys.stderr)
                yield run


def render_big(runs: Sequence[Run]) -> str:
    """One Markdown row a run: cost, how far above the best peer, the bound, visits left out, seconds and memory."""
    lines = [
        "| day | limit, s | solver | cost | beside the best peer | bound | gap | left out | seconds | MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for _, some in groupby(runs, lambda run: (run.day, run.limit)):
        day = list(some)
        peers = [r.objective for r in day if not r.solver.startswith("ours") and r.objective is not None]
        lines += [_row(run, min(peers, default=None)) for run in day]
    return "\n".join(lines)


def _row(run: Run, peer: int | None) -> str:
    if run.objective is None:
        return f"| {run.day} | {run.limit:g} | {run.solver} | failed: {run.fault} | | | | | {run.seconds} | |"
    beside = f"{100 * (run.objective / peer - 1):+.2f} %" if peer else "-"
    gap = f"{100 * (1 - run.bound / run.objective):.2f} %" if run.bound else "-"
    cells = (run.day, f"{run.limit:g}", run.solver, run.objective, beside, run.bound or "-", gap)
    return "| " + " | ".join(map(str, (*cells, run.unassigned, run.seconds, run.megabytes))) + " |"


def _draw(sizes: set[int], folder: Path) -> list[Path]:
    files = []
    for visits, therapists, seed, lunch in DAYS:
        if not sizes or visits in sizes:
            files.append(folder / f"{visits}x{therapists}s{seed}{'b' if lunch else ''}.json")
            files[-1].write_text(render_problem(draw_day(visits, therapists, seed, lunch=lunch)))
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--sizes", type=lambda text: {int(part) for part in text.split(",")}, default=set())
    parser.add_argument("--problems", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/big.csv"))
    parser.add_argument("--table", type=Path, help="print the table of this file; run nothing")
    asked = parser.parse_args()
    if not asked.table:
        with tempfile.TemporaryDirectory() as folder:
            save_runs(race(asked.problems or _draw(asked.sizes, Path(folder)), asked.limit), asked.out)
    print(render_big(read_runs(asked.table or asked.out)))


if __name__ == "__main__":
    main()
