"""The ledger, on SQLite and on PostgreSQL: what is written is read, and nobody writes over what they have not seen."""

import datetime
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from book.bookings import MONDAY, NOW, TUESDAY, visit, write
from mobiledispatch.book.ledger import USUAL, Book, Change, Overtaken
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.request import Status

Opener = Callable[[], Book]


def test_an_unwritten_day_is_empty_at_revision_0(book: Book) -> None:
    day = book.day(MONDAY)
    assert (day.revision, day.bookings, day.shifts) == (0, (), {})


def test_a_day_comes_back_as_it_was_written_in_the_order_of_its_starts(book: Book) -> None:
    late, early = write(book, visit("Late", start=14 * 3600), visit("Early", start=9 * 3600))
    assert book.day(MONDAY).bookings == (early, late)
    assert early == replace(visit("Early", name=early.id, start=9 * 3600), taken_by="desk 1")


def test_every_change_raises_the_revision_of_its_day_and_of_no_other(book: Book) -> None:
    write(book, visit("One"))
    write(book, visit("Two", start=14 * 3600))
    assert (book.day(MONDAY).revision, book.day(TUESDAY).revision) == (2, 0)


def test_whoever_has_not_seen_the_last_change_writes_nothing(open_again: Opener) -> None:
    one, other = open_again(), open_again()
    write(one, visit("First"))
    with pytest.raises(Overtaken):
        other.write([Change(visit("Second"), "booked")], {MONDAY: 0}, "desk 2", NOW)
    assert [b.request.client for b in other.day(MONDAY).bookings] == ["First"]
    assert other.day(MONDAY).revision == 1


def test_of_two_days_of_which_one_has_moved_on_neither_is_written(book: Book) -> None:
    write(book, visit("First", date=TUESDAY))
    changes = [Change(visit("Mon"), "booked"), Change(visit("Tue", date=TUESDAY), "booked")]
    with pytest.raises(Overtaken):
        book.write(changes, {MONDAY: 0, TUESDAY: 0}, "desk 2", NOW)
    assert (book.day(MONDAY).revision, book.day(TUESDAY).revision) == (0, 1)


def test_a_visit_of_a_day_that_was_not_looked_at_is_never_written_over(book: Book) -> None:
    """Two files that both call a visit v1, taken in for two days."""
    write(book, visit("Monday's", name="v1"))
    with pytest.raises(Overtaken):
        book.write([Change(visit("Tuesday's", name="v1", date=TUESDAY), "imported")], {TUESDAY: 0}, "desk 2", NOW)
    found = book.booking("v1")
    assert found
    assert found.request.client == "Monday's"


def test_ids_are_new_also_beside_those_that_files_brought(book: Book) -> None:
    write(book, visit("From a file", name="B0001"))
    assert [b.id for b in write(book, visit("One"), visit("Two"))] == ["B0002", "B0003"]


def test_every_transition_is_in_the_history_with_who_what_when_and_revision(book: Book) -> None:
    (held,) = write(book, visit(status=Status.HELD), what="held")
    (booked,) = write(book, replace(held, request=replace(held.request, status=Status.BOOKED)), who="desk 2")
    moved = replace(booked, request=replace(booked.request, date=TUESDAY))
    seen = {MONDAY: 2, TUESDAY: 0}
    book.write([Change(moved, "moved", "10:00 ana", was=MONDAY)], seen, "desk 3", NOW)
    told = [(e.who, e.what, e.date, e.detail, e.revision) for e in book.history(held.id)]
    assert told == [
        ("desk 1", "held", MONDAY, "", 1),
        ("desk 2", "booked", MONDAY, "", 2),
        ("desk 3", "moved", TUESDAY, "10:00 ana, from 2026-11-23", 1),
    ]
    assert {e.at for e in book.history(held.id)} == {NOW}


def test_a_moved_visit_is_on_its_new_day_only(book: Book) -> None:
    (booked,) = write(book, visit())
    moved = replace(booked, request=replace(booked.request, date=TUESDAY))
    book.write([Change(moved, "moved", was=MONDAY)], {MONDAY: 1, TUESDAY: 0}, "desk 1", NOW)
    assert book.day(MONDAY).bookings == ()
    assert [b.id for b in book.day(TUESDAY).bookings] == [booked.id]


def test_hours_of_one_date_are_kept_replaced_and_noted(book: Book) -> None:
    hours = TimeWindow(Seconds(36_000), Seconds(57_600))
    assert book.set_shifts("ana", {MONDAY: hours}, "desk 1", NOW) == {MONDAY: 1}
    assert book.set_shifts("ben", {MONDAY: None}, "desk 1", NOW) == {MONDAY: 2}
    assert book.set_shifts("ana", {MONDAY: None}, "desk 1", NOW) == {MONDAY: 3}
    assert book.day(MONDAY).shifts == {"ana": None, "ben": None}
    assert [(e.what, e.detail) for e in book.history("ana")] == [("shift", "10:00 am-4:00 pm"), ("shift", "absent")]


def test_hours_set_at_two_desks_at_once_are_all_kept(open_again: Opener) -> None:
    names = [f"t{k}" for k in range(6)]
    books = [open_again() for _ in names]
    together = threading.Barrier(len(names))

    def work(book: Book, name: str) -> None:
        together.wait()
        book.set_shifts(name, {MONDAY: None}, name, NOW)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(books, names, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(books[0].day(MONDAY).shifts) == names
    assert books[0].day(MONDAY).revision == len(names)


def test_a_day_is_read_as_of_one_moment_while_others_write(open_again: Opener) -> None:
    """Every revision brings one visit: a day of five visits at revision 6 would be two moments in one."""
    writer, reader = open_again(), open_again()
    torn: list[tuple[int, int]] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            day = reader.day(MONDAY)
            if day.revision != len(day.bookings):
                torn.append((day.revision, len(day.bookings)))

    watching = threading.Thread(target=watch)
    watching.start()
    for number in range(40):
        write(writer, visit(f"Client {number}"))
    done.set()
    watching.join()
    assert torn == []


@pytest.mark.parametrize(
    "text",
    [
        "zoe oneil",
        "ZOË",
        "O'Neil",
        "780-555-0107",
        "(780) 555 0107",
        "zoe 780-555-0107",
        "5550107",
        "10345 105 street",
        "105 st",
        "B0001",
    ],
)
def test_a_visit_is_found_by_name_without_accents_by_phone_by_address_and_by_id(book: Book, text: str) -> None:
    write(book, visit())
    assert [b.id for b in book.find(text)] == ["B0001"]


@pytest.mark.parametrize("text", ["", "  ", "zoe smith", "5550108", "%", "_"])
def test_nobody_is_found_by_words_that_fit_nobody(book: Book, text: str) -> None:
    write(book, visit())
    assert book.find(text) == ()


def test_a_name_of_any_script_is_found(book: Book) -> None:
    write(book, visit("Łukasz Żółć"), visit("Олена Грищенко", start=9 * 3600), visit("王小明", start=14 * 3600))
    found = {text: [b.request.client for b in book.find(text)] for text in ("lukasz zolc", "грищенко", "小明")}
    assert found == {"lukasz zolc": ["Łukasz Żółć"], "грищенко": ["Олена Грищенко"], "小明": ["王小明"]}


def test_the_latest_date_is_found_first(book: Book) -> None:
    write(book, visit(), visit(date=TUESDAY))
    assert [b.date for b in book.find("zoe")] == [TUESDAY, MONDAY]


def test_a_hold_keeps_when_it_runs_out(book: Book) -> None:
    until = NOW + datetime.timedelta(minutes=5)
    (held,) = write(book, replace(visit(status=Status.HELD), hold_until=until))
    found = book.booking(held.id)
    assert isinstance(found, Booking)
    assert found.hold_until == until
    assert not found.has_run_out(NOW)
    assert found.has_run_out(until)


def test_a_write_of_nothing_moves_no_day_on(book: Book) -> None:
    write(book, visit())
    assert book.write([], {MONDAY: 1, TUESDAY: 0}, "desk 1", NOW).revisions == {MONDAY: 1, TUESDAY: 0}
    assert (book.day(MONDAY).revision, book.day(TUESDAY).revision) == (1, 0)


def test_hours_of_several_dates_are_written_together_and_only_where_they_change(book: Book) -> None:
    assert book.set_shifts("ana", {MONDAY: None, TUESDAY: None}, "desk 1", NOW) == {MONDAY: 1, TUESDAY: 1}
    assert book.set_shifts("ana", {MONDAY: None, TUESDAY: USUAL}, "desk 1", NOW) == {MONDAY: 1, TUESDAY: 2}
    assert (book.day(MONDAY).shifts, book.day(TUESDAY).shifts) == ({"ana": None}, {})
    assert [(e.date, e.detail) for e in book.history("ana")] == [
        (MONDAY, "absent"),
        (TUESDAY, "absent"),
        (TUESDAY, "usual"),
    ]
