"""A practice's own places: address files taken in whole or not at all, and places set by hand that win for good."""

import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mobiledispatch.cli import app_for
from mobiledispatch.errors import BadInput
from mobiledispatch.geocode import Placed, Query
from mobiledispatch.geocode.address_file import PassedOver, import_addresses, read_addresses
from mobiledispatch.geocode.by_hand import Pin
from mobiledispatch.geocode.chain import Chain
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.region import AROUND_EDMONTON
from mobiledispatch.model.place import Location, Quality

DATE = datetime.date(2026, 11, 23)
PARCELS = """\
House Number,House Suffix,Street Name,Latitude,Longitude
8331,,104 STREET NW,53.5190,-113.4972
10205,A,101 STREET NW,53.5434,-113.4930
0,,PARK LOT,53.5,-113.5
"""
REGISTER = """\
CIVIC_NO,CIVIC_NO_SUFFIX,OFFICIAL_STREET_NAME,OFFICIAL_STREET_TYPE,OFFICIAL_STREET_DIR,CSD_ENG_NAME,BG_LATITUDE,BG_LONGITUDE
12,,Perron,ST,,St. Albert,53.6340,-113.6270
10205,,101,ST,NW,Edmonton,53.5435,-113.4931
"""


def located(memory: Memory, address: str) -> Location:
    answer = Chain(memory, None).locate(Query(address))
    assert isinstance(answer, Placed)
    return answer.location


def saved(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(app_for(words), list(words))


def test_an_address_of_the_citys_file_is_known_to_the_roof_however_it_is_written(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    taken, passed = import_addresses(saved(tmp_path, PARCELS), memory, DATE)
    assert (taken.addresses, passed.count) == (2, {"no_address": 1})
    for written in ("8331 104 Street NW, Edmonton", "unit 2, 8331 104 st", "8331 - 104th Street northwest"):
        where = located(memory, written)
        assert (where.place.lat, where.place.lon, where.quality) == (53.5190, -113.4972, Quality.ROOFTOP)
    assert located(memory, "10205A 101 St NW").place.lat == 53.5434


def test_the_national_registers_columns_are_known(tmp_path: Path) -> None:
    places = dict(read_addresses(saved(tmp_path, REGISTER), AROUND_EDMONTON, PassedOver()))
    assert set(places) == {"12 Perron Street, St. Albert", "10205 101 Street NW, Edmonton"}


def test_taking_a_file_in_twice_changes_nothing(tmp_path: Path) -> None:
    memory, file = Memory(tmp_path), saved(tmp_path, PARCELS)
    for _ in range(2):
        import_addresses(file, memory, DATE)
        assert located(memory, "8331 104 Street NW").place.lat == 53.5190


def test_faulty_rows_are_all_named_and_nothing_is_taken_in(tmp_path: Path) -> None:
    text = PARCELS.replace("53.5190", "abc").replace("53.5434,-113.4930", "-113.4930,53.5434")
    with pytest.raises(BadInput) as fault:
        import_addresses(saved(tmp_path, text), Memory(tmp_path), DATE)
    assert [line.split(":")[0] for line in fault.value.complaints[:-1]] == [
        "own.csv, line 2, column 'Latitude'",
        "own.csv, line 3, columns 'Latitude' and 'Longitude'",
    ]
    assert Memory(tmp_path).recall("10205A 101 Street NW, Edmonton") is None


def test_a_file_without_the_columns_says_what_they_may_be_called(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no column for lat, lon, number, street.*latitude.*house_number"):
        list(read_addresses(saved(tmp_path, "name,where\na,b\n"), AROUND_EDMONTON, PassedOver()))


def test_a_place_set_by_hand_wins_over_everything_for_good(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    assert run("init", str(home)).exit_code == 0
    practice = ("--practice", str(home / "practice.toml"))
    assert run("geocode", "set", "8331 104 St", "53.6", "-113.6", *practice).exit_code == 0
    assert run("geocode", "--import", str(saved(tmp_path, PARCELS)), *practice).exit_code == 0
    for written in ("8331 104 St", "8331 104 Street NW"):
        said = run("geocode", written, *practice)
        assert "53.60000, -113.60000  manual" in said.stdout


def test_a_requests_id_may_stand_for_its_address(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    run("init", str(home))
    said = run("geocode", "set", "v03", "53.51", "-113.49", "--practice", str(home))
    assert said.stdout.startswith("8331 104 Street NW, Edmonton is at 53.51000, -113.49000")


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (["8331 104 St", "53.5"], "no address with a latitude and a longitude"),
        (["8331 104 St", "-113.5", "53.5"], "swapped"),
        (["8331 104 St", "nan", "-113.5"], "no point on Earth"),
        (["8331 104 St", "north", "west"], "Write: geocode set"),
    ],
)
def test_words_that_are_no_place_are_refused_with_the_cure(words: list[str], cure: str) -> None:
    with pytest.raises(BadInput, match=cure):
        Pin.of(words)
