"""How far proofs reach: days of 12 to 80 visits, each in a fresh process, with seconds and peak memory.

    python benchmarks/prove_days.py [--limit 120] [--sizes 12,30]
    python benchmarks/prove_days.py --folder DAYS --optima optima.csv [--limit 120]
    python benchmarks/prove_days.py --folder DAYS --against SRC

With `--against` another version, whose packages lie in SRC, proves each day too, in turns with ours: a second table has
both versions' processor time and memory, and the median ratio for each number of visits.

DAYS holds problem.json files; the CSV has the columns `day` (the file's name without .json) and `best`. A verdict of
NOT EQUAL or BELOW THE BEST would be a bug: a proven plan that is dearer or cheaper than the best known one.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import nan
from pathlib import Path
from statistics import median

from compare_solvers import draw_days
from mobiledispatch.report.problem_json import render_problem
from race import Run, read_runs, run_alone, save_runs

BEFORE = "before"
"""The name of the other version's runs."""


def prove_files(files: Iterable[Path], limit: float, against: Path | None = None) -> Iterator[Run]:
    """Our run on each problem file, named after the file; with the other version's beside it, called `BEFORE`."""
    for file in files:
        yield _proof(file, limit, "ours", None)
        if against:
            yield _proof(file, limit, BEFORE, against)


def _proof(file: Path, limit: float, name: str, source: Path | None) -> Run:
    run = replace(run_alone("ours", file, limit, source=source), day=file.stem, solver=name)
    print(f"{run.day}, {name}: {run.objective} {run.status} {run.fault} in {run.processor} s", file=sys.stderr)
    return run


def render_versions(ours: Sequence[Run], before: Sequence[Run]) -> str:
    """One Markdown row a day with both versions' work, and a sentence for each number of visits."""
    both = list(zip(ours, before, strict=True))
    rows = [
        f"| {a.day} | {a.objective} {a.status} | {b.objective} {b.status} | {a.processor:.2f} | {b.processor:.2f} "
        f"| {_ratio(a, b):.2f} | {a.megabytes} | {b.megabytes} |"
        for a, b in both
    ]
    sizes = sorted({run.visits for run in ours})
    medians = [
        f"{size} visits: {median(_ratio(a, b) for a, b in both if a.visits == size):.2f} of the other version's "
        "processor time at the median."
        for size in sizes
    ]
    head = (
        "| day | ours | before | processor s | before | ratio | MB | before |",
        "|---|---|---|---|---|---|---|---|",
    )
    return "\n".join((*head, *rows, "", *medians))


def _ratio(ours: Run, before: Run) -> float:
    return ours.processor / before.processor if before.processor else nan


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
    parser.add_argument("--against", type=Path, metavar="SRC")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/proofs.csv"))
    asked = parser.parse_args()
    best = read_optima(asked.optima) if asked.optima else {}
    with tempfile.TemporaryDirectory() as drawn:
        files = _in_order(asked.folder) if asked.folder else _draw(Path(drawn), asked.sizes)
        save_runs(prove_files(files, asked.limit, asked.against), asked.out)
    runs, before = ([run for run in read_runs(asked.out) if (run.solver == BEFORE) == told] for told in (False, True))
    print(render_tally(runs, best) + "\n\n" + render_proofs(runs, best))
    if before:
        print("\n" + render_versions(runs, before))


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
