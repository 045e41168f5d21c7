"""Subset-row cuts: of any three rows of the master, at most one route can cover two. Fractional mixtures break that."""

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np

from mobiledispatch.solver.exact.columns import Cut
from mobiledispatch.solver.exact.completion import Floats

LEAST_VIOLATION = 0.05
ONES = (1, 1, 1)


def violated_cuts(
    covering: Sequence[Sequence[int]], shares: Floats, rows: int, known: Collection[Cut], most: int
) -> list[Cut]:
    """The cuts that a mixture breaks most, worst first; no more than `most`, none that is known.

    `covering` are the rows of each column, of `rows` in all.
    """
    used = [(column, share) for column, share in zip(covering, shares, strict=True) if 1e-6 < share < 1 - 1e-6]
    together = np.zeros((rows, rows))
    for column, share in used:
        for a, b in combinations(sorted(column), 2):
            together[a, b] += share
    found: list[tuple[float, tuple[int, int, int]]] = []
    pairs = np.argwhere(together > 0)
    partners = (together + together.T) > 0
    seen = {cut.rows for cut in known if cut.weights == ONES}
    for a, b in pairs:
        for c in np.flatnonzero(partners[a] | partners[b]):
            if c in (a, b):
                continue
            x, y, z = sorted((int(a), int(b), int(c)))
            if (x, y, z) in seen:
                continue
            seen.add((x, y, z))
            # A route with all three counts in all three pairs but only once in the cut.
            most_it_can_be = together[x, y] + together[x, z] + together[y, z]
            if most_it_can_be > 1 + LEAST_VIOLATION:
                excess = sum(s for col, s in used if sum(v in (x, y, z) for v in col) >= 2) - 1
                if excess > LEAST_VIOLATION:
                    found.append((excess, (x, y, z)))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [Cut(three, ONES, 2) for _, three in found[:most]]
