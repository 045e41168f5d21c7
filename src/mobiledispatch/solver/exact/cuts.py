"""Subset-row cuts: of any three visits, at most one route can serve two. Fractional mixtures break that."""

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np

from mobiledispatch.solver.exact.columns import Column, Cut
from mobiledispatch.solver.exact.completion import Floats

LEAST_VIOLATION = 0.05


def violated_cuts(
    columns: Sequence[Column], shares: Floats, visits: int, known: Collection[Cut], most: int
) -> list[Cut]:
    """The cuts that a mixture breaks most, worst first; no more than `most`, none that is known."""
    used = [(column, share) for column, share in zip(columns, shares, strict=True) if 1e-6 < share < 1 - 1e-6]
    together = np.zeros((visits, visits))
    for column, share in used:
        for a, b in combinations(sorted(column.visits), 2):
            together[a, b] += share
    found: list[tuple[float, Cut]] = []
    pairs = np.argwhere(together > 0)
    partners = (together + together.T) > 0
    seen: set[Cut] = set(known)
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
                excess = sum(s for col, s in used if sum(v in (x, y, z) for v in col.visits) >= 2) - 1
                if excess > LEAST_VIOLATION:
                    found.append((excess, (x, y, z)))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [cut for _, cut in found[:most]]
