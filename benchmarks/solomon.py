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


def render_mean_gaps(runs: Sequence[Run], best: dict[str, int]) -> str:
    """One Markdown row a kind of instance (`R1`): each solver's mean excess over `best`, and the visits it lost."""
    solvers = list(dict.fromkeys(run.solver for run in runs))
    kinds: dict[str, list[Run]] = {}
    for run in runs:
        kinds.setdefault(run.day.rstrip("0123456789") + run.day[-3], []).append(run)
    lines = ["| kind | instances | " + " | ".join(solvers) + " |", "|---|---|" + "---|" * len(solvers)]
    for kind, those in [*sorted(kinds.items()), ("all", list(runs))]:
        cells = [_mean_gap([run for run in those if run.solver == solver], best) for solver in solvers]
        lines.append(f"| {kind} | {len({run.day for run in those})} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _mean_gap(runs: Sequence[Run], best: dict[str, int]) -> str:
    whole = [run.objective / best[run.day] - 1 for run in runs if run.objective and not run.unassigned]
    lost = sum(run.unassigned for run in runs)
    failed = sum(run.objective is None for run in runs)
    mean = f"{100 * sum(whole) / len(whole):+.2f} %" if whole else "-"
    return ", ".join([mean, *([f"{lost} visits lost"] if lost else []), *([f"{failed} failed"] if failed else [])])


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
    best = read_best(asked.best) if asked.best else best_known(runs)
    print("\n\n".join((render_mean_gaps(runs, best), render_gaps(runs, best), render_summary(runs))))


def read_best(path: Path) -> dict[str, int]:
    """Best known values by instance, in tenths, from a CSV with the columns `instance,best`."""
    with path.open(newline="") as file:
        return {row["instance"].upper(): int(row["best"]) for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
