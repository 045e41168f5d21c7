"""The commands `check` and `init`, as typed."""

import json
import re
import stat
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mobiledispatch.cli.check import check
from mobiledispatch.cli.init import FILES, SAMPLE_DATE, init
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.practice_faults import offered_by
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.practice_schema import PracticeFile, Section
from mobiledispatch.intake.requests_file import read_requests

ROOT = Path(__file__).parents[2]
PRACTICE = ["--practice", str(ROOT / "data/practice.toml")]
ANA = {"id": "ana", "name": "Ana", "home": "1 A Street NW"}
app = typer.Typer()
app.command()(check)
app.command()(init)


def run(*words: str) -> tuple[str, BaseException | None]:
    result = CliRunner().invoke(app, words)
    return result.stdout, result.exception


def test_check_counts_the_requests_of_a_good_file() -> None:
    assert run("check", str(ROOT / "data/requests.csv"), *PRACTICE) == ("requests.csv: 15 requests, no faults\n", None)


def test_check_raises_every_fault_at_once_and_prints_them_as_json_when_asked() -> None:
    out, news = run("check", str(ROOT / "examples/faults.csv"), *PRACTICE)
    assert out == ""
    assert isinstance(news, BadInput)
    assert (len(news.complaints), news.exit_code) == (10, 2)
    out, again = run("check", str(ROOT / "examples/faults.csv"), *PRACTICE, "--json")
    assert isinstance(again, BadInput)
    assert json.loads(out) == {"requests": 0, "notes": [], "complaints": list(news.complaints)}


def test_check_answers_json_for_a_good_file() -> None:
    out, _ = run("check", str(ROOT / "data/requests.csv"), *PRACTICE, "--json")
    assert json.loads(out) == {"requests": 15, "notes": [], "complaints": []}


def test_init_makes_a_private_practice_that_works_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "my practice"
    out, news = run("init", str(folder))
    assert news is None
    assert f"mobiledispatch plan requests.csv --date {SAMPLE_DATE}" in out
    assert f"cd '{folder}'" in out
    made = {*FILES, "practice.db"}
    assert {path.name for path in folder.iterdir()} == made
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in made} == {0o600}
    requests = read_requests(folder / "requests.csv", read_practice(folder / "practice.toml")).requests
    assert {r.date and r.date.isoformat() for r in requests} == {SAMPLE_DATE}


@pytest.mark.parametrize("name", FILES)
def test_init_overwrites_nothing_and_then_writes_nothing_else(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    _, news = run("init", str(tmp_path))
    assert isinstance(news, BadInput)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_init_says_so_where_a_file_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    _, news = run("init", str(tmp_path / "taken"))
    assert isinstance(news, BadInput)


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_sample_is_the_one_in_data(name: str) -> None:
    shipped = resources.files("mobiledispatch.intake") / "sample" / name
    assert shipped.read_bytes() == (ROOT / "data" / name).read_bytes()


def test_the_sample_practice_states_every_key() -> None:
    tables = tomllib.loads((ROOT / "data/practice.toml").read_text(encoding="utf-8"))
    sections = {name: field.default for name, field in PracticeFile.model_fields.items()}
    for name, section in sections.items():
        if isinstance(section, Section):
            assert set(tables[name]) == set(type(section).model_fields), name


def test_the_sample_practice_states_the_true_default_of_each_key() -> None:
    stated = dict(_stated_defaults((ROOT / "data/practice.toml").read_text(encoding="utf-8")))
    defaults = PracticeFile.model_validate({"therapists": [ANA]}, context=offered_by({})).model_dump()
    assert len(stated) > 30
    for (section, key), value in stated.items():
        table = defaults["costs"]["unassigned"] if section == "costs.unassigned" else defaults[section]
        assert f"{table[key]:g}" == value if isinstance(table[key], float) else str(table[key]).lower() == value, key


def _stated_defaults(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """((section, key), what its comment calls the default) for each key of the sections."""
    section = ""
    for line in text.partition("[[")[0].splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif match := re.fullmatch(r"(\w+) = .*\bdefault (\"[^\"]*\"|[^\s,]+).*", line):
            yield (section, match[1]), {"none": ""}.get(match[2], match[2].strip('"').lower())
