"""Holds, bookings and changes at desks that do not see each other, on a real book and a real day."""

import datetime
import json
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from desk_processes import run_here
from mobiledispatch.desk.amending import amend
from mobiledispatch.desk.gone import SlotGone
from mobiledispatch.desk.importing import import_requests
from mobiledispatch.desk.orders import book_words, chosen, move_words
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.taking import Taken, take
from mobiledispatch.desk.verbs import booking_named, cancel, hold
from mobiledispatch.errors import Conflict
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.request import Status

NINE = datetime.datetime(2026, 11, 20, 16, 0, tzinfo=datetime.UTC)
MONDAY = datetime.date(2026, 11, 23)
DeskAt = Callable[..., Desk]


@pytest.fixture
def desk_at(tmp_path: Path, practice: Path, monkeypatch: pytest.MonkeyPatch) -> DeskAt:
    """A desk of one practice, so many minutes after nine in the morning, with a connection of its own."""
    monkeypatch.delenv("MOBILEDISPATCH_BOOK", raising=False)
    shutil.copytree(practice, tmp_path, dirs_exist_ok=True)
    return lambda who, minutes=0.0: Desk(tmp_path / "practice.toml", NINE + datetime.timedelta(minutes=minutes), who)


def words(client: str, start: str = "10:00", number: int = 0) -> dict[str, str]:
    return {
        "client": client,
        "phone": f"780-555-01{len(client):02d}",
        "address": f"{10_301 + 2 * number} 105 Street NW",
        "treatment": "relaxation",
        "minutes": "60",
        "date": "2026-11-23",
        "start": start,
        "therapist": "must:ana",
    }


def held(desk: Desk, client: str = "Holder") -> Taken:
    asked, choice, _ = chosen(desk, words(client), "")
    return hold(desk, asked, choice)


def statuses(desk: Desk) -> dict[str, Status]:
    return {b.request.client: b.status for b in desk.read_day(MONDAY).bookings}


def test_a_hold_keeps_others_out_for_five_minutes_and_runs_out_by_itself(desk_at: DeskAt) -> None:
    held(desk_at("one"))
    with pytest.raises(SlotGone) as gone:
        book_words(desk_at("two", 4), "", words("Other", number=1), "")
    assert gone.value.rival
    assert gone.value.rival.by == "one"
    taken = book_words(desk_at("two", 6), "", words("Other", number=1), "")
    assert (taken.booking.status, taken.booking.start) == ("booked", 36_000)


def test_a_hold_booked_in_time_is_a_promise(desk_at: DeskAt) -> None:
    name = held(desk_at("one")).booking.id
    taken = book_words(desk_at("one", 4), name, {}, "")
    assert (taken.booking.status, taken.booking.hold_until, taken.revision) == ("booked", None, 2)
    assert [e.what for e in desk_at("one").book.history(name)] == ["held", "booked"]


def test_a_hold_booked_after_it_ran_out_is_taken_again_if_the_slot_is_free(desk_at: DeskAt) -> None:
    name = held(desk_at("one")).booking.id
    taken = book_words(desk_at("one", 30), name, {}, "")
    assert (taken.booking.id, taken.booking.status, taken.booking.start) == (name, "booked", 36_000)
    assert statuses(desk_at("one")) == {"Holder": Status.BOOKED}


def test_a_hold_booked_after_it_ran_out_is_refused_if_somebody_has_the_slot(desk_at: DeskAt) -> None:
    name = held(desk_at("one")).booking.id
    book_words(desk_at("two", 6), "", words("Other", number=1), "")
    with pytest.raises(SlotGone) as gone:
        book_words(desk_at("one", 7), name, {}, "")
    assert gone.value.exit_code == 4
    assert gone.value.rival
    assert gone.value.rival.by == "two"
    assert gone.value.nearest
    assert statuses(desk_at("one")) == {"Holder": Status.HELD, "Other": Status.BOOKED}


def test_clocks_that_differ_by_a_minute_do_not_sell_a_held_slot_twice(desk_at: DeskAt) -> None:
    """For desk two the hold has run out and it takes the slot; desk one, a minute behind, still counts on it."""
    name = held(desk_at("one")).booking.id
    book_words(desk_at("two", 5.5), "", words("Other", number=1), "")
    with pytest.raises(SlotGone):
        book_words(desk_at("one", 4.5), name, {}, "")
    assert statuses(desk_at("one")) == {"Holder": Status.HELD, "Other": Status.BOOKED}


def test_another_hold_of_the_same_caller_is_released_when_one_is_booked(desk_at: DeskAt) -> None:
    desk = desk_at("one")
    held(desk)
    book_words(desk_at("one", 1), "", words("Holder", start="14:00"), "")
    assert sorted((b.start, str(b.status)) for b in desk_at("one").read_day(MONDAY).bookings) == [
        (36_000, "cancelled"),
        (50_400, "booked"),
    ]


def booked_with(desk: Desk, client: str, start: str, between: Callable[[], object]) -> Taken:
    """A booking at a desk that is overtaken: `between` happens after it has seen the day, and before it writes."""
    asked, choice, _ = chosen(desk, words(client, start, number=2), "")
    rivals = [between]

    def finish(seated: Booking) -> Booking:
        if rivals:
            rivals.pop()()
        return replace(seated, request=replace(seated.request, status=Status.BOOKED))

    return take(desk, asked, choice, (), finish, "booked")


def test_two_slots_of_one_day_taken_at_the_same_moment_are_both_booked(desk_at: DeskAt) -> None:
    def rival() -> Taken:
        return book_words(desk_at("two"), "", words("Rival", "10:00", number=1), "")

    taken = booked_with(desk_at("one"), "Overtaken", "14:00", rival)
    assert (taken.booking.status, taken.revision) == ("booked", 2)
    assert statuses(desk_at("one")) == {"Rival": Status.BOOKED, "Overtaken": Status.BOOKED}


def test_of_two_who_take_one_slot_at_the_same_moment_the_slower_hears_who_has_it(desk_at: DeskAt) -> None:
    def rival() -> Taken:
        return book_words(desk_at("two"), "", words("Rival", "10:00", number=1), "")

    with pytest.raises(SlotGone) as gone:
        booked_with(desk_at("one"), "Overtaken", "10:00", rival)
    assert gone.value.rival
    assert (gone.value.rival.by, gone.value.rival.visit) == ("two", "B0001")
    assert statuses(desk_at("one")) == {"Rival": Status.BOOKED}


def test_a_visit_cancelled_at_another_desk_is_not_moved_back_to_life(desk_at: DeskAt) -> None:
    name = book_words(desk_at("one"), "", words("Client"), "").booking.id
    seen = booking_named(desk_at("one"), name)
    cancel(desk_at("two"), booking_named(desk_at("two"), name), "by telephone")
    desk = desk_at("one")
    asked, choice, _ = chosen(desk, words("Client", "14:00"), "")
    with pytest.raises(Conflict, match=f"{name} is cancelled meanwhile"):
        take(desk, asked, choice, (seen,), lambda seated: seated, "moved")
    assert statuses(desk) == {"Client": Status.CANCELLED}


def test_a_hold_cancelled_at_another_desk_is_not_booked(desk_at: DeskAt) -> None:
    desk = desk_at("one")
    seen = held(desk).booking
    cancel(desk_at("two"), seen, "hung up")
    with pytest.raises(SlotGone, match=r"is cancelled meanwhile \(by two\)") as gone:
        amend(desk, [seen], seen.id, {}, "", Status.BOOKED, "booked")
    assert gone.value.rival
    assert gone.value.rival.by == "two"
    assert statuses(desk) == {"Holder": Status.CANCELLED}


def test_a_visit_that_is_cancelled_twice_names_who_did_it_to_a_program_too(desk_at: DeskAt) -> None:
    desk = desk_at("one")
    cancel(desk_at("two"), held(desk).booking, "hung up")
    end = run_here(
        ["cancel", "B0001", "--practice", str(desk.path), "--json"], {"MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    )
    assert (end.code, end.err) == (4, "")
    told = json.loads(end.out)["conflict"]
    assert (told["by"], told["visit"], told["reason"], told["nearest"]) == ("two", "B0001", "changed", [])


def test_a_visit_moved_at_another_desk_is_cancelled_where_it_is_now(desk_at: DeskAt) -> None:
    name = book_words(desk_at("one"), "", words("Client"), "").booking.id
    seen = booking_named(desk_at("one"), name)
    move_words(desk_at("two"), name, {"date": "2026-11-24", "start": "14:00"}, "")
    done = cancel(desk_at("one"), seen, "")
    assert (done.taken.booking.date, done.taken.booking.start) == (datetime.date(2026, 11, 24), 50_400)
    assert statuses(desk_at("one")) == {}


def test_a_yes_to_screening_on_a_hold_frees_its_slot(desk_at: DeskAt) -> None:
    name = held(desk_at("one")).booking.id
    taken = book_words(desk_at("one", 1), name, {"fractures": "yes"}, "")
    assert (taken.booking.status, taken.booking.start) == (Status.MEDICAL_HOLD, None)
    assert book_words(desk_at("two", 1), "", words("Other", number=1), "").booking.status is Status.BOOKED


def test_a_file_taken_in_at_two_desks_at_once_is_in_the_book_once(desk_at: DeskAt, tmp_path: Path) -> None:
    rows = [f"r{k},2026-11-23,Client {k},{10_301 + 2 * k} 105 Street NW,relaxation,60" for k in range(3)]
    (tmp_path / "some.csv").write_text("\n".join(["id,date,client,address,treatment,minutes", *rows]))
    desks = [desk_at(f"desk {k}") for k in range(3)]
    together = threading.Barrier(len(desks))

    def work(desk: Desk) -> list[str]:
        together.wait()
        done = import_requests(desk, tmp_path / "some.csv", None)
        return [*done.placed, *done.waiting, *done.known]

    with ThreadPoolExecutor(len(desks)) as pool:
        told = [name for names in pool.map(work, desks) for name in names]
    booked = desks[0].read_day(MONDAY).bookings
    assert sorted(b.id for b in booked) == ["r0", "r1", "r2"]
    assert set(told) == {"r0", "r1", "r2"}
    assert [e.what for b in booked for e in desks[0].book.history(b.id) if e.what == "imported"] == ["imported"] * 3
