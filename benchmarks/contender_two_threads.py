"""mobiledispatch's own solver with both cores of a small machine."""

from contender_ours import planned
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Limits
from peers import Answer


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """Our plan within that many seconds in all, model building included, on two threads."""
    return planned(problem, Limits(seconds=seconds, seed=seed, threads=2))
