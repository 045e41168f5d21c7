"""The page's tables come from saved runs, and its prose stays."""

import re
from pathlib import Path

import pytest

from mobiledispatch.report.problem_json import render_problem
from prove_days import prove_files
from race import save_runs
from refresh_page import replace_section, sections
from seeded import draw_day

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def test_every_section_of_saved_runs_has_its_place_on_the_page(tmp_path: Path) -> None:
    problem = tmp_path / "small.json"
    problem.write_text(render_problem(draw_day(4, 1, 0)))
    runs = list(prove_files([problem], 20))
    for name in ("compare", "proofs", "optima", "solomon"):
        save_runs(runs, tmp_path / f"{name}.csv")
    best = tmp_path / "best.csv"
    best.write_text(f"day,best\nsmall,{runs[0].objective}\n")
    page = PAGE.read_text()
    for name, text in sections(tmp_path, best):
        page = replace_section(page, name, text)
    assert len(re.findall(r"^\d+ cores \(.*\), .* GB, load ", page, re.MULTILINE)) == 4
    assert "| small | 4 | optimal |" in page
    assert "1 of 1 equal to the best known" in page


def test_a_section_without_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="no marks named 'nothing'"):
        replace_section("prose", "nothing", "text")
