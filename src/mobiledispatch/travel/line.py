"""The quickest way as a line on the map: climbed from both ends, its shortcuts unfolded into streets."""

import heapq
from itertools import pairwise

from mobiledispatch.model.place import Place
from mobiledispatch.travel.access import Access
from mobiledispatch.travel.network import Network


class Lines:
    """Draws ways. Needs no record of what a shortcut stands for: whole-number weights add up exactly."""

    def __init__(self, net: Network) -> None:
        self._net = net
        self._up: list[dict[int, int]] = []
        self._down: list[dict[int, int]] = [{} for _ in range(len(net))]
        first, head, cost = net.first.tolist(), net.head.tolist(), net.deciseconds.tolist()
        for u in range(len(net)):
            self._up.append({head[e]: cost[e] for e in range(first[u], first[u + 1])})
            for v, t in self._up[u].items():
                self._down[v][u] = t

    def line(self, start: Place, end: Place, leaving: Access, reaching: Access) -> tuple[Place, ...]:
        """Points from start to end along the quickest way between their accesses."""
        points = (start, leaving.point, *map(self._at, self._way(leaving, reaching)), reaching.point, end)
        return tuple(p for i, p in enumerate(points) if i in (0, len(points) - 1) or p != points[i - 1])

    def _at(self, u: int) -> Place:
        return Place(lat=round(float(self._net.lat[u]), 5), lon=round(float(self._net.lon[u]), 5))

    def _way(self, leaving: Access, reaching: Access) -> list[int]:
        """Junctions of the quickest way, in order; none if both doors are on one street and it is quicker."""
        there, came = self._climb(leaving)
        back, went = self._climb(reaching)
        top = min((u for u in there if u in back), key=lambda u: (there[u] + back[u], u))
        along = abs(leaving.to_ends[0][1] - reaching.to_ends[0][1])
        if leaving.edge == reaching.edge and along <= there[top] + back[top]:
            return []
        climbed = _trail(came, top)[::-1] + _trail(went, top)[1:]
        unfolded = [v for u, w in pairwise(climbed) for v in self._unfold(u, w)]
        return [climbed[0], *unfolded]

    def _climb(self, access: Access) -> tuple[dict[int, int], dict[int, int]]:
        """Least deciseconds to all junctions above, and from where each was reached (an end: from itself)."""
        best = {u: weights[1] for u, weights in zip(access.ends, access.to_ends, strict=True)}
        came = {u: u for u in best}
        queue = list(best)
        heapq.heapify(queue)
        while queue:
            u = heapq.heappop(queue)
            for v, t in self._up[u].items():
                if v not in best:
                    heapq.heappush(queue, v)
                if best[u] + t < best.get(v, best[u] + t + 1):
                    best[v], came[v] = best[u] + t, u
        return best, came

    def _unfold(self, u: int, v: int) -> list[int]:
        """The junctions after u on the street or shortcut from u to v, v the last."""
        low, high = min(u, v), max(u, v)
        cost, below = self._up[low][high], self._down[high]
        middle = next((m for m, t in self._down[low].items() if t + below.get(m, cost) == cost), None)
        return [v] if middle is None else self._unfold(u, middle) + self._unfold(middle, v)


def _trail(came: dict[int, int], top: int) -> list[int]:
    trail = [top]
    while came[trail[-1]] != trail[-1]:
        trail.append(came[trail[-1]])
    return trail
