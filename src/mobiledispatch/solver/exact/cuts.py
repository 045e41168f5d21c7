"""Subset-row cuts: of any three rows of the master, at most one route can cover two. Fractional mixtures break that."""

from collections.abc import Collection, Sequence

import numpy as np

from mobiledispatch.solver.exact.columns import Cut
from mobiledispatch.solver.exact.completion import Floats

LEAST_VIOLATION = 0.05
ONES = (1, 1, 1)
A_TRIPLE = 2e-7
"""Work (`Budget`) of looking for cuts, for each three rows, those of four and five rows included."""


def violated_cuts(
    covering: Sequence[Sequence[int]], shares: Floats, rows: int, known: Collection[Cut], most: int
) -> list[Cut]:
    """The cuts that a mixture breaks most, worst first; no more than `most`, none that is known.

    `covering` are the rows of each column, of `rows` in all.
    """
    fractional = [(column, share) for column, share in zip(covering, shares, strict=True) if 1e-6 < share < 1 - 1e-6]
    covers = np.zeros((len(fractional), rows))
    for number, (column, _) in enumerate(fractional):
        covers[number, list(column)] = 1
    weighted = covers * np.array([share for _, share in fractional])[:, None]
    together = weighted.T @ covers
    seen = {cut.rows for cut in known if (cut.weights, cut.divisor) == (ONES, 2)}
    found: list[tuple[float, tuple[int, int, int]]] = []
    for x in range(rows - 2):
        # A route with all three counts in all three pairs but only once in the cut.
        all_three = (weighted * covers[:, [x]]).T @ covers
        twice = together[x][:, None] + together[x] + together - 2 * all_three
        for y, z in np.argwhere(np.triu(twice, 1) > 1 + LEAST_VIOLATION).tolist():
            if y > x and (x, y, z) not in seen:
                found.append((float(twice[y, z] - 1), (x, y, z)))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [Cut(three, ONES, 2) for _, three in found[:most]]
