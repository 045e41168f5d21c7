"""A move finds the yes that there is, leaves as much as it can of what was told, and says what changes."""

from phone_desk.conftest import TypedDesk

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


def booked(desk: TypedDesk, address: str, treatment: str, start: str, client: str, who: str = "ben") -> str:
    home = ("--address", address, "--treatment", treatment, "--minutes", "60", "--date", MONDAY)
    person = ("--client", client, "--phone", f"780-555-01{len(client):02d}")
    visit: str = desk.answer("book", *home, *person, "--start", start, "--therapist", who)["visit"]
    return visit


def three(desk: TypedDesk) -> None:
    booked(desk, "8331 104 Street NW", "therapeutic", "09:30", "Grace Chen")
    booked(desk, "2704 17 Street NW", "therapeutic", "12:00", "Samuel Abebe")
    booked(desk, "9810 103A Avenue NW", "sports", "15:30", "Peter Vance")


def test_where_only_another_order_of_the_day_helps_it_is_found_and_told(desk: TypedDesk) -> None:
    three(desk)
    moved = desk.answer("move", "B0003", "--start", "09:45")
    assert (moved["start"], moved["therapist"], moved["kind"]) == ("09:45", "ben", "reshuffle")
    assert [change["visit"] for change in moved["changes"]] == ["B0001"]
    assert [line["say"] for line in moved["tell"]] == ["9:45-10:15 am, no longer 3:30-4:10 pm"]
    words = desk("move", "B0003", "--start", "15:30")
    assert "Tell the client: 3:30" in words.out


def test_a_move_to_another_day_keeps_the_time_and_the_therapist_where_it_can(desk: TypedDesk) -> None:
    three(desk)
    moved = desk.answer("move", "B0002", "--date", TUESDAY)
    assert (moved["date"], moved["start"], moved["therapist"]) == (TUESDAY, "12:00", "ben")


def test_another_therapist_within_the_promise_leaves_the_promise(desk: TypedDesk) -> None:
    three(desk)
    moved = desk.answer("move", "B0002", "--therapist", "ana")
    assert (moved["window"], moved["therapist"]) == (["12:00", "12:35"], "ana")
    assert [line["say"] for line in moved["tell"]] == ["Ana comes instead of Ben; the time stays 12:00-12:35 pm"]


def test_a_therapist_who_cannot_come_then_comes_at_the_nearest_time(desk: TypedDesk) -> None:
    three(desk)
    moved = desk.answer("move", "B0001", "--therapist", "chloe")
    assert moved["therapist"] == "chloe"
    offers = desk.answer("slots", "--client", "Grace Chen", "--date", MONDAY, "--therapist", "must:chloe")["offers"]
    assert moved["start"] <= min(o["start"] for o in offers)


def test_nobody_is_sent_away_from_a_visit_to_which_they_are_driving(desk: TypedDesk) -> None:
    three(desk)
    on_the_way = f"{MONDAY}T11:50"
    for words in (("--therapist", "ana"), ("--therapist", "ana", "--start", "13:00"), ("--date", TUESDAY)):
        refused = desk("move", "B0002", *words, "--override", "Dana", now=on_the_way)
        assert refused.code == 4, words
        assert "ben is on the road to B0002" in refused.err
    later = desk.answer("move", "B0002", "--start", "12:45", "--override", "Dana", now=on_the_way)
    assert (later["start"], later["therapist"]) == ("12:45", "ben")


def test_others_keep_the_therapist_who_is_driving_to_them(desk: TypedDesk) -> None:
    three(desk)
    moved = desk("move", "B0003", "--start", "12:00", "--json", now=f"{MONDAY}T11:20")
    assert desk.visit("B0002").therapist == "ben", moved.out
