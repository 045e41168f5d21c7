"""The itinerary on a terminal."""

import re
from dataclasses import replace

import pytest

from mobiledispatch.model.clock_face import ClockFace
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.set_aside import Held
from mobiledispatch.report.itinerary import render_itinerary
from report.days import DAY, PLAN
from report.hostile import HOSTILE, hostile_day


@pytest.mark.parametrize("width", [80, 40])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, render_itinerary(DAY, width).splitlines())) <= width


def test_every_stop_shows_its_four_times_in_order() -> None:
    lines = render_itinerary(DAY, 100).splitlines()
    assert "           arrive 08:50, massage starts 09:23, massage ends 10:23, leave 10:43" in lines
    assert "           arrive 11:50, wait 10 min, massage starts 12:30, massage ends 14:00, leave 14:20" in lines


def test_a_break_stands_between_the_stops_it_falls_between_and_what_is_left_over_is_said() -> None:
    text = render_itinerary(DAY, 80)
    first, rest, second = text.index("Mae Fong"), text.index("11:10  break until 11:40"), text.index("Zoë Roy")
    assert first < rest < second
    # 10:43 to 11:50 is 67 min: 27 of driving, 30 of rest, 10 left.
    assert "wait 10 min" in text[rest:second]


def test_a_stop_says_who_where_what_and_what_was_promised() -> None:
    text = render_itinerary(DAY, 80)
    for words in (
        "08:50  1.  Mae Fong (r1)",
        "unit 204, 10205 101 Street NW, Edmonton",
        "Deep tissue then Relaxation, 60 min",
        "780 555 0101",
        "drive 20 min, 9.0 km",
        "promised 09:15-09:45, may run 12 min late",
        "not promised yet, may not run late",
    ):
        assert words in text


def test_unknown_screening_answers_are_asked_at_the_door_and_known_ones_are_not() -> None:
    text = render_itinerary(DAY, 80)
    mae, zoe = text[text.index("Mae Fong") : text.index("Zoë Roy")], text[text.index("Zoë Roy") : text.index("Ben Ito")]
    assert "Ask at the door: open wounds, fractures, blood thinners." in mae
    assert "Ask at the door" not in zoe


def test_a_place_known_only_by_its_postal_code_is_a_warning() -> None:
    text = " ".join(render_itinerary(DAY, 80).split())
    assert text.count("Place known only by its postal code, within 667 m: call for directions.") == 1


def test_left_out_lost_and_held_visits_say_why_and_what_to_do() -> None:
    text = " ".join(render_itinerary(DAY, 80).split())
    assert "Unassigned (1) - Pat Full (r5), Hot stone, 90 min, 401 Festival Lane The day is full." in text
    assert "Would fit an empty day. Another day: Tuesday." in text
    assert "Street not known. No street called Nowhere Crescent is known. Mend the address in the requests file" in text
    assert "Please consult a physician or call the clinic before booking." in text


def test_a_medical_hold_without_words_of_its_own_still_gives_the_advice() -> None:
    held = replace(DAY, plan=replace(PLAN, held=(Held("r7", "medical"),)))
    assert "consult a physician or call the clinic" in " ".join(render_itinerary(held).split())


def test_no_report_calls_a_client_safe_or_unsafe() -> None:
    assert "safe" not in render_itinerary(DAY, 80).casefold()


def test_the_summary_names_every_part_of_the_objective_with_its_unit() -> None:
    lines = render_itinerary(DAY, 80).splitlines()
    for line in (
        "    driving, free road       6900 s",
        "    preferences not met       900 s",
        "    visits left out        100000 s",
        "    total                  107800 s",
        "  Proven: within 0.8 % of the best possible plan.",
    ):
        assert line in lines


@pytest.mark.parametrize(
    ("status", "words"), [("optimal", "Proven: no better plan exists."), ("feasible", "not proven")]
)
def test_the_summary_says_how_good_the_plan_is_known_to_be(status: str, words: str) -> None:
    plan: Plan = replace(PLAN, proof=replace(PLAN.proof, status=status, gap=None))
    assert words in render_itinerary(replace(DAY, plan=plan), 80)


def test_notes_for_the_office_are_listed() -> None:
    assert "  - r1: the postal code is far off" in render_itinerary(
        replace(DAY, notes=("r1: the postal code is far off",))
    )


def test_colour_makes_headings_bold_and_changes_no_word() -> None:
    plain, bold = render_itinerary(DAY, 80), render_itinerary(DAY, 80, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1mAna Lopez (ana)\x1b[0m" in bold
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_moves_no_cursor_and_breaks_no_line(text: str) -> None:
    shown = render_itinerary(hostile_day(text), 80)
    assert all(c == "\n" or c.isprintable() for c in shown)
    assert shown.count("leave home") == 2


@pytest.mark.parametrize("width", [40, 80])
def test_by_a_12_hour_clock_times_stand_in_one_column_and_no_line_parts_them(width: int) -> None:
    day = replace(DAY, practice=replace(DAY.practice, clock=ClockFace.TWELVE))
    lines = render_itinerary(day, width).splitlines()
    assert max(map(len, lines)) <= width
    assert " 8:30 am  leave home" in lines
    assert not [line for line in lines if re.match(r"\s*[ap]m\b", line)]
    timed = [re.match(r"(.*?[ap]m)  ", line) for line in lines]
    assert {len(found[1]) for found in timed if found and found[1].strip()[:1].isdigit()} == {8}
