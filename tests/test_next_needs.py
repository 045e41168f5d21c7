"""Who needs next what the practice has one of, as far as book and file know."""

import datetime
from dataclasses import replace

from mobiledispatch.errors import MachineUnfit
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.next_need import NextNeed, NextNeeds
from mobiledispatch.model.practice import DayLimits
from mobiledispatch.model.request import Request, Status
from mobiledispatch.next_needs import next_needs
from report.days import PRACTICE

MONDAY = datetime.date(2026, 11, 23)
WEDNESDAY, THURSDAY = (MONDAY + datetime.timedelta(days=n) for n in (2, 3))
ONE = replace(PRACTICE, limits=DayLimits(shared_equipment={"stone_heater": 1}))


def wants(name: str, date: datetime.date, code: str = "hot_stone") -> Request:
    return Request(id=name, client=name, address="x", techniques=(code,), minutes=60, date=date, status=Status.BOOKED)


def booked(name: str, date: datetime.date, therapist: str, hour: int, code: str = "hot_stone") -> Booking:
    return Booking(request=wants(name, date, code), therapist=therapist, start=Seconds(hour * 3600))


class Book(dict[datetime.date, tuple[Booking, ...]]):
    """A book by its dates."""

    def read(self, date: datetime.date) -> BookedDay:
        return BookedDay(date, bookings=self.get(date, ()))


def test_the_next_need_is_the_first_date_on_which_somebody_is_booked_who_needs_it() -> None:
    later = (booked("b3", WEDNESDAY, "ben", 14), booked("b2", WEDNESDAY, "ana", 11), booked("b1", WEDNESDAY, "ana", 9))
    plain = (booked("b0", MONDAY + datetime.timedelta(days=1), "ben", 9, "relaxation"),)
    book = Book({plain[0].date: plain, WEDNESDAY: later, THURSDAY: (booked("b4", THURSDAY, "ben", 9),)})
    need = next_needs(ONE, MONDAY, book.read, ()).of["stone_heater"]
    assert need == NextNeed(WEDNESDAY, {"ana": Seconds(9 * 3600), "ben": Seconds(14 * 3600)})


def test_rows_of_a_file_for_other_dates_count_once_and_as_not_planned_yet() -> None:
    book = Book({THURSDAY: (booked("b4", THURSDAY, "ben", 9),)})
    rows = (wants("q1", MONDAY), wants("b4", THURSDAY), wants("q2", THURSDAY))
    assert next_needs(ONE, MONDAY, book.read, rows).of["stone_heater"] == NextNeed(
        THURSDAY, {"ben": Seconds(9 * 3600)}, ("q2",)
    )


def test_a_book_without_such_visits_says_nobody_and_no_book_says_nothing() -> None:
    assert next_needs(ONE, MONDAY, Book().read, ()) == NextNeeds({}, 7, is_booked=True)
    assert next_needs(ONE, MONDAY, lambda _: None, ()) == NextNeeds({}, 7, is_booked=False)


def test_a_book_that_cannot_be_read_is_asked_once_and_spoils_no_sheet() -> None:
    asked = []

    def unfit(date: datetime.date) -> BookedDay:
        asked.append(date)
        raise MachineUnfit("the disk is gone")

    told = next_needs(ONE, MONDAY, unfit, (wants("q2", THURSDAY),))
    assert (told.is_booked, told.of["stone_heater"].open, len(asked)) == (False, ("q2",), 1)
