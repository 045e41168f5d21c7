"""A visit of the book corrected: details at once, what the slot depends on only if the slot still fits."""

from mobiledispatch.model.request import Answer, Status
from phone_desk.conftest import TypedDesk

MONDAY = "2026-11-23"
WISH = ("--address", "10345 105 Street NW", "--treatment", "therapeutic", "--minutes", "60", "--date", MONDAY)
ZOE = ("--client", "Zoe Quirke", "--phone", "780-555-0199")
AT_NOON = ("--start", "12:00", "--therapist", "ben")


def test_corrections_beside_a_held_slot_are_what_is_booked(desk: TypedDesk) -> None:
    desk.answer("hold", *WISH, *ZOE, *AT_NOON)
    corrected = ("--address", "2704 17 Street NW", "--minutes", "90", "--gender", "female")
    told = desk.answer("book", "B0001", *corrected)
    booked = desk.visit("B0001")
    assert (booked.request.address, booked.request.minutes) == ("2704 17 Street NW", 90)
    assert booked.therapist in ("ana", "chloe")
    assert (booked.status, booked.start, told["window"]) == (Status.BOOKED, 12 * 3600, ["12:00", "12:30"])


def test_a_correction_for_which_the_slot_has_no_room_changes_nothing_and_names_the_nearest(desk: TypedDesk) -> None:
    desk.answer("hold", *WISH, *ZOE, *AT_NOON)
    before = desk.visit("B0001")
    gone = desk.answer("book", "B0001", "--availability", "after 4pm", code=4)["conflict"]
    assert gone["reason"] == "outside_availability"
    assert all(offer["start"] >= "16:00" for offer in gone["nearest"])
    assert desk.visit("B0001") == before


def test_details_change_at_once_even_where_nothing_else_could(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    told = desk.answer(
        "edit", "B0001", "--notes", "a dog", "--unit", "204", "--phone", "587-555-0100", now=f"{MONDAY}T12:10"
    )
    assert told["tell"] == []
    seen = desk.visit("B0001").request
    assert (seen.notes, seen.unit, seen.phone) == ("a dog", "204", "+15875550100")
    assert desk.answer("edit", "B0001", "--unit", "-")["edits"] == ["unit: 204 -> none"]
    assert desk.visit("B0001").request.unit == ""


def test_an_edit_shows_what_was_and_what_is_and_stands_in_the_history(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    told = desk.answer("edit", "B0001", "--minutes", "90", "--fractures", "no")
    assert told["edits"] == ["minutes: 60 -> 90", "fractures: unknown -> no"]
    assert told["window"] == ["12:00", "12:30"]
    (found,) = desk.answer("find", "B0001", "--history")
    last = found["history"][-1]
    assert (last["what"], last["detail"]) == ("edited", "12:00 pm ben, minutes: 60 -> 90; fractures changed")


def test_a_client_who_hears_of_another_therapist_is_told(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    told = desk.answer("edit", "B0001", "--gender", "female")
    assert [line["say"] for line in told["tell"]] == ["Ana comes instead of Ben; the time stays 12:00-12:30 pm"]


def test_a_cancelled_visit_can_be_booked_again_with_its_id(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    desk.answer("cancel", "B0001")
    again = desk.answer("book", "B0001", "--fractures", "no")
    assert (again["visit"], again["status"], again["window"]) == ("B0001", "booked", ["12:00", "12:30"])
    desk.answer("cancel", "B0001")
    desk.answer("book", *WISH, "--client", "Olu Ade", "--phone", "780-555-0144", *AT_NOON)
    there = desk.answer("book", "B0001")
    assert (there["status"], there["therapist"]) == ("booked", "ana")


def test_what_is_over_is_not_cancelled_but_was_a_no_show(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    early = desk("no-show", "B0001", now=f"{MONDAY}T11:00")
    assert (early.code, "still to come" in early.err) == (2, True)
    over = desk("cancel", "B0001", now=f"{MONDAY}T12:30")
    assert over.code == 4
    assert "mobiledispatch no-show B0001" in over.err
    done = desk.answer("no-show", "B0001", "--reason", "nobody home", now=f"{MONDAY}T12:30")
    assert done["status"] == "no_show"
    assert desk.visit("B0001").status is Status.NO_SHOW
    assert desk("cancel", "B0001", now=f"{MONDAY}T12:40").code == 4
    assert desk("book", "B0001").code == 2


def test_a_yes_that_is_added_later_takes_the_visit_off_the_road(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    desk.answer("edit", "B0001", "--blood-thinners", "yes", code=3)
    held = desk.visit("B0001")
    assert (held.status, held.start) == (Status.MEDICAL_HOLD, None)
    cleared = desk.answer("book", "B0001", "--cleared-by", "Dr. Roy", "--start", "12:00")
    assert cleared["status"] == "booked"
    assert desk.visit("B0001").request.blood_thinners is Answer.YES


def test_nothing_to_change_is_told(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    assert desk("edit", "B0001").code == 2


def test_a_visit_that_is_under_way_keeps_its_slot(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    late = desk("edit", "B0001", "--minutes", "90", now=f"{MONDAY}T12:10")
    assert late.code == 4
    assert "has begun" in late.err
    assert desk.visit("B0001").request.minutes == 60


def test_who_waits_has_no_time_and_words_that_mean_one_are_refused_by_name(desk: TypedDesk) -> None:
    waits = ("book", *WISH, *ZOE, "--waiting-list")
    for option in (("--start", "10:00"), ("--therapist", "ana"), ("--bump",), ("--deep",)):
        refused = desk(*waits, *option)
        assert (refused.code, f"{option[0]}: who waits" in refused.err) == (2, True)
    assert desk(*waits).code == 3
    for option in (("--start", "10:00"), ("--therapist", "ana")):
        refused = desk("edit", "B0001", *option)
        assert (refused.code, f"{option[0]}: to give it a time" in refused.err) == (2, True)
    desk.answer("edit", "B0001", "--date", "2026-11-24", "--minutes", "90", code=0)
    moved = desk.visit("B0001")
    assert (str(moved.date), moved.request.minutes, moved.status) == ("2026-11-24", 90, Status.REQUESTED)


def test_a_time_that_a_medical_hold_does_not_keep_is_told(desk: TypedDesk) -> None:
    desk.answer("hold", *WISH, *ZOE, *AT_NOON)
    held = desk("book", "B0001", "--fractures", "yes", "--start", "13:00")
    assert held.code == 3
    assert "note: --start: no time is kept until the client is cleared." in held.err


def test_a_cancelled_visit_is_not_brought_back_by_an_edit(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    desk.answer("cancel", "B0001")
    desk.answer("edit", "B0001", "--blood-thinners", "yes", "--notes", "moved away")
    assert desk.visit("B0001").status is Status.CANCELLED
    refused = desk("edit", "B0001", "--minutes", "90")
    assert refused.code == 4
    assert "mobiledispatch book B0001" in refused.err


def test_who_loses_a_promised_time_to_a_medical_hold_is_told_and_the_exit_is_3(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    held = desk.answer("edit", "B0001", "--fractures", "yes", code=3)
    assert [line["say"] for line in held["tell"]] == ["the time 12:00-12:30 pm on Monday is not kept"]
    cleared = desk("edit", "b0001", "--cleared-by", "Dr. Roy")
    assert "Cleared. To give it a time: mobiledispatch book B0001 --start HH:MM" in " ".join(cleared.out.split())


def test_a_visit_keeps_a_name(desk: TypedDesk) -> None:
    desk.answer("book", *WISH, *ZOE, *AT_NOON)
    refused = desk("edit", "B0001", "--client", "-")
    assert (refused.code, "--client '-'" in refused.err) == (2, True)
