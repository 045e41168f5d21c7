"""The way of a short named road from its first house to its last: such roads are numbered 1, 2, 3... from one end.

A road that leads off another is numbered from there. Where both ends meet other roads the first house is at the end
nearer to the city's zero, in the south-east, as all of Edmonton's numbers grow to the north and west.
"""

import heapq
from collections import defaultdict

import numpy as np

from tools.gazetteer.numbering import pieces
from tools.gazetteer.roads import Graph, Road

_DOUBT = 0.25  # of the distance between the ends: less of a lead to the south-east tells nothing
_STEP_METRES = 60.0
LONGEST_METRES = 700.0  # longer ones are loops and estates that number otherwise


def way(graph: Graph, road: Road, junctions: set[str]) -> list[tuple[float, float]]:
    """Points in metres from the first house on, about every 60 m; empty where nobody can tell which end is first."""
    nodes = longest(road, max(pieces(road), key=len))
    first, last = (nodes[k] in junctions for k in (0, -1))
    if first == last:
        east, north = np.subtract(graph.xy[nodes[0]], graph.xy[nodes[-1]])
        lead = float(east - north)
        if abs(lead) <= _DOUBT * float(np.hypot(east, north)):
            return []
        first = lead > 0
    points = evenly([graph.xy[node] for node in (nodes if first else nodes[::-1])])
    return points if _STEP_METRES * (len(points) - 1) <= LONGEST_METRES else []


def longest(road: Road, piece: list[str]) -> list[str]:
    """The nodes between the two ends of a piece that lie farthest apart by road."""
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (a, b), metres in road.segments.items():
        near[a].append((b, metres))
        near[b].append((a, metres))
    one = list(from_node(near, piece[0]))[-1]
    back = from_node(near, one)
    nodes = [list(back)[-1]]
    while nodes[-1] != one:
        nodes.append(back[nodes[-1]])
    return nodes


def from_node(near: dict[str, list[tuple[str, float]]], start: str) -> dict[str, str]:
    """Dijkstra: every node that can be reached, the nearest first, and the node before it."""
    before: dict[str, str] = {}
    heap = [(0.0, start, start)]
    while heap:
        metres, node, previous = heapq.heappop(heap)
        if node in before:
            continue
        before[node] = previous
        for neighbour, step in near[node]:
            if neighbour not in before:
                heapq.heappush(heap, (metres + step, neighbour, node))
    return before


def evenly(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same line by points at equal distances."""
    xy = np.array(points)
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    wanted = np.linspace(0.0, at[-1], max(2, round(float(at[-1]) / _STEP_METRES) + 1))
    even = np.column_stack([np.interp(wanted, at, xy[:, k]) for k in (0, 1)])
    return [(float(x), float(y)) for x, y in even]


def junctions(graph: Graph) -> set[str]:
    """The nodes that roads of two names share."""
    named: dict[str, int] = defaultdict(int)
    for road in graph.roads.values():
        for node in {node for pair in road.segments for node in pair}:
            named[node] += 1
    return {node for node, roads in named.items() if roads > 1}
