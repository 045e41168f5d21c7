"""A day planned on a road engine's times: its name in the provenance, its lines on the map, its death as configured."""

import datetime
import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from mobiledispatch.dispatch import Outcome, plan_day, route_lines
from mobiledispatch.errors import ServiceDown
from mobiledispatch.geocode import Answer, Placed, Query
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.model.request import Request
from mobiledispatch.solver import Limits, Watch
from mobiledispatch.travel import TravelProvider, make_provider
from travel.engines import CUT_OFF, KORKEAVUORENKATU, STATION, Running

ROOT = Path(__file__).parents[2]
MONDAY = datetime.date(2026, 11, 23)
PRACTICE = read_practice(ROOT / "data" / "practice.toml")
COMMAND = [sys.executable, "-c", "import sys; from mobiledispatch.cli import main; sys.exit(main())"]
KNOWN = {
    "south": KORKEAVUORENKATU,
    "east": Place(lat=60.1690, lon=24.9500),
    "west": Place(lat=60.1640, lon=24.9340),
    "nowhere": CUT_OFF,
}

Engine = tuple[str, Running]


class Helsinki:
    """A geocoder that knows a few words, and everybody's home at the station."""

    def locate(self, query: Query) -> Answer:
        place = KNOWN.get(query.address, STATION)
        return Placed(
            Location(place=place, quality=Quality.MANUAL, radius_metres=10, normalized=query.address, source="test")
        )


def plan(roads: TravelProvider, *addresses: str) -> Outcome:
    asked = [
        Request(id=address, client=address.title(), address=address, techniques=("therapeutic",), minutes=60)
        for address in addresses
    ]
    outcome = plan_day(asked, PRACTICE, MONDAY, Helsinki(), roads, Limits(seconds=30), Watch())
    assert outcome.violations == ()
    return outcome


def provider(name: str, url: str, on_failure: str = "stop") -> TravelProvider:
    return make_provider(TravelRules(provider=name, url=url, on_failure=on_failure))


def metres_along(line: Sequence[Place]) -> float:
    return sum(a.metres_to(b) for a, b in pairwise(line))


def test_the_plan_has_the_engines_times_name_and_lines(engine: Engine) -> None:
    name, server = engine
    roads = provider(name, server.url)
    outcome = plan(roads, "south", "east", "west")
    assert outcome.plan.is_complete
    assert outcome.plan.provenance.travel == name
    lines = route_lines(outcome, roads)
    for route in outcome.plan.routes:
        legs = lines[route.therapist]
        # The line begins and ends at the door; the engine counts from road to road.
        on_road = sum(metres_along(leg[1:-1]) for leg in legs)
        assert on_road == pytest.approx(route.metres, rel=0.03)
        assert len(legs[0]) > 10


def test_a_visit_that_no_road_reaches_is_left_out_with_the_reason(engine: Engine) -> None:
    name, server = engine
    outcome = plan(provider(name, server.url), "south", "nowhere")
    [left_out] = outcome.plan.unassigned
    assert left_out.visit == "nowhere"
    assert left_out.reason == "too_far"
    assert "by road ana could not get back at all, ben could not get back at all" in left_out.detail
    assert "nowhere: no road leads there and back" in outcome.notes


def test_an_engine_that_dies_before_the_map_leaves_the_plan_its_own(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    name, server = engine
    roads = provider(name, server.url, "estimate")
    outcome = plan(roads, "south", "east")
    server.kill()
    lines = route_lines(outcome, roads)
    assert outcome.plan.provenance.travel == name
    assert all(line for legs in lines.values() for line in legs)
    assert "connection refused). The embedded estimate answers from here on." in capsys.readouterr().err


def test_an_engine_that_dies_before_the_table_is_marked_in_the_provenance(engine: Engine) -> None:
    name, server = engine
    server.kill()
    assert plan(provider(name, server.url, "estimate"), "south").plan.provenance.travel == f"estimate ({name} failed)"
    with pytest.raises(ServiceDown):
        plan(provider(name, server.url), "south")


class DiesAfterwards:
    """An engine whose server is killed once the day's own table has been told."""

    def __init__(self, roads: TravelProvider, server: Running) -> None:
        self.roads, self.server, self.name = roads, server, roads.name

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        matrix = self.roads.table(places)
        self.server.kill()
        return matrix

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        return self.roads.line(start, end)


def test_an_engine_that_dies_before_the_reasons_leaves_the_plan_standing(engine: Engine) -> None:
    name, server = engine
    outcome = plan(DiesAfterwards(provider(name, server.url), server), "south", "nowhere")
    assert [u.visit for u in outcome.plan.unassigned] == ["nowhere"]


def command(folder: Path, server: str, name: str, on_failure: str) -> subprocess.CompletedProcess[str]:
    """The sample day of Edmonton, on the roads of that server."""
    text = (ROOT / "data" / "practice.toml").read_text()
    for old, new in (
        ('provider = "estimate"', f'provider = "{name}"'),
        ('url = ""', f'url = "{server}"'),
        ('on_failure = "estimate"', f'on_failure = "{on_failure}"'),
    ):
        text = text.replace(old, new, 1)
    (folder / "practice.toml").write_text(text)
    words = ["plan", str(ROOT / "data" / "requests.csv"), "--practice", str(folder / "practice.toml")]
    words += ["--date", "2026-11-23", "--out", str(folder / "out"), "--time-limit", "3", "--json"]
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=240, check=False)


def test_the_command_goes_on_with_the_estimate_and_says_so(engine: Engine, tmp_path: Path) -> None:
    name, server = engine
    done = command(tmp_path, server.url, name, "estimate")
    assert done.returncode == 3
    assert json.loads(done.stdout)["provenance"]["travel"] == f"estimate ({name} failed)"
    assert "warning: " in done.stderr
    assert "its map has no road near" in done.stderr
    assert json.loads((tmp_path / "out" / "plan.json").read_text()) == json.loads(done.stdout)


def test_the_command_stops_with_one_line_and_writes_nothing(engine: Engine, tmp_path: Path) -> None:
    name, server = engine
    server.kill()
    done = command(tmp_path, server.url, name, "stop")
    assert done.returncode == 6
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert f"at {server.url}: nobody listens there (connection refused). Start that server" in line
    assert not (tmp_path / "out").exists()
