"""Another day is named where a visit fits beside everybody who is there already, as the book and the file have it."""

import datetime
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from book.bookings import NOW, TUESDAY, opened, visit, write
from mobiledispatch.book_reader import days_of_book
from mobiledispatch.dispatch import plan_day
from mobiledispatch.errors import MachineUnfit
from mobiledispatch.geocode import Answer, Placed, Query
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.later_days import ReadDay, no_book
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import TimeWindow, read_clock
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.plan import Plan, Remedy
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Status, Strength, Wish
from mobiledispatch.solver import Limits, Watch
from mobiledispatch.travel import make_provider

MONDAY = datetime.date(2026, 11, 23)
SHIPPED = read_practice(Path(__file__).parents[2] / "data" / "practice.toml")
ROADS = make_provider(SHIPPED.travel)
ONLY_ANA = (replace(SHIPPED.practitioner("ana"), skills=frozenset({"therapeutic"})),)


class Middle:
    """A geocoder that finds everything in the middle of the city."""

    def locate(self, query: Query) -> Answer:
        place = Place(lat=53.54, lon=-113.49)
        where = Location(place=place, quality=Quality.MANUAL, radius_metres=1, normalized=query.address, source="test")
        return Placed(where)


def works(*weekdays: int) -> dict[int, TimeWindow]:
    return {day: TimeWindow(read_clock("09:00"), read_clock("17:00")) for day in weekdays}


def ask(name: str, start: str) -> Request:
    promised = TimeWindow(read_clock(start), read_clock(start))
    usual = Request(id=name, client=name, address="here", techniques=("therapeutic",), minutes=60)
    return replace(usual, start=promised, therapist=(Wish(Strength.MUST, "ana"),))


def practice_of(*weekdays: int) -> Practice:
    return replace(SHIPPED, practitioners=(replace(ONLY_ANA[0], shifts=works(*weekdays)),))


def planned(
    *requests: Request, weekdays: tuple[int, ...], date: datetime.date = MONDAY, read_day: ReadDay = no_book
) -> Plan:
    practice = practice_of(*weekdays)
    limits = Limits(seconds=30)
    return plan_day(requests, practice, date, Middle(), ROADS, limits, Watch(), read_day=read_day).plan


def last_remedy(plan: Plan) -> Remedy | None:
    (one,) = plan.unassigned
    return next((r for r in one.remedies if r.kind == "another_day"), None)


def named(plan: Plan) -> str | None:
    """The day that is named; Ana works on Mondays, so that the next one always has room."""
    remedy = last_remedy(plan)
    return None if remedy is None else remedy.change["date"]


def booked(name: str, date: datetime.date, start: str) -> Booking:
    """A visit that was promised to somebody else, at its place in Ana's day."""
    promised = replace(ask(name, start), date=date, status=Status.BOOKED)
    where = Middle().locate(Query(address="here"))
    assert isinstance(where, Placed)
    return Booking(request=promised, location=where.location, therapist="ana", start=read_clock(start))


def book(*days: BookedDay) -> ReadDay:
    return lambda date: next((day for day in days if day.date == date), BookedDay(date))


THURSDAY, FRIDAY = datetime.date(2026, 11, 26), datetime.date(2026, 11, 27)
BOTH_AT_TEN = (ask("v1", "10:00"), ask("v2", "10:00"))


def test_the_next_day_that_its_therapist_works_is_named() -> None:
    plan = planned(*BOTH_AT_TEN, weekdays=(0, 3))
    remedy = last_remedy(plan)
    assert remedy is not None
    assert remedy.say == "Another day: Thursday 26 November with ana at 10:00 am (alone on an empty day)."
    assert remedy.change == {"visit": plan.unassigned[0].visit, "date": "2026-11-26"}


def test_no_day_is_named_on_which_the_book_has_its_therapist_off() -> None:
    read_day = book(BookedDay(THURSDAY, shifts={"ana": None}))
    assert named(planned(*BOTH_AT_TEN, weekdays=(0, 3), read_day=read_day)) == "2026-11-30"
    assert named(planned(*BOTH_AT_TEN, weekdays=(0, 3, 4), read_day=read_day)) == "2026-11-27"


def test_a_day_on_which_the_book_has_its_therapist_at_work_after_all_is_named() -> None:
    hours = TimeWindow(read_clock("09:00"), read_clock("17:00"))
    read_day = book(BookedDay(THURSDAY, shifts={"ana": hours}))
    remedy = last_remedy(planned(*BOTH_AT_TEN, weekdays=(0,), read_day=read_day))
    assert remedy is not None
    assert remedy.change["date"] == "2026-11-26"


def test_a_day_is_named_beside_whom_the_visit_would_be() -> None:
    read_day = book(BookedDay(THURSDAY, bookings=(booked("b1", THURSDAY, "12:30"), booked("b2", THURSDAY, "15:00"))))
    remedy = last_remedy(planned(*BOTH_AT_TEN, weekdays=(0, 3), read_day=read_day))
    assert remedy is not None
    assert remedy.say == "Another day: Thursday 26 November with ana at 10:00 am (beside 2 visits booked)."


def test_no_day_is_named_on_which_somebody_booked_is_in_the_way() -> None:
    read_day = book(BookedDay(THURSDAY, bookings=(booked("b1", THURSDAY, "10:30"),)))
    assert named(planned(*BOTH_AT_TEN, weekdays=(0, 3), read_day=read_day)) == "2026-11-30"


def test_no_day_is_named_on_which_somebody_else_in_the_file_is_in_the_way() -> None:
    later = replace(ask("v3", "10:30"), date=THURSDAY)
    assert named(planned(*BOTH_AT_TEN, later, weekdays=(0, 3))) == "2026-11-30"
    beside = replace(ask("v3", "13:00"), date=THURSDAY)
    remedy = last_remedy(planned(*BOTH_AT_TEN, beside, weekdays=(0, 3)))
    assert remedy is not None
    assert remedy.say.endswith("at 10:00 am (beside 1 visit asked for).")


def test_no_holiday_is_named_unless_the_practice_is_open_then() -> None:
    before_christmas = datetime.date(2026, 12, 24)
    remedy = last_remedy(planned(*BOTH_AT_TEN, weekdays=(3, 4), date=before_christmas))
    assert remedy is not None
    assert remedy.change["date"] == "2026-12-31"


def test_no_day_is_named_on_which_the_practice_is_closed() -> None:
    sunday = BookedDay(datetime.date(2026, 11, 29), shifts={"ana": works(0)[0]})
    assert named(planned(*BOTH_AT_TEN, weekdays=(0,), read_day=book(sunday))) == "2026-11-30"


def test_no_day_is_named_where_the_book_cannot_be_read() -> None:
    def broken(_: datetime.date) -> BookedDay:
        raise MachineUnfit("the book is on fire")

    assert last_remedy(planned(*BOTH_AT_TEN, weekdays=(0, 3), read_day=broken)) is None


def test_a_visit_goes_to_another_day_with_its_other_half() -> None:
    pair = [replace(ask(n, "10:00"), group="g", therapist=(), together=True) for n in ("v1", "v2")]
    ben = replace(ONLY_ANA[0], id="ben", name="Ben", shifts=works(3))
    practice = replace(SHIPPED, practitioners=(replace(ONLY_ANA[0], shifts=works(0, 3)), ben))
    plan = plan_day(pair, practice, MONDAY, Middle(), ROADS, Limits(seconds=2), Watch()).plan
    says = [one.remedies[-1].say for one in plan.unassigned]
    assert len(says) == 2
    assert all(say.startswith("Another day: Thursday 26 November with ") for say in says)
    assert "together with v2" in says[0]


@pytest.mark.parametrize("start", ["10:00", "12:00", "14:00"])
def test_the_visit_planned_on_the_day_named_is_served_with_everybody(start: str) -> None:
    there = tuple(booked(f"b{k}", THURSDAY, at) for k, at in enumerate(("12:30", "15:30")))
    plan = planned(
        *(replace(v, start=at(start)) for v in BOTH_AT_TEN),
        weekdays=(0, 3),
        read_day=book(BookedDay(THURSDAY, bookings=there)),
    )
    moved = replace(ask("moved", start), date=THURSDAY)
    again = planned(moved, *(b.request for b in there), weekdays=(0, 3), date=THURSDAY)
    assert (named(plan) == "2026-11-26") == (not again.unassigned)


def at(start: str) -> TimeWindow:
    return TimeWindow(read_clock(start), read_clock(start))


def test_the_book_of_a_practice_is_read_and_not_made(tmp_path: Path) -> None:
    practice, path = practice_of(0), tmp_path / "practice.toml"
    reader = days_of_book(path, practice, NOW)
    assert reader(TUESDAY) is None
    assert list(tmp_path.iterdir()) == []
    with closing(opened(tmp_path)) as kept:
        write(kept, visit(date=TUESDAY), visit(date=TUESDAY, client="Moe", status=Status.CANCELLED))
        kept.set_shifts("ben", {TUESDAY: None}, "desk 1", NOW)
        before = kept.day(TUESDAY).revision
    day = reader(TUESDAY)
    assert day is not None
    assert [b.request.client for b in day.bookings] == ["Zoë O’Neil"]
    assert (day.shifts, day.revision) == ({"ben": None}, before)
