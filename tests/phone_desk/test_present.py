"""A caller of the same day: what is over is over, and what is about to begin stays as it is."""

import datetime
import random
from dataclasses import replace

import pytest

from mobiledispatch.desk.blocked import blocked
from mobiledispatch.desk.deciding import decide
from mobiledispatch.desk.inquiry import Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.policy import PAST, Moment
from mobiledispatch.desk.present import LEAD
from mobiledispatch.desk.standing import Grounds, stand
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.zone import load_zone
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from phone_desk.drawn import MONDAY, a_day, a_place, a_wish, asks
from phone_desk.test_truth import faults_of

NOON = 12 * 3600


def at(seconds: int) -> datetime.datetime:
    """That second of the drawn Monday, as the practice's clock has it."""
    return datetime.datetime(2026, 11, 23, tzinfo=load_zone()) + datetime.timedelta(seconds=seconds)


def a_full_day(seed: int) -> tuple[Grounds, BookedDay]:
    return a_day(random.Random(seed), 2, 6)


def test_a_visit_that_has_begun_stays_with_its_therapist_and_begins_no_earlier() -> None:
    grounds, booked = a_full_day(4)
    first = min(booked.bookings, key=lambda b: b.start or 0)
    assert first.start is not None
    day = stand(grounds, booked, at(first.start + 60))
    held = day.problem.visit(first.id)
    assert held.therapists == (first.therapist,)
    assert [w.opens for w in held.start_windows] == [first.start]
    assert faults_of(day) == []


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_put_into_the_past_and_what_is_about_to_begin_stays(seed: int) -> None:
    grounds, booked = a_full_day(seed)
    day = stand(grounds, booked, at(NOON))
    for booking in booked.bookings:
        visit = day.problem.visit(booking.id)
        assert booking.start is not None
        if booking.start <= NOON + LEAD:
            assert visit.therapists == (booking.therapist,)
            assert visit.start_windows[0].opens >= booking.start
        else:
            assert visit.start_windows[0].opens >= NOON + LEAD
    assert faults_of(day) == []


def by_override(seed: int, grounds: Grounds, booked: BookedDay) -> Day:
    """At noon, a caller for whom a person overrides the policies."""
    rng = random.Random(seed)
    plain = asks(grounds, a_wish(rng, grounds.practice), a_place(rng))
    return day_for(replace(plain, now=at(NOON), moment=Moment(MONDAY, Seconds(NOON)), override="maria"), booked)


def test_a_start_is_told_to_be_over_where_it_is_before_now_and_nowhere_else() -> None:
    day = by_override(1, *a_full_day(1))
    offered = {int(o.start) for o in instant_offers(day.standing, day.windows())}
    told = blocked(day.standing, day.visit, day.marks, offered, day.refusals, False)
    over = [one for one in told if one.reason == PAST]
    assert {m for m in day.marks if any(one.opens <= m <= one.closes for one in over)} == {
        m for m in day.marks if m < NOON
    }


@pytest.mark.parametrize("seed", range(12))
def test_a_person_who_overrides_the_policies_is_offered_no_start_that_is_over(seed: int) -> None:
    grounds, booked = a_full_day(seed)
    day = by_override(seed, grounds, booked)
    assert all(mark >= NOON for mark in day.allowed)
    assert all(offer.start >= NOON for offer in instant_offers(day.standing, day.windows()))
    decided = list(decide(day.standing, day.visit, day.allowed, Again(Limits(seconds=20))))
    assert all(d.proven for d in decided)
    for plan in (d.plan for d in decided if d.plan):
        starts = {stop.visit: (route.therapist, stop.start) for route in plan.routes for stop in route.stops}
        for booking in booked.bookings:
            who, start = starts.get(booking.id, (booking.therapist, booking.start or NOON))
            if booking.start is not None and booking.start <= NOON + LEAD:
                assert who == booking.therapist
                assert start >= booking.start
            else:
                assert start >= NOON + LEAD
