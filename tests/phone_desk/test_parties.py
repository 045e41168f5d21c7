"""Two people who call as one: no command parts them, and the second of a door follows with the turnover alone."""

import random

import pytest

from mobiledispatch.model.booking import OVER, Booking
from phone_desk.conftest import TypedDesk

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
DOOR = ("--address", "10345 105 Street NW", "--treatment", "relaxation", "--minutes", "60")
WISH = (*DOOR, "--date", MONDAY)
ZOE = ("--client", "Zoe Quirke", "--phone", "780-555-0199")
TWO = ("--people", "2", "--second-client", "Bo Quirke")


def pair(desk: TypedDesk) -> tuple[Booking, Booking]:
    return desk.visit("B0001"), desk.visit("B0002")


def assert_at_once(desk: TypedDesk) -> None:
    one, other = pair(desk)
    assert (one.date, one.start, one.request.start) == (other.date, other.start, other.request.start)
    assert one.status is other.status
    assert one.request.address == other.request.address
    if one.is_placed:
        assert one.therapist != other.therapist


def planned(desk: TypedDesk, date: str = MONDAY) -> None:
    out = str(desk.folder / "out")
    assert desk("plan", "--from-book", "--date", date, "--out", out).code in (0, 3)


def test_a_couple_is_held_booked_moved_edited_and_cancelled_as_one(desk: TypedDesk) -> None:
    held = desk.answer("hold", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    assert [b["client"] for b in held["with"]] == ["Bo Quirke"]
    assert_at_once(desk)
    for words in (
        ("book", "B0002", "--fractures", "no"),
        ("move", "B0002", "--start", "13:00"),
        ("edit", "B0001", "--address", "8331 104 Street NW"),
        ("move", "B0001", "--date", TUESDAY),
        ("edit", "B0002", "--minutes", "90"),
        ("cancel", "B0002"),
        ("book", "B0001"),
    ):
        desk.answer(*words)
        assert_at_once(desk)
    one, other = pair(desk)
    assert (one.request.minutes, other.request.minutes) == (60, 90)
    assert (str(one.request.fractures), str(other.request.fractures)) == ("unknown", "no")


def test_where_only_one_of_a_couple_finds_room_both_stay_where_they_are(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    desk.answer("shift", "chloe", "--date", TUESDAY, "--off")
    before = pair(desk)
    moved = desk("move", "B0001", "--date", TUESDAY, "--start", "14:00")
    assert moved.code == 4
    assert "only ana may come, and 2 are needed" in moved.err
    assert pair(desk) == before


def test_people_in_turn_are_one_stop_and_move_as_one(desk: TypedDesk) -> None:
    told = desk.answer("book", *WISH, *ZOE, *TWO, "--in-turn", "--start", "11:00")
    assert [b["start"] for b in told["with"]] == ["12:10"]
    desk.answer("move", "B0002", "--start", "15:10")
    one, other = pair(desk)
    assert (one.therapist, one.start, other.start) == (other.therapist, 14 * 3600, 15 * 3600 + 600)
    planned(desk)


def test_the_second_of_a_door_is_offered_the_time_right_after_the_first(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, "--start", "11:00", "--therapist", "ana")
    bo = ("--client", "Bo Quirke", "--phone", "780-555-0199")
    offers = desk.answer("slots", *WISH, *bo)["offers"]
    (after,) = [o for o in offers if o["after"]]
    assert (after["start"], after["therapist"], after["added_travel_seconds"]) == ("12:10", "ana", 0)
    assert offers[0] == after
    desk.answer("book", *WISH, *bo, "--start", "12:10", "--therapist", "ana")
    one, other = pair(desk)
    assert one.request.group == other.request.group != ""
    assert (one.start, other.start) == (11 * 3600, 12 * 3600 + 600)
    desk.answer("cancel", "B0001")
    assert all(b.status in OVER for b in pair(desk))


def test_two_rows_together_are_one_couple_in_the_book(desk: TypedDesk) -> None:
    rows = "c1,Cy,10345 105 Street NW,relaxation,60,yes\nc2,Di,10345 105 Street NW,relaxation,60,yes\n"
    file = desk.folder / "couple.csv"
    file.write_text(f"id,client,address,treatment,minutes,together\n{rows}", encoding="utf-8")
    desk.answer("import", str(file), "--date", MONDAY)
    desk.answer("book", "c1", "--start", "15:00")
    desk.answer("move", "c2", "--start", "14:30")
    one, other = desk.visit("c1"), desk.visit("c2")
    assert (one.start, one.request.start) == (other.start, other.request.start)
    assert one.start == 14 * 3600 + 1800
    assert one.therapist != other.therapist


def test_two_starts_for_one_couple_are_a_fault_of_the_file(desk: TypedDesk) -> None:
    rows = "Cy,1 A,relaxation,60,yes,15:00\nDi,1 A,relaxation,60,yes,16:30\n"
    file = desk.folder / "couple.csv"
    file.write_text(f"client,address,treatment,minutes,together,start\n{rows}", encoding="utf-8")
    told = desk("check", str(file))
    assert told.code == 2
    assert "line 3, column start: '16:30-16:30', but line 2 starts 15:00-15:00" in told.err


def test_one_of_two_who_did_not_come_may_be_told_alone(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    desk.answer("no-show", "B0002", "--only", now=f"{MONDAY}T14:20")
    assert [str(b.status) for b in pair(desk)] == ["booked", "no_show"]


def test_a_held_visit_gets_company_and_one_of_two_gets_no_third(desk: TypedDesk) -> None:
    desk.answer("hold", *WISH, *ZOE, "--start", "14:00")
    desk.answer("book", "B0001", *TWO, "--together")
    assert_at_once(desk)
    third = desk("edit", "B0001", "--people", "2", "--second-client", "Cy")
    assert (third.code, "--people" in third.err) == (2, True)


@pytest.mark.parametrize("seed", range(6))
def test_no_drawn_order_of_commands_parts_a_couple(desk: TypedDesk, seed: int) -> None:
    rng = random.Random(seed)
    desk.answer("hold", *WISH, *ZOE, *TWO, "--together", "--start", rng.choice(["12:00", "13:00", "14:00"]))
    doors = ["8331 104 Street NW", "2704 17 Street NW", "10345 105 Street NW"]
    for _ in range(8):
        name = rng.choice(["B0001", "B0002"])
        date, start = rng.choice([MONDAY, TUESDAY]), f"{rng.randrange(9, 18)}:{rng.choice(['00', '30'])}"
        words = rng.choice(
            [
                ("book", name),
                ("move", name, "--date", date, "--start", start),
                ("move", name, "--therapist", rng.choice(["ana", "chloe"])),
                ("edit", name, "--address", rng.choice(doors)),
                ("edit", name, "--minutes", rng.choice(["45", "60", "90"])),
                ("edit", name, "--blood-thinners", rng.choice(["yes", "no"])),
                ("book", name, "--start", start),
                ("cancel", name),
            ]
        )
        assert desk(*words).code in (0, 2, 3, 4), words
        assert_at_once(desk)


def test_sheet_itinerary_map_and_table_say_who_is_served_with_whom(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    ann = ("--client", "Ann Lee", "--phone", "780-555-0111", "--people", "2", "--second-client", "Cy Lee")
    desk.answer("book", *WISH, *ann, "--start", "10:00", "--address", "8331 104 Street NW")
    out = desk.folder / "out"
    told = desk("plan", "--from-book", "--date", MONDAY, "--out", str(out)).out
    for text in (
        told,
        *(path.read_text(encoding="utf-8") for path in (out / "map.html", out / "itinerary.csv")),
        "".join(path.read_text(encoding="utf-8") for path in (out / "sheets").iterdir()),
    ):
        words = " ".join(text.split())
        assert "with Chlo" in words
        assert "with Ana, at the same time" in words
        assert "first of two, one after the other" in words
        assert "second of two, one after the other" in words
    assert "Quirke" not in (out / "map.html").read_text(encoding="utf-8")


def test_who_is_booked_right_after_another_at_a_door_is_told_so_and_another_flat_is_another_door(
    desk: TypedDesk,
) -> None:
    desk.answer("book", *WISH, *ZOE, "--start", "11:00", "--therapist", "ana", "--unit", "12")
    bo = ("--client", "Bo Quirke", "--phone", "587-555-0123", "--start", "12:10", "--therapist", "ana")
    assert desk("hold", *WISH, *bo, "--unit", "14").code == 4
    held = desk("hold", *WISH, *bo, "--unit", "12")
    assert "Right after B0001, at the same door and stop" in " ".join(held.out.split())


def test_the_history_says_whose_words_changed_and_who_came_along(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    desk.answer("edit", "B0001", "--minutes", "90")
    desk.answer("edit", "B0002", "--notes", "knee")
    told = {}
    for name in ("B0001", "B0002"):
        (found,) = desk.answer("find", name, "--history")
        told[name] = [entry["detail"] for entry in found["history"][1:]]
    assert told["B0001"][0].endswith("minutes: 60 -> 90")
    assert told["B0001"][1] == "with B0002"
    assert told["B0002"][0].endswith("with B0001")
    assert told["B0002"][1] == "notes changed"


def test_what_is_said_of_a_party_of_two_is_refused_by_the_name_that_was_typed(desk: TypedDesk) -> None:
    desk.answer("hold", *WISH, *ZOE, *TWO, "--start", "11:00")
    refused = desk("book", "B0001", "--second-minutes", "75")
    assert refused.code == 2
    assert "--second-minutes: B0001 is one of 2" in refused.err
    assert "mobiledispatch edit B0002" in refused.err


def test_hours_that_strand_one_of_a_couple_name_the_other_who_moves_along(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    one, other = pair(desk)
    told = desk.answer("shift", one.therapist, "--date", MONDAY, "--off", code=3)["stranded"]
    assert [(s["visit"], [(w["visit"], w["client"]) for w in s["with"]]) for s in told] == [
        (one.id, [(other.id, other.request.client)])
    ]
    shown = " ".join(desk("shift", other.therapist, "--date", MONDAY, "--off").out.split())
    assert f"and with it {one.id} {one.request.client}" in shown


def test_two_ids_find_two_visits(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *TWO, "--together", "--start", "14:00")
    for words in (("B0001", "B0002"), ("b0002,", "B0001")):
        assert [b["visit"] for b in desk.answer("find", *words)] == ["B0002", "B0001"]
    assert desk.answer("find", "B0001", "B0009") == []
