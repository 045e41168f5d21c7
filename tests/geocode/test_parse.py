"""Written forms to civic addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.geocode.answer import Query, Reason, Refused
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.parse import normalize, parse

# ruff: noqa: E501, SIM905

FORMS = {
    "10205 101 Street NW": [
        "10205 101 Street NW", "10205 101 St NW", "10205 - 101 St. N.W.", "10205 101st street northwest", "10205-101 ST NW",
        "10205 101 street north-west", "10205 101 StNW", "10205 101STREET NW", "10205, 101 Street NW", "10205 101 Street, NW",
        "204-10205 101 St NW", "204 - 10205 101 St NW", "#204, 10205 101 St NW", "#204 10205 101 St NW", "Apt 204, 10205 101 St NW",
        "Unit 204 10205 101 St NW", "Unit 204-10205 101 Street NW", "Suite 204, 10205 - 101 Street NW", "10205 101 St NW #204",
        "10205 101 St NW, Suite 204", "10205 101 St NW Apt 204", "10205 101 St NW unit 204", "204 10205 101 St NW",
        "204, 10205 101 St NW", "10205 101 st nw basement", "Basement, 10205 101 St NW", "10205-10211 101 St NW",
        "  10205   101\tStreet\nNW ", "10205 101 STR NW", "NW 10205 101 Street NW".removeprefix("NW "), "10205 101\u00a0Street NW",
    ],
    "10205 101 Street NW, Edmonton": [
        "10205 101 Street NW, Edmonton", "10205 101 St NW, Edmonton, AB T5J 4H5, Canada", "10205 101 St NW Edmonton AB T5J4H5",
        "10205 101 St NW, Edmonton, Alberta", "10205 101 St NW, City of Edmonton", "10205 101 ST NW EDMONTON T5J-4H5",
    ],
    "9803 102A Avenue": ["9803 - 102A Avenue", "9803-102A Ave", "9803 102 A Ave", "9803 102a av.", "9803 – 102A Avenue"],
    "12014 118A Avenue NW": ["12014 118A Ave NW", "12014 - 118 A Avenue NW", "12014 118aAve NW"],
    "10345 105 Street": ["#203, 10345 105 St", "10345 105 St Suite 203", "203-10345 105 St", "203 – 10345 – 105 St"],
    "5 St Anne Street, St. Albert": [
        "5 St. Anne Street, St. Albert", "5 St Anne St, Saint Albert AB", "5 St-Anne Street, St-Albert", "5 Saint Anne St St Albert",
    ],
    "12245 St Albert Trail NW": ["12245 St. Albert Trail NW", "12245 Saint Albert Tr NW", "12245 ST ALBERT TRL NW"],
    "8712 Mill Woods Road East NW": ["8712 Mill Woods Rd E NW", "8712 MILL WOODS ROAD EAST NW"],
    "53122 Range Road 213": ["53122 RGE RD 213", "53122 Range Rd. 213", "53122 RR 213", "53122 Rg Rd 213"],
    "21133 Township Road 512": ["21133 Twp Rd 512", "21133 TWP RD. 512", "21133 Township Rd 512", "21133 Twp 512"],
    "8882 170 Street NW": ["West Edmonton Mall, 8882 170 St NW", "West Edmonton Mall, unit 12, 8882 170 Street NW"],
    "10310 82 Avenue NW": ["10310 Whyte Ave NW", "10310 - 82 Ave NW", "10310 Whyte NW", "10310 82 Aveneu NW", "10310 82 Avnue NW"],
    "10180 103 Avenue NW": ["10,180 103 Ave NW", "Heritage Manor 10180 103 Ave NW", "10180 103 Ave NW buzzer 12", "10180 103 Ave NW buzz 12"],
    "4404 Gateway Boulevard NW": ["4404 Calgary Trail Northbound NW", "4404 Gateway Blvd NW"],
    "123 Main Street, Leduc": ["123 Main St, Leduc, AB", "123 Main Street Leduc Alberta"],
}  # fmt: skip


@pytest.mark.parametrize(("civic", "written"), [(c, w) for c, forms in FORMS.items() for w in forms])
def test_an_address_has_one_normal_form_however_it_is_written(civic: str, written: str) -> None:
    assert normalize(written) == civic
    assert normalize(civic) == civic


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("204-10205 101 St", "204"),
        ("10345 105 St Suite 203", "203"),
        ("B-10205 101 St", "B"),
        ("9803 - 102A Avenue", ""),
    ],
)
def test_a_unit_is_told_from_a_house_number(written: str, unit: str) -> None:
    civic = parse(Query(written))
    assert isinstance(civic, Civic)
    assert civic.unit == unit


def test_a_house_numbers_letter_is_kept() -> None:
    assert normalize("10205A 101 St NW") == "10205A 101 Street NW"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("PO Box 123, Stn Main, Edmonton", Reason.PO_BOX),
        ("P.O. Box 4, St. Albert", Reason.PO_BOX),
        ("Box 12, Devon", Reason.PO_BOX),
        ("RR 1 Site 4 Box 7, Sherwood Park", Reason.PO_BOX),
        ("General Delivery, Leduc", Reason.PO_BOX),
        ("NW-12-53-24-W4", Reason.LEGAL_LAND),
        ("SE 4-51-26 W4M", Reason.LEGAL_LAND),
        ("Lot 3 Block 4 Plan 1234567", Reason.LEGAL_LAND),
        ("", Reason.NO_ADDRESS),
        ("   ", Reason.NO_ADDRESS),
        ("downtown", Reason.NO_ADDRESS),
        ("101 Street and 102 Avenue", Reason.NO_ADDRESS),
        ("101 Street NW", Reason.NO_ADDRESS),
        ("123 Main St, Calgary", Reason.OUTSIDE_AREA),
        ("123 Main St Calgary AB", Reason.OUTSIDE_AREA),
        ("4820 51 Avenue, Red Deer", Reason.OUTSIDE_AREA),
        ("10205 101 Street, Vancouver, BC", Reason.OUTSIDE_AREA),
    ],
)
def test_what_is_no_door_to_knock_on_is_refused_with_its_reason(written: str, reason: Reason) -> None:
    refusal = parse(Query(written))
    assert isinstance(refusal, Refused)
    assert refusal.reason is reason
    assert refusal.detail.endswith(".")


def test_the_city_column_speaks_for_an_address_that_names_none() -> None:
    assert str(parse(Query("5 St Anne Street", city="st albert"))) == "5 St Anne Street, St. Albert"


def test_an_unknown_town_in_the_city_column_is_refused() -> None:
    refusal = parse(Query("10205 101 Street", city="Gotham"))
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.OUTSIDE_AREA


_PIECES = st.sampled_from(
    "10205 101 A 118A St Street Ave NW SW N.W. - , # 204 Unit Suite Edmonton St. Albert AB T5J1A1 T5J Rd Road Saint Mill Woods "
    "East E RR TWP Range 213 Canada Basement & and é ß ﬁ İ ' ; 0 007 1/2 Box 5".split(" ")
)


@given(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map(" ".join)))
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@pytest.mark.parametrize(
    "written", ["across from 8882 170 St", "house behind 10180 103 Ave", "near 10205 101 Street NW"]
)
def test_what_is_near_an_address_is_not_its_door(written: str) -> None:
    refusal = parse(Query(written))
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.NO_ADDRESS


@pytest.mark.parametrize("written", ["NE¼ 12-53-24 W4M", "SW-14-53-25-4", "NE 1/4 12-53-24-W4"])
def test_quarter_sections_in_other_spellings_are_legal_land_too(written: str) -> None:
    refusal = parse(Query(written))
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.LEGAL_LAND
