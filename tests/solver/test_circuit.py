"""Two formulations that share nothing but the problem agree on the optimum."""

import pytest

from circuit import circuit_optimum
from mobiledispatch.solver import Limits, solve
from seeded import draw_day


@pytest.mark.parametrize("seed", range(40))
def test_the_circuit_model_finds_the_same_optimum(seed: int) -> None:
    problem = draw_day(8 + seed % 8, 2 + seed % 2, seed, windows=1 + seed % 3, hands_on=240 if seed % 4 == 3 else None)
    plan = solve(problem, Limits(seconds=60))
    assert plan.proof.status == "optimal"
    assert plan.objective.total == circuit_optimum(problem)
