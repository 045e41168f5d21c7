"""`complete`: all possible times were checked. Held against brute force, and never said of what was not tried."""

import datetime
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from mobiledispatch.desk.answering import answer
from mobiledispatch.desk.inquiry import Asked, day_for
from mobiledispatch.desk.offer import Answer
from mobiledispatch.desk.policy import Moment
from mobiledispatch.desk.telling import render_answer
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import minutes
from mobiledispatch.model.practice import Policies
from mobiledispatch.model.request import Strength, Wish
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from phone_desk.drawn import MONDAY, NOW, a_day, a_place, a_wish, asks
from phone_desk.every_order import possible_starts

CHECKED = "All possible times were checked; there are no others."
NEXT_MONDAY = MONDAY + datetime.timedelta(days=7)


def a_question(seed: int) -> tuple[Asked, BookedDay]:
    rng = random.Random(seed)
    grounds, booked = a_day(rng, rng.choice([2, 3]), rng.randrange(2, 6))
    grounds = replace(grounds, practice=replace(grounds.practice, policies=Policies(least_lengths=())))
    wish = replace(a_wish(rng, grounds.practice), therapist=())
    return asks(grounds, wish, a_place(rng)), booked


def today(asked: Asked, hour: int) -> Asked:
    """The same caller on the day itself."""
    return replace(asked, moment=Moment(MONDAY, minutes(60 * hour)), now=NOW.replace(day=23, hour=hour + 6))


def answered(asked: Asked, *days: BookedDay, called_off: Callable[[], bool] = lambda: False) -> Answer:
    return answer(asked, days, BookedDay, lambda: Again(Limits(seconds=20), called_off), deep=True)


QUESTIONS = (
    lambda asked: asked,
    lambda asked: today(asked, 12),
    lambda asked: today(replace(asked, override="Ana"), 12),
    lambda asked: replace(asked, is_holiday=lambda _: True),
    lambda asked: replace(asked, is_holiday=lambda date: date == NEXT_MONDAY),
)


@pytest.mark.parametrize("question", range(len(QUESTIONS)))
@pytest.mark.parametrize("seed", range(12))
def test_an_answer_is_complete_just_where_brute_force_finds_no_start_that_it_does_not_offer(
    seed: int, question: int
) -> None:
    """Of all starts asked for that are still to come, whatever a policy says of them."""
    asked, booked = a_question(seed)
    asked = QUESTIONS[question](asked)
    days = [day_for(asked, one) for one in (booked, BookedDay(NEXT_MONDAY))]
    told = answered(asked, booked, BookedDay(NEXT_MONDAY))
    now = asked.moment.time if asked.moment.date == MONDAY else 0
    possible = {
        (day.date, start)
        for day in days
        for start in possible_starts(day.standing, day.visit, [m for m in day.marks if m >= now or day.date > MONDAY])
    }
    offered = {(offer.date, int(offer.start)) for offer in told.offers}
    assert offered <= possible
    assert told.complete is not any(day.untried for day in days)
    if told.complete:
        assert offered == possible
    assert (CHECKED in render_answer(told, 200)) is told.complete


def test_a_date_that_a_policy_refuses_was_not_tried() -> None:
    asked, booked = a_question(3)
    assert not answered(replace(asked, is_holiday=lambda _: True), booked).complete


def test_a_date_on_which_nobody_can_come_was_not_tried_but_leaves_the_others_complete() -> None:
    asked, booked = a_question(3)
    absent = BookedDay(NEXT_MONDAY, shifts={p.id: None for p in asked.grounds.practice.practitioners})
    assert not answered(asked, absent).complete
    assert answered(asked, booked, absent).complete


def test_wishes_that_nobody_meets_were_not_tried() -> None:
    asked, booked = a_question(3)
    nobody = tuple(Wish(Strength.NOT, p.id) for p in asked.grounds.practice.practitioners)
    wish = replace(asked.caller.request, therapist=nobody)
    assert not answered(replace(asked, caller=replace(asked.caller, request=wish)), booked).complete


def test_minimum_notice_on_the_day_itself_leaves_starts_untried() -> None:
    asked, booked = a_question(3)
    told = answered(today(asked, 9), booked)
    assert any(one.reason == "policy_notice" for one in told.blocked)
    assert not told.complete


def test_an_instant_answer_claims_nothing_of_other_orders() -> None:
    asked, _ = a_question(3)
    told = answer(asked, [BookedDay(MONDAY)], BookedDay, lambda: Again(Limits()))
    assert len(told.offers) >= 3
    assert not told.complete


def test_a_search_that_is_called_off_is_not_complete() -> None:
    asked, booked = a_question(3)
    told = answered(asked, booked, called_off=lambda: True)
    assert not told.complete
    assert "undecided" in told.notes[-1]
