"""The line on the map keeps to streets and bridges."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mobiledispatch.model.place import Place
from mobiledispatch.travel.estimate import load_estimate

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
