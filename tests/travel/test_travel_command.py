"""`travel PLACES.csv`: the matrices for programs and for people, and every fault of the file at once."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mobiledispatch.cli.travel import travel
from mobiledispatch.errors import BadInput
from mobiledispatch.model.place import Place
from mobiledispatch.travel.estimate import load_estimate
from mobiledispatch.travel.places_file import read_places

app = typer.Typer()
app.command()(travel)


def _file(folder: Path, text: str) -> Path:
    path = folder / "places.csv"
    path.write_bytes(text.encode())
    return path


def test_json_holds_ids_seconds_metres_and_the_provider(tmp_path: Path) -> None:
    places = _file(tmp_path, "\ufeffid,lat,lon\r\nhome,53.5444,-113.4909\r\n\r\nu,53.5232,-113.5263\r\n")
    told = json.loads(CliRunner().invoke(app, [str(places), "--json"], catch_exceptions=False).stdout)
    matrix = load_estimate().table([Place(lat=53.5444, lon=-113.4909), Place(lat=53.5232, lon=-113.5263)])
    assert told == {
        "ids": ["home", "u"],
        "seconds": [list(row) for row in matrix.seconds],
        "metres": [list(row) for row in matrix.metres],
        "provider": "estimate",
    }


def test_without_json_the_table_shows_minutes_and_kilometres(tmp_path: Path) -> None:
    places = _file(tmp_path, "id,lat,lon\nhome,53.5444,-113.4909\nu,53.5232,-113.5263\n")
    lines = CliRunner().invoke(app, [str(places)], catch_exceptions=False).stdout.splitlines()
    assert lines[0].split() == ["min", "/", "km", "home", "u"]
    assert len(lines) == 3


def test_every_fault_of_the_file_is_told_at_once_with_row_column_value_and_cure(tmp_path: Path) -> None:
    rows = "id,lat,lon\na,fifty,-113\n,53.5,-213\nb,53.5,\na,53.5,nan\n"
    with pytest.raises(BadInput) as news:
        read_places(_file(tmp_path, rows))
    assert news.value.complaints == (
        "places.csv, line 2, column lat: 'fifty' is not degrees between -90 and 90. Write them like 53.5461.",
        "places.csv, line 3, column lon: '-213' is not degrees between -180 and 180. Write them like 53.5461.",
        "places.csv, line 3, column id: empty. Name the place, or delete the row.",
        "places.csv, line 4, column lon: empty. Write degrees between -180 and 180.",
        "places.csv, line 5, column lon: 'nan' is not degrees between -180 and 180. Write them like 53.5461.",
        "places.csv, line 5, column id: 'a' is line 2 already. Give it another id.",
    )


def test_latitude_and_longitude_in_each_others_column_are_suspected(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"line 2, column lat: '-113\.5' .* Are lat and lon swapped\?"):
        read_places(_file(tmp_path, "id,lat,lon\na,-113.5,53.5\n"))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate_columns_under_any_capitals(tmp_path: Path, mark: str) -> None:
    (named,) = read_places(
        _file(tmp_path, mark.join(("ID ", "Lat", "LON")) + "\n" + mark.join(("a", "53.5", "-113.5")))
    )
    assert (named.id, named.place) == ("a", Place(lat=53.5, lon=-113.5))


def test_a_file_without_places_makes_an_empty_table(tmp_path: Path) -> None:
    places = _file(tmp_path, "id,lat,lon\n")
    told = [CliRunner().invoke(app, [str(places), *words]) for words in ([], ["--json"])]
    assert [answer.exit_code for answer in told] == [0, 0]
    assert json.loads(told[1].stdout)["seconds"] == []


def test_a_file_without_the_columns_is_refused_and_what_it_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        BadInput, match=r"line 1: no column lat, lon\. It reads 'id,latitude,longitude'; write id,lat,lon\."
    ):
        read_places(_file(tmp_path, "id,latitude,longitude\na,53.5,-113.5\n"))


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.csv: cannot be read"):
        read_places(tmp_path / "nowhere.csv")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"id,lat,lon\n\xff\xfe,1,2\n")
    with pytest.raises(BadInput, match="not a UTF-8 CSV file"):
        read_places(path)
