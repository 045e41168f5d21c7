"""People at one door: served in turn at one stop, unless they were promised times apart."""

import datetime
import random
from dataclasses import replace

import pytest

from mobiledispatch.model.clock import TimeWindow, minutes
from mobiledispatch.model.request import Request
from mobiledispatch.model.therapist import Break
from mobiledispatch.posing import Located, on_shift, pose
from mobiledispatch.travel.traffic import day_clock
from phone_desk.drawn import MONDAY, a_place, a_practice, roads


def promised(name: str, opens: float, closes: float) -> Request:
    window = TimeWindow(minutes(opens * 60), minutes(closes * 60))
    return Request(
        id=name,
        client=name,
        address="1 A Street",
        group="home",
        techniques=("relax",),
        minutes=60,
        start=window,
    )


def households_of(*requests: Request, date: datetime.date = MONDAY) -> tuple[tuple[str, ...], ...]:
    rng = random.Random(1)
    practice, door = a_practice(rng, 2), a_place(rng)
    crew = on_shift(practice, date)
    located = [Located(request, door) for request in requests]
    matrix = roads([a_place(rng).place for _ in crew] + [door.place for _ in requests])
    return pose(crew, located, matrix, practice, date, day_clock(date, practice.travel, "dry", False)).households


def test_who_was_promised_to_follow_is_the_next_of_the_household() -> None:
    # Sixty minutes of massage and ten of turning over.
    assert households_of(promised("mum", 10, 10.5), promised("son", 11.5, 12)) == (("mum", "son"),)


def test_who_was_promised_a_time_apart_is_a_stop_of_their_own() -> None:
    assert households_of(promised("mum", 10, 10.5), promised("son", 15, 15.5)) == ()


def test_of_three_at_a_door_two_may_still_follow_each_other() -> None:
    three = (promised("mum", 9, 9.5), promised("dad", 13, 13.5), promised("son", 14.25, 14.75))
    assert households_of(*three) == (("dad", "son"),)


@pytest.mark.parametrize(("begins", "has_lunch"), [(13, True), (14, True), (15, False)])
def test_who_begins_when_lunch_is_over_for_today_has_had_it(begins: int, has_lunch: bool) -> None:
    lunch = Break(TimeWindow(minutes(11 * 60), minutes(14 * 60)), minutes(30))
    practice = a_practice(random.Random(1), 1)
    practice = replace(practice, practitioners=tuple(replace(p, breaks=(lunch,)) for p in practice.practitioners))
    hours = {p.id: TimeWindow(minutes(begins * 60), minutes(21 * 60)) for p in practice.practitioners}
    crew = on_shift(practice, MONDAY, hours)
    matrix = roads([a_place(random.Random(2)).place for _ in crew])
    problem = pose(crew, [], matrix, practice, MONDAY, day_clock(MONDAY, practice.travel, "dry", False))
    assert [therapist.breaks for therapist in problem.therapists] == [(lunch,) if has_lunch else ()]
