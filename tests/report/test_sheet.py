"""A therapist's own sheet."""

import datetime
from dataclasses import replace

import pytest

from mobiledispatch.model.clock import read_clock
from mobiledispatch.model.next_need import NextNeed, NextNeeds
from mobiledispatch.model.practice import DayLimits
from mobiledispatch.report.itinerary import render_itinerary
from mobiledispatch.report.sheet import WIDTH, render_sheet
from report.days import DAY, PRACTICE, REQUESTS
from report.hostile import HOSTILE, hostile_day


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_sheet_fits_a_page_and_starts_with_the_number_to_call() -> None:
    sheet = render_sheet(DAY, "ana")
    assert max(map(len, sheet.splitlines())) <= WIDTH
    assert sheet.startswith("Prairie Hands, 780 555 0100\n")


def test_a_sheet_holds_its_own_stops_and_nothing_of_anybody_elses() -> None:
    sheet = render_sheet(DAY, "ana")
    assert "Mae Fong" in sheet
    others = [r for r in REQUESTS if r.id not in ("r1", "r2")]
    private = {value for r in others for value in (r.client, r.address, r.phone) if value}
    assert not [value for value in private if value in sheet]


def test_a_title_is_a_membership_and_never_a_licence() -> None:
    sheet = render_sheet(DAY, "ana")
    assert "Ana Lopez, RMT, member of MTAA no. 12345" in sheet
    assert "licensed" not in sheet.casefold()
    assert "regulated" not in sheet.casefold()


def test_no_membership_is_claimed_for_a_therapist_without_one() -> None:
    assert "RMT" not in render_sheet(DAY, "ben")


def test_the_stone_heater_is_packed_only_by_who_needs_it() -> None:
    assert "[ ] stone heater (stop 2, near an outlet)" in render_sheet(DAY, "ana")
    assert "stone heater" not in render_sheet(DAY, "ben")
    assert "[ ] table, and linens for 2" in render_sheet(DAY, "ben")


TUESDAY = datetime.date(2026, 11, 24)
ONE = replace(PRACTICE, limits=DayLimits(shared_equipment={"stone_heater": 1}))


def keeper_is_told(needs: NextNeeds) -> str:
    """What Ana, who has the one heater today, reads of it."""
    day = replace(DAY, practice=ONE, next_needs=needs)
    assert "heater" not in render_sheet(day, "ben")
    told = words(render_sheet(day, "ana"))
    assert "near an outlet) The practice has 1 stone heater: it stays with you all day. " in told
    return told.partition("all day. ")[2].partition(" At every stop")[0]


def booked(need: NextNeed) -> NextNeeds:
    return NextNeeds({"stone_heater": need}, 7, is_booked=True)


def test_the_keeper_of_the_one_heater_reads_who_needs_it_next_and_to_hand_it_over() -> None:
    need = NextNeed(TUESDAY, {"ben": read_clock("10:15")})
    assert keeper_is_told(booked(need)) == (
        "Needed next on Tuesday 24 November by Ben Ito, first at 10:15: hand it over before that."
    )


def test_a_keeper_who_needs_it_again_keeps_it() -> None:
    need = NextNeed(TUESDAY, {"ana": read_clock("10:15")})
    assert keeper_is_told(booked(need)) == "You need it again on Tuesday 24 November, first at 10:15: keep it."


def test_of_a_next_need_no_more_is_said_than_is_known() -> None:
    unplanned = NextNeed(TUESDAY, {}, ("q7",))
    assert keeper_is_told(booked(unplanned)) == (
        "Needed next on Tuesday 24 November (q7); who serves that is not planned yet."
    )
    assert keeper_is_told(NextNeeds({}, 7, is_booked=True)) == "Nobody is booked to need it in the next 7 days."
    assert keeper_is_told(NextNeeds({}, 7, is_booked=False)) == (
        "Hand it over to whoever needs it next: the sheets of that day say who."
    )


def test_the_itinerary_says_who_keeps_the_one_heater() -> None:
    lines = render_itinerary(replace(DAY, practice=ONE), 100).splitlines()
    assert [line for line in lines if "heater" in line] == [lines[lines.index("Ana Lopez (ana)") + 1]]
    assert "keeps the" not in render_itinerary(DAY, 100)


def test_what_everybody_has_of_their_own_is_handed_over_to_nobody() -> None:
    assert "hand" not in render_sheet(DAY, "ana").partition("Pack")[2].partition("At every stop")[0].casefold()


def test_a_sheet_says_what_to_know_at_the_door() -> None:
    sheet = words(render_sheet(DAY, "ana"))
    for fact in (
        "access: elevator, buzzer 204",
        "pressure: lower back=firm",
        "focus: neck; hips",
        "reason: desk job tension",
        "first visit: intake and consent before the massage",
        "notes: shy dog at the door",
        "ASK AT THE DOOR: open wounds, fractures, blood thinners",
        "screening: open wounds no; fractures no; blood thinners YES, cleared by Dr. Chen",
        "arrive 08:50, massage starts 09:23, massage ends 10:23, leave 10:43",
        "11:10 break until 11:40",
        "Intense pain is never part of it",
    ):
        assert fact in sheet


def test_a_contraindication_that_nobody_cleared_repeats_the_advice() -> None:
    uncleared = {**DAY.requests, "r2": replace(DAY.requests["r2"], cleared_by="")}
    sheet = words(render_sheet(replace(DAY, requests=uncleared), "ana"))
    assert "blood thinners YES, not cleared. Please consult a physician or call the clinic before booking." in sheet


def test_who_has_no_visits_is_told_so() -> None:
    assert render_sheet(DAY, "cleo").endswith("No visits today.\n")


def test_a_plan_without_requests_still_makes_a_sheet() -> None:
    sheet = render_sheet(replace(DAY, requests={}, practice=replace(PRACTICE, practitioners=())), "ana")
    assert "08:50  1.  r1" in sheet


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_breaks_no_line_of_a_sheet(text: str) -> None:
    assert all(c == "\n" or c.isprintable() for c in render_sheet(hostile_day(text), f"ana{text}"))
