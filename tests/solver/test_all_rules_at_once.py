"""Days with several of the trade's rules at once: whatever the time given, the plan keeps them; the bound is true."""

import random
from dataclasses import replace

import pytest

from all_rules import all_rules_day
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.solver import Limits, solve
from mobiledispatch.verify import verify
from seeded import PEAKS, draw_day

HURRIED, PATIENT = Limits(seconds=0.05), Limits(seconds=60)


def mixed_day(seed: int) -> Problem:
    """Drawn windows, lunch and limits; a couple, a heater, a household and a price on long days, each on some days."""
    rng = random.Random(seed)
    day = draw_day(rng.choice([10, 14, 18]), rng.choice([3, 4]), seed, lunch=rng.random() < 0.5, windows=2)
    if rng.random() < 0.3:
        day = replace(day, clock=PEAKS)
    if rng.random() < 0.5:
        day = replace(day, therapists=tuple(replace(t, hands_on_limit=Seconds(12_000)) for t in day.therapists))
    names = [v.id for v in day.visits]
    rng.shuffle(names)
    if rng.random() < 0.6:
        day = replace(day, together=((names[0], names[1]),))
    if rng.random() < 0.6:
        day = replace(day, shared=(SharedEquipment("heater", tuple(names[2:5])),))
    if rng.random() < 0.6:
        door = day.visit(names[5]).place
        moved = tuple(replace(v, place=door) if v.id == names[6] else v for v in day.visits)
        day = replace(day, visits=moved, households=((names[5], names[6]),))
    if rng.random() < 0.5:
        day = replace(day, balance=(BalanceStep(Seconds(7200), 1200),))
    return day


@pytest.mark.parametrize("seed", range(6))
def test_with_every_rule_on_the_plan_keeps_them_all_and_is_proven(seed: int) -> None:
    problem = all_rules_day(seed, 8, 3)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.proof.lower_bound == plan.objective.total


@pytest.mark.parametrize("seed", range(24))
def test_the_plan_keeps_every_rule_and_the_bound_is_true(seed: int) -> None:
    problem = mixed_day(seed)
    best, early = solve(problem, PATIENT), solve(problem, HURRIED)
    assert verify(problem, best) == verify(problem, early) == ()
    assert best.proof.status == "optimal"
    assert (early.proof.lower_bound or 0) <= best.objective.total <= early.objective.total
