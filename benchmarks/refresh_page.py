"""Puts the tables of saved runs into docs/benchmarks.md, between the marks that name them.

    python benchmarks/refresh_page.py [--runs out/benchmarks] [--optima optima.csv] [--best best.csv]

Reads `compare*.csv`, `proofs.csv`, `optima.csv`, `solomon.csv` and `desk.csv` of that folder; a file that is absent
leaves its section as it is. The prose around the marks is written by hand.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from desk import read_lines, render_streams
from prove_days import read_optima, render_proofs, render_tally
from race import Run, read_runs
from solomon import read_best, render_gaps, render_mean_gaps
from standings import best_known, render_standings, render_summary, render_verdict

PAGE = Path("docs/benchmarks.md")


def replace_section(page: str, name: str, text: str) -> str:
    """The page with `text` between `<!-- name -->` and `<!-- end name -->`. ValueError where there are no such marks.

    >>> replace_section("a <!-- x --> old <!-- end x --> b", "x", "new")
    'a <!-- x -->\\n\\nnew\\n\\n<!-- end x --> b'
    """
    marks = re.compile(f"(<!-- {name} -->).*(<!-- end {name} -->)", re.DOTALL)
    if not marks.search(page):
        raise ValueError(f"the page has no marks named {name!r}")
    return marks.sub(lambda found: f"{found[1]}\n\n{text}\n\n{found[2]}", page)


def sections(folder: Path, optima: Path | None, best: Path | None = None) -> Iterator[tuple[str, str]]:
    """The name and text of every section for which there are runs."""
    compared = sorted(folder.glob("compare*.csv"))
    if compared:
        runs = [run for path in compared for run in read_runs(path)]
        yield "compare", _comparison(runs, compared[-1])
    if (folder / "proofs.csv").exists():
        yield "proofs", _proofs(folder / "proofs.csv", {})
    if (folder / "optima.csv").exists() and optima:
        yield "optima", _proofs(folder / "optima.csv", read_optima(optima))
    if (folder / "solomon.csv").exists():
        runs = read_runs(folder / "solomon.csv")
        yield "solomon", _long_routes(runs, read_best(best) if best else best_known(runs), folder / "solomon.csv")
    if (folder / "desk.csv").exists():
        yield "desk", render_streams(read_lines(folder / "desk.csv"))


def _comparison(runs: Sequence[Run], path: Path) -> str:
    return "\n\n".join((_machine(path), render_summary(runs), render_verdict(runs), render_standings(runs)))


def _proofs(path: Path, best: dict[str, int]) -> str:
    runs = read_runs(path)
    return "\n\n".join((_machine(path), render_tally(runs, best), render_proofs(runs, best)))


def _long_routes(runs: Sequence[Run], best: dict[str, int], path: Path) -> str:
    return "\n\n".join((_machine(path), render_mean_gaps(runs, best), render_gaps(runs, best)))


def _machine(path: Path) -> str:
    return path.with_suffix(".machine.txt").read_text().strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, default=Path("out/benchmarks"))
    parser.add_argument("--optima", type=Path)
    parser.add_argument("--best", type=Path, help="best known values of Solomon's instances (columns instance,best)")
    asked = parser.parse_args()
    page = PAGE.read_text()
    for name, text in sections(asked.runs, asked.optima, asked.best):
        page = replace_section(page, name, text)
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
