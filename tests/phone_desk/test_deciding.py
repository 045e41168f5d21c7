"""Starts decided together are decided as each would be alone, and with fewer searches."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from mobiledispatch.desk.deciding import Orders, decide
from mobiledispatch.desk.standing import CALLER
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from mobiledispatch.verify import verify
from phone_desk.test_truth import WEIGHED_OTHERWISE, drawn


class Counting(Again):
    """Counts its searches."""

    searches = 0

    def solve(self, problem: Problem, hopeless: int, guesses: Sequence[Orders] = (), floor: int = 0) -> Plan:
        self.searches += 1
        return super().solve(problem, hopeless, guesses, floor)


@pytest.mark.parametrize("seed", range(30))
def test_a_start_costs_the_same_whether_it_is_decided_alone_or_with_others(seed: int) -> None:
    day, _, _ = drawn(seed)
    marks = day.allowed
    solver = Counting(Limits(seconds=20))
    together = {int(d.start): d for d in decide(day.standing, day.visit, marks, solver)}
    assert sorted(together) == marks
    assert solver.searches <= len(marks)
    for mark in random.Random(seed).sample(marks, min(6, len(marks))):
        (alone,) = decide(day.standing, day.visit, [mark], Again(Limits(seconds=20)))
        plan = together[mark].plan
        assert (plan and plan.objective) == (alone.plan and alone.plan.objective)


@pytest.mark.parametrize("seed", range(30))
def test_in_the_plan_of_a_start_the_caller_begins_then_and_every_rule_is_kept(seed: int) -> None:
    day, _, _ = drawn(seed)
    problem = day.standing.problem
    problem = replace(problem, visits=tuple(day.visit if v.id == CALLER else v for v in problem.visits))
    for decided in decide(day.standing, day.visit, day.allowed, Again(Limits(seconds=20))):
        if decided.plan:
            starts = {stop.visit: stop.start for route in decided.plan.routes for stop in route.stops}
            assert starts[CALLER] == decided.start
            broken = [v for v in verify(problem, decided.plan) if v.rule not in WEIGHED_OTHERWISE]
            assert broken == []


def test_the_cheapest_starts_are_told_first() -> None:
    lengths = []
    for seed in range(12):
        day, _, _ = drawn(seed)
        decided = decide(day.standing, day.visit, day.allowed, Again(Limits()))
        totals = [d.plan.objective.total for d in decided if d.plan]
        assert totals == sorted(totals)
        lengths.append(len(totals))
    assert max(lengths) > 3


def test_a_day_on_which_nothing_fits_takes_one_search() -> None:
    for seed in range(200):
        day, _, _ = drawn(seed)
        solver = Counting(Limits(seconds=20))
        if not any(d.plan for d in decide(day.standing, day.visit, day.allowed, solver)) and len(day.allowed) > 5:
            assert solver.searches <= 3
            return
    raise AssertionError("every drawn day had room")


def test_once_called_off_the_starts_that_are_left_are_undecided() -> None:
    day, _, _ = drawn(12)
    searches = Counting(Limits())
    searches.called_off = lambda: searches.searches > 1
    found = list(decide(day.standing, day.visit, day.allowed, searches))
    assert sorted(d.start for d in found) == day.allowed
    assert found[0].proven
    left = [d for d in found if not d.proven]
    assert left
    assert all(d.plan is None for d in left)
