"""Asking a real HTTP server that speaks Nominatim: what is sent, what is believed, and what an outage looks like."""

import datetime
import json
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from mobiledispatch.geocode import Placed, Query, Reason, Refused
from mobiledispatch.geocode.answer import Answer
from mobiledispatch.geocode.chain import Chain, make_geocoder
from mobiledispatch.geocode.memory import FILE_NAME, Memory
from mobiledispatch.geocode.online import Online, nominatim, photon
from mobiledispatch.geocode.polite import Turnstile
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


@dataclass
class Script:
    """What the server answers next, and what it was asked: slow, overloaded, broken or out of its mind."""

    body: bytes = b"[]"
    status: int = 200
    delay: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def find(self, *hits: dict[str, Any]) -> None:
        self.status, self.body = 200, json.dumps(hits).encode()


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The server's URL while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script.asked.append((self.path, self.headers.get("User-Agent", "")))
            time.sleep(script.delay)
            with suppress(ConnectionError):  # a client that has given up
                self.send_response(script.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(script.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return Script()


@pytest.fixture
def url(script: Script) -> Iterator[str]:
    with serving(script) as address:
        yield address


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
    return Chain(Memory(folder), Online("nominatim", nominatim(rules), gate), date=lambda: DATE)


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


def test_photon_is_read_behind_the_same_function(script: Script, url: str, tmp_path: Path) -> None:
    properties = {"housenumber": "1234", "street": "Nowhere Lane", "city": "Edmonton", "name": "x"}
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [-113.5902, 53.4301]},
        "properties": properties,
    }
    script.body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    rules = GeocodingRules(online=True, provider="photon", url=url)
    online = Online("photon", photon(rules), Turnstile(tmp_path / "turns.sqlite", sleep=lambda _: None))
    answer = Chain(None, online).locate(UNKNOWN)
    assert isinstance(answer, Placed)
    assert answer.location.source == "online:photon"


def test_make_geocoder_asks_the_practices_own_server(script: Script, url: str, tmp_path: Path) -> None:
    script.find(house())
    rules = GeocodingRules(online=True, user_agent="test-practice", url=url)
    assert isinstance(make_geocoder(rules, tmp_path).locate(UNKNOWN), Placed)


def test_a_practice_that_stays_offline_asks_nobody(script: Script, url: str, tmp_path: Path) -> None:
    geocoder = make_geocoder(GeocodingRules(online=False, url=url), tmp_path)
    assert reason(geocoder.locate(UNKNOWN)) is Reason.UNKNOWN_STREET
    assert script.asked == []


def test_an_unheard_of_provider_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="nominatim, photon"):
        make_geocoder(GeocodingRules(online=True, provider="carrier-pigeon"), None)
