"""A user's own address file, taken in by the command: every form of it, every fault of it, wholly or not at all."""

import datetime
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mobiledispatch.cli import app_for
from mobiledispatch.errors import BadInput
from mobiledispatch.geocode.address_file import MOST_FAULTS, import_addresses
from mobiledispatch.geocode.answer import Placed, Query
from mobiledispatch.geocode.chain import Chain
from mobiledispatch.geocode.memory import FILE_NAME, Memory
from mobiledispatch.model.place import Location, Place, Quality

DATE = datetime.date(2026, 11, 23)
LATER = datetime.date(2027, 1, 15)
HEADER = "House Number,House Suffix,Street Name,Latitude,Longitude\n"
TWO = f"{HEADER}8331,,104 STREET NW,53.5190,-113.4972\n10205,A,101 STREET NW,53.5434,-113.4930\n"
NATIONAL = """\
LOC_GUID,ADDR_GUID,APT_NO_LABEL,CIVIC_NO,CIVIC_NO_SUFFIX,OFFICIAL_STREET_NAME,OFFICIAL_STREET_TYPE,\
OFFICIAL_STREET_DIR,PROV_CODE,CSD_ENG_NAME,MAIL_POSTAL_CODE,BG_X,BG_Y
a,b,204,10205,,101,ST,NW,48,Edmonton,T5J4H5,4815149.2995,2168450.5495
a,c,205,10205,,101,ST,NW,48,Edmonton,T5J4H5,4815149.2995,2168450.5495
d,e,,2,,Brower,DR,,48,Strathcona County,T8H1V4,4815149.2995,2168450.5495
f,g,,111,,Wellington,ST,,35,Ottawa,K1A0A4,7471068.978,1190424.211
"""


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A practice as `init` writes it."""
    home = tmp_path / "mine"
    assert run("init", str(home)).exit_code == 0
    return home


def run(*words: str) -> Result:
    return CliRunner().invoke(app_for(words), list(words))


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "own.csv"
    path.write_bytes(text.encode(encoding))
    return path


def taken(folder: Path, text: str) -> Memory:
    memory = Memory(folder / "memory")
    import_addresses(saved(folder, text), memory, DATE)
    return memory


def located(memory: Memory, address: str, city: str = "") -> Location:
    answer = Chain(memory, None).locate(Query(address, city=city))
    assert isinstance(answer, Placed), answer
    return answer.location


def complaints(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as fault:
        import_addresses(saved(folder, text), Memory(folder / "memory"), DATE)
    assert (
        not (folder / "memory" / FILE_NAME).exists()
        or Memory(folder / "memory").recall("8331 104 Street NW, Edmonton") is None
    )
    return fault.value.complaints


def test_the_command_says_how_many_were_taken_and_a_second_time_changes_nothing(practice: Path, tmp_path: Path) -> None:
    words = ("geocode", "--import", str(saved(tmp_path, TWO)), "--practice", str(practice))
    assert run(*words).stdout == "2 addresses of own.csv were taken in: 2 new, 0 changed, 0 as they were.\n"
    file = practice / ".mobiledispatch" / FILE_NAME
    before = file.read_bytes()
    assert run(*words).stdout == "2 addresses of own.csv were taken in: 0 new, 0 changed, 2 as they were.\n"
    assert file.read_bytes() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = run("geocode", "unit 4, 8331 - 104 st nw", "--practice", str(practice))
    assert said.stdout == "   1  8331 104 Street NW, Edmonton  53.51900, -113.49720  rooftop, within 25 m\n"


def test_a_newer_file_changes_what_has_moved(tmp_path: Path) -> None:
    memory = taken(tmp_path, TWO)
    result, _ = import_addresses(saved(tmp_path, TWO.replace("53.5190", "53.5191")), memory, LATER)
    assert (result.addresses, result.new, result.changed) == (2, 0, 1)
    assert located(memory, "8331 104 Street NW").place.lat == 53.5191


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_a_byte_order_mark_are_understood(delimiter: str, tmp_path: Path) -> None:
    memory = taken(tmp_path, "\ufeff" + TWO.replace(",", delimiter))
    assert located(memory, "10205A 101 Street NW").quality is Quality.ROOFTOP


def test_the_national_registers_map_coordinates_become_degrees(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    result, passed = import_addresses(saved(tmp_path, NATIONAL), memory, DATE)
    assert result.addresses == 2
    assert passed.count == {"outside_area": 1}
    assert located(memory, "10205 101 St NW").place == Place(lat=53.5461, lon=-113.4938)


def test_a_town_with_two_names_is_one(tmp_path: Path) -> None:
    memory = taken(tmp_path, NATIONAL)
    for town in ("Sherwood Park", "Strathcona County"):
        assert located(memory, "2 Brower Drive", town).quality is Quality.ROOFTOP


def test_a_column_that_holds_the_whole_address_will_do(tmp_path: Path) -> None:
    memory = taken(tmp_path, 'full_address,y,x\n"204-10205 101 Street NW, Edmonton T5J 4H5",53.5434,-113.4930\n')
    assert located(memory, "10205 101 Street NW").place.lat == 53.5434


def test_what_is_no_civic_address_or_far_away_is_passed_over_and_told(practice: Path, tmp_path: Path) -> None:
    text = f"{TWO}0,,PARK LOT,53.5,-113.5\n1,,NOWHERE WAY NW,51.05,-114.07\n\n,,,,\n"
    said = run("geocode", "--import", str(saved(tmp_path, text)), "--practice", str(practice))
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        "2 addresses of own.csv were taken in: 2 new, 0 changed, 0 as they were.",
        "2 lines were passed over (1 no_address, 1 outside the service area), such as:",
        "line 4: '0 PARK LOT 53.5 -113.5': no_address",
        "line 5: '1 Nowhere Way NW, Edmonton': outside the service area",
    ]


def test_every_fault_is_named_with_row_column_value_and_cure(tmp_path: Path) -> None:
    rows = [
        "8331,,104 STREET NW,53.5190,-113.4972",
        "1,,104 STREET NW,abc,",
        "2,,104 STREET NW,-113.4972,53.5190",
        "3,,104 STREET NW,53.5190,113.4972",
        "4,,104 STREET NW,nan,-113.4972",
        "5,,104 STREET NW,53.5190,-999",
        "6,,104 STREET NW",
    ]
    swapped = "write 53.5461 and -113.4938"
    assert complaints(tmp_path, HEADER + "\n".join(rows)) == (
        "own.csv, line 3, column 'Latitude': 'abc' is no latitude in degrees; write one like 53.5461",
        "own.csv, line 3, column 'Longitude': '' is no longitude in degrees; write one like -113.4938",
        "own.csv, line 4, columns 'Latitude' and 'Longitude': -113.497 and 53.519: "
        f"latitude and longitude are swapped; {swapped}",
        "own.csv, line 5, columns 'Latitude' and 'Longitude': 53.519 and 113.497: "
        f"the minus of the longitude is missing; {swapped}",
        "own.csv, line 6, column 'Latitude': 'nan' is no latitude in degrees; write one like 53.5461",
        "own.csv, line 7, column 'Longitude': '-999' is no longitude in degrees; write one like -113.4938",
        "own.csv, line 8, column 'Latitude': '' is no latitude in degrees; write one like 53.5461",
        "own.csv, line 8, column 'Longitude': '' is no longitude in degrees; write one like -113.4938",
        "Nothing of own.csv was taken in.",
    )


def test_very_many_faults_end_in_their_number(tmp_path: Path) -> None:
    told = complaints(tmp_path, HEADER + "1,,104 STREET NW,53.5,x\n" * (MOST_FAULTS + 7))
    assert told[-2:] == ("and 7 faults more of these kinds.", "Nothing of own.csv was taken in.")
    assert len(told) == MOST_FAULTS + 2


def test_a_file_in_another_encoding_is_refused_whole(tmp_path: Path) -> None:
    text = TWO + "5,,RUE SAINT-RÉMI,53.5,-113.5\n"
    with pytest.raises(BadInput, match=r"own\.csv.*UTF-8"):
        import_addresses(saved(tmp_path, text, "cp1252"), Memory(tmp_path), DATE)
    assert Memory(tmp_path).recall("8331 104 Street NW, Edmonton") is None


def test_who_stops_an_import_half_way_finds_nothing_of_it(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    where = Location(
        place=Place(lat=53.5, lon=-113.5), quality=Quality.ROOFTOP, radius_metres=25, normalized="x", source="own.csv"
    )

    def stopped() -> Iterator[tuple[str, Location]]:
        yield "1 X Street", where
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        memory.take_in(stopped(), DATE)
    assert memory.recall("1 X Street") is None


def test_others_read_and_write_while_a_file_is_taken_in(tmp_path: Path) -> None:
    memory, other = Memory(tmp_path), Memory(tmp_path)
    by_hand = Location(
        place=Place(lat=53.6, lon=-113.6), quality=Quality.MANUAL, radius_metres=10, normalized="x", source="manual"
    )

    def slowly() -> Iterator[tuple[str, Location]]:
        yield (
            "1 X Street",
            Location(
                place=Place(lat=53.5, lon=-113.5), quality=Quality.ROOFTOP, radius_metres=25, normalized="x", source="f"
            ),
        )
        other.remember("1 X Street", by_hand, DATE)
        assert other.recall("1 X Street") == by_hand

    result = memory.take_in(slowly(), DATE)
    assert (result.addresses, result.new, result.changed) == (1, 0, 0)
    assert other.recall("1 X Street") == by_hand


def test_a_place_set_by_hand_survives_the_file_whichever_came_first(practice: Path, tmp_path: Path) -> None:
    home = ("--practice", str(practice))
    bring = ("geocode", "--import", str(saved(tmp_path, TWO)), *home)
    run(*bring)
    assert run("geocode", "set", "8331 104 St NW", "53.52", "-113.50", *home).exit_code == 0
    assert "0 changed, 2 as they were" in run(*bring).stdout
    assert "53.52000, -113.50000  manual" in run("geocode", "8331 104 St NW", *home).stdout
    assert run("geocode", "set", "8331 104 St NW", "53.53", "-113.51", *home).exit_code == 0
    assert "53.53000, -113.51000  manual" in run("geocode", "8331 104 St NW", *home).stdout


@pytest.mark.parametrize(
    ("lat", "lon", "cure"),
    [
        ("-113.49", "53.54", "latitude and longitude are swapped"),
        ("53.54", "113.49", "the minus of the longitude is missing"),
        ("51.05", "-114.07", "280 km away; the service area ends at 45 km"),
        ("95", "-200", "no point on Earth"),
    ],
)
def test_a_place_set_by_hand_must_lie_in_the_service_area(practice: Path, lat: str, lon: str, cure: str) -> None:
    said = run("geocode", "set", "8331 104 St NW", lat, lon, "--practice", str(practice))
    assert isinstance(said.exception, BadInput)
    assert cure in str(said.exception)
    assert not (practice / ".mobiledispatch" / FILE_NAME).exists()


def test_a_request_whose_address_nobody_understands_can_be_set_by_its_id(practice: Path, tmp_path: Path) -> None:
    file = tmp_path / "tuesday.csv"
    file.write_text("id,client,address\nq1,X,the acreage behind the grain elevator\n")
    home = ("--practice", str(practice))
    assert run("geocode", str(file), *home).exit_code == 3
    words = ("geocode", "set", "q1", "53.70", "-113.70")
    assert isinstance(run(*words, *home).exception, BadInput)
    assert run(*words, "--requests", str(file), *home).exit_code == 0
    assert "53.70000, -113.70000  manual" in run("geocode", str(file), *home).stdout


def test_an_id_that_no_request_has_is_refused(practice: Path) -> None:
    said = run("geocode", "set", "v99", "53.52", "-113.50", "--practice", str(practice))
    assert "'v99' is neither the id of a request nor an address" in str(said.exception)
