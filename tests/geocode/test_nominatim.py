"""A real Nominatim on a real extract answers through our geocoder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geocode import nominatim
from mobiledispatch.geocode import Placed, Query, Reason, Refused
from mobiledispatch.geocode.chain import Chain
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.online import Online
from mobiledispatch.geocode.polite import Turnstile
from mobiledispatch.geocode.region import Region
from mobiledispatch.geocode.services import PROVIDERS
from mobiledispatch.model.place import Place, Quality
from mobiledispatch.model.practice import GeocodingRules

HELSINKI = Region(
    town="Helsinki",
    province="",
    country="Suomi",
    code="fi",
    code3="FIN",
    centre=Place(lat=60.168, lon=24.942),
    radius_metres=5_000.0,
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nominatim.need_nominatim()
    with nominatim.serving(tmp_path_factory.mktemp("nominatim")) as address:
        yield address


def online(url: str, folder: Path, region: Region = HELSINKI) -> Online:
    rules = GeocodingRules(online=True, user_agent="test-practice", url=url)
    gate = Turnstile(folder / "turns", sleep=lambda _: None)
    return Online("nominatim", PROVIDERS["nominatim"](rules, region), gate, region)


@pytest.mark.parametrize(
    ("street", "number", "place"),
    [
        ("KORKEAVUORENKATU", 37, Place(lat=60.16544, lon=24.94612)),
        ("ALEKSANTERINKATU", 52, Place(lat=60.16830, lon=24.94208)),
        ("BULEVARDI", 10, Place(lat=60.16551, lon=24.94097)),
    ],
)
def test_a_house_is_found_to_the_roof(street: str, number: int, place: Place, url: str, tmp_path: Path) -> None:
    answer = online(url, tmp_path).locate_civic(Civic(number=number, street=street))
    assert isinstance(answer, Placed)
    assert answer.location.quality is Quality.ROOFTOP
    assert answer.location.place.metres_to(place) < 30


def test_what_it_finds_is_remembered_as_any_other_answer(url: str, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory")
    answer = Chain(memory, online(url, tmp_path)).locate(Query("37 Korkeavuorenkatu"))
    assert isinstance(answer, Placed)
    assert (answer.location.source, answer.notes) == ("online:nominatim", ())
    assert Chain(memory, None).locate(Query("unit 4, 37 Korkeavuorenkatu")) == answer


def test_the_house_next_door_to_none_is_no_house(url: str, tmp_path: Path) -> None:
    answer = online(url, tmp_path).locate_civic(Civic(number=9_999, street="KORKEAVUORENKATU"))
    assert isinstance(answer, Placed)
    assert answer.location.quality is Quality.POSTAL


def test_a_street_that_is_not_there_is_not_found(url: str, tmp_path: Path) -> None:
    answer = online(url, tmp_path).locate_civic(Civic(number=12, street="OLEMATON KATU"))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_FOUND


def test_a_house_in_another_place_than_ours_is_refused(url: str, tmp_path: Path) -> None:
    far = Region(
        town="Helsinki",
        province="",
        country="Suomi",
        code="fi",
        code3="FIN",
        centre=Place(lat=61.5, lon=23.8),
        radius_metres=5_000.0,
    )
    answer = online(url, tmp_path, far).locate_civic(Civic(number=37, street="KORKEAVUORENKATU"))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.OUTSIDE_AREA
