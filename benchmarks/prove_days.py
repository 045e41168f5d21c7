"""How far proofs reach: days of 12 to 80 visits, each in a fresh process, with seconds and peak memory.

    python benchmarks/prove_days.py [--limit 120] [--sizes 12,30]
    python benchmarks/prove_days.py --folder DAYS --optima optima.csv [--limit 120]

DAYS holds problem.json files; the CSV has the columns `day` (the file's name without .json) and `best`. A verdict of
NOT EQUAL or BELOW THE BEST would be a bug: a proven plan that is dearer or cheaper than the best known one.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from compare_solvers import draw_days
from mobiledispatch.report.problem_json import render_problem
from race import Run, read_runs, run_alone, save_runs


def prove_files(files: Iterable[Path], limit: float) -> Iterator[Run]:
    """Our run on each problem file, named after the file."""
    for file in files:
        run = replace(run_alone("ours", file, limit), day=file.stem)
        print(f"{run.day}: {run.objective} {run.status} {run.fault} in {run.seconds} s", file=sys.stderr)
        yield run


def render_proofs(runs: Sequence[Run], best: dict[str, int]) -> str:
    """One Markdown row a day."""
    head = (
        "| day | visits | status | total | bound | gap | seconds | start-up s | MB | best known | verdict |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    )
    return "\n".join((*head, *(_row(run, best.get(run.day)) for run in runs)))


def _row(run: Run, best: int | None) -> str:
    known = (run.day, run.visits, run.status, run.objective, run.bound, _gap(run))
    cost = (f"{run.seconds:.2f}", f"{run.start_up:.2f}", run.megabytes)
    return "| " + " | ".join(str(cell) for cell in (*known, *cost, best or "-", verdict(run, best))) + " |"


def _gap(run: Run) -> str:
    if run.objective is None or run.bound is None:
        return "-"
    return f"{100 * (run.objective - run.bound) / run.objective:.2f} %"


def verdict(run: Run, best: int | None) -> str:
    """How the run's plan stands to the best plan that anybody knows."""
    if run.objective is None:
        return f"FAILED: {run.fault}"
    if run.bound is not None and run.bound > min(run.objective, best or run.objective):
        return "BOUND TOO HIGH"
    if best is None:
        return "-"
    if run.objective == best:
        return "equal"
    if run.status == "optimal":
        return "NOT EQUAL"
    return f"{100 * (run.objective / best - 1):+.2f} %"


def render_tally(runs: Sequence[Run], best: dict[str, int]) -> str:
    """One sentence on all of them."""
    proven = sum(run.status == "optimal" for run in runs)
    compared = [verdict(run, best[run.day]) for run in runs if run.day in best]
    faults = sum(word.isupper() or word.startswith("FAILED") for word in compared)
    return (
        f"{proven} of {len(runs)} proven; {compared.count('equal')} of {len(compared)} equal to the best known; "
        f"{faults} contradictions or failures; most memory {max(run.megabytes for run in runs)} MB."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=120.0)
    parser.add_argument("--sizes", type=lambda text: {int(part) for part in text.split(",")})
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--optima", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/proofs.csv"))
    asked = parser.parse_args()
    best = read_optima(asked.optima) if asked.optima else {}
    with tempfile.TemporaryDirectory() as drawn:
        files = _in_order(asked.folder) if asked.folder else _draw(Path(drawn), asked.sizes)
        save_runs(prove_files(files, asked.limit), asked.out)
    runs = read_runs(asked.out)
    print(render_tally(runs, best) + "\n\n" + render_proofs(runs, best))


def _in_order(folder: Path) -> list[Path]:
    """Small days first."""
    return sorted(folder.glob("*.json"), key=lambda file: (file.stat().st_size, file.name))


def _draw(folder: Path, sizes: set[int] | None) -> list[Path]:
    files = []
    for day in draw_days(sizes):
        file = folder / f"{day.name}.json"
        file.write_text(render_problem(day))
        files.append(file)
    return files


def read_optima(path: Path) -> dict[str, int]:
    """The best known objective by day, from a CSV with the columns `day` and `best`."""
    with path.open(newline="") as file:
        return {row["day"]: int(row["best"]) for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
