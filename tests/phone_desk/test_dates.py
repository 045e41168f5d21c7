"""Dates as they are said on the phone: one meaning, or a question that names both."""

import datetime
import itertools

import pytest

from mobiledispatch.desk.when import WEEKDAYS, date_said, span_said
from mobiledispatch.errors import BadInput
from phone_desk.at_a_desk import AtDesk, a_client

FRIDAY = datetime.date(2026, 11, 20)
MONDAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-20"),
        (" ToMorrow ", "2026-11-21"),
        ("day after tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-19"),
        ("friday", "2026-11-27"),
        ("FRI", "2026-11-27"),
        ("on Tuesday", "2026-11-24"),
        ("thurs.", "2026-11-26"),
        ("this friday", "2026-11-20"),
        ("this tuesday", "2026-11-24"),
        ("next tuesday", "2026-11-24"),
        ("next friday", "2026-11-27"),
        ("monday week", "2026-11-30"),
        ("a week from monday", "2026-11-30"),
        ("in 3 weeks", "2026-12-11"),
        ("in three weeks", "2026-12-11"),
        ("In 10 Days", "2026-11-30"),
        ("2 weeks from tomorrow", "2026-12-05"),
        ("Dec 25", "2026-12-25"),
        ("DÉC 25", "2026-12-25"),
        ("25 december", "2026-12-25"),
        ("the 25th of December", "2026-12-25"),
        ("nov 20", "2026-11-20"),
        ("nov 19", "2027-11-19"),
        ("feb 29", "2028-02-29"),
        ("fri dec 25", "2026-12-25"),
        ("Thu 26 Nov 2026", "2026-11-26"),
        ("2026-11-23", "2026-11-23"),
        ("Nov 23, 2026", "2026-11-23"),
    ],
)
def test_a_date_is_understood_as_people_say_it(said: str, meant: str) -> None:
    assert str(date_said(said, FRIDAY)) == meant


def test_next_tuesday_said_on_a_monday_is_asked_about_with_both_dates() -> None:
    with pytest.raises(BadInput, match="may be Tuesday 2026-11-24 or Tuesday 2026-12-01; say which"):
        date_said("next tuesday", MONDAY)


def test_next_and_a_weekday_is_taken_only_where_the_coming_one_and_that_of_the_next_week_are_the_same() -> None:
    """Whether weeks begin on Monday or on Sunday; written with a calendar's rows instead of arithmetic."""
    for ahead, weekday in itertools.product(range(14), WEEKDAYS):
        today = FRIDAY + datetime.timedelta(days=ahead)
        later = [today + datetime.timedelta(days=k) for k in range(1, 15)]
        of_that_name = [day for day in later if f"{day:%A}".casefold() == weekday]
        readings = {of_that_name[0]}
        for first in ("monday", "sunday"):
            begins = next(day for day in later if f"{day:%A}".casefold() == first)
            readings.add(next(day for day in of_that_name if day >= begins))
        if len(readings) == 1:
            assert date_said(f"next {weekday}", today) in readings
        else:
            with pytest.raises(BadInput) as asked:
                date_said(f"next {weekday}", today)
            assert all(str(day) in str(asked.value) for day in readings)


@pytest.mark.parametrize(
    "said",
    ["someday", "", "next week", "feb 30", "mon dec 25", "monday 2026-11-24", "03/04/2026", "in 999 days ago", "32"],
)
def test_words_that_are_no_date_or_contradict_themselves_are_refused(said: str) -> None:
    with pytest.raises(BadInput, match="--until"):
        date_said(said, FRIDAY, "--until")


def test_a_span_is_counted_or_ends_with_a_date_and_never_ends_before_it_begins() -> None:
    eve = date_said("dec 24", FRIDAY)
    assert len(span_said(eve, FRIDAY, until="jan 2")) == 10
    assert span_said(eve, FRIDAY, days="2") == [eve, datetime.date(2026, 12, 25)]
    for until, days in (("dec 1", ""), ("", "0"), ("", "1000"), ("jan 2", "3"), ("2029-01-01", "")):
        with pytest.raises(BadInput):
            span_said(eve, FRIDAY, until, days)


CLIENT = (*a_client(), "--start", "10:00")
COMMANDS = (
    ("slots", *a_client()),
    ("slots", *a_client(), "--json"),
    ("slots",),
    ("slots", "--json"),
    ("day",),
    ("day", "--json"),
    ("day", "--days", "2"),
    ("export",),
    ("shift", "ana", "--off"),
    ("shift", "ana", "--off", "--json"),
    ("import", "some.csv"),
    ("import", "some.csv", "--json"),
    ("hold", *CLIENT),
    ("book", *CLIENT),
    ("book", *CLIENT, "--json"),
    ("plan", "--from-book", "--out", "out"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join([words[0], *words[-1:]]))
def test_every_command_with_a_date_hears_it_as_people_say_it_and_shows_it_in_full(
    words: tuple[str, ...], at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(at_desk.folder)
    rows = "client,address,treatment,minutes\nZoë Quirke,10301 105 Street NW,relaxation,60\n"
    (at_desk.folder / "some.csv").write_text(rows, encoding="utf-8")
    end = at_desk(*words, "--date", "In 3 Weeks")
    assert end.code == 0, end.out + end.err
    shown = ("2026-12-11", "Fri 11 Dec 2026", "Friday 11 December 2026")
    assert any(date in end.out + end.err for date in shown), end.out + end.err


def test_a_visit_is_moved_to_a_date_as_people_say_it(at_desk: AtDesk) -> None:
    name = at_desk.json("book", *CLIENT, "--date", "monday")["visit"]
    assert at_desk.json("move", name, "--date", "next tuesday")["date"] == "2026-11-24"
