"""Times, windows, lengths and dates as people write them."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobiledispatch.intake.dates import read_date
from mobiledispatch.intake.durations import read_minutes
from mobiledispatch.intake.times import read_time, time_readings
from mobiledispatch.intake.windows import read_start, read_windows
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow, clock

HOURS = TimeWindow(Seconds(8 * 3600), Seconds(20 * 3600))


@pytest.mark.parametrize(
    "text",
    [
        *("14:30", "14.30", "14:30:00", "2:30 pm", "2:30pm", "2.30pm", "2:30 P.M.", "2:30p", "230pm"),
        *("14h30", "1430", "2:30", "at 2:30", " 02:30 PM ", "14:30 PM"),
    ],
)
def test_half_past_two_is_understood_however_it_is_written(text: str) -> None:
    assert clock(read_time(text, HOURS)) == "14:30"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("noon", "12:00"), ("12", "12:00"), ("12 pm", "12:00"), ("12 am", "00:00"), ("8", "08:00"), ("9h", "09:00")),
        *(("7:30", "19:30"), ("07:30", "07:30"), ("930", "09:30"), ("0930", "09:30"), ("24:00", "24:00")),
    ],
)
def test_other_moments_are_what_they_say(text: str, moment: str) -> None:
    assert clock(read_time(text, HOURS)) == moment


@pytest.mark.parametrize("text", ["", "soon", "25:00", "24:30", "2:60", "14:30 am", "0 pm", "9o", "12345", "-3"])
def test_what_is_no_time_is_refused_with_a_cure(text: str) -> None:
    with pytest.raises(ValueError, match="write 14:30"):
        read_time(text, HOURS)


def test_a_bare_time_is_asked_about_when_opening_hours_leave_two_readings() -> None:
    with pytest.raises(ValueError, match="may be 08:30 or 20:30; write"):
        read_time("8:30", TimeWindow(Seconds(7 * 3600), Seconds(22 * 3600)))


def test_a_bare_time_is_asked_about_when_opening_hours_leave_none() -> None:
    with pytest.raises(ValueError, match="may be 07:00 or 19:00"):
        read_time("7", TimeWindow(Seconds(9 * 3600), Seconds(17 * 3600)))


WINDOWS = [
    ("9-12", "09:00-12:00"),
    ("2-4pm", "14:00-16:00"),
    ("14:00–16:00", "14:00-16:00"),
    ("14:00 — 16:00", "14:00-16:00"),
    ("9-12; after 3pm", "09:00-12:00 15:00-20:00"),
    ("after 3", "15:00-20:00"),
    ("3pm or later", "15:00-20:00"),
    ("from 3pm", "15:00-20:00"),
    ("3pm onwards", "15:00-20:00"),
    ("before noon", "08:00-12:00"),
    ("until 2", "08:00-14:00"),
    ("noon or earlier", "08:00-12:00"),
    ("11-1pm", "11:00-13:00"),
    ("10-2pm", "10:00-14:00"),
    ("9-5", "09:00-17:00"),
    ("9-17", "09:00-17:00"),
    ("8-8", "08:00-20:00"),
    ("1pm-3", "13:00-15:00"),
    ("12-13", "12:00-13:00"),
    ("12:00-12:30", "12:00-12:30"),
    ("9-noon", "09:00-12:00"),
    ("14:00-00:00", "14:00-24:00"),
    ("3pm-midnight", "15:00-24:00"),
    ("9am-11", "09:00-11:00"),
    ("noon-2", "12:00-14:00"),
    ("12-1", "12:00-13:00"),
    ("9.30-11.30", "09:30-11:30"),
    ("14h-16h30", "14:00-16:30"),
    ("1400-1600", "14:00-16:00"),
    ("6-7am", "06:00-07:00"),
    ("between 9 and 12", "09:00-12:00"),
    ("9 to 12 or 2 to 4", "09:00-12:00 14:00-16:00"),
    ("9-11, 1-3 and 5-6", "09:00-11:00 13:00-15:00 17:00-18:00"),
    ("after 3 and before 5", "15:00-17:00"),
    ("before 10 or after 4", "08:00-10:00 16:00-20:00"),
    ("9-12\n2-4", "09:00-12:00 14:00-16:00"),
    ("2-4; 9-12", "09:00-12:00 14:00-16:00"),
    ("9-12; 11-2", "09:00-14:00"),
    ("9-12; 12-3", "09:00-15:00"),
    ("Morning", "08:00-12:00"),
    ("evenings", "17:00-20:00"),
    ("anytime", ""),
    ("Any time", ""),
    ("9-12; anytime", ""),
]


@pytest.mark.parametrize(("text", "windows"), WINDOWS)
def test_windows_are_what_people_mean(text: str, windows: str) -> None:
    assert " ".join(str(w) for w in read_windows(text, HOURS)) == windows


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("16-14", "before it starts"),
        ("4pm-2pm", "before it starts"),
        ("5-2", "may be 05:00-14:00"),
        ("16:00-10:00", "before it starts"),
        ("13:00-12:00", "before it starts"),
        ("11-midnight", "may be 11:00-24:00 or 23:00-24:00"),
        ("14:00-14:00", "before it starts"),
        ("22:00-02:00", "before it starts"),
        ("9-12; 16:00-14:00", r"'16:00-14:00' ends at 14:00, before it starts"),
        ("7-9", "may be 07:00-09:00 or 07:00-21:00 or 19:00-21:00"),
        ("2pm", "is a moment, not a window"),
        ("9-12-3", "is no window"),
        ("9-", "is no window"),
        ("tomorrow", "is no window"),
        ("after lunch", "is no time"),
        (";", "holds no window"),
    ],
)
def test_windows_that_say_nothing_clear_are_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_windows(text, HOURS)


def test_an_open_end_beyond_closing_time_reaches_to_midnight() -> None:
    assert [str(w) for w in read_windows("after 9pm", HOURS)] == ["21:00-24:00"]


def test_a_promised_start_is_a_moment_or_a_window() -> None:
    assert str(read_start("2:30", HOURS)) == "14:30-14:30"
    assert str(read_start("2-2:30 pm", HOURS)) == "14:00-14:30"


minute_of_day = st.integers(0, 24 * 60 - 1)


@given(minute_of_day, minute_of_day)
def test_any_window_written_in_24_hours_with_am_and_pm_reads_back(a: int, b: int) -> None:
    opens, closes = sorted((a, b))
    if opens == closes:
        closes += 1
    window = TimeWindow(Seconds(opens * 60), Seconds(closes * 60))
    if closes < 24 * 60:
        assert read_windows(f"{_in_halves(opens)} - {_in_halves(closes)}", HOURS) == (window,)


@given(st.integers(8 * 60, 20 * 60 - 1), st.integers(1, 12 * 60))
def test_any_window_in_opening_hours_reads_back_as_the_program_prints_it(opens: int, length: int) -> None:
    window = TimeWindow(Seconds(opens * 60), Seconds(min(opens + length, 20 * 60) * 60))
    assert read_windows(str(window), HOURS) == (window,)


@given(st.lists(st.tuples(minute_of_day, st.integers(1, 300)), min_size=1, max_size=4))
def test_a_cell_of_windows_holds_exactly_the_minutes_of_its_windows(pairs: list[tuple[int, int]]) -> None:
    windows = [(a, min(a + length, 24 * 60)) for a, length in pairs]
    text = "; ".join(f"{_in_24_hours(a)}-{_in_24_hours(b)}" for a, b in windows)
    read = read_windows(text, TimeWindow(Seconds(0), DAY))
    minutes = {m for a, b in windows for m in range(a, b)}
    assert {m for w in read for m in range(w.opens // 60, w.closes // 60)} == minutes
    assert all(first.closes < second.opens for first, second in pairwise(read))


def _in_24_hours(minute: int) -> str:
    return f"{minute // 60:02d}h{minute % 60:02d}"


def _in_halves(minute: int) -> str:
    return f"{(minute // 60 - 1) % 12 + 1}:{minute % 60:02d} {'pm' if minute >= 720 else 'am'}"


@given(st.text(max_size=12))
def test_no_text_crashes_the_reader_of_times(text: str) -> None:
    try:
        readings = time_readings(text)
    except ValueError:
        return
    assert 1 <= len(readings) <= 2
    assert all(0 <= t <= DAY for t in readings)


@given(st.lists(st.sampled_from([*"0123456789:-;,.hap +", "am", "pm", "to", "after ", "before ", " and ", "noon"])))
def test_no_text_crashes_the_reader_of_windows(letters: list[str]) -> None:
    try:
        windows = read_windows("".join(letters), HOURS)
    except ValueError:
        return
    assert all(0 <= w.opens < w.closes <= DAY for w in windows)


@pytest.mark.parametrize(
    "text", ["90", "90 min", "90min.", "90m", "90.0", "1h30", "1:30", "1.5 h", "1,5h", "1 h 30 min"]
)
def test_an_hour_and_a_half_is_understood_however_it_is_written(text: str) -> None:
    assert read_minutes(text) == 90


@pytest.mark.parametrize(
    ("text", "cure"), [("2", "did you mean 2 h"), ("999", "10 to 240"), ("9o", "write 90"), ("-60", "write")]
)
def test_a_length_that_no_massage_has_is_refused_with_a_cure(text: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        read_minutes(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-23", "2026/11/23", "23-Nov-26", "23 November 2026", "Nov 23, 2026", "November 23rd, 2026"),
        *("Mon, Nov 23, 2026", "23/11/2026", "11/23/2026", "2026-11-23 00:00:00"),
    ],
)
def test_a_date_is_understood_however_it_is_written(text: str) -> None:
    assert read_date(text) == datetime.date(2026, 11, 23)


def test_a_date_with_two_readings_is_asked_about() -> None:
    with pytest.raises(ValueError, match="may be 04 Mar 2026 or 03 Apr 2026"):
        read_date("03/04/2026")


@pytest.mark.parametrize("text", ["2026-02-30", "31-Nov-26", "23-Nov", "23-Nox-26", "13/13/2026", "today", "26-11-2"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|may be"):
        read_date(text)
