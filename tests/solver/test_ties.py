"""Visits that depend on each other: people who meet, whichever the grid; one heater; a household that is part of it."""

from dataclasses import replace

from mobiledispatch.model.clock import Seconds
from mobiledispatch.solver import Limits, solve
from mobiledispatch.verify import verify
from seeded import draw_day

PATIENT = Limits(seconds=60)


def test_two_who_must_meet_and_one_therapist_are_left_out_and_that_is_proven_at_once() -> None:
    day = draw_day(4, 1, 3)
    one, other = (replace(v, unassigned_cost=500_000) for v in day.visits[:2])
    problem = replace(day, visits=(one, other, *day.visits[2:]), together=((one.id, other.id),), slot=Seconds(1))
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert {one.id, other.id} <= {u.visit for u in plan.unassigned}
    assert plan.proof.lower_bound == plan.objective.total
