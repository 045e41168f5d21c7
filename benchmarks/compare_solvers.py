"""Us, OR-Tools routing alone, PyVRP and VROOM on twenty seeded days, one thread each, by one and the same arithmetic.

    python benchmarks/compare_solvers.py [--quick] [--limits 0.2,1,2,5,30] [--sizes 12,40] [--out runs.csv]
    python benchmarks/compare_solvers.py --tables runs.csv [more.csv ...]

Every run is a fresh process; who goes first changes from day to day. PyVRP knows no breaks and sits out the days with
lunch. Needs `pyvrp` and `pyvroom`; a solver that is not installed is a row of failures, not a silent gap.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from mobiledispatch.model.problem import Problem
from mobiledispatch.report.problem_json import render_problem
from peers import SOLVERS
from race import Run, read_runs, run_alone, save_runs
from seeded import draw_day
from standings import render_standings, render_summary, render_verdict

DAYS = (
    *((12, 3, 1, False), (12, 3, 15, True)),
    *((16, 4, 15, False), (16, 4, 6, True)),
    *((20, 5, 13, False), (20, 5, 11, True)),
    *((24, 6, 1, False), (24, 6, 11, True)),
    *((30, 7, 2, False), (30, 7, 9, True)),
    *((35, 8, 13, False), (35, 8, 3, True)),
    *((40, 10, 5, False), (40, 10, 15, True)),
    *((50, 12, 23, False), (50, 12, 19, True)),
    *((60, 14, 61, False), (60, 14, 23, True)),
    *((80, 22, 2, False), (80, 18, 7, True)),
)
"""Visits, therapists, seed, lunch. Seeds are chosen so that everyone who must be served can be: on other days a million
for each of them drowns every other difference."""
LIMITS = (0.2, 1.0, 2.0, 5.0, 30.0)
QUICK_SIZES, QUICK_LIMITS = {12, 16, 20}, (0.2, 1.0)


def draw_days(sizes: set[int] | None = None) -> Iterator[Problem]:
    """The days of so many visits, or all of them."""
    for visits, therapists, seed, lunch in DAYS:
        if not sizes or visits in sizes:
            name = f"{visits}x{therapists}s{seed}{'b' if lunch else ''}"
            yield replace(draw_day(visits, therapists, seed, lunch=lunch), name=name)


def turns(number: int) -> list[str]:
    """The solvers in the order of their turns on day `number`: nobody always runs on a warm or tired machine."""
    names = list(SOLVERS)
    k = number % len(names)
    return names[k:] + names[:k]


def race_all(days: list[Problem], limits: tuple[float, ...]) -> Iterator[Run]:
    """Every solver on every day at every limit, short limits first."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{k}.json" for k in range(len(days))]
        for day, file in zip(days, files, strict=True):
            file.write_text(render_problem(day))
        for limit in limits:
            for number, (day, file) in enumerate(zip(days, files, strict=True)):
                has_lunch = any(t.breaks for t in day.therapists)
                for solver in turns(number):
                    if not (solver == "pyvrp" and has_lunch):
                        yield _told(run_alone(solver, file, limit))


def _told(run: Run) -> Run:
    outcome = run.fault if run.objective is None else f"{run.objective} {run.status}"
    print(f"{run.limit:g} s {run.day} {run.solver}: {outcome} in {run.seconds} s", file=sys.stderr)
    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="six small days at 0.2 and 1 s")
    parser.add_argument("--limits", type=lambda text: tuple(float(part) for part in text.split(",")))
    parser.add_argument("--sizes", type=lambda text: {int(part) for part in text.split(",")})
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/compare.csv"))
    parser.add_argument("--tables", type=Path, nargs="+", help="print the tables of these files; run nothing")
    asked = parser.parse_args()
    if asked.tables:
        runs = list(chain.from_iterable(read_runs(path) for path in asked.tables))
    else:
        sizes = asked.sizes or (QUICK_SIZES if asked.quick else None)
        limits = asked.limits or (QUICK_LIMITS if asked.quick else LIMITS)
        save_runs(race_all(list(draw_days(sizes)), limits), asked.out)
        runs = read_runs(asked.out)
    print("\n\n".join((render_summary(runs), render_verdict(runs), render_standings(runs))))


if __name__ == "__main__":
    main()
