"""The road table out of the OpenStreetMap graph."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mobiledispatch.geocode.street import numbered
from tools.gazetteer.fit import LocalFit
from tools.gazetteer.numbering import Sample, number, pieces, samples
from tools.gazetteer.pack import pack, pack_way, whole
from tools.gazetteer.roads import Graph, Road, read_graph, signed
from tools.gazetteer.ways import junctions, way

AXES = ("AVENUE", "STREET")
ODD_NUMBERS = 9.0
FAR_NUMBERS = 20.0
SHORT_METRES = 400.0


def fits(graph: Graph) -> dict[str, LocalFit]:
    """Local fits of avenue and street numbers, from the nodes where both are known."""
    made = {}
    for axis, other in (AXES, AXES[::-1]):
        rows = [(*graph.xy[n], v) for n, c in graph.crossed.items() if c[other] for v in c[axis]]
        table = np.array(rows)
        made[axis] = LocalFit(table[:, :2], table[:, 2])
    return made


def drop_misspelt(graph: Graph, fit: dict[str, LocalFit]) -> None:
    """Forget numbers that the crossings around them contradict: streets tagged as avenues, typing errors."""
    for node, crossed in graph.crossed.items():
        for axis in AXES:
            usual = fit[axis].typical(*graph.xy[node])
            crossed[axis] = {v for v in crossed[axis] if usual is None or abs(v - usual) < ODD_NUMBERS}


def road_lines(data: Path) -> Iterator[str]:
    """Rows `town|name|quadrant|lat|lon|reach|A runs|S runs|W way` of every named road."""
    graph = read_graph(data)
    drop_misspelt(graph, fits(graph))
    fit, shared = fits(graph), junctions(graph)
    for key in sorted(graph.roads):
        road = graph.roads[key]
        packed = [pack(axis, found) for axis, found in numberings(graph, road, fit) if found]
        x, y, reach = middle(graph, road)
        if not numbered(road.name) and 0 < reach <= SHORT_METRES and (points := way(graph, road, shared)):
            packed.append(pack_way(points))
        lat, lon = whole(x, y)
        yield "|".join([road.town, road.name, road.quadrant, str(lat), str(lon), f"{reach:.0f}", *packed])


def numberings(graph: Graph, road: Road, fit: dict[str, LocalFit]) -> Iterator[tuple[str, list[Sample]]]:
    """The axes along which the road's houses may be numbered, with the road's points at the half blocks."""
    if road.town != "Edmonton":
        return
    parts = numbered(road.name)
    rightly_named = [piece for piece in pieces(road) if belongs(graph, road, piece, fit)]
    for axis in AXES:
        if parts and parts.axis == axis:
            continue
        made = [n for piece in rightly_named if (n := number(graph, road, piece, axis, fit[axis]))]
        found = samples(graph, made)
        if parts or (len(found) > 1 and runs_along(graph, road, axis)):
            yield axis, found


def belongs(graph: Graph, road: Road, piece: list[str], fit: dict[str, LocalFit]) -> bool:
    """Whether a piece may bear its number there: the map calls a bit of 105 Avenue 45 Avenue."""
    own = signed(road.name, road.quadrant)
    x, y = graph.xy[piece[len(piece) // 2]]
    usual = fit[own[0]].typical(x, y) if own else None
    return own is None or usual is None or abs(own[1] - usual) < FAR_NUMBERS


def runs_along(graph: Graph, road: Road, axis: str) -> bool:
    """A named road can carry avenue numbers only if it leads north or south for a block, street numbers likewise."""
    points = np.array([graph.xy[n] for pair in road.segments for n in pair])
    east, north = np.ptp(points, axis=0)
    along, across = (north, east) if axis == "AVENUE" else (east, north)
    return bool(along > 110 and along > 0.4 * across)


def middle(graph: Graph, road: Road) -> tuple[float, float, float]:
    """The road's point nearest to its middle, and the metres from there that hold nine tenths of its length."""
    ends = np.array([[graph.xy[a], graph.xy[b]] for a, b in road.segments])
    lengths = np.hypot(*(ends[:, 0] - ends[:, 1]).T) + 0.1
    t = (np.arange(8) + 0.5) / 8
    points = (ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * t[None, :, None]).reshape(-1, 2)
    weights = np.repeat(lengths / 8, 8)
    centre = np.average(points, axis=0, weights=weights)
    distance = np.hypot(*(points - centre).T)
    order = np.argsort(distance)
    reach = distance[order][np.searchsorted(np.cumsum(weights[order]), 0.9 * weights.sum())]
    return float(centre[0]), float(centre[1]), float(reach)
