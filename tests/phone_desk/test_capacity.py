"""A place in the day is dear where it closes the day to later callers."""

import pytest

from mobiledispatch.desk.capacity import AT_CHOICE, LEG, ON_THE_ROAD, SETUP, WRAP_UP, lost, openness
from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

ANYTIME = (TimeWindow(Seconds(0), minutes(24 * 60)),)


def at(hour: float) -> Seconds:
    return minutes(60 * hour)


def a_therapist(opens: float = 9, closes: float = 17, lunch: bool = False) -> Therapist:
    breaks = (Break(TimeWindow(at(11), at(14)), minutes(30)),) if lunch else ()
    return Therapist("ana", 0, 0, TimeWindow(at(opens), at(closes)), breaks)


def a_visit(promise: TimeWindow | None = None) -> Visit:
    return Visit(
        id="v",
        place=1,
        service=minutes(95),
        setup=minutes(15),
        teardown=minutes(20),
        start_windows=(promise,) if promise else ANYTIME,
        therapists=("ana",),
        unassigned_cost=1,
        promise=promise,
    )


def test_an_empty_day_is_open_from_the_first_start_to_the_last() -> None:
    shift = at(17) - at(9)
    assert openness(a_therapist(), []) == shift - 2 * LEG - SETUP - WRAP_UP + AT_CHOICE


def test_a_shift_too_short_for_any_visit_is_open_to_nobody() -> None:
    assert openness(a_therapist(9, 11), []) == 0


def test_a_break_takes_its_time_from_the_day() -> None:
    assert openness(a_therapist(), []) - openness(a_therapist(lunch=True), []) == minutes(30)


@pytest.mark.parametrize("hour", range(10, 16))
def test_no_visit_opens_the_day(hour: int) -> None:
    visit = a_visit()
    stop = (at(hour) - visit.setup, at(hour) - visit.setup, at(hour) + visit.wrap_up)
    assert openness(a_therapist(), [stop]) < openness(a_therapist(), [])


def test_a_start_that_leaves_two_stretches_too_short_loses_more_than_one_at_the_end_of_the_shift() -> None:
    short = a_therapist(9, 14)
    assert lost(short, [], a_visit(), at(11)) > lost(short, [], a_visit(), at(9.5))


def test_a_visit_next_to_another_loses_less_than_one_that_cuts_the_rest_of_the_day_in_two() -> None:
    standing = [(a_visit(TimeWindow(at(9.75), at(10.25))), at(9.75))]
    beside, apart = (lost(a_therapist(), standing, a_visit(), start) for start in (at(12), at(13.75)))
    assert beside < apart


def test_a_promise_with_room_keeps_the_stretch_before_it_open() -> None:
    """Two hours and a half are too short for another visit, three are not."""
    set_up = at(11.5) - SETUP
    pinned, roomy = (set_up, set_up, at(17)), (set_up, set_up + minutes(30), at(17))
    assert openness(a_therapist(), [pinned]) < openness(a_therapist(), [roomy])


def test_the_first_visit_of_a_therapist_is_cheaper_than_the_same_in_a_day_that_has_begun() -> None:
    standing = [(a_visit(TimeWindow(at(9.75), at(10.25))), at(9.75))]
    assert (
        lost(a_therapist(), [], a_visit(), at(9.75)) < ON_THE_ROAD <= lost(a_therapist(), standing, a_visit(), at(12))
    )


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_visits_are_given_does_not_matter(order: int) -> None:
    starts = [at(10), at(12.5)][::order]
    standing = [(a_visit(TimeWindow(s, Seconds(s + 1800))), s) for s in starts]
    assert lost(a_therapist(), standing, a_visit(), at(15)) == lost(a_therapist(), standing[::-1], a_visit(), at(15))
