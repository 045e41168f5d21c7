"""The twenty days are what the page says they are."""

from compare_solvers import DAYS, draw_days, turns
from peers import SOLVERS


def test_there_are_twenty_days_of_12_to_80_visits_half_of_them_with_lunch() -> None:
    days = list(draw_days())
    assert len({day.name for day in days}) == len(DAYS) == 20
    assert (min(len(day.visits) for day in days), max(len(day.visits) for day in days)) == (12, 80)
    assert sum(any(t.breaks for t in day.therapists) for day in days) == 10


def test_only_the_days_of_the_sizes_asked_for_are_drawn() -> None:
    assert [day.name for day in draw_days({12})] == ["12x3s1", "12x3s15b"]


def test_every_solver_has_the_first_turn_on_some_day() -> None:
    assert {turns(number)[0] for number in range(len(DAYS))} == set(SOLVERS)
    assert all(sorted(turns(number)) == sorted(SOLVERS) for number in range(len(DAYS)))
