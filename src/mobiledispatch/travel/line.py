"""The quickest way as a line on the map: climbed from both ends, its shortcuts unfolded into streets."""

import heapq
import math
from itertools import pairwise

from mobiledispatch.model.place import Place
from mobiledispatch.travel.access import Access, Seeds
from mobiledispatch.travel.network import DECISECONDS_ANY, NO_ENTRY, Network

# A bend sharper than this, in degrees off straight on, is no bend: the car turns on the spot.
_TURN_DEGREES = 150.0


class Lines:
    """Draws ways, best by one measure of deciseconds. Needs no record of what a shortcut stands for: whole-number
    weights add up exactly.
    """

    def __init__(self, net: Network, measure: int) -> None:
        self._net, self._measure = net, measure
        # Deciseconds from a junction to each that it has an edge with, by rank above it or below it.
        self._up: list[dict[int, int]] = [{} for _ in range(len(net))]
        self._down: list[dict[int, int]] = [{} for _ in range(len(net))]
        weights = zip(net.up[measure].tolist(), net.down[measure].tolist(), strict=True)
        edges = zip(net.tails().tolist(), net.head.tolist(), weights, strict=True)
        for u, v, (there, back) in edges:
            self._up[u][v], self._down[v][u] = there, back

    def line(self, start: Place, end: Place, leaving: Access, reaching: Access) -> tuple[Place, ...]:
        """Points from start to end along the quickest way between their accesses."""
        points = (start, leaving.point, *map(self._at, self._way(leaving, reaching)), reaching.point, end)
        return tuple(p for i, p in enumerate(points) if i in (0, len(points) - 1) or p != points[i - 1])

    def _at(self, u: int) -> Place:
        return Place(lat=round(float(self._net.lat[u]), 5), lon=round(float(self._net.lon[u]), 5))

    def _way(self, leaving: Access, reaching: Access) -> list[int]:
        """Junctions of the quickest way, in order; none if both doors are on one street and it is quicker."""
        there, came = self._climb(leaving.leaving, along=True)
        back, went = self._climb(reaching.reaching, along=False)
        top = min((u for u in there if u in back), key=lambda u: (there[u] + back[u], u))
        gap = reaching.along[1] - leaving.along[1]
        is_open = self._measure == DECISECONDS_ANY or (leaving.ahead if gap > 0 else leaving.back or gap == 0)
        if leaving.edge == reaching.edge and is_open and abs(gap) <= there[top] + back[top]:
            return []
        climbed = _trail(came, top)[::-1] + _trail(went, top)[1:]
        unfolded = [v for u, w in pairwise(climbed) for v in self._unfold(u, w)]
        return [climbed[0], *unfolded]

    def _climb(self, seeds: Seeds, along: bool) -> tuple[dict[int, int], dict[int, int]]:
        """Least deciseconds to all junctions above, and from where each was reached (a seed: from itself).

        `along` the traffic, or against it.
        """
        best = {u: weights[self._measure] for u, weights in seeds.items() if weights[self._measure] < NO_ENTRY}
        came = {u: u for u in best}
        queue = list(best)
        heapq.heapify(queue)
        while queue:
            u = heapq.heappop(queue)
            for v, ahead in self._up[u].items():
                t = ahead if along else self._down[v][u]
                if t >= NO_ENTRY:
                    continue
                if v not in best:
                    heapq.heappush(queue, v)
                if best[u] + t < best.get(v, best[u] + t + 1):
                    best[v], came[v] = best[u] + t, u
        return best, came

    def _unfold(self, u: int, v: int) -> list[int]:
        """The junctions after u on the street or shortcut from u to v, v the last."""
        cost = self._up[u][v] if u < v else self._down[u][v]
        below = self._down[u]
        middles = (m for m in below if m in self._down[v] and below[m] + self._up[m][v] == cost)
        middle = next(middles, None)
        return [v] if middle is None else self._unfold(u, middle) + self._unfold(middle, v)


def turns_on_the_spot(line: tuple[Place, ...]) -> bool:
    """Does the way reverse somewhere out on the road, away from the doors at its ends?"""
    road = line[2:-2]
    headings = [_heading(a, b) for a, b in pairwise(road)]
    return any(_TURN_DEGREES < abs(b - a) % 360 < 360 - _TURN_DEGREES for a, b in pairwise(headings))


def _heading(a: Place, b: Place) -> float:
    north, east = b.lat - a.lat, (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.degrees(math.atan2(east, north))


def _trail(came: dict[int, int], top: int) -> list[int]:
    trail = [top]
    while came[trail[-1]] != trail[-1]:
        trail.append(came[trail[-1]])
    return trail
