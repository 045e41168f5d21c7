"""Rank-one cuts with four and five rows, found by growing promising seeds.

With weights w and divisor d, a route's weighted count of rows, divided by d and rounded down, adds up over the
routes of a plan to no more than the weights' sum divided by d and rounded down: here always 1. The weights are
those known to cut deepest for sets of four and five (Pecin, Pessoa, Poggi, Uchoa: rank-1 cuts for vehicle routing).
"""

from collections.abc import Collection, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.exact.columns import Cut
from mobiledispatch.solver.exact.completion import Floats

PATTERNS = (((2, 1, 1, 1), 3), ((1, 1, 1, 1, 1), 3), ((2, 2, 1, 1, 1), 4), ((3, 2, 2, 1, 1), 5))
LEAST_VIOLATION = 0.04
MOST_SEEDS = 250


def violated_rank_one_cuts(
    covering: Sequence[Sequence[int]], shares: Floats, rows: int, known: Collection[Cut], most: int
) -> list[Cut]:
    """Cuts of four and five rows that a mixture breaks, worst first; no more than `most`, none that is known."""
    fractional = [(c, s) for c, s in zip(covering, shares, strict=True) if 1e-6 < s < 1 - 1e-6]
    if not fractional:
        return []
    serves = np.zeros((len(fractional), rows))
    for number, (column, _) in enumerate(fractional):
        serves[number, list(column)] = 1
    weight = np.array([share for _, share in fractional])
    seeds = _seeds([column for column, _ in fractional], weight)
    found: dict[Cut, float] = {}
    for weights, divisor in PATTERNS:
        for cut, excess in _grow(serves, weight, seeds, weights, divisor):
            if excess > LEAST_VIOLATION and cut not in known:
                found[cut] = max(excess, found.get(cut, 0.0))
    return sorted(found, key=lambda cut: (-found[cut], cut.rows, cut.weights))[:most]


def _seeds(columns: Sequence[Sequence[int]], weight: Floats) -> NDArray[np.intp]:
    """(seeds, 2): ordered pairs of rows that one fractional route covers, those of the largest shares first."""
    pairs: dict[tuple[int, int], float] = {}
    for column, share in zip(columns, weight, strict=True):
        for pair in permutations(column, 2):
            pairs[pair] = pairs.get(pair, 0.0) + float(share)
    best = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MOST_SEEDS]
    return np.array(best, np.intp).reshape(-1, 2)  # also where no route covers two rows


def _grow(
    serves: Floats, share: Floats, seeds: NDArray[np.intp], weights: Sequence[int], divisor: int
) -> list[tuple[Cut, float]]:
    """Each seed with the pattern's further rows added one by one, each time the one that breaks the cut most."""
    chosen = [seeds[:, 0], seeds[:, 1]]
    total = weights[0] * serves[:, seeds[:, 0]] + weights[1] * serves[:, seeds[:, 1]]
    rows = np.arange(len(seeds))
    for k in range(2, len(weights)):
        # While the divisor is out of reach, being near it is worth something: else the first choices would be blind.
        after, left = total + weights[k], sum(weights[k + 1 :])
        near = (after < divisor) & (after + left >= divisor)
        worth = share[:, None] * ((after >= divisor) + 0.3 * near - (total >= divisor))
        gain = worth.T @ serves
        for visit in chosen:
            gain[rows, visit] = -np.inf
        best = gain.argmax(axis=1)
        chosen.append(best)
        total = total + weights[k] * serves[:, best]
    value = share @ (total >= divisor)
    cuts = []
    for row in np.flatnonzero(value > 1 + LEAST_VIOLATION):
        picked = sorted(zip((-w for w in weights), (int(c[row]) for c in chosen), strict=True))
        cut = Cut(tuple(visit for _, visit in picked), tuple(-w for w, _ in picked), divisor)
        cuts.append((cut, float(value[row] - 1)))
    return cuts
