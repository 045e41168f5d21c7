"""The line on the map keeps to streets and bridges."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mobiledispatch.model.place import Place
from mobiledispatch.travel.estimate import load_estimate
from mobiledispatch.travel.line import turns_on_the_spot

places = st.builds(Place, lat=st.floats(53.42, 53.63), lon=st.floats(-113.65, -113.35))


def _metres(line: tuple[Place, ...]) -> float:
    return sum(a.metres_to(b) for a, b in pairwise(line))


@settings(max_examples=40, deadline=None)
@given(places, places)
def test_a_line_runs_from_door_to_door_and_no_shorter_than_the_road(start: Place, end: Place) -> None:
    line = load_estimate().line(start, end)
    assert (line[0], line[-1]) == (start, end)
    # The drawn line cuts bends of up to 10 m that the road's length has in it.
    assert _metres(line) >= 0.85 * load_estimate().table([start, end]).metres[0][1] - 100


def test_a_line_across_the_river_goes_round_by_a_bridge() -> None:
    bank, other_bank = Place(lat=53.5360, lon=-113.5480), Place(lat=53.5290, lon=-113.5410)
    assert _metres(load_estimate().line(bank, other_bank)) > 3 * bank.metres_to(other_bank)


def test_a_line_has_no_leap_longer_than_the_longest_straight_street() -> None:
    line = load_estimate().line(Place(lat=53.5444, lon=-113.4909), Place(lat=53.6305, lon=-113.6256))
    assert len(line) > 20
    assert max(a.metres_to(b) for a, b in pairwise(line)) < 2500


def test_the_line_to_the_same_place_stays_there() -> None:
    here = Place(lat=53.5, lon=-113.5)
    assert load_estimate().line(here, here) == (here, here)


def test_a_line_takes_the_ramp_and_does_not_turn_on_the_freeway() -> None:
    mill_woods, sherwood_park = Place(lat=53.4621, lon=-113.3688), Place(lat=53.5290, lon=-113.3120)
    line = load_estimate().line(mill_woods, sherwood_park)
    whitemud = [point for point in line if 53.481 < point.lat < 53.485]
    assert max(point.lon for point in whitemud) < -113.337  # the ring road is at -113.342


def test_a_way_out_and_back_turns_on_the_spot_and_a_way_round_a_corner_does_not() -> None:
    corners = ((0, 0), (0, 1), (0, 2), (0, 9), (0, 3), (1, 3), (2, 3), (3, 3))
    way = tuple(Place(lat=53.5 + north / 1000, lon=-113.5 + east / 1000) for north, east in corners)
    assert turns_on_the_spot(way)
    assert not turns_on_the_spot(way[:3] + way[4:])


def test_a_line_keeps_to_the_bridges_one_way() -> None:
    """Walterdale Bridge leads north, the High Level Bridge south: who leaves Walterdale Hill southward crosses both."""
    walterdale_hill, garneau = Place(lat=53.5265, lon=-113.5034), Place(lat=53.5200, lon=-113.5130)
    assert max(point.lat for point in load_estimate().line(walterdale_hill, garneau)) > 53.533
