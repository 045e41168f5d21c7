"""Addresses beyond what the tables know: the survey's section lines. Expected points are computed from the survey."""

import pytest

from mobiledispatch.geocode import Ambiguous, Placed, Query, Reason, Refused, offline_geocoder
from mobiledispatch.geocode.outskirts import AVENUES, RANGE_LINES, STREETS_NORTH, STREETS_SOUTH, TOWNSHIP_LINES, on_grid
from mobiledispatch.model.place import Location, Quality


def placed(address: str, postal_code: str = "") -> Location:
    answer = offline_geocoder().locate(Query(address, postal_code=postal_code))
    assert isinstance(answer, Placed), answer
    return answer.location


def refused(address: str) -> Refused:
    answer = offline_geocoder().locate(Query(address))
    assert isinstance(answer, Refused), answer
    return answer


def test_every_line_of_the_survey_has_its_number() -> None:
    assert len(AVENUES) == len(TOWNSHIP_LINES)
    assert len(STREETS_NORTH) == len(STREETS_SOUTH) == len(RANGE_LINES)
    for numbers in (AVENUES, STREETS_NORTH, STREETS_SOUTH):
        assert list(numbers) == sorted(set(numbers))
    assert sorted(TOWNSHIP_LINES) == TOWNSHIP_LINES
    assert sorted(RANGE_LINES, reverse=True) == RANGE_LINES


def test_a_street_on_a_section_line_crosses_an_avenue_on_one_where_the_lines_cross() -> None:
    crossing = on_grid(50, 195)
    assert (round(crossing.lat, 4), round(crossing.lon, 4)) == (53.6577, -113.4183)


def test_numbers_between_two_lines_are_spread_evenly() -> None:
    south, middle, north = (on_grid(50, avenue).lat for avenue in (195, 203, 211))
    assert middle == pytest.approx((south + north) / 2)


@pytest.mark.parametrize("address", ["18430 18 Street NW", "2303 28 Avenue SW", "303 197 Avenue NE"])
def test_the_outskirts_are_placed_as_grid_with_a_wide_radius(address: str) -> None:
    where = placed(address)
    assert where.quality is Quality.GRID
    assert where.source == "offline:outskirts"
    assert where.radius_metres >= 400


def test_numbers_grow_south_in_the_south_west_and_east_in_the_north_east() -> None:
    assert placed("3003 34 Street SW").place.lat < placed("1481 34 Street SW").place.lat
    assert placed("440 197 Avenue NE").place.lon > placed("131 197 Avenue NE").place.lon


def test_a_street_unknown_inside_the_built_up_city_is_not_guessed() -> None:
    assert refused("11850 139A Street NW").reason in (Reason.UNKNOWN_STREET, Reason.NUMBER_OUT_OF_RANGE)


@pytest.mark.parametrize(
    "address", ["10205 101 Street SW", "1204 17 Street NE", "10205 401 Street NW", "18705 170 Street NW"]
)
def test_what_would_lie_outside_the_city_is_refused(address: str) -> None:
    assert refused(address).reason in (Reason.UNKNOWN_STREET, Reason.NUMBER_OUT_OF_RANGE)


def test_an_unsaid_quadrant_is_asked_for_where_two_outskirts_fit() -> None:
    question = offline_geocoder().locate(Query("18430 18 Street"))
    assert isinstance(question, Ambiguous)
    assert {c.location.normalized for c in question.candidates} == {
        "18430 18 Street NW, Edmonton",
        "18430 18 Street NE, Edmonton",
    }


def test_a_postal_code_speaks_for_a_quadrant_that_only_the_outskirts_know() -> None:
    assert placed("3003 34 Street").normalized == "3003 34 Street NW, Edmonton"
    assert placed("3003 34 Street", "T6X 1A5").normalized == "3003 34 Street SW, Edmonton"


def test_a_road_that_bears_a_name_on_a_section_line_is_placed_by_its_number() -> None:
    where = placed("20303 Meridian Street NE")
    assert where.place.lat == pytest.approx(53.665, abs=0.003)


def test_a_named_road_is_not_numbered_by_a_far_crossing() -> None:
    assert refused("14510 St Albert Trail NW").reason is Reason.NUMBER_OUT_OF_RANGE


def test_a_direction_left_unsaid_is_asked_for_where_more_parts_may_be_meant() -> None:
    refusal = refused("8704 Mill Woods Road")
    assert refusal.reason is Reason.UNKNOWN_STREET
    assert "Mill Woods Road East" in refusal.detail
    assert "Mill Woods Road West" in refusal.detail


def test_a_road_of_the_very_name_is_preferred_to_its_namesakes_with_a_direction() -> None:
    assert placed("10135 Saskatchewan Drive").normalized == "10135 Saskatchewan Drive NW, Edmonton"


def test_an_unsaid_quadrant_that_a_section_road_also_fits_is_told_to_the_office() -> None:
    answer = offline_geocoder().locate(Query("3003 34 Street"))
    assert isinstance(answer, Placed)
    assert answer.notes == ("Read as 3003 34 Street NW, as no quadrant was given; 3003 34 Street SW may be meant.",)
    said = offline_geocoder().locate(Query("3003 34 Street NW"))
    assert isinstance(said, Placed)
    assert said.notes == ()


def test_a_bit_of_road_that_the_map_misnames_is_not_taken_for_another_avenue() -> None:
    answer = offline_geocoder().locate(Query("4450 45 Avenue NW"))
    assert isinstance(answer, Refused) or (isinstance(answer, Placed) and answer.location.place.lat < 53.5)
