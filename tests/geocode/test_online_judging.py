"""What is believed of a service's hits, what leaves the machine, and what may be kept."""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from geocode.web import Script
from mobiledispatch.geocode import Ambiguous, Answer, Placed, Query, Reason, Refused
from mobiledispatch.geocode.chain import Chain, forget_what_may_not_be_kept, make_geocoder
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.online import Online
from mobiledispatch.geocode.polite import Turnstile, shared_file
from mobiledispatch.geocode.services import PROVIDERS, Hit
from mobiledispatch.geocode.terms import spacing
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.locating import open_geocoder, region_of
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import GeocodingRules

UNKNOWN = Query("1234 Nowhere Lane SW", city="Edmonton")
DATE = datetime.date(2026, 11, 23)
HOUSE = Hit(
    lat=53.4301, lon=-113.5902, quality=Quality.ROOFTOP, number="1234", street="Nowhere Lane SW", town="Edmonton"
)


def but(**other: Any) -> Hit:
    return Hit(**{**{name: getattr(HOUSE, name) for name in HOUSE.__slots__}, **other})


def judged(tmp_path: Path, query: Query, *hits: Hit) -> Answer:
    gate = Turnstile(tmp_path / "turns.sqlite", sleep=lambda _: None)
    return Chain(None, Online("it", lambda _civic: list(hits), gate)).locate(query)


@pytest.mark.parametrize("number", ["1234", "1234A", "1232-1236", "1232;1234;1236"])
def test_a_hit_is_the_house_only_if_it_names_the_number(number: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, UNKNOWN, but(number=number))
    assert isinstance(answer, Placed)
    is_it = number in ("1234", "1232;1234;1236")
    assert answer.location.quality is (Quality.ROOFTOP if is_it else Quality.POSTAL)


def test_a_number_interpolated_along_its_block_is_no_rooftop(tmp_path: Path) -> None:
    answer = judged(tmp_path, UNKNOWN, but(quality=Quality.INTERPOLATED))
    assert isinstance(answer, Placed)
    assert (answer.location.quality, answer.location.radius_metres) == (Quality.INTERPOLATED, 150.0)


@pytest.mark.parametrize("street", ["Nowhere Lane NW", "Nowhere Way SW", "Somewhere Lane SW"])
def test_another_quadrant_type_or_name_is_not_the_street(street: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, UNKNOWN, but(street=street))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_FOUND
    assert street in answer.detail


@pytest.mark.parametrize("street", ["Nowhere Ln SW", "NOWHERE LANE SOUTHWEST", "Nowhere Lane"])
def test_another_spelling_is_the_same_street(street: str, tmp_path: Path) -> None:
    assert isinstance(judged(tmp_path, UNKNOWN, but(street=street)), Placed)


def test_a_quadrant_that_the_client_left_out_is_learned(tmp_path: Path) -> None:
    answer = judged(tmp_path, Query("1234 Nowhere Lane"), HOUSE)
    assert isinstance(answer, Placed)
    assert answer.location.normalized == "1234 Nowhere Lane SW, Edmonton"


def test_a_house_in_two_quadrants_is_a_question(tmp_path: Path) -> None:
    twin = but(street="Nowhere Lane NW", lat=53.52)
    answer = judged(tmp_path, Query("1234 Nowhere Lane"), HOUSE, twin)
    assert isinstance(answer, Ambiguous)
    written = [candidate.location.normalized for candidate in answer.candidates]
    assert written == ["1234 Nowhere Lane SW, Edmonton", "1234 Nowhere Lane NW, Edmonton"]
    assert all(candidate.neighbourhood for candidate in answer.candidates)


def test_one_house_found_twice_is_no_question(tmp_path: Path) -> None:
    assert isinstance(judged(tmp_path, UNKNOWN, HOUSE, but(lat=53.4302)), Placed)


def test_a_hit_beyond_the_practices_own_service_area_is_refused(script: Script, url: str, tmp_path: Path) -> None:
    (tmp_path / "practice.toml").write_text(
        f"""
        [practice]
        address = "10205 101 Street NW, Edmonton"
        [service_area]
        radius_km = 5.0
        [geocoding]
        online = true
        url = "{url}"
        [[therapists]]
        id = "ana"
        name = "Ana"
        home = "9010 156 Street NW, Edmonton"
        """
    )
    practice = read_practice(tmp_path / "practice.toml")
    region = region_of(tmp_path / "practice.toml", practice)
    assert region.radius_metres == 5_000
    assert region.centre.metres_to(Place(lat=53.5434, lon=-113.4932)) < 100
    address = {"house_number": "1234", "road": "Nowhere Lane", "city": "Edmonton"}
    script.find({"lat": "53.4301", "lon": "-113.5902", "display_name": "x", "address": address})
    answer = open_geocoder(tmp_path / "practice.toml", practice).locate(UNKNOWN)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.OUTSIDE_AREA


ASKED: dict[str, dict[str, str]] = {
    "nominatim": {
        "street": "1234 Nowhere Lane SW",
        "city": "Edmonton",
        "state": "Alberta",
        "country": "Canada",
        "countrycodes": "ca",
        "format": "json",
        "addressdetails": "1",
        "limit": "5",
    },
    "photon": {"q": "1234 Nowhere Lane SW, Edmonton, Alberta, Canada", "limit": "5"},
    "pelias": {
        "text": "1234 Nowhere Lane SW, Edmonton, Alberta, Canada",
        "api_key": "k&y",
        "boundary.country": "CAN",
    },
    "arcgis": {
        "singleLine": "1234 Nowhere Lane SW, Edmonton, Alberta, Canada",
        "f": "json",
        "outFields": "Addr_type,AddNum,City,StPreDir,StPreType,StName,StType,StDir",
        "token": "k&y",
        "forStorage": "true",
    },
    "google": {
        "address": "1234 Nowhere Lane SW, Edmonton, Alberta, Canada",
        "region": "ca",
        "components": "country:CA",
        "key": "k&y",
        "sensor": "false",
    },
}


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_this_and_nothing_else_leaves_the_machine(
    provider: str, script: Script, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOBILEDISPATCH_GEOCODING_KEY", "k&y")
    rules = GeocodingRules(online=True, provider=provider, user_agent="test-practice", url=url)
    geocoder = make_geocoder(rules, tmp_path)
    geocoder.locate(Query("#77, 1234 Nowhere Ln SW, buzz Zoe 780 555 0100", unit="77", postal_code="T6W 0A1"))
    [(path, _)] = script.asked
    assert dict(parse_qsl(urlsplit(path).query, strict_parsing=True)) == ASKED[provider]
    [headers] = script.heard
    assert headers.pop("Host") == urlsplit(url).netloc
    assert headers == {"User-Agent": "test-practice", "Accept-Encoding": "identity", "Connection": "close"}


def remembered(memory: Memory, source: str, found_on: datetime.date) -> None:
    place = Place(lat=53.43, lon=-113.59)
    where = Location(place=place, quality=Quality.ROOFTOP, radius_metres=50, normalized=source, source=source)
    memory.remember(source, where, found_on)


def test_googles_answers_are_forgotten_after_the_thirty_days_that_its_terms_allow(folder: Path) -> None:
    memory, now = Memory(folder), datetime.datetime.now(tz=datetime.UTC).date()
    remembered(memory, "online:google", now - datetime.timedelta(days=31))
    remembered(memory, "online:nominatim", now - datetime.timedelta(days=3_100))
    forget_what_may_not_be_kept(memory)
    assert memory.recall("online:google") is None
    assert memory.recall("online:nominatim") is not None
    remembered(memory, "online:google", now - datetime.timedelta(days=29))
    forget_what_may_not_be_kept(memory)
    assert memory.recall("online:google") is not None


@pytest.mark.parametrize(("key", "times"), [("", 2), ("key", 1)])
def test_what_arcgis_answers_is_kept_only_if_it_was_asked_for_storage(
    key: str, times: int, script: Script, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOBILEDISPATCH_GEOCODING_KEY", key)
    facts = {"Addr_type": "PointAddress", "AddNum": "1234", "StName": "Nowhere", "StType": "Ln", "City": "Edmonton"}
    found = {"address": "x", "location": {"x": -113.5902, "y": 53.4301}, "attributes": facts}
    script.body = json.dumps({"candidates": [found]}).encode()
    rules = GeocodingRules(online=True, provider="arcgis", url=url)
    for _ in range(2):
        assert isinstance(make_geocoder(rules, folder).locate(UNKNOWN), Placed)
    assert len(script.asked) == times


def test_public_services_are_asked_once_a_second_wherever_their_url_is_written() -> None:
    assert spacing(GeocodingRules()) == 1.0
    assert spacing(GeocodingRules(url="https://nominatim.openstreetmap.org")) == 1.0
    assert spacing(GeocodingRules(url="http://127.0.0.1:8080")) == 0.0


def test_practices_of_one_user_share_their_turns() -> None:
    assert shared_file() == shared_file()
    assert shared_file().name == "turns.sqlite"


def test_real_processes_keep_their_distance(tmp_path: Path) -> None:
    each = (
        "import sys, time; from pathlib import Path; from mobiledispatch.geocode.polite import Turnstile\n"
        "gate = Turnstile(Path(sys.argv[1]), 'it', every=0.2)\n"
        "for _ in range(3): gate.wait(); print(time.time())"
    )
    words = [sys.executable, "-c", each, str(tmp_path / "turns.sqlite")]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    moments = sorted(float(line) for one in running for line in one.communicate()[0].split())
    assert len(moments) == 12
    # A process may be late for its turn, but nobody is early: twelve turns take eleven distances.
    assert moments[-1] - moments[0] > 11 * 0.2 - 0.05
