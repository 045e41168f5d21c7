"""The embedded estimate knows the river and the signs, keeps the triangle inequality, and ships in a small table."""

import heapq
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.access import Doorsteps, Seeds
from mobiledispatch.travel.estimate import load_estimate
from mobiledispatch.travel.network import AHEAD, BACK, METRES, METRES_ANY, load_network

DOWNTOWN = Place(lat=53.5444, lon=-113.4909)

around_edmonton = st.builds(Place, lat=st.floats(53.25, 53.85), lon=st.floats(-114.05, -113.05))
in_the_city = st.builds(Place, lat=st.floats(53.42, 53.63), lon=st.floats(-113.65, -113.35))


def _leg(start: Place, end: Place) -> tuple[int, int]:
    matrix = load_estimate().table([start, end])
    return matrix.seconds[0][1], matrix.metres[0][1]


@pytest.mark.parametrize(
    ("bank", "other_bank"),
    [
        (Place(lat=53.5040, lon=-113.5860), Place(lat=53.4985, lon=-113.5800)),  # Wolf Willow ravine, Brander Gardens
        (Place(lat=53.5360, lon=-113.5480), Place(lat=53.5290, lon=-113.5410)),  # Crestwood side, Saskatchewan Drive
    ],
)
def test_homes_on_opposite_banks_far_from_a_bridge_are_kilometres_apart(bank: Place, other_bank: Place) -> None:
    assert bank.metres_to(other_bank) < 1000
    assert _leg(bank, other_bank)[1] > 3000


@pytest.mark.parametrize(
    ("name", "there", "least", "most"),
    [
        ("St. Albert", Place(lat=53.6305, lon=-113.6256), 20, 28),
        ("Sherwood Park", Place(lat=53.5413, lon=-113.2958), 20, 27),
        ("Leduc", Place(lat=53.2594, lon=-113.5492), 30, 40),
        ("Spruce Grove", Place(lat=53.5412, lon=-113.9101), 26, 38),
        ("the university", Place(lat=53.5232, lon=-113.5263), 6, 12),
    ],
)
def test_free_flowing_minutes_from_downtown_are_what_drivers_know(
    name: str, there: Place, least: int, most: int
) -> None:
    assert least <= _leg(DOWNTOWN, there)[0] / 60 <= most, name


@settings(max_examples=40, deadline=None)
@given(st.lists(around_edmonton | in_the_city, min_size=3, max_size=8))
def test_no_detour_by_a_third_place_is_shorter_or_quicker(places: list[Place]) -> None:
    matrix = load_estimate().table(places)
    for table in (matrix.seconds, matrix.metres):
        assert all(
            table[a][c] <= table[a][b] + table[b][c]
            for a in range(len(places))
            for b in range(len(places))
            for c in range(len(places))
        )


@settings(max_examples=40, deadline=None)
@given(around_edmonton, around_edmonton)
def test_no_way_is_shorter_than_the_crow_flies(a: Place, b: Place) -> None:
    # Doors stand 30 m off their streets, which the net draws straight to within 10 m.
    assert _leg(a, b)[1] >= 0.98 * a.metres_to(b) - 100


@settings(max_examples=25, deadline=None)
@given(st.lists(in_the_city, min_size=2, max_size=6))
def test_a_pair_has_the_same_figures_in_every_table(places: list[Place]) -> None:
    whole, pair = load_estimate().table(places), load_estimate().table([places[0], places[-1]])
    assert (whole.seconds[0][-1], whole.metres[0][-1]) == (pair.seconds[0][1], pair.metres[0][1])


def test_identical_places_are_no_way_apart() -> None:
    matrix = load_estimate().table([DOWNTOWN, Place(lat=53.6, lon=-113.5), DOWNTOWN])
    assert (matrix.seconds[0][2], matrix.metres[0][2]) == (0, 0)
    assert matrix.seconds[0] == matrix.seconds[2]


def test_no_places_make_an_empty_table() -> None:
    assert load_estimate().table([]) == TravelTimeMatrix((), ())


def test_neighbours_in_a_town_beyond_the_city_are_near_each_other() -> None:
    seconds, metres = _leg(Place(lat=53.2650, lon=-113.5500), Place(lat=53.2690, lon=-113.5440))
    assert metres < 1800
    assert seconds < 300


def test_the_river_beyond_the_city_is_crossed_at_bridges_only() -> None:
    west_of_devon, across = Place(lat=53.340, lon=-113.880), Place(lat=53.385, lon=-113.880)
    assert _leg(west_of_devon, across)[1] > 15_000


def test_the_table_ships_with_its_notice_and_stays_small() -> None:
    data = resources.files("mobiledispatch.travel").joinpath("data")
    assert "OpenStreetMap contributors" in data.joinpath("NOTICE-roads.txt").read_text(encoding="utf-8")
    assert len(data.joinpath("roads.npz").read_bytes()) < 400_000


def test_one_way_streets_make_the_way_there_differ_from_the_way_back() -> None:
    south, north = Place(lat=53.4935, lon=-113.4905), Place(lat=53.5120, lon=-113.4905)  # on Gateway Boulevard
    (with_it, _), (against_it, _) = _leg(south, north), _leg(north, south)
    assert with_it < against_it < 1.5 * with_it


def test_every_figure_is_the_best_way_on_the_net() -> None:
    """Against plain searches over the streets alone: the weighed mean of the ways by the signs and against them."""
    places = [Place(lat=53.44 + 0.03 * i, lon=-113.62 + 0.05 * ((3 * i) % 6)) for i in range(6)]
    estimate = load_estimate()
    accesses = [Doorsteps(load_network()).access(place) for place in places]
    matrix = estimate.table(places)
    for i, start in enumerate(accesses):
        signs, both = (_plain_search(start.leaving, measure) for measure in (METRES, METRES_ANY))
        for j, end in enumerate(accesses):
            best = [
                min(far[u] + weights[measure] for u, weights in end.reaching.items())
                for far, measure in ((signs, METRES), (both, METRES_ANY))
            ]
            if i != j:
                assert matrix.metres[i][j] == -(-(3 * best[0] + 2 * best[1]) // 5) + start.spur[0] + end.spur[0]


def _plain_search(seeds: Seeds, measure: int) -> dict[int, int]:
    net = load_network()
    streets: dict[int, list[tuple[int, int]]] = {}
    edges = zip(net.tails().tolist(), net.head.tolist(), net.street[0].tolist(), net.ways.tolist(), strict=True)
    for u, v, metres, ways in edges:
        if metres and (ways & AHEAD or measure == METRES_ANY):
            streets.setdefault(u, []).append((v, metres))
        if metres and (ways & BACK or measure == METRES_ANY):
            streets.setdefault(v, []).append((u, metres))
    done: dict[int, int] = {}
    queue = [(weights[measure], u) for u, weights in seeds.items()]
    heapq.heapify(queue)
    while queue:
        far, u = heapq.heappop(queue)
        if u not in done:
            done[u] = far
            for v, metres in streets[u]:
                heapq.heappush(queue, (far + metres, v))
    return done
