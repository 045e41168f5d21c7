"""House numbering along a road: block numbers at every node, then one point for every half block.

Between two crossings the number grows with the metres driven. On a network with parallel carriageways and loops
that is the harmonic function with the crossings as fixed values. Loose ends get the number of the local fit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tools.gazetteer.fit import LocalFit
from tools.gazetteer.roads import Graph, Road

SPREAD_METRES = 90.0
_TOO_FAR = 900.0  # metres from the nearest crossing at which the local fit is no evidence


@dataclass
class Numbers:
    """A connected piece of road: signed block number by node, the span between its own crossings, and these."""

    nodes: list[str]
    value: dict[str, float]
    segments: list[tuple[str, str]]
    known: tuple[float, float] | None
    crossed: frozenset[float]


def pieces(road: Road) -> Iterator[list[str]]:
    """The connected pieces of a road, as lists of nodes."""
    near = defaultdict(list)
    for a, b in road.segments:
        near[a].append(b)
        near[b].append(a)
    seen: set[str] = set()
    for first in near:
        if first in seen:
            continue
        stack, piece = [first], []
        seen.add(first)
        while stack:
            node = stack.pop()
            piece.append(node)
            fresh = [n for n in near[node] if n not in seen]
            seen.update(fresh)
            stack += fresh
        yield piece


def crossings(graph: Graph, nodes: list[str], axis: str) -> dict[str, float]:
    """The whole numbers crossed, node by node; a lettered crossing counts only where its neighbours do not cross."""
    found = {n: graph.crossed[n][axis] for n in nodes if n in graph.crossed and graph.crossed[n][axis]}
    whole = {v for values in found.values() for v in values if v == int(v)}
    fixed = {}
    for node, values in found.items():
        plain = [v for v in values if v == int(v)]
        lettered = [v for v in values if v != int(v) and not {np.floor(v), np.ceil(v)} <= whole]
        if plain or lettered:
            fixed[node] = float(np.mean(plain or lettered))
    return fixed


def harmonic(road: Road, nodes: list[str], fixed: dict[str, float]) -> dict[str, float]:
    """Values of all nodes, linear in metres between the fixed ones."""
    index = {n: i for i, n in enumerate(nodes)}
    matrix, right = np.zeros((len(nodes), len(nodes))), np.zeros(len(nodes))
    for (a, b), metres in road.segments.items():
        if a in index:
            i, j, pull = index[a], index[b], 1.0 / metres
            matrix[[i, j], [i, j]] += pull
            matrix[[i, j], [j, i]] -= pull
    for node, value in fixed.items():
        i = index[node]
        matrix[i], right[i] = 0.0, value
        matrix[i, i] = 1.0
    return dict(zip(nodes, np.linalg.solve(matrix, right).tolist(), strict=True))


def number(graph: Graph, road: Road, nodes: list[str], axis: str, fit: LocalFit) -> Numbers | None:
    """The numbering of one piece; None where no crossing is near enough to tell."""
    fixed = crossings(graph, nodes, axis)
    members = set(nodes)
    segments = [s for s in road.segments if s[0] in members]
    known = (min(fixed.values()), max(fixed.values())) if fixed else None
    crossed = frozenset(fixed.values())
    if known and known[1] - known[0] >= 0.99:
        fixed |= loose_ends(graph, nodes, segments, fixed, fit)
        return Numbers(nodes, harmonic(road, nodes, fixed), segments, known, crossed)
    anchor = next(iter(fixed), None)
    shift = fixed[anchor] - fit.at(*graph.xy[anchor])[0] if anchor else 0.0
    fits = {n: fit.at(*graph.xy[n]) for n in nodes}
    if not anchor and min(far for _, far in fits.values()) > _TOO_FAR:
        return None
    return Numbers(nodes, {n: v + shift for n, (v, _) in fits.items()}, segments, None, crossed)


def loose_ends(
    graph: Graph, nodes: list[str], segments: list[tuple[str, str]], fixed: dict[str, float], fit: LocalFit
) -> dict[str, float]:
    """The numbers of dead ends: the nearest crossing of the same piece, plus what the local fit adds from there."""
    degree: dict[str, int] = defaultdict(int)
    for pair in segments:
        for node in pair:
            degree[node] += 1
    ends = {}
    for node in nodes:
        if degree[node] == 1 and node not in fixed:
            x, y = graph.xy[node]
            nearest = min(fixed, key=lambda n: (graph.xy[n][0] - x) ** 2 + (graph.xy[n][1] - y) ** 2)
            ends[node] = fixed[nearest] + fit.at(x, y)[0] - fit.at(*graph.xy[nearest])[0]
    return ends


@dataclass(frozen=True)
class Sample:
    """A point of a road at a signed half block; `sure` between the road's own crossings, `crossed` at one of them."""

    half: int
    x: float
    y: float
    sure: bool
    crossed: bool


def samples(graph: Graph, numbering: list[Numbers]) -> list[Sample]:
    """One point for every half block that the road passes at one spot (parallel carriageways are averaged)."""
    hits: dict[int, list[tuple[bool, float, float]]] = defaultdict(list)
    for piece in numbering:
        for a, b in piece.segments:
            low, high = sorted((a, b), key=piece.value.__getitem__)
            v0, v1 = piece.value[low], piece.value[high]
            for half in range(int(np.ceil(v0 * 2 - 1e-9)), int(np.floor(v1 * 2 + 1e-9)) + 1):
                t = 0.5 if v1 - v0 < 1e-9 else (half / 2 - v0) / (v1 - v0)
                (x0, y0), (x1, y1) = graph.xy[low], graph.xy[high]
                sure = piece.known is not None and piece.known[0] - 1e-6 <= half / 2 <= piece.known[1] + 1e-6
                hits[half].append((sure, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    crossed = {2 * v for piece in numbering for v in piece.crossed}
    return [s for half in sorted(hits) if (s := settle(half, hits[half], half in crossed))]


def settle(half: int, hits: list[tuple[bool, float, float]], crossed: bool) -> Sample | None:
    """The one spot of several hits, or None where they lie apart."""
    sure = any(h[0] for h in hits)
    points = np.array([h[1:] for h in hits if h[0] == sure])
    middle = np.median(points, axis=0)
    if np.hypot(*(points - middle).T).max() > SPREAD_METRES:
        return None
    x, y = points.mean(axis=0)
    return Sample(half, float(x), float(y), sure, crossed)
