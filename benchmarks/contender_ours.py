"""mobiledispatch's own solver, as the benchmarks call it."""

from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Limits, solve
from peers import Answer


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """Our plan within that many seconds in all, model building included, on one thread."""
    return planned(problem, Limits(seconds=seconds, seed=seed, threads=1))


def planned(problem: Problem, limits: Limits) -> Answer:
    """Our plan within these limits."""
    plan = solve(problem, limits)
    orders = {route.therapist: [stop.visit for stop in route.stops] for route in plan.routes}
    return Answer(orders, plan.proof.status, plan.proof.lower_bound)
