"""Long routes, honestly: Solomon's instances read as problems, beside PyVRP and VROOM.

    python benchmarks/solomon.py FOLDER [--limit 60] [--best best.csv] [--solvers ours,vroom,pyvrp]
    python benchmarks/solomon.py --drawn 6 [--limit 60]

FOLDER holds files in Solomon's own format (`c101.txt`, ...), `best.csv` the columns `instance,best` in tenths.
Without them, `--drawn` draws instances of the same six kinds with Solomon's sizes, which have no published optimum.

How an instance becomes a problem: solomon_file.py.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from drawn_solomon import KINDS, draw_instance
from mobiledispatch.report.problem_json import render_problem
from race import Run, read_runs, run_alone, save_runs
from solomon_file import read_instance
from standings import best_known, render_summary


def _race(instances: Sequence[str], solvers: Sequence[str], limit: float) -> Iterator[Run]:
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(instances):
            file = Path(folder) / f"{number}.json"
            file.write_text(render_problem(read_instance(text)))
            for solver in solvers:
                run = run_alone(solver, file, limit)
                print(f"{run.day} {solver}: {run.objective} {run.fault} in {run.seconds} s", file=sys.stderr)
                yield run


def render_gaps(runs: Sequence[Run], best: dict[str, int]) -> str:
    """One Markdown row an instance: each solver's excess over `best`, and the visits it lost."""
    solvers = list(dict.fromkeys(run.solver for run in runs))
    found = {(run.day, run.solver): run for run in runs}
    lines = ["| instance | best | " + " | ".join(solvers) + " |", "|---|---|" + "---|" * len(solvers)]
    for day in dict.fromkeys(run.day for run in runs):
        cells = [_gap(found.get((day, solver)), best.get(day)) for solver in solvers]
        lines.append(f"| {day} | {best.get(day, '-')} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _gap(run: Run | None, best: int | None) -> str:
    if run is None or run.objective is None or best is None:
        return "failed" if run is None or not run.fault else f"failed: {run.fault}"
    if run.unassigned:
        return f"{run.unassigned} visits lost"
    bound = "" if run.bound is None else f" (bound {100 * (run.bound / run.objective - 1):+.2f} %)"
    return f"{100 * (run.objective / best - 1):+.2f} %{bound}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--drawn", type=int, default=0, help="draw so many instances instead")
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--best", type=Path, help="CSV with the columns instance,best")
    parser.add_argument("--solvers", type=lambda text: text.split(","), default=["ours", "pyvrp", "vroom"])
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/solomon.csv"))
    asked = parser.parse_args()
    files = sorted(asked.folder.glob("*.txt")) if asked.folder else []
    instances = [file.read_text() for file in files]
    instances += [draw_instance(KINDS[k % len(KINDS)], k // len(KINDS) + 1) for k in range(asked.drawn)]
    save_runs(_race(instances, asked.solvers, asked.limit), asked.out)
    runs = read_runs(asked.out)
    print(render_gaps(runs, _read_best(asked.best) if asked.best else best_known(runs)) + "\n\n" + render_summary(runs))


def _read_best(path: Path) -> dict[str, int]:
    with path.open(newline="") as file:
        return {row["instance"].upper(): int(row["best"]) for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
