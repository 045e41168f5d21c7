"""Upward searches in the hierarchy, and the ways between all of its most important junctions."""

import heapq

import numpy as np

from mobiledispatch.travel.network import Ints, Network

# So many junctions, the most important, know their ways to each other by heart.
CORE = 1000

Weights = tuple[int, int]


class Climber:
    """Climbs from a few junctions to the core. Both measures in one pass: junctions are met in order of rank."""

    def __init__(self, net: Network) -> None:
        self.floor = max(0, len(net) - CORE)
        self._first: list[int] = net.first.tolist()
        self._head: list[int] = net.head.tolist()
        self._metres: list[int] = net.metres.tolist()
        self._deciseconds: list[int] = net.deciseconds.tolist()

    def climb(self, seeds: dict[int, Weights]) -> dict[int, Weights]:
        """Least metres and least deciseconds to every junction above, as far as the first of the core."""
        best = dict(seeds)
        queue = list(seeds)
        heapq.heapify(queue)
        while queue:
            u = heapq.heappop(queue)
            if u >= self.floor:
                break
            metres, deciseconds = best[u]
            for e in range(self._first[u], self._first[u + 1]):
                v = self._head[e]
                there = metres + self._metres[e], deciseconds + self._deciseconds[e]
                known = best.get(v)
                if known is None:
                    heapq.heappush(queue, v)
                    best[v] = there
                else:
                    best[v] = min(known[0], there[0]), min(known[1], there[1])
        return best


def core_table(net: Network) -> Ints:
    """Metres (0) and deciseconds (1) between any two junctions of the core: shape (2, CORE, CORE).

    Least important last: what lies above a junction is reached through its climbing edges alone.
    """
    floor = max(0, len(net) - CORE)
    size = len(net) - floor
    table = np.zeros((2, size, size), np.int32)
    weights = np.stack((net.metres, net.deciseconds))
    for u in range(size - 2, -1, -1):
        edges = slice(net.first[u + floor], net.first[u + floor + 1])
        heads = net.head[edges] - floor
        ways = (table[:, heads, u + 1 :] + weights[:, edges, None]).min(axis=1)
        table[:, u, u + 1 :] = ways
        table[:, u + 1 :, u] = ways
    return table
