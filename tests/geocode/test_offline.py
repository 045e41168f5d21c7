"""Addresses to places without a network. Expected points are public buildings', read off a map."""

import gzip
import subprocess
import sys
from importlib import resources

import pytest

from mobiledispatch.geocode import Ambiguous, Placed, Query, Reason, Refused, offline_geocoder
from mobiledispatch.geocode.tables import read_lines
from mobiledispatch.model.place import Place, Quality

GEOCODER = offline_geocoder()


def located(address: str, city: str = "", postal_code: str = "") -> Placed:
    answer = GEOCODER.locate(Query(address, city=city, postal_code=postal_code))
    assert isinstance(answer, Placed), answer
    return answer


def refused(address: str, city: str = "", postal_code: str = "") -> Refused:
    answer = GEOCODER.locate(Query(address, city=city, postal_code=postal_code))
    assert isinstance(answer, Refused), answer
    return answer


def asked(address: str, city: str = "", postal_code: str = "") -> Ambiguous:
    answer = GEOCODER.locate(Query(address, city=city, postal_code=postal_code))
    assert isinstance(answer, Ambiguous), answer
    return answer


@pytest.mark.parametrize(
    ("address", "lat", "lon", "metres"),
    [
        ("8330 82 Avenue NW", 53.5185, -113.4567, 150),  # Bonnie Doon shopping centre
        ("10450 72 Avenue NW", 53.508, -113.501, 150),  # Strathcona High School
        ("10800 97 Avenue NW", 53.5336, -113.5065, 200),  # the Legislature
        ("16940 87 Avenue NW", 53.5208, -113.6125, 200),  # Misericordia Hospital
        ("10135 100 Street NW", 53.5415, -113.4905, 150),  # a downtown hotel
        ("10240 Kingsway NW", 53.5568, -113.4977, 200),  # Royal Alexandra Hospital
        ("11411 Jasper Avenue NW", 53.5412, -113.5165, 200),
        ("10220 104 Avenue NW", 53.5469, -113.4979, 200),  # the arena
        ("5 St Anne Street, St. Albert", 53.6347, -113.6285, 300),  # St. Albert Place
    ],
)
def test_public_buildings_are_found_near_where_they_stand(address: str, lat: float, lon: float, metres: float) -> None:
    assert located(address).location.place.metres_to(Place(lat=lat, lon=lon)) < metres


def test_even_houses_of_a_street_lie_west_and_of_an_avenue_north() -> None:
    even, odd = (located(f"{n} 101 Street NW").location.place for n in (10244, 10245))
    assert even.lon < odd.lon
    even, odd = (located(f"{n} 118 Avenue NW").location.place for n in (9244, 9245))
    assert even.lat > odd.lat


def test_house_numbers_grow_north_and_west_in_the_north_west_and_south_in_the_south_west() -> None:
    low, high = (located(f"{n} 111 Street NW").location.place for n in (2305, 5105))
    assert high.lat > low.lat
    low, high = (located(f"{n} 23 Avenue NW").location.place for n in (5005, 11105))
    assert high.lon < low.lon
    low, high = (located(f"{n} 111 Street SW").location.place for n in (105, 905))
    assert high.lat < low.lat


def test_a_missing_quadrant_is_north_west_where_no_other_fits() -> None:
    assert located("10205 101 Street", "Edmonton").location.normalized == "10205 101 Street NW, Edmonton"


def test_a_missing_quadrant_is_asked_for_where_two_fit() -> None:
    question = asked("441 111 Street", "Edmonton")
    assert {c.location.normalized for c in question.candidates} == {
        "441 111 Street NW, Edmonton",
        "441 111 Street SW, Edmonton",
    }
    assert all(c.neighbourhood for c in question.candidates)


def test_a_stated_quadrant_is_never_changed() -> None:
    assert refused("10205 101 Street SW").reason is Reason.NUMBER_OUT_OF_RANGE
    assert refused("10205 101 Street SE").reason is Reason.UNKNOWN_STREET


def test_a_postal_code_settles_the_quadrant() -> None:
    north = asked("905 111 Street", "Edmonton").candidates[0].location
    south = located("905 111 Street", "Edmonton", "T6W 1S4").location
    assert south.normalized == "905 111 Street SW, Edmonton"
    assert south.place.metres_to(north.place) > 1_500


def test_fifty_street_without_a_town_is_asked_about() -> None:
    names = {c.location.normalized for c in asked("5012 50 Street").candidates}
    assert {"5012 50 Street NW, Edmonton", "5012 50 Street, Leduc", "5012 50 Street, Stony Plain"} <= names


def test_fifty_street_with_its_town_is_not_put_into_edmonton() -> None:
    assert refused("5012 50 Street", "Leduc").reason is Reason.UNKNOWN_STREET
    assert located("5012 50 Street", "Leduc", "T9E 6X2").location.quality is Quality.POSTAL


def test_an_ordinary_number_without_a_town_stays_in_edmonton() -> None:
    assert located("12805 50 Street").location.normalized == "12805 50 Street NW, Edmonton"


@pytest.mark.parametrize(
    "address",
    [
        "1 Nowhere Lane NW",
        "12 Hillview Bogus NW",
        "123 Xyzzy Crescent SW",
        "99 999 Street NW",
        "100 Hogwarts Way",
        "215 Heath Crescent NW",
    ],
)
def test_an_unknown_street_is_refused_never_guessed(address: str) -> None:
    refusal = refused(address, "Edmonton")
    assert refusal.reason is Reason.UNKNOWN_STREET
    assert "postal code" in refusal.detail


def test_a_number_far_beyond_its_street_is_refused() -> None:
    assert refused("99905 101 Street NW").reason is Reason.NUMBER_OUT_OF_RANGE


def test_an_unknown_street_falls_back_to_its_postal_code_and_says_so() -> None:
    answer = located("1 Nowhere Lane NW", "Edmonton", "T5J 2R7")
    assert answer.location.quality is Quality.POSTAL
    assert answer.location.radius_metres >= 500
    assert "T5J 2R7 only" in answer.notes[0]


def test_an_unknown_postal_code_of_a_small_district_gives_town_quality() -> None:
    assert located("1 Nowhere Lane NW", "Edmonton", "T5J 9Z9").location.quality is Quality.TOWN


def test_a_postal_code_far_from_the_street_is_a_conflict_to_show() -> None:
    question = asked("10205 101 Street NW", "Edmonton", "T6X 0A1")
    assert question.reason is Reason.CONFLICT
    assert "km from postal code" in question.detail
    assert len(question.candidates) == 2


def test_a_street_that_may_be_an_avenue_is_asked_about() -> None:
    names = {c.location.normalized for c in asked("10205 107", "Edmonton").candidates}
    assert names == {"10205 107 Street NW, Edmonton", "10205 107 Avenue NW, Edmonton"}


def test_a_name_without_its_type_that_several_streets_share_is_not_guessed() -> None:
    refusal = refused("10 Haddow", "Edmonton")
    assert refusal.reason is Reason.UNKNOWN_STREET
    assert "Haddow Drive" in refusal.detail


def test_a_name_without_its_type_that_one_numbered_street_answers_is_placed() -> None:
    assert located("10310 Jasper", "Edmonton").location.normalized == "10310 Jasper Avenue NW, Edmonton"


def test_an_address_in_a_place_nobody_here_knows_is_refused() -> None:
    assert refused("10205 101 Street, Foobarville").reason is Reason.OUTSIDE_AREA


def test_rural_addresses_come_from_the_survey_grid() -> None:
    where = located("53122 Range Road 232").location
    assert where.place.metres_to(Place(lat=53.5591, lon=-113.2955)) < 150
    where = located("23233 Township Road 522").location
    assert where.place.metres_to(Place(lat=53.483, lon=-113.306)) < 500


def test_a_rural_number_that_leads_out_of_the_region_is_refused() -> None:
    assert refused("1122 Range Road 213").reason is Reason.NUMBER_OUT_OF_RANGE


def test_a_stretch_that_no_table_knows_lies_between_its_parallel_streets() -> None:
    between = located("8420 189A Street NW", "Edmonton").location
    east, west = (located(f"8420 {n} Street NW", "Edmonton").location for n in (189, 190))
    assert between.source == "offline:neighbours"
    assert west.place.lon < between.place.lon < east.place.lon


def test_a_number_far_from_where_its_street_is_known_is_not_inferred() -> None:
    assert refused("17105 189A Street NW", "Edmonton").reason is Reason.NUMBER_OUT_OF_RANGE


def test_every_answer_states_quality_radius_and_source() -> None:
    where = located("10205 101 Street NW").location
    assert (where.quality, where.source) == (Quality.INTERPOLATED, "offline:between")
    assert 50 <= where.radius_metres <= 250


def test_the_tables_carry_their_notices_and_stay_small() -> None:
    folder = resources.files("mobiledispatch.geocode").joinpath("data")
    sizes = {f.name: len(f.read_bytes()) for f in folder.iterdir()}
    assert sum(sizes.values()) < 600_000
    for name, credit in (
        ("osm", "OpenStreetMap"),
        ("gtfs", "GTFS"),
        ("city", "City of Edmonton"),
        ("geonames", "GeoNames"),
    ):
        files = [f for f in sizes if name in f]
        assert files
        for file in files:
            top = gzip.decompress(folder.joinpath(file).read_bytes()).decode().split("\n", 1)[0]
            assert top.startswith("# ")
            assert credit in top


def test_no_table_lists_houses() -> None:
    names = [line.split("|")[1] for table in ("roads_osm", "roads_gtfs", "roads_city") for line in read_lines(table)]
    assert len(names) > 2_000
    assert not [name for name in names if name[:4].isdigit()]


def test_the_offline_path_loads_nothing_heavy_and_starts_fast() -> None:
    code = (
        "import sys; from mobiledispatch.geocode import *; offline_geocoder().locate(Query('10205 101 St NW T5J 2R7'));"
        "print([m for m in ('pandas', 'numpy', 'geopy', 'requests') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
