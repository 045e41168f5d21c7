"""Each reason why a start cannot be offered is true: what it names, taken away, opens the start."""

import random
from dataclasses import replace

import pytest

from mobiledispatch.desk import blocked as reasons
from mobiledispatch.desk.answering import answer
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.offer import Blocked
from mobiledispatch.desk.policy import HOLIDAY, LENGTH, NOTICE, SAME_DAY, Moment
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.practice import DayLimits, LeastLength, Policies
from mobiledispatch.model.request import Strength, Wish
from mobiledispatch.timetable.draft import Draft
from phone_desk.drawn import MONDAY, NOW, a_day, a_place, a_wish, asks


def a_question(seed: int, visits: int = 6) -> tuple[Asked, BookedDay]:
    rng = random.Random(seed)
    grounds, booked = a_day(rng, 2, visits)
    grounds = replace(grounds, practice=replace(grounds.practice, policies=Policies(least_lengths=())))
    return asks(grounds, a_wish(rng, grounds.practice), a_place(rng)), booked


def told(day: Day) -> list[Blocked]:
    from mobiledispatch.desk.instant import instant_offers

    offered = {o.start for o in instant_offers(day.standing, day.windows())}
    return list(reasons.blocked(day.standing, day.visit, day.marks, offered, day.refusals, tried_all=False))


def fits_at(draft: Draft, day: Day, start: Seconds) -> bool:
    from mobiledispatch.desk.fits import fits

    return bool(fits(draft, day.visit, [start]))


@pytest.mark.parametrize("seed", range(30))
def test_every_start_asked_for_is_offered_or_told_with_a_reason(seed: int) -> None:
    from mobiledispatch.desk.instant import instant_offers

    day = day_for(*a_question(seed))
    offered = {int(o.start) for o in instant_offers(day.standing, day.windows())}
    refused = {m for b in told(day) for m in day.marks if b.opens <= m <= b.closes}
    assert offered | refused == set(day.marks)
    assert not offered & refused


@pytest.mark.parametrize("seed", range(30))
def test_a_start_that_is_booked_is_free_once_the_visits_are_gone(seed: int) -> None:
    day = day_for(*a_question(seed))
    empty = Draft(day.standing.problem, {t.id: () for t in day.standing.problem.therapists})
    for one in told(day):
        if one.reason in (reasons.BOOKED, reasons.BREAK):
            assert fits_at(empty, day, one.opens), one
        if one.reason == reasons.OFF_SHIFT:
            assert not fits_at(empty, day, one.opens), one


@pytest.mark.parametrize("seed", range(60))
def test_a_start_that_a_break_stands_against_is_free_without_breaks(seed: int) -> None:
    day = day_for(*a_question(seed))
    crew = tuple(replace(t, breaks=()) for t in day.standing.problem.therapists)
    restless = Draft(replace(day.standing.problem, therapists=crew), day.standing.draft.orders)
    for one in told(day):
        if one.reason == reasons.BREAK:
            assert fits_at(restless, day, one.opens), one


def test_the_hands_on_limit_is_told_where_only_it_stands_against() -> None:
    asked, booked = a_question(3, visits=2)
    tight = replace(asked.grounds.practice, limits=DayLimits(hands_on=Seconds(1), start_grid=minutes(30)))
    asked = replace(asked, grounds=replace(asked.grounds, practice=tight))
    found = {b.reason for b in told(day_for(asked, booked))}
    assert reasons.HANDS_ON in found
    assert found <= {reasons.HANDS_ON, reasons.OFF_SHIFT}


def test_a_wish_that_nobody_meets_says_that_the_wish_does() -> None:
    asked, _ = a_question(5)
    nobody = tuple(Wish(Strength.NOT, p.id) for p in asked.grounds.practice.practitioners)
    wish = replace(asked.caller.request, therapist=nobody, techniques=("relax",))
    asked = replace(asked, caller=replace(asked.caller, request=wish))
    (one,) = told(day_for(asked, BookedDay(MONDAY)))
    assert one.reason == reasons.NO_THERAPIST
    assert "meets the client's wishes" in one.detail


def today(asked: Asked, **changes: object) -> Asked:
    """The same caller on the morning of the day itself."""
    at_nine = Moment(MONDAY, minutes(9 * 60))
    return replace(asked, moment=at_nine, now=NOW.replace(day=23), **changes)  # type: ignore[arg-type]


def test_minimum_notice_is_told_as_a_policy_and_can_be_overridden() -> None:
    asked, _ = a_question(7)
    day = day_for(today(asked), BookedDay(MONDAY))
    early = [b for b in told(day) if b.reason == NOTICE]
    assert early
    assert all(b.closes < 11 * 3600 for b in early)
    assert not [b for b in told(day_for(today(asked, override="Ana"), BookedDay(MONDAY))) if b.reason == NOTICE]


def test_a_new_client_is_not_offered_an_evening_on_the_day_of_the_call() -> None:
    asked, _ = a_question(7)
    rules = Policies(new_client_same_day_until=minutes(13 * 60), least_lengths=())
    grounds = replace(asked.grounds, practice=replace(asked.grounds.practice, policies=rules))
    wish = replace(asked.caller.request, first_visit=True)
    asked = replace(asked, grounds=grounds, caller=replace(asked.caller, request=wish))
    late = [b for b in told(day_for(today(asked), BookedDay(MONDAY))) if b.reason == SAME_DAY]
    assert late
    assert all(b.opens > 13 * 3600 for b in late)


def test_a_holiday_is_told_as_the_practices_own_policy() -> None:
    asked, booked = a_question(9)
    day = day_for(replace(asked, is_holiday=lambda _: True), booked)
    assert {b.reason for b in told(day)} == {HOLIDAY}


def test_a_short_massage_far_away_is_told_as_a_policy() -> None:
    asked, booked = a_question(11)
    rules = Policies(least_lengths=(LeastLength(beyond_km=0.001, minutes=500),))
    base = a_place(random.Random(1))
    grounds = replace(asked.grounds, base=base, practice=replace(asked.grounds.practice, policies=rules))
    day = day_for(replace(asked, grounds=grounds), booked)
    assert {b.reason for b in told(day)} == {LENGTH}


def test_with_no_offer_the_nearest_yes_is_another_therapist_time_length_or_day() -> None:
    asked, booked = a_question(13, visits=1)
    nobody = tuple(Wish(Strength.NOT, p.id) for p in asked.grounds.practice.practitioners)
    wish = replace(asked.caller.request, therapist=nobody, techniques=("relax",))
    asked = replace(asked, caller=replace(asked.caller, request=wish))

    def no_solver() -> object:
        raise AssertionError("nobody can come, whatever the order")

    found = answer(asked, [booked], BookedDay, no_solver)  # type: ignore[arg-type]
    assert not found.offers
    assert any(o.differs == "another therapist" for o in found.nearest)


def test_availability_that_is_too_short_leaves_nothing_to_ask_for() -> None:
    asked, booked = a_question(15)
    wish = replace(asked.caller.request, availability=(TimeWindow(minutes(600), minutes(620)),))
    day = day_for(replace(asked, caller=replace(asked.caller, request=wish)), booked)
    assert day.marks == []
