"""A contraction hierarchy over two measures at once (Geisberger et al. 2008): junctions in order of importance.

Taking junctions away in that order, and laying a shortcut wherever a fastest or a shortest way led through one,
leaves a net in which every best way first climbs and then descends. A query climbs from both ends and meets.
"""

import heapq
from dataclasses import dataclass

Weights = tuple[int, int]
Rows = dict[int, dict[int, Weights]]

_SETTLED_AT_MOST = 60


@dataclass(frozen=True)
class Hierarchy:
    """`up[u]` are u's streets and shortcuts to more important junctions, all of which stand on a higher level."""

    level: dict[int, int]
    up: Rows


def contract(rows: Rows) -> Hierarchy:
    """The hierarchy of an undirected net whose streets have two whole-number weights."""
    left: Rows = {u: dict(row) for u, row in rows.items()}
    depth = dict.fromkeys(left, 0)
    queue = [(_importance(left, u, depth), u) for u in left]
    heapq.heapify(queue)
    up: Rows = {}
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


def _take_away(left: Rows, u: int, depth: dict[int, int]) -> dict[int, Weights]:
    for (a, b), new in _shortcuts(left, u).items():
        old = left[a].get(b, new)
        left[a][b] = left[b][a] = (min(old[0], new[0]), min(old[1], new[1]))
    row = left.pop(u)
    for v in row:
        del left[v][u]
        depth[v] = max(depth[v], depth[u] + 1)
    return row


def _shortcuts(left: Rows, u: int) -> dict[tuple[int, int], Weights]:
    """Pairs of u's neighbours whose best way, by either weight, leads through u."""
    row = left[u]
    around = sorted(row)
    found: dict[tuple[int, int], Weights] = {}
    for i, a in enumerate(around[:-1]):
        rest = around[i + 1 :]
        via = {b: (row[a][0] + row[b][0], row[a][1] + row[b][1]) for b in rest}
        for measure in (0, 1):
            limit = max(w[measure] for w in via.values())
            near = _witnesses(left, a, u, measure, limit)
            found |= {(a, b): via[b] for b in rest if near.get(b, limit + 1) > via[b][measure]}
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
