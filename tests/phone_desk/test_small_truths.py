"""What the desk says of holds, hours and days is so."""

import pytest

from phone_desk.at_a_desk import AtDesk, a_client

MONDAY = ("--date", "2026-11-23")
TEN = (*MONDAY, "--start", "10:00", "--therapist", "ana")
LATER = "2026-11-20T09:06"
"""When a slot that was held at nine has run out."""


def test_a_held_slot_is_held_until_it_runs_out_and_then_told_as_expired(at_desk: AtDesk) -> None:
    name = at_desk.json("hold", *a_client(), *TEN)["visit"]
    assert [b["status"] for b in at_desk.json("find", "zoe")] == ["held"]
    assert [b["status"] for b in at_desk.json("find", "zoe", now=LATER)] == ["expired"]
    assert "quoted 10:00-10:30 am, held;" in at_desk.text("find", "zoe")
    assert "quoted 10:00-10:30 am, expired;" in at_desk.text("find", "zoe", now=LATER)
    before, after = at_desk.json("day", *MONDAY), at_desk.json("day", *MONDAY, now=LATER)
    assert [[s["status"] for s in route["stops"]] for route in before["routes"]] == [["held"], [], []]
    assert before["expired"] == []
    assert [route["stops"] for route in after["routes"]] == [[], [], []]
    assert [(b["visit"], b["status"], b["phone"]) for b in after["expired"]] == [(name, "expired", "+17805550100")]
    told = at_desk.text("day", *MONDAY, now=LATER)
    assert "Held slots that have expired B0001 Zoë Quirke" in told
    assert told.endswith("expired, 780 555 0100")
    assert "expired" not in at_desk.text("day", *MONDAY)


def test_confirming_a_hold_asks_about_a_second_booking_of_the_same_person_that_day(at_desk: AtDesk) -> None:
    """While the slot was only held, a file has brought a visit of the same person."""
    held = at_desk.json("hold", *a_client(), *TEN)["visit"]
    names = "id,date,client,phone,address,treatment,minutes,start,status"
    rows = f"{names}\nv1,2026-11-23,Zoe QUIRKE,780-555-0100,10301 105 Street NW,therapeutic,60,15:30,booked\n"
    (at_desk.folder / "some.csv").write_text(rows, encoding="utf-8")
    at_desk.json("import", str(at_desk.folder / "some.csv"))
    told = at_desk.json("book", held, code=4)["conflict"]
    assert (told["reason"], told["visit"]) == ("already_booked", "v1")
    assert [b["status"] for b in at_desk.json("find", held)] == ["held"]
    assert at_desk.json("book", held, "--second-person")["status"] == "booked"


def test_hours_go_over_a_span_in_one_go_and_back_to_the_usual(at_desk: AtDesk) -> None:
    span = ("--date", "dec 24", "--until", "jan 2")
    told = at_desk.json("shift", "ana", *span, "--off")
    assert (told["date"], told["until"], told["hours"], told["usual"]) == ("2026-12-24", "2027-01-02", None, False)
    assert [day["revision"] for day in told["dates"]] == [1] * 10
    crew = [[r["therapist"] for r in day["routes"]] for day in at_desk.json("day", "--date", "dec 24", "--days", "10")]
    assert not any("ana" in names for names in crew)
    again = at_desk.json("shift", "ana", *span, "--usual")
    assert (again["hours"], again["usual"]) == (None, True)
    routes = at_desk.json("day", "--date", "2026-12-28")["routes"]
    assert (routes[0]["therapist"], routes[0]["shift"]) == ("ana", ["08:00", "17:00"])
    assert at_desk.json("day", "--date", "dec 24", "--days", "12")[-1]["revision"] == 0


def test_hours_that_are_so_already_change_nothing(at_desk: AtDesk) -> None:
    assert at_desk.json("shift", "ana", *MONDAY, "--usual")["revision"] == 0
    for _ in range(2):
        assert at_desk.json("shift", "ana", *MONDAY, "--hours", "10:00-16:00")["revision"] == 1


def test_hours_over_a_span_leave_days_off_alone(at_desk: AtDesk) -> None:
    told = at_desk.json("shift", "ben", *MONDAY, "--days", "7", "--hours", "10:00-16:00")
    dates = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27", "2026-11-28"]
    assert [day["date"] for day in told["dates"]] == dates
    assert "(5 dates)" in at_desk.text("shift", "ben", *MONDAY, "--days", "7", "--hours", "10:00-16:00")


def test_an_absence_lists_whom_it_strands_and_what_to_type(at_desk: AtDesk) -> None:
    first = at_desk.json("book", *a_client(), *TEN)["visit"]
    second = at_desk.json("book", *a_client(2, "Olu Ade"), *TEN[2:], "--date", "2026-11-24")["visit"]
    at_desk.json("book", *a_client(3, "Ben's"), *TEN[:4], "--therapist", "ben")
    told = at_desk.json("shift", "ana", *MONDAY, "--days", "2", "--off", code=3)
    assert told["without_a_place"] == [first, second]
    one = told["stranded"][0]
    assert (one["client"], one["phone"], one["date"], one["window"]) == (
        "Zoë Quirke",
        "+17805550100",
        "2026-11-23",
        ["10:00", "10:30"],
    )
    assert at_desk(*one["command"].split()[1:]).code == 0
    shown = at_desk.text("shift", "ana", "--off", "--date", "2026-11-24", code=3)
    assert "Olu Ade, Tue 24 Nov 2026 10:00 am with ana, quoted 10:00-10:30 am, booked, 780 555 0102" in shown
    assert f"mobiledispatch move {second}" in shown


def test_shorter_hours_strand_only_the_visits_that_they_leave_no_room_for(at_desk: AtDesk) -> None:
    at_desk.json("book", *a_client(), *MONDAY, "--start", "14:00", "--therapist", "ana")
    early = at_desk.json("book", *a_client(2, "Olu Ade"), *MONDAY, "--start", "09:00", "--therapist", "ana")["visit"]
    told = at_desk.json("shift", "ana", *MONDAY, "--hours", "12:00-17:00", code=3)
    assert told["without_a_place"] == [early]


def test_a_visit_that_has_begun_is_not_stranded(at_desk: AtDesk) -> None:
    at_desk.json("book", *a_client(), *TEN)
    told = at_desk.json("shift", "ana", *MONDAY, "--off", now="2026-11-23T10:30")
    assert told["without_a_place"] == []


@pytest.mark.parametrize("words", [(), ("--off", "--usual"), ("--off", "--hours", "10-16"), ("--hours", "whenever")])
def test_hours_are_said_in_one_way(at_desk: AtDesk, words: tuple[str, ...]) -> None:
    assert at_desk("shift", "ana", *words).code == 2


def test_a_therapist_nobody_knows_is_told_with_those_who_are(at_desk: AtDesk) -> None:
    told = at_desk.text("shift", "zed", "--off", code=2)
    assert told == "No therapist named 'zed'. Choose ana, ben or chloe."


def test_a_day_shows_unit_and_telephone_of_every_stop(at_desk: AtDesk) -> None:
    at_desk.json("book", *a_client(), *TEN)
    told = at_desk.text("day", *MONDAY)
    assert "unit 1203, 10301 105 Street NW, 780 555 0100, quoted 10:00-10:30" in told
    (stop,) = at_desk.json("day", *MONDAY)["routes"][0]["stops"]
    assert (stop["client"], stop["unit"], stop["phone"]) == ("Zoë Quirke", "1203", "+17805550100")
    assert stop["address"] == "10301 105 Street NW"


def test_a_week_is_a_list_of_days_each_booked_free_or_closed(at_desk: AtDesk) -> None:
    at_desk.json("book", *a_client(), *TEN)
    week = at_desk.json("day", "--date", "sunday", "--days", "7")
    assert [day["date"][-2:] for day in week] == ["22", "23", "24", "25", "26", "27", "28"]
    assert [day["closed"] for day in week] == ["policy_opening_hours"] + [None] * 6
    told = at_desk.text("day", "--date", "sunday", "--days", "7")
    assert "Sunday 22 November 2026, revision 0 closed on Sundays Monday 23 November 2026, revision 1 Ana" in told
    assert "Tuesday 24 November 2026, revision 0 free: Ana Kowalczyk 8:00 am-5:00 pm, Ben" in told
    assert "closed on 2026-12-25, a general holiday" in at_desk.text("day", "--date", "dec 25")
    assert at_desk.json("day", "--date", "dec 25")["closed"] == "policy_holiday"


def test_a_day_on_which_everybody_is_absent_says_so(at_desk: AtDesk) -> None:
    for name in ("ana", "ben", "chloe"):
        at_desk.json("shift", name, *MONDAY, "--off")
    assert at_desk.text("day", *MONDAY).endswith("nobody works that day")
    assert at_desk.json("day", *MONDAY)["closed"] == "no_therapist"
