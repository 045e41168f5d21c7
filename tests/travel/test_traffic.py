"""The day's speed profile: peaks by weekday, holidays without them, weather over all of it."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.practice import Peak, TravelRules
from mobiledispatch.model.road_clock import EVEN, work_of
from mobiledispatch.timetable.times import timetable
from mobiledispatch.travel.traffic import day_clock, is_holiday
from seeded import draw_day

TUESDAY, SUNDAY = datetime.date(2026, 11, 24), datetime.date(2026, 11, 29)
RULES = TravelRules()
LEG = work_of(Seconds(1200))
HOUR = 3600


def drive(date: datetime.date, hour: float, weather: str = "dry") -> int:
    leave = Seconds(int(hour * HOUR))
    return day_clock(date, RULES, weather).after(leave, LEG) - leave


def test_a_drive_takes_longest_in_the_afternoon_peak_of_a_working_day() -> None:
    assert drive(TUESDAY, 11) == drive(SUNDAY, 16.5) == 1200
    assert drive(TUESDAY, 7.5) == pytest.approx(1.3 * 1200, rel=0.01)
    assert drive(TUESDAY, 16.5) == pytest.approx(1.4 * 1200, rel=0.01)


def test_a_dry_sunday_is_even() -> None:
    assert day_clock(SUNDAY, RULES) == EVEN


@pytest.mark.parametrize("date", [datetime.date(2026, 7, 1), datetime.date(2026, 9, 7), datetime.date(2027, 3, 26)])
def test_a_holiday_has_no_peaks(date: datetime.date) -> None:
    assert is_holiday(date)
    assert day_clock(date, RULES) == EVEN


def test_alberta_has_nine_general_holidays() -> None:
    days = (datetime.date(2026, 1, 1) + datetime.timedelta(days=k) for k in range(365))
    assert sum(is_holiday(day) for day in days) == 9


def test_of_two_peaks_that_overlap_the_slower_one_counts() -> None:
    evening = Peak(window=TimeWindow(Seconds(17 * HOUR), Seconds(19 * HOUR)), factor=2.0, weekdays=frozenset({1}))
    clock = day_clock(TUESDAY, replace(RULES, peaks=(*RULES.peaks, evening)))
    assert clock.after(Seconds(17 * HOUR), work_of(Seconds(600))) == 17 * HOUR + 1200


@given(
    st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)),
    st.sampled_from(list(RULES.weather)),
    st.integers(0, 22 * HOUR),
    st.integers(0, 3 * HOUR),
    st.integers(0, 2 * HOUR),
)
def test_leaving_later_never_arrives_earlier(
    date: datetime.date, weather: str, leave: int, later: int, leg: int
) -> None:
    clock, work = day_clock(date, RULES, weather), work_of(Seconds(leg))
    assert clock.after(Seconds(leave + later), work) >= clock.after(Seconds(leave), work)


@given(
    st.lists(st.tuples(st.integers(0, 23), st.integers(1, 6), st.floats(1, 5)), max_size=5),
    st.floats(1, 5),
    st.integers(0, 22 * HOUR),
    st.integers(0, 3 * HOUR),
)
def test_leaving_later_never_arrives_earlier_on_any_profile(
    jams: list[tuple[int, int, float]], slowed: float, leave: int, later: int
) -> None:
    peaks = tuple(
        Peak(window=TimeWindow(Seconds(h * HOUR), Seconds(min(24, h + long) * HOUR)), factor=factor)
        for h, long, factor in jams
    )
    clock = day_clock(TUESDAY, TravelRules(peaks=peaks, weather={"dry": slowed}))
    assert clock.after(Seconds(leave + later), LEG) >= clock.after(Seconds(leave), LEG)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("lunch", [False, True])
def test_a_storm_takes_at_least_1_6_times_as_long_as_a_dry_day_for_the_same_order(seed: int, lunch: bool) -> None:
    problem = draw_day(6, 1, seed, lunch=lunch)
    always = tuple(replace(v, start_windows=(TimeWindow(Seconds(0), Seconds(30 * HOUR)),)) for v in problem.visits)
    (who,) = (replace(t, shift=TimeWindow(Seconds(8 * HOUR), Seconds(40 * HOUR))) for t in problem.therapists)
    driven = {}
    for weather in ("dry", "storm"):
        clock = day_clock(SUNDAY, RULES, weather)
        times = timetable(replace(problem, visits=always, therapists=(who,), clock=clock), who, always)
        assert times is not None
        at_door = sum(v.service for v in always) + sum(t.waiting for t in times.timings)
        rested = sum(rest.closes - rest.opens for rest in times.breaks)
        driven[weather] = times.back_at_depot - times.leave_depot - at_door - rested
    assert driven["storm"] >= 1.6 * driven["dry"]
