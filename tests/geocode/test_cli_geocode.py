"""The command `geocode`: its JSON is a contract that other programs read."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mobiledispatch.cli.geocode import geocode
from mobiledispatch.errors import BadInput

APP = typer.Typer()
APP.command()(geocode)


def run(*words: str) -> Result:
    return CliRunner().invoke(APP, list(words))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "requests.csv"
    path.write_text(
        "id,client,address,city,postal_code\r\n"
        'a,X,"204-10205 101 St NW",Edmonton,\r\n'
        "b,Y,441 111 Street,Edmonton,\r\n"
        ",Z,1 Nowhere Lane,Edmonton,\r\n",
        encoding="utf-8-sig",
    )
    return path


def test_json_has_every_key_in_the_order_of_the_input(file: Path) -> None:
    result = run(str(file), "--json")
    placed, ambiguous, refused = json.loads(result.stdout)
    assert result.exit_code == 3
    keys = {
        "id",
        "input",
        "status",
        "lat",
        "lon",
        "quality",
        "radius_metres",
        "normalized",
        "source",
        "reason",
        "candidates",
    }
    assert all(keys <= set(record) for record in (placed, ambiguous, refused))
    assert [placed["id"], ambiguous["id"], refused["id"]] == ["a", "b", "3"]
    assert (placed["status"], placed["quality"], placed["reason"]) == ("placed", "interpolated", None)
    assert placed["normalized"] == "10205 101 Street NW, Edmonton"
    assert (ambiguous["status"], ambiguous["lat"], ambiguous["reason"]) == ("ambiguous", None, "ambiguous")
    assert {"normalized", "lat", "lon", "quality", "neighbourhood"} == set(ambiguous["candidates"][0])
    assert (refused["status"], refused["reason"], refused["candidates"]) == ("refused", "unknown_street", [])


def test_plain_words_are_one_address() -> None:
    result = run("10205", "101", "St", "NW")
    assert result.exit_code == 0
    assert "10205 101 Street NW, Edmonton" in result.stdout
    assert "within" in result.stdout


def test_the_table_lists_candidates_and_reasons(file: Path) -> None:
    lines = run(str(file)).stdout.splitlines()
    assert any("ambiguous" in line for line in lines)
    assert sum(line.lstrip().startswith("- ") for line in lines) == 2
    assert any("unknown_street" in line for line in lines)


@pytest.mark.parametrize("content", [b"id,where\n1,there\n", b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_understood_is_bad_input(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "requests.csv"
    if content is not None:
        path.write_bytes(content)
    assert isinstance(run(str(path), "--json").exception, BadInput)
