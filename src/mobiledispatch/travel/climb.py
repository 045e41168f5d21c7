"""Upward searches in the hierarchy, and the ways between all of its most important junctions."""

import heapq

import numpy as np

from mobiledispatch.travel.network import NO_ENTRY, Ints, Network

# So many junctions, the most important, know their ways to each other by heart.
CORE = 1000

Weights = tuple[int, int, int, int]
"""The four measures of network.py."""


class Climber:
    """Climbs from a few junctions to the core. All measures in one pass: junctions are met in order of rank.

    Built over `net.up` it follows the traffic to the core, over `net.down` it runs against it: who can come here?
    """

    def __init__(self, net: Network, weights: Ints) -> None:
        self.floor = max(0, len(net) - CORE)
        self._first: list[int] = net.first.tolist()
        self._head: list[int] = net.head.tolist()
        self._weights: list[list[int]] = weights.T.tolist()

    def climb(self, seeds: dict[int, Weights]) -> dict[int, Weights]:
        """The least of each measure to every junction above, as far as the first of the core."""
        best = dict(seeds)
        queue = list(seeds)
        heapq.heapify(queue)
        while queue:
            u = heapq.heappop(queue)
            if u >= self.floor:
                break
            a, b, c, d = best[u]
            for e in range(self._first[u], self._first[u + 1]):
                v = self._head[e]
                p, q, r, s = self._weights[e]
                there = a + p, b + q, c + r, d + s
                known = best.get(v)
                if known is None:
                    heapq.heappush(queue, v)
                    best[v] = there
                else:
                    a_, b_, c_, d_ = known
                    best[v] = min(a_, a + p), min(b_, b + q), min(c_, c + r), min(d_, d + s)
        return best


def core_table(net: Network) -> Ints:
    """The measures of the way from any junction of the core to any other: shape (4, CORE, CORE).

    Least important last: what lies above a junction is reached through its climbing edges alone.
    """
    floor = max(0, len(net) - CORE)
    size = len(net) - floor
    table = np.zeros((len(net.up), size, size), np.int32)
    for u in range(size - 2, -1, -1):
        edges = slice(net.first[u + floor], net.first[u + floor + 1])
        heads = net.head[edges] - floor
        ahead = table[:, heads, u + 1 :] + net.up[:, edges, None]
        back = table[:, u + 1 :, heads] + net.down[:, None, edges]
        table[:, u, u + 1 :] = ahead.min(axis=1, initial=NO_ENTRY)
        table[:, u + 1 :, u] = back.min(axis=2, initial=NO_ENTRY)
    return table
