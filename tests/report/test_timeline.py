"""What happens between two doors."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.report.timeline import Leg, hands_on, legs
from report.days import ANAS, BENS


def test_there_is_a_leg_before_each_stop_and_one_home() -> None:
    assert [(leg.travel, leg.metres) for leg in legs(ANAS, EVEN)] == [
        *[(minutes(20), 9_000), (minutes(27), 18_000), (minutes(28), 17_000)]
    ]


def test_driving_rests_and_idle_time_fill_every_leg() -> None:
    for route in (ANAS, BENS):
        for leg in legs(route, EVEN):
            rested = sum(rest.closes - rest.opens for rest in leg.rests)
            assert leg.leave + leg.travel + rested + leg.idle == leg.arrive


@given(st.integers(0, 24 * 3600 - 1800))
def test_every_break_falls_into_exactly_one_leg(opens: int) -> None:
    rest = TimeWindow(Seconds(opens), Seconds(opens + 1800))
    assert [rest for leg in legs(replace(ANAS, breaks=(rest,)), EVEN) for rest in leg.rests] == [rest]


def test_a_rest_taken_before_setting_off_comes_before_the_drive() -> None:
    leave, half = Seconds(40_000), Seconds(1800)
    first, later = TimeWindow(leave, Seconds(leave + half)), TimeWindow(Seconds(leave + 3000), Seconds(leave + 4800))
    leg = Leg(leave, Seconds(leave + 6000), Seconds(1200), 0, (first, later))
    assert leg.rests_first == (first,)
    assert leg.rests_later == (later,)
    assert leg.idle == 6000 - 1200 - 1800 - 1800


def test_at_half_speed_the_drive_takes_twice_as_long_and_leaves_no_idle_time() -> None:
    slow = RoadClock(((Seconds(0), 50),))
    stop = replace(ANAS.stops[0], arrive=Seconds(ANAS.leave_depot + 2 * ANAS.stops[0].travel))
    first = legs(replace(ANAS, stops=(stop, *ANAS.stops[1:])), slow)[0]
    assert (first.travel, first.idle) == (2 * stop.travel, 0)


def test_a_rest_on_a_slow_road_is_not_counted_as_driving() -> None:
    slow = RoadClock(((Seconds(0), 50),))
    leave, stop = ANAS.leave_depot, ANAS.stops[0]
    rest = TimeWindow(Seconds(leave + 600), Seconds(leave + 2400))
    stop = replace(stop, arrive=Seconds(leave + 1800 + 2 * stop.travel), start=Seconds(leave + 9000))
    first = legs(replace(ANAS, stops=(stop,), breaks=(rest,)), slow)[0]
    assert (first.travel, first.idle) == (2 * stop.travel, 0)


def test_hands_on_time_is_massage_alone() -> None:
    assert hands_on(ANAS.stops) == minutes(150)


@given(st.integers(0, 80_000), st.integers(60, 7200))
def test_the_drive_adds_up_with_the_times_that_are_printed_around_it(leave: int, travel: int) -> None:
    leg = Leg(Seconds(leave), Seconds(leave + travel), Seconds(travel), 0, ())
    assert leave // 60 + leg.drive // 60 == leg.arrive // 60
    assert abs(leg.drive - travel) < 60
