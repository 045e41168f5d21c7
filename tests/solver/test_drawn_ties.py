"""Drawn days with all keys in combination, against a brute force that shares nothing with the program."""

from pathlib import Path

import pytest

from apart.drawn import MINUTES, WORKDAY, Scale, draw
from apart.judge import faults
from mobiledispatch.solver import Limits

PATIENT = Limits(seconds=60)
BUNCH = 10


@pytest.mark.parametrize("first", range(0, 100, BUNCH))
@pytest.mark.parametrize("scale", [WORKDAY, MINUTES], ids=lambda scale: scale.name)
def test_a_drawn_day_is_proven_at_the_optimum_and_verify_has_nothing_to_say(
    tmp_path: Path, scale: Scale, first: int
) -> None:
    judged = {seed: faults(draw(seed, scale), tmp_path, PATIENT) for seed in range(first, first + BUNCH)}
    assert {seed: found for seed, found in judged.items() if found} == {}
