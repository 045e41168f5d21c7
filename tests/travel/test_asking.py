"""What a road engine's address may answer, and the sentence that each failure gets."""

import json
import re
from collections.abc import Callable

import pytest

from mobiledispatch.errors import BadInput
from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import EngineDown, Server
from mobiledispatch.travel.osrm import Osrm
from mobiledispatch.travel.provider import TravelProvider
from mobiledispatch.travel.valhalla import Valhalla
from travel.engines import free_port
from travel.servers import Answer, serving

A, B = Place(lat=53.54, lon=-113.49), Place(lat=53.52, lon=-113.52)


def waiting_for_nothing(_seconds: float) -> None:
    """A pause that takes no time."""


def server(url: str, timeout: float = 10.0) -> Server:
    return Server("OSRM", url, timeout, waiting_for_nothing)


def osrm(url: str) -> Osrm:
    return Osrm(server(url))


def valhalla(url: str) -> Valhalla:
    return Valhalla(server(url))


def osrm_table(seconds: object, metres: object) -> bytes:
    snapped = [{"distance": 3.2, "location": [p.lon, p.lat]} for p in (A, B)]
    return json.dumps({"code": "Ok", "durations": seconds, "distances": metres, "sources": snapped}).encode()


def valhalla_table(seconds: list[list[int | None]]) -> bytes:
    rows = [[{"time": t, "distance": None if t is None else t / 100} for t in row] for row in seconds]
    return json.dumps({"sources_to_targets": rows, "sources": [{"lat": p.lat, "lon": p.lon} for p in (A, B)]}).encode()


GOOD = osrm_table([[0, 600.1], [590, 0]], [[0, 5200.4], [5100, 0]])


def trouble_of(answer: Answer | bytes, timeout: float = 10.0) -> str:
    with serving(answer) as (url, _), pytest.raises(EngineDown) as news:
        Osrm(server(url, timeout)).table([A, B])
    assert news.value.exit_code == 6
    assert "\n" not in str(news.value)
    fact = re.sub(r":\d+", "", news.value.fact)
    assert fact.startswith("OSRM at http://127.0.0.1: ")
    return fact.removeprefix("OSRM at http://127.0.0.1: ")


def test_a_table_is_whole_seconds_and_metres_with_the_way_to_the_road() -> None:
    with serving(GOOD) as (url, script):
        matrix = osrm(url).table([A, B])
    assert matrix.seconds == ((0, 601), (590, 0))
    assert matrix.metres == ((0, 5201), (5100, 0))
    assert matrix.off_road == (4, 4)
    [(path, _)] = script.asked
    assert path == (
        "/table/v1/driving/-113.490000,53.540000;-113.520000,53.520000"
        "?annotations=duration,distance&sources=0;1&destinations=0;1"
    )


def test_valhalla_is_told_places_alone() -> None:
    with serving(valhalla_table([[0, 600], [590, 0]])) as (url, script):
        matrix = valhalla(url).table([A, B])
    assert matrix.seconds == ((0, 600), (590, 0))
    assert matrix.metres == ((0, 6000), (5900, 0))
    [(path, body)] = script.asked
    points = [{"lat": 53.54, "lon": -113.49}, {"lat": 53.52, "lon": -113.52}]
    assert path == "/sources_to_targets"
    assert json.loads(body) == {"sources": points, "targets": points, "costing": "auto", "units": "kilometers"}


def test_a_server_that_is_slow_is_given_up_in_time() -> None:
    assert trouble_of(Answer(GOOD, delay=5), timeout=0.1) == "no answer within 0.1 s"


def test_a_server_that_drips_its_answer_is_given_up_in_time() -> None:
    assert trouble_of(Answer(GOOD, delay=0.05, drips=True), timeout=0.3) == "no answer within 0.3 s"


def test_a_server_with_a_fault_of_its_own_is_told_apart() -> None:
    assert trouble_of(Answer(b"oops", status=500)) == "has a fault of its own (HTTP 500)"


def test_a_server_that_is_asked_too_often_is_told_apart() -> None:
    assert trouble_of(Answer(status=429)) == "is asked more often than it allows (HTTP 429)"


def test_a_connection_that_breaks_off_is_told_apart() -> None:
    assert trouble_of(Answer(status=0)) == "the connection broke off"
    assert trouble_of(Answer(GOOD, announced=len(GOOD) + 10)) == "the connection broke off"


def test_a_page_that_is_no_json_is_told_apart() -> None:
    other = "its answer is no JSON; is another program listening there?"
    assert trouble_of(b"<html>Welcome to your router</html>") == other
    assert trouble_of(GOOD.replace(b"600.1", b"NaN")) == other
    assert trouble_of(b"\xff\xfe\x00") == other


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"null",
        osrm_table(None, None),
        osrm_table([[0, 600]], [[0, 5200], [5100, 0]]),
        osrm_table([[0, 600], [590]], [[0, 5200], [5100, 0]]),
        osrm_table([[0, 600], [590, "0"]], [[0, 5200], [5100, 0]]),
        osrm_table([[0, -600], [590, 0]], [[0, 5200], [5100, 0]]),
        osrm_table([[0, True], [590, 0]], [[0, 5200], [5100, 0]]),
        osrm_table([[0, 1e300], [590, 0]], [[0, 5200], [5100, 0]]),
        b'{"durations": [[0, 1], [1, 0]], "distances": [[0, 1]], "sources": [7, 8]}',
    ],
)
def test_json_that_is_no_table_is_told_apart(body: bytes) -> None:
    assert trouble_of(body) == "its answer is no table of driving times; is another program listening there?"
    with serving(body) as (url, _), pytest.raises(EngineDown, match="its answer is no table of driving times"):
        valhalla(url).table([A, B])


def test_another_program_at_the_address_is_told_apart() -> None:
    assert trouble_of(Answer(b"Not Found", status=404)) == "answers HTTP 404; is another program listening there?"


def test_a_refusal_is_told_in_the_engines_own_words() -> None:
    body = b'{"code": "InvalidQuery", "message": "no such profile"}'
    said = "refuses a table of driving times (HTTP 400 InvalidQuery no such profile)"
    assert trouble_of(Answer(body, status=400)) == said


def test_an_address_where_nobody_listens_is_told_apart_and_says_what_to_do() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(EngineDown) as news:
        osrm(url).table([A, B])
    assert str(news.value) == (
        f"OSRM at {url}: nobody listens there (connection refused). "
        'Start that server, correct [travel] url, or set on_failure = "estimate" to go on without it.'
    )


def test_a_name_that_no_machine_has_is_told_apart() -> None:
    with pytest.raises(EngineDown, match=r"OSRM at http://roads\.invalid: cannot be reached"):
        osrm("http://roads.invalid").table([A, B])


def test_a_passing_trouble_is_tried_again_twice() -> None:
    with serving(Answer(status=503), Answer(status=0), GOOD) as (url, script):
        assert osrm(url).table([A, B]).seconds[0][1] == 601
    assert len(script.asked) == 3


def test_a_refusal_is_not_asked_again() -> None:
    with serving(Answer(b'{"code": "InvalidQuery"}', status=400)) as (url, script), pytest.raises(EngineDown):
        osrm(url).table([A, B])
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:5000", "ftp://here", "http://", "http://a b", "http://u:p@here", "http://here:port", "http://h?q=1"],
)
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(BadInput, match=r"is no address of a server; write one such as http://127\.0\.0\.1:5000"):
        server(url)


@pytest.mark.parametrize("engine", [osrm, valhalla])
def test_a_line_that_is_none_is_told_apart(engine: Callable[[str], TravelProvider]) -> None:
    for body in (
        b'{"routes": [{"geometry": "\x01"}], "trip": {"legs": [{"shape": "\x01"}]}}'.replace(b"\x01", b"\\u0001"),
        b'{"routes": [], "trip": {}}',
        b"[]",
    ):
        with serving(body) as (url, _), pytest.raises(EngineDown, match="its answer is no line along the roads"):
            engine(url).line(A, B)


def test_where_there_is_no_way_the_line_is_straight() -> None:
    with serving(Answer(b'{"code": "NoRoute", "message": "Impossible"}', status=400)) as (url, _):
        assert osrm(url).line(A, B) == (A, B)
    with serving(Answer(b'{"error_code": 442, "error": "No path could be found"}', status=400)) as (url, _):
        assert valhalla(url).line(A, B) == (A, B)


def test_the_line_to_the_same_place_is_asked_of_nobody() -> None:
    with serving(b"[]") as (url, script):
        assert osrm(url).line(A, A) == (A, A)
        assert valhalla(url).line(A, A) == (A, A)
        assert osrm(url).table([A, A]).seconds == ((0, 0), (0, 0))
    assert script.asked == []
