"""A contraction hierarchy over several measures at once (Geisberger et al. 2008): junctions in order of importance.

Taking junctions away in that order, and laying a shortcut wherever a fastest or a shortest way led through one,
leaves a net in which every best way first climbs and then descends. A query climbs from both ends and meets.
"""

import heapq
from dataclasses import dataclass

Weights = tuple[int, ...]
Rows = dict[int, dict[int, Weights]]

CLOSED_WAY = 10**8
"""Weighs a direction that may not be driven: more than any way."""

_SETTLED_AT_MOST = 60


@dataclass(frozen=True)
class Hierarchy:
    """`up[u]` are the more important junctions that u's streets and shortcuts lead to, all on higher levels."""

    level: dict[int, int]
    up: dict[int, list[int]]


def contract(rows: Rows) -> Hierarchy:
    """The hierarchy of a net whose streets have the same number of whole weights each way, CLOSED_WAY among them."""
    left: Rows = {u: dict(row) for u, row in rows.items()}
    depth = dict.fromkeys(left, 0)
    queue = [(_importance(left, u, depth), u) for u in left]
    heapq.heapify(queue)
    up: dict[int, list[int]] = {}
    while queue:
        _, u = heapq.heappop(queue)
        now = _importance(left, u, depth)
        if queue and now > queue[0][0]:
            heapq.heappush(queue, (now, u))
            continue
        up[u] = _take_away(left, u, depth)
    return Hierarchy(depth, up)


def _importance(left: Rows, u: int, depth: dict[int, int]) -> float:
    """Shortcuts that taking u away would cost, less the streets it would save; deep spots wait their turn."""
    return 2 * len(_shortcuts(left, u)) - len(left[u]) + depth[u]


def _take_away(left: Rows, u: int, depth: dict[int, int]) -> list[int]:
    for pair in _shortcuts(left, u):
        for a, b in (pair, pair[::-1]):
            new = _via(left, a, u, b)
            left[a][b] = tuple(map(min, left[a].get(b, new), new))
    row = left.pop(u)
    for v in row:
        del left[v][u]
        depth[v] = max(depth[v], depth[u] + 1)
    return list(row)


def _via(left: Rows, a: int, u: int, b: int) -> Weights:
    return tuple(min(x + y, CLOSED_WAY) for x, y in zip(left[a][u], left[u][b], strict=True))


def _shortcuts(left: Rows, u: int) -> set[tuple[int, int]]:
    """Pairs of u's neighbours between which a best way, by any weight and in either direction, leads through u."""
    found: set[tuple[int, int]] = set()
    for a in left[u]:
        ways = {b: _via(left, a, u, b) for b in left[u] if b != a}
        for measure in range(len(left[u][a])):
            via = {b: way[measure] for b, way in ways.items() if way[measure] < CLOSED_WAY}
            limit = max(via.values(), default=0)
            near = _witnesses(left, a, u, measure, limit) if via else {}
            found |= {(min(a, b), max(a, b)) for b in via if near.get(b, limit + 1) > via[b]}
    return found


def _witnesses(left: Rows, start: int, without: int, measure: int, limit: int) -> dict[int, int]:
    """Lengths of ways from `start` that avoid one junction; upper bounds, from a search that soon gives up."""
    best = {start: 0}
    queue = [(0, start)]
    settled = 0
    while queue and settled < _SETTLED_AT_MOST:
        far, u = heapq.heappop(queue)
        if far > best[u]:
            continue
        settled += 1
        for v, weights in left[u].items():
            there = far + weights[measure]
            if v != without and there <= limit and there < best.get(v, limit + 1):
                best[v] = there
                heapq.heappush(queue, (there, v))
    return best
