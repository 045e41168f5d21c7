"""A geocoder that fails: how each failure is told, how the service is spared, and that the tables answer meanwhile."""

import time
from pathlib import Path

import pytest

from geocode.web import Script, serving
from mobiledispatch.geocode import Placed, Query, Reason, Refused
from mobiledispatch.geocode.chain import Chain
from mobiledispatch.geocode.online import Online
from mobiledispatch.geocode.polite import Turnstile
from mobiledispatch.geocode.region import AROUND_EDMONTON
from mobiledispatch.geocode.services import PROVIDERS
from mobiledispatch.model.place import Quality
from mobiledispatch.model.practice import GeocodingRules

UNKNOWN = Query("1234 Nowhere Lane SW", city="Edmonton")
BY_POSTAL_CODE = Query("1234 Nowhere Lane SW", city="Edmonton", postal_code="T6W 0A1")


class Hands:
    """A clock that moves only when somebody sleeps or turns it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


def gate(folder: Path, hands: Hands, service: str = "") -> Turnstile:
    return Turnstile(folder / "turns.sqlite", service, clock=lambda: hands.now, sleep=hands.sleep)


def asking(url: str, folder: Path, hands: Hands, provider: str = "nominatim", timeout: float = 5.0) -> Chain:
    rules = GeocodingRules(online=True, provider=provider, user_agent="test", url=url, timeout_seconds=timeout)
    return Chain(None, Online(provider, PROVIDERS[provider](rules, AROUND_EDMONTON), gate(folder, hands)))


def said(answer: object) -> str:
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.SERVICE_DOWN
    return answer.detail


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (429, b"slow down", "is asked more often than it allows (HTTP 429)"),
        (500, b"oops", "has a fault of its own (HTTP 500)"),
        (503, b"", "has a fault of its own (HTTP 503)"),
        (403, b"go away", "does not let us in (HTTP 403)"),
        (404, b"", "refuses the question (HTTP 404)"),
        (200, b"<html>hello</html>", "makes no sense"),
        (200, b"{}", "makes no sense"),
        (200, b"null", "makes no sense"),
        (200, b"\xff\xfe", "makes no sense"),
        (200, b"[" * 100_000, "makes no sense"),
        (200, b'[{"lat": "53.5", "lon": "NaN"}]', "makes no sense"),
        (200, b'[{"lat": NaN, "lon": -113.5}]', "makes no sense"),
        (200, b'[{"lat": "91", "lon": "-113.5"}]', "makes no sense"),
        (200, b'{"error": "no such table"}', "refuses the question"),
        (200, b" " * 3_000_000 + b"[]", "makes no sense"),
    ],
)
def test_each_failure_is_told_in_its_own_words(
    script: Script, url: str, tmp_path: Path, hands: Hands, status: int, body: bytes, words: str
) -> None:
    script.status, script.body = status, body
    assert words in said(asking(url, tmp_path, hands).locate(UNKNOWN))
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("photon", b'{"features": null}'),
        ("photon", b'{"features": [{"geometry": {"coordinates": [-113.5]}, "properties": {}}]}'),
        ("google", b'{"status": "OK", "results": []}'),
        ("google", b'{"status": "OK"}'),
        ("google", b'{"results": []}'),
        ("google", b'{"status": "REQUEST_DENIED", "error_message": "bad key", "results": []}'),
        ("google", b'{"status": "OVER_QUERY_LIMIT", "results": []}'),
        ("arcgis", b'{"error": {"code": 498, "message": "Invalid Token"}}'),
        ("arcgis", b'{"candidates": {}}'),
        ("pelias", b'{"features": {}}'),
    ],
)
def test_what_a_service_writes_when_it_fails_is_not_taken_for_nothing_found(
    script: Script,
    url: str,
    tmp_path: Path,
    hands: Hands,
    provider: str,
    body: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOBILEDISPATCH_GEOCODING_KEY", "key")
    script.body = body
    assert "did not answer properly" in said(asking(url, tmp_path, hands, provider).locate(UNKNOWN))


def test_an_answer_that_drips_for_ever_is_late(script: Script, url: str, tmp_path: Path, hands: Hands) -> None:
    script.body, script.drips, script.delay = b" " * 200, True, 0.05
    before = time.monotonic()
    assert "gave no answer in time" in said(asking(url, tmp_path, hands, timeout=0.3).locate(UNKNOWN))
    assert time.monotonic() - before < 5


def test_nobody_there_cannot_be_reached(script: Script, tmp_path: Path, hands: Hands) -> None:
    with serving(script) as gone:
        pass
    assert "cannot be reached" in said(asking(gone, tmp_path, hands).locate(UNKNOWN))


def test_a_failure_is_not_asked_again_by_itself(script: Script, url: str, tmp_path: Path, hands: Hands) -> None:
    script.delay = 0.5
    asking(url, tmp_path, hands, timeout=0.1).locate(UNKNOWN)
    time.sleep(0.6)
    assert len(script.asked) == 1


def test_an_address_is_not_sent_on_to_another_host(script: Script, url: str, tmp_path: Path, hands: Hands) -> None:
    other = Script()
    with serving(other) as elsewhere:
        script.status, script.headers = 302, {"Location": elsewhere.replace("127.0.0.1", "localhost") + "/search"}
        assert "refuses the question (HTTP 302)" in said(asking(url, tmp_path, hands).locate(UNKNOWN))
    assert other.asked == []


def test_a_service_that_asks_for_a_pause_gets_it_from_all_processes(
    script: Script, url: str, tmp_path: Path, hands: Hands
) -> None:
    script.status, script.headers = 429, {"Retry-After": "120"}
    asking(url, tmp_path, hands).locate(UNKNOWN)
    script.status = 200
    assert "left alone for another 1" in said(asking(url, tmp_path, hands).locate(UNKNOWN))
    assert len(script.asked) == 1
    hands.now += 121
    answer = asking(url, tmp_path, hands).locate(UNKNOWN)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_FOUND
    assert len(script.asked) == 2


def test_a_short_pause_is_waited_for(script: Script, url: str, tmp_path: Path, hands: Hands) -> None:
    script.status, script.headers = 429, {"Retry-After": "3"}
    asking(url, tmp_path, hands).locate(UNKNOWN)
    script.status = 200
    answer = asking(url, tmp_path, hands).locate(UNKNOWN)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.NOT_FOUND
    assert hands.now >= 1_003


def test_after_three_failures_in_a_row_a_service_is_left_alone_for_a_minute(
    script: Script, url: str, tmp_path: Path, hands: Hands
) -> None:
    geocoder = asking(url, tmp_path, hands)
    script.status = 500
    for _ in range(5):
        said(geocoder.locate(UNKNOWN))
    assert len(script.asked) == 3
    hands.now += 61
    script.status = 200
    geocoder.locate(UNKNOWN)
    assert len(script.asked) == 4


def test_services_do_not_wait_for_each_other(tmp_path: Path, hands: Hands) -> None:
    gate(tmp_path, hands, "one").pause(600)
    assert gate(tmp_path, hands, "two").wait() == 0
    assert gate(tmp_path, hands, "one").wait() == 600
    assert hands.now == 1_000


def test_a_pause_of_a_clock_that_was_set_back_is_forgotten(tmp_path: Path, hands: Hands) -> None:
    gate(tmp_path, hands).pause(600)
    hands.now -= 100_000
    assert gate(tmp_path, hands).wait() == 0


@pytest.mark.parametrize("status", [429, 500])
def test_meanwhile_the_tables_answer_and_say_what_happened(
    script: Script, url: str, tmp_path: Path, hands: Hands, status: int
) -> None:
    script.status = status
    answer = asking(url, tmp_path, hands).locate(BY_POSTAL_CODE)
    assert isinstance(answer, Placed)
    assert (answer.location.quality, answer.location.source) == (Quality.POSTAL, "offline:postal")
    assert any(f"HTTP {status}" in note for note in answer.notes)


def test_where_the_tables_know_nothing_either_both_are_told(
    script: Script, url: str, tmp_path: Path, hands: Hands
) -> None:
    script.status = 500
    detail = said(asking(url, tmp_path, hands).locate(UNKNOWN))
    assert "No Nowhere Lane SW is known in Edmonton" in detail
    assert "HTTP 500" in detail
