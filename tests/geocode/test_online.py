"""Asking a real HTTP server that speaks Nominatim: what is sent, what is believed, and what an outage looks like."""

import datetime
import json
import stat
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from geocode.web import Script, serving
from mobiledispatch.geocode import Placed, Query, Reason, Refused
from mobiledispatch.geocode.answer import Answer
from mobiledispatch.geocode.chain import Chain, make_geocoder
from mobiledispatch.geocode.memory import FILE_NAME, Memory
from mobiledispatch.geocode.online import Online
from mobiledispatch.geocode.polite import Turnstile
from mobiledispatch.geocode.region import AROUND_EDMONTON
from mobiledispatch.geocode.services import PROVIDERS, nominatim
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import GeocodingRules

UNKNOWN = Query("7-1234 Nowhere Lane SW", unit="7", city="Edmonton")
DATE = datetime.date(2026, 11, 23)


def house(lat: float = 53.4301, lon: float = -113.5902, town: str = "Edmonton", number: str = "1234") -> dict[str, Any]:
    """One search result as Nominatim writes it."""
    address = {"road": "Nowhere Lane", "city": town, "state": "Alberta", "country_code": "ca"}
    return {
        "lat": str(lat),
        "lon": str(lon),
        "display_name": f"{number} Nowhere Lane, {town}",
        "address": {"house_number": number, **address} if number else address,
    }


class Hands:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000.0, 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


def chain(url: str, folder: Path, hands: Hands | None = None, timeout: float = 5.0) -> Chain:
    hands = hands or Hands()
    rules = GeocodingRules(online=True, user_agent="test-practice", url=url, timeout_seconds=timeout)
    gate = Turnstile(folder / "turns.sqlite", clock=lambda: hands.now, sleep=hands.sleep)
    return Chain(Memory(folder), Online("nominatim", nominatim(rules, AROUND_EDMONTON), gate), date=lambda: DATE)


def reason(answer: Answer) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_a_street_the_tables_do_not_know_is_found_online(script: Script, url: str, tmp_path: Path) -> None:
    script.find(house())
    answer = chain(url, tmp_path).locate(UNKNOWN)
    assert isinstance(answer, Placed)
    assert answer.location.quality is Quality.ROOFTOP
    assert answer.location.place == Place(lat=53.4301, lon=-113.5902)


def test_only_the_civic_address_is_sent_under_the_practices_own_name(script: Script, url: str, tmp_path: Path) -> None:
    chain(url, tmp_path).locate(Query("Unit 77-1234 Nowhere Lane SW, buzzer 99", unit="77", postal_code=""))
    [(path, agent)] = script.asked
    assert "1234+Nowhere+Lane+SW" in path
    assert "77" not in path
    assert "99" not in path
    assert agent == "test-practice"


def test_a_street_the_tables_know_is_not_asked_about(script: Script, url: str, tmp_path: Path) -> None:
    assert isinstance(chain(url, tmp_path).locate(Query("10205 101 Street NW", city="Edmonton")), Placed)
    assert script.asked == []


def test_a_success_is_remembered_with_its_date_where_only_the_owner_may_read(
    script: Script, url: str, tmp_path: Path
) -> None:
    script.find(house())
    first = chain(url, tmp_path / "memory").locate(UNKNOWN)
    again = chain(url, tmp_path / "memory").locate(Query("1234 NOWHERE LN S.W.", city="Edmonton"))
    assert first == again
    assert len(script.asked) == 1
    assert stat.S_IMODE((tmp_path / "memory" / FILE_NAME).stat().st_mode) == 0o600
    assert b"2026-11-23" in (tmp_path / "memory" / FILE_NAME).read_bytes()


def test_a_failure_is_never_remembered(script: Script, url: str, tmp_path: Path) -> None:
    asking = chain(url, tmp_path)
    assert reason(asking.locate(UNKNOWN)) is Reason.NOT_FOUND
    script.find(house())
    assert isinstance(asking.locate(UNKNOWN), Placed)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, b"slow down"),
        (500, b"oops"),
        (503, b""),
        (403, b"go away"),
        (200, b"<html>hello</html>"),
        (200, b'{"surprise": true}'),
        (200, b'[{"lat": "north", "lon": "west"}]'),
        (200, b'[{"lat": "95", "lon": "999"}]'),
        (200, b"[17]"),
        (200, b""),
    ],
)
def test_an_outage_is_never_not_found(script: Script, url: str, tmp_path: Path, status: int, body: bytes) -> None:
    script.status, script.body = status, body
    assert reason(chain(url, tmp_path).locate(UNKNOWN)) is Reason.SERVICE_DOWN


def test_a_slow_service_is_down_after_the_practices_time_out(script: Script, url: str, tmp_path: Path) -> None:
    script.find(house())
    script.delay = 1.0
    assert reason(chain(url, tmp_path, timeout=0.1).locate(UNKNOWN)) is Reason.SERVICE_DOWN


def test_a_service_that_is_not_there_is_down(tmp_path: Path, script: Script) -> None:
    with serving(script) as gone:
        pass
    assert reason(chain(gone, tmp_path).locate(UNKNOWN)) is Reason.SERVICE_DOWN


def test_an_outage_leaves_the_offline_answer_with_a_note(script: Script, url: str, tmp_path: Path) -> None:
    script.status = 500
    answer = chain(url, tmp_path).locate(Query("1234 Nowhere Lane SW", city="Edmonton", postal_code="T6W 0A1"))
    assert isinstance(answer, Placed)
    assert answer.location.quality is Quality.POSTAL
    assert any("did not answer" in note for note in answer.notes)


@pytest.mark.parametrize(
    "hit",
    [house(51.05, -114.07, "Calgary"), house(53.6305, -113.6256, "St. Albert"), house(51.05, -114.07, "Edmonton")],
)
def test_another_municipality_or_a_far_away_point_is_refused(
    script: Script, url: str, tmp_path: Path, hit: dict[str, object]
) -> None:
    script.find(hit)
    assert reason(chain(url, tmp_path).locate(UNKNOWN)) is Reason.OUTSIDE_AREA


def test_a_hit_without_a_house_number_is_no_rooftop_and_not_remembered(
    script: Script, url: str, tmp_path: Path
) -> None:
    script.find(house(number=""))
    answer = chain(url, tmp_path).locate(UNKNOWN)
    assert isinstance(answer, Placed)
    assert (answer.location.quality, answer.location.radius_metres) == (Quality.POSTAL, 1_000.0)
    chain(url, tmp_path).locate(UNKNOWN)
    assert len(script.asked) == 2


def test_requests_are_a_second_apart_for_all_processes_together(tmp_path: Path) -> None:
    hands = Hands()
    gates = [Turnstile(tmp_path / "turns.sqlite", clock=lambda: hands.now, sleep=hands.sleep) for _ in range(3)]
    moments = []
    for gate in gates * 2:
        gate.wait()
        moments.append(hands.now)
    assert moments == [1_000.0, 1_001.0, 1_002.0, 1_003.0, 1_004.0, 1_005.0]
    assert hands.slept == 5.0


def test_a_place_set_by_hand_outlives_what_is_found_later(tmp_path: Path) -> None:
    memory, at = Memory(tmp_path), Place(lat=53.5, lon=-113.5)
    by_hand = Location(place=at, quality=Quality.MANUAL, radius_metres=10, normalized="x", source="manual")
    found = Location(place=at, quality=Quality.ROOFTOP, radius_metres=50, normalized="x", source="online:nominatim")
    memory.remember("1 X Street", by_hand, DATE)
    memory.remember("1 X Street", found, DATE)
    assert memory.recall("1 X Street") == by_hand


LAT, LON = 53.4301, -113.5902
HOUSES: dict[str, Any] = {
    "nominatim": [house()],
    "photon": {
        "features": [
            {
                "geometry": {"coordinates": [LON, LAT]},
                "properties": {"housenumber": "1234", "street": "Nowhere Lane", "city": "Edmonton", "name": "x"},
            }
        ]
    },
    "pelias": {
        "features": [
            {
                "geometry": {"coordinates": [LON, LAT]},
                "properties": {
                    "layer": "address",
                    "housenumber": "1234",
                    "street": "Nowhere Lane",
                    "locality": "Edmonton",
                    "name": "x",
                    "label": "x",
                },
            }
        ]
    },
    "arcgis": {
        "candidates": [
            {
                "address": "x",
                "location": {"x": LON, "y": LAT},
                "score": 100,
                "attributes": {
                    "Addr_type": "PointAddress",
                    "AddNum": "1234",
                    "StPreDir": "",
                    "StName": "Nowhere",
                    "StType": "Ln",
                    "StDir": "SW",
                    "City": "Edmonton",
                },
            }
        ]
    },
    "google": {
        "status": "OK",
        "results": [
            {
                "formatted_address": "x",
                "geometry": {"location": {"lat": LAT, "lng": LON}, "location_type": "ROOFTOP"},
                "address_components": [
                    {"long_name": "1234", "types": ["street_number"]},
                    {"long_name": "Nowhere Lane Southwest", "types": ["route"]},
                    {"long_name": "Edmonton", "types": ["locality", "political"]},
                ],
            }
        ],
    },
}
NOTHING: dict[str, Any] = {
    "nominatim": [],
    "photon": {"features": []},
    "pelias": {"features": []},
    "arcgis": {"candidates": []},
    "google": {"status": "ZERO_RESULTS", "results": []},
}


@pytest.fixture(params=sorted(PROVIDERS))
def provider(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MOBILEDISPATCH_GEOCODING_KEY", "key")
    return str(request.param)


def asking(provider: str, url: str, folder: Path, timeout: float = 5.0) -> Chain:
    rules = GeocodingRules(online=True, provider=provider, user_agent="test-practice", url=url, timeout_seconds=timeout)
    return Chain(
        None,
        Online(
            provider, PROVIDERS[provider](rules, AROUND_EDMONTON), Turnstile(folder / "turns", sleep=lambda _: None)
        ),
    )


def test_every_provider_is_read_behind_the_same_function(
    provider: str, script: Script, url: str, tmp_path: Path
) -> None:
    script.body = json.dumps(HOUSES[provider]).encode()
    answer = asking(provider, url, tmp_path).locate(UNKNOWN)
    assert isinstance(answer, Placed)
    assert (answer.location.place, answer.location.quality) == (Place(lat=LAT, lon=LON), Quality.ROOFTOP)
    assert answer.location.source == f"online:{provider}"


def test_every_provider_is_sent_the_civic_address_alone(
    provider: str, script: Script, url: str, tmp_path: Path
) -> None:
    script.body = json.dumps(HOUSES[provider]).encode()
    asking(provider, url, tmp_path).locate(Query("7-1234 Nowhere Lane SW", unit="7", city="Edmonton"))
    ((path, _),) = script.asked
    asked = unquote_plus(path)
    assert "1234 Nowhere Lane SW" in asked
    assert "7-1234" not in asked
    assert "unit" not in asked.casefold()


def test_nothing_found_is_not_an_outage_with_any_provider(
    provider: str, script: Script, url: str, tmp_path: Path
) -> None:
    script.body = json.dumps(NOTHING[provider]).encode()
    assert reason(asking(provider, url, tmp_path).locate(UNKNOWN)) is Reason.NOT_FOUND


@pytest.mark.parametrize(
    ("status", "body"), [(429, b"{}"), (500, b"oops"), (200, b"<html>"), (200, b'{"odd": 1}'), (200, b"[1, 2]")]
)
def test_an_outage_is_never_not_found_with_any_provider(
    provider: str, script: Script, url: str, tmp_path: Path, status: int, body: bytes
) -> None:
    script.status, script.body = status, body
    assert reason(asking(provider, url, tmp_path).locate(UNKNOWN)) is Reason.SERVICE_DOWN


def test_a_slow_provider_is_down_after_the_time_out(provider: str, script: Script, url: str, tmp_path: Path) -> None:
    script.delay = 1.0
    assert reason(asking(provider, url, tmp_path, timeout=0.1).locate(UNKNOWN)) is Reason.SERVICE_DOWN


@pytest.mark.parametrize(("wanting", "cure"), [("google", "MOBILEDISPATCH_GEOCODING_KEY"), ("pelias", "url")])
def test_a_provider_that_wants_a_key_or_a_server_says_so(
    wanting: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOBILEDISPATCH_GEOCODING_KEY", raising=False)
    with pytest.raises(ValueError, match=cure):
        make_geocoder(GeocodingRules(online=True, provider=wanting), None)


def test_make_geocoder_asks_the_practices_own_server(script: Script, url: str, tmp_path: Path) -> None:
    script.find(house())
    rules = GeocodingRules(online=True, user_agent="test-practice", url=url)
    assert isinstance(make_geocoder(rules, tmp_path).locate(UNKNOWN), Placed)


def test_a_practice_that_stays_offline_asks_nobody(script: Script, url: str, tmp_path: Path) -> None:
    geocoder = make_geocoder(GeocodingRules(online=False, url=url), tmp_path)
    assert reason(geocoder.locate(UNKNOWN)) is Reason.UNKNOWN_STREET
    assert script.asked == []


def test_an_unheard_of_provider_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="arcgis, google, nominatim, pelias, photon"):
        make_geocoder(GeocodingRules(online=True, provider="carrier-pigeon"), None)
