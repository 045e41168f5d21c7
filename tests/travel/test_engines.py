"""Real engines on a real extract answer through our providers, and degrade as configured when they die."""

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mobiledispatch.cli.travel import travel
from mobiledispatch.model.matrix import NO_WAY
from mobiledispatch.model.place import Place
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel import TravelProvider, make_provider
from mobiledispatch.travel.asking import EngineDown
from mobiledispatch.travel.estimate import load_estimate
from travel.engines import CUT_OFF, EDMONTON, KORKEAVUORENKATU, STATION, Running, running_osrm, running_valhalla
from travel.servers import relaying

Engine = tuple[str, Running]


def provider(name: str, url: str, on_failure: str = "stop", heard: list[str] | None = None) -> TravelProvider:
    rules = TravelRules(provider=name, url=url, on_failure=on_failure)
    return make_provider(rules, (heard if heard is not None else []).append)


def some_places(count: int) -> list[Place]:
    draw = random.Random(7)
    return [Place(lat=draw.uniform(60.162, 60.173), lon=draw.uniform(24.932, 24.951)) for _ in range(count)]


def metres_along(line: tuple[Place, ...]) -> float:
    return sum(a.metres_to(b) for a, b in pairwise(line))


def test_an_engine_tells_the_way_there_and_the_way_back(engine: Engine) -> None:
    name, server = engine
    matrix = provider(name, server.url).table([STATION, KORKEAVUORENKATU])
    there, back = matrix.metres[0][1], matrix.metres[1][0]
    # Both engines have it so: one-way streets make the way there half as long again.
    assert 1300 < there < 1420
    assert 820 < back < 920
    assert 120 < matrix.seconds[0][1] < 300
    assert matrix.seconds[0][0] == matrix.metres[1][1] == 0
    assert max(matrix.off_road) < 20


def test_where_no_road_leads_the_matrix_says_no_way(engine: Engine) -> None:
    name, server = engine
    matrix = provider(name, server.url).table([STATION, KORKEAVUORENKATU, CUT_OFF])
    assert matrix.seconds[2][:2] == (NO_WAY, NO_WAY)
    assert matrix.seconds[0][1] < NO_WAY
    assert matrix.off_road[2] > 250


def test_a_line_follows_the_road_as_long_as_the_engine_says(engine: Engine) -> None:
    name, server = engine
    roads = provider(name, server.url)
    line = roads.line(STATION, KORKEAVUORENKATU)
    assert (line[0], line[-1]) == (STATION, KORKEAVUORENKATU)
    assert len(line) > 20
    told = roads.table([STATION, KORKEAVUORENKATU]).metres[0][1]
    assert metres_along(line) == pytest.approx(told, rel=0.03, abs=30)


def test_many_places_are_asked_in_blocks_and_answered_as_if_at_once(osrm_roads: Path, tmp_path: Path) -> None:
    places = some_places(120)
    with running_osrm(osrm_roads, tmp_path / "few.log", "--max-table-size", "10") as few:
        small = provider("osrm", few.url).table(places[:60])
    with running_osrm(osrm_roads, tmp_path / "many.log") as many:
        roads = provider("osrm", many.url)
        whole = roads.table(places)
        pairs = [(0, 119), (119, 0), (51, 49), (60, 100)]
        singly = [roads.table([places[i], places[j]]) for i, j in pairs]
    assert small.seconds == tuple(row[:60] for row in whole.seconds[:60])
    assert small.metres == tuple(row[:60] for row in whole.metres[:60])
    assert [whole.seconds[i][j] for i, j in pairs] == [matrix.seconds[0][1] for matrix in singly]


def test_a_valhalla_that_allows_fewer_places_is_asked_for_fewer(valhalla_tiles: Path, short_folder: Path) -> None:
    places = some_places(30)
    with running_valhalla(valhalla_tiles, short_folder, max_pairs=150) as server:
        small = provider("valhalla", server.url).table(places)
    with running_valhalla(valhalla_tiles, short_folder) as server:
        whole = provider("valhalla", server.url).table(places)
    assert small.metres == whole.metres
    assert small.seconds == whole.seconds


def test_two_visits_at_one_door_are_no_drive_apart(engine: Engine) -> None:
    name, server = engine
    matrix = provider(name, server.url).table([STATION, KORKEAVUORENKATU, STATION])
    assert matrix.seconds[0][2] == matrix.seconds[2][0] == 0
    assert matrix.seconds[0] == (0, matrix.seconds[2][1], 0)


def test_a_map_of_another_city_is_found_out(engine: Engine) -> None:
    name, server = engine
    near = Place(lat=EDMONTON.lat + 0.01, lon=EDMONTON.lon)
    with pytest.raises(EngineDown, match=r"its map has no road near 53\.5461, -113\.4938; 53\.5561, -113\.4938; build"):
        provider(name, server.url).table([EDMONTON, near])


def test_an_engine_killed_between_two_questions_stops_or_degrades(engine: Engine) -> None:
    name, server = engine
    places, heard = [STATION, KORKEAVUORENKATU], list[str]()
    strict, easy = provider(name, server.url), provider(name, server.url, "estimate", heard)
    assert easy.table(places) == strict.table(places)
    assert (easy.name, heard) == (name, [])
    server.kill()
    with pytest.raises(EngineDown, match="connection refused"):
        strict.table(places)
    with pytest.raises(EngineDown, match="connection refused"):
        strict.line(*places)
    assert easy.table(places) == load_estimate().table(places)
    assert easy.line(*places) == load_estimate().line(*places)
    assert easy.name == f"estimate ({name} failed)"
    [said] = heard
    assert said.endswith("nobody listens there (connection refused). The embedded estimate answers from here on.")


def test_an_engine_killed_within_a_matrix_leaves_nothing_of_it(engine: Engine) -> None:
    name, server = engine
    places, heard = some_places(60), list[str]()
    with relaying(server.url, 2, server.kill) as url:
        roads = provider(name, url, "estimate", heard)
        assert roads.table(places) == load_estimate().table(places)
    assert server.process.poll() is not None
    assert roads.name == f"estimate ({name} failed)"
    assert len(heard) == 1


def test_the_travel_command_prints_an_engines_matrices(engine: Engine, tmp_path: Path) -> None:
    name, server = engine
    app = typer.Typer()
    app.command()(travel)
    rows = [f"{n},{p.lat},{p.lon}" for n, p in (("a", STATION), ("b", KORKEAVUORENKATU), ("c", CUT_OFF))]
    file = tmp_path / "places.csv"
    file.write_text("\n".join(["id,lat,lon", *rows]))
    words = [str(file), "--provider", name, "--url", server.url]
    done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    assert told["ids"] == ["a", "b", "c"]
    assert told["provider"] == name
    assert told["seconds"][2] == told["metres"][2] == [None, None, 0]
    assert told["metres"][0][1] in range(1300, 1420)
    assert done.stderr == "note: c: no road leads there and back\n"
    assert "no way" in CliRunner().invoke(app, words, catch_exceptions=False).stdout
