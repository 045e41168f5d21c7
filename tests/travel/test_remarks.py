"""What a person is told of a matrix."""

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import NO_WAY, TravelTimeMatrix
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel import plan_times
from mobiledispatch.travel.remarks import road_remarks

S, N = Seconds(60), NO_WAY
O = Seconds(0)  # noqa: E741


def test_a_matrix_of_a_joined_city_needs_no_remark() -> None:
    assert road_remarks(["a", "b"], TravelTimeMatrix(((O, S), (S, O)), (), (20, 500))) == ()


def test_a_door_far_from_any_road_is_named_with_the_distance() -> None:
    matrix = TravelTimeMatrix(((O, S), (S, O)), (), (20, 640))
    assert road_remarks(["a", "b"], matrix) == ("b: 640 m from the nearest road",)


def test_a_place_that_cannot_be_left_is_named_once() -> None:
    matrix = TravelTimeMatrix(((O, S, S), (S, O, S), (N, N, O)))
    assert road_remarks(["a", "b", "c"], matrix) == ("c: no road leads there and back",)


def test_a_pair_that_no_road_joins_is_named() -> None:
    matrix = TravelTimeMatrix(((O, S, N), (S, O, S), (S, S, O)))
    assert road_remarks(["a", "b", "c"], matrix) == ("a: no way by road to c",)


def test_two_people_at_a_door_without_a_road_are_both_named() -> None:
    matrix = TravelTimeMatrix(((O, N, N), (N, O, O), (N, O, O)))
    assert road_remarks(["a", "b", "c"], matrix)[1:] == (
        "b: no road leads there and back",
        "c: no road leads there and back",
    )


def test_no_way_stays_no_way_under_the_practices_buffer() -> None:
    matrix = TravelTimeMatrix(((O, N), (S, O)), (), (1, 2))
    assert plan_times(matrix, TravelRules()) == TravelTimeMatrix(((O, N), (Seconds(360), O)), (), (1, 2))
