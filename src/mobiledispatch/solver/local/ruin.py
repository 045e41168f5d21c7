"""What to take out of a plan: strings of visits near one another, from several routes.

Slack induction by string removals: Christiaens and Vanden Berghe, Transportation Science 54(2), 2020.
"""

import random
from collections.abc import Sequence

from mobiledispatch.solver.local.tours import Tour

MEAN_REMOVED, LONGEST_STRING = 10, 10
SPARING = 0.5
"""How often a string spares some visits in its middle, and how often it spares one more."""


def ruin(tours: Sequence[Tour], seed: int, near: Sequence[int], rng: random.Random) -> dict[int, list[int]]:
    """Visits to take out, by number of tour: strings through `seed` and then its neighbours `near`, nearest first."""
    home = {visit: k for k, tour in enumerate(tours) for visit in tour.order}
    busy = sum(1 for tour in tours if tour.order)
    if not busy:
        return {}
    longest = min(LONGEST_STRING, len(home) / busy)
    strings = int(rng.uniform(1, 4 * MEAN_REMOVED / (1 + longest)))
    removed: dict[int, list[int]] = {}
    for visit in (seed, *near):
        if len(removed) >= strings:
            break
        number = home.get(visit)
        if number is not None and number not in removed:
            removed[number] = _string(tours[number].order, visit, longest, rng)
    return removed


def _string(order: tuple[int, ...], visit: int, longest: float, rng: random.Random) -> list[int]:
    """Some visits in a row, `visit` among them or in the gap that is spared."""
    length = min(len(order), int(rng.uniform(1, min(len(order), longest) + 1)))
    spared = 0
    if 1 < length < len(order) and rng.random() < SPARING:
        spared = 1
        while length + spared < len(order) and rng.random() < SPARING:
            spared += 1
    span, at = length + spared, order.index(visit)
    first = rng.randint(max(0, at - span + 1), min(at, len(order) - span))
    gap = first + (rng.randint(1, length - 1) if spared else length)
    return [*order[first:gap], *order[gap + spared : first + span]]
