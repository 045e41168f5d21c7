"""A date that is over is told as past, by every command, and nobody overrides that."""

import pytest

from phone_desk.at_a_desk import AtDesk, a_client

YESTERDAY = ("--date", "2026-11-19")


@pytest.mark.parametrize("more", [(), ("--override", "Ana"), ("--deep",), ("--first-visit",)])
def test_slots_tells_a_past_date_as_past_whatever_else_is_said(at_desk: AtDesk, more: tuple[str, ...]) -> None:
    told = at_desk.json("slots", *a_client(), *YESTERDAY, *more)
    assert {one["reason"] for one in told["blocked"]} == {"past"}
    assert (told["offers"], told["complete"]) == ([], False)
    assert "2026-11-19 is in the past" in told["blocked"][0]["detail"]


def test_a_past_sunday_is_past_before_it_is_closed(at_desk: AtDesk) -> None:
    told = at_desk.json("slots", *a_client(), "--date", "2026-11-15")
    assert {one["reason"] for one in told["blocked"]} == {"past"}


def test_the_nearest_yes_for_a_past_date_is_not_before_today(at_desk: AtDesk) -> None:
    nearest = at_desk.json("slots", *a_client(), "--date", "2026-11-02")["nearest"]
    assert [offer["date"] for offer in nearest] == ["2026-11-20"]


@pytest.mark.parametrize("more", [(), ("--override", "Ana"), ("--deep",)])
@pytest.mark.parametrize("command", ["hold", "book"])
def test_a_start_of_a_past_date_is_a_conflict_for_that_reason(
    at_desk: AtDesk, command: str, more: tuple[str, ...]
) -> None:
    told = at_desk.json(command, *a_client(), *YESTERDAY, "--start", "10:00", *more, code=4)["conflict"]
    assert (told["reason"], told["by"]) == ("past", None)
    assert all(offer["date"] >= "2026-11-20" for offer in told["nearest"])


@pytest.mark.parametrize("more", [(), ("--start", "10:00"), ("--start", "10:00", "--override", "Ana")])
def test_a_visit_is_not_moved_to_a_past_date(at_desk: AtDesk, more: tuple[str, ...]) -> None:
    name = at_desk.json("book", *a_client(), "--date", "monday", "--start", "10:00")["visit"]
    assert at_desk.json("move", name, *YESTERDAY, *more, code=4)["conflict"]["reason"] == "past"


@pytest.mark.parametrize("more", [("--waiting-list",), ("--start", "10:00", "--fractures", "yes")])
def test_nobody_waits_for_a_past_date(at_desk: AtDesk, more: tuple[str, ...]) -> None:
    assert at_desk.json("book", *a_client(), *YESTERDAY, *more, code=4)["conflict"]["reason"] == "past"
    assert at_desk.json("find", "zoe") == []


@pytest.mark.parametrize("hours", [("--off",), ("--hours", "10:00-16:00"), ("--usual",)])
def test_hours_of_a_past_date_are_not_changed(at_desk: AtDesk, hours: tuple[str, ...]) -> None:
    told = at_desk.json("shift", "ana", *hours, *YESTERDAY, "--days", "3", code=4)["conflict"]
    assert told["reason"] == "past"
    assert [day["revision"] for day in at_desk.json("day", *YESTERDAY, "--days", "3")] == [0, 0, 0]


def test_openings_of_a_past_date_are_none(at_desk: AtDesk) -> None:
    told = at_desk.json("slots", *YESTERDAY, "--override", "Ana")
    assert (told["openings"], [one["reason"] for one in told["blocked"]]) == ([], ["past"])


def test_a_file_gives_nobody_a_time_in_the_past(at_desk: AtDesk) -> None:
    rows = (
        "id,date,client,address,treatment,minutes,status",
        "over,2026-11-19,A,10301 105 Street NW,relaxation,60,",
        "given,2026-11-19,B,10303 105 Street NW,relaxation,60,done",
        "today,2026-11-20,C,10305 105 Street NW,relaxation,60,",
    )
    file = at_desk.folder / "some.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    told = at_desk.json("import", str(file), code=3, now="2026-11-20T13:00")
    assert (told["past"], told["placed"]) == (["over"], ["today"])
    assert "not taken in, for their date is in the past: over" in at_desk.text("import", str(file), code=3)
    starts = {b["visit"]: b["start"] for b in at_desk.json("find", "street")}
    assert set(starts) == {"given", "today"}
    assert starts["today"] >= "13:00"
