"""Joins the hand-drawn region to the city's net: grids of streets where the graph has none, highways over them."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tools.roads.graph import Kind, Net, Point, Street, metres_apart
from tools.roads.region import DISCS, EAST, HIGHWAYS, NORTH, RIVER, SOUTH, WEST

# Degrees of 400 m, and of the survey's roads: every two miles going north, every mile going east.
_TOWN_STEP = (0.0036, 0.00604)
_MILE_STEP = (0.02892, 0.02432)
_EMPTY_METRES, _LINK_METRES, _MILE_LINK_METRES = 300.0, 500.0, 3600.0
_RAMP_METRES, _MEETING_METRES = 1500.0, 600.0
_CURVY, _DETOUR = 1.08, 1.25


class Nearest:
    """Finds the junction nearest to a point."""

    def __init__(self, net: Net, junctions: Iterable[int]) -> None:
        self._ids = list(junctions)
        self._at = np.array([net.at[u] for u in self._ids]).reshape(-1, 2)

    def corners(self) -> tuple[Point, Point]:
        """South-west and north-east."""
        (south, west), (north, east) = self._at.min(axis=0).tolist(), self._at.max(axis=0).tolist()
        return (south, west), (north, east)

    def find(self, point: Point, toward: int | None = None) -> tuple[float, int]:
        """Straight metres to the nearest junction, and which it is; only those toward one quarter, if one is named."""
        north, east = (self._at[:, 0] - point[0]) * 111_250, (self._at[:, 1] - point[1]) * 66_150
        off = np.hypot(north, east)
        if toward is not None:
            off = np.where(_quarter(north, east) == toward, off, np.inf)
        return float(off.min()), self._ids[int(off.argmin())]


def _quarter(north: NDArray[np.float64], east: NDArray[np.float64]) -> NDArray[np.int64]:
    """0 for north, 1 east, 2 south, 3 west, as a compass would say."""
    return np.round(np.arctan2(east, north) / (np.pi / 2)).astype(np.int64) % 4


def add_outskirts(net: Net) -> None:
    """Lay towns and new suburbs, the country's grid and the highways around the graph, each tied to what was there."""
    city = Nearest(net, _open(net, net.at))
    corners = city.corners()
    towns = _grid(net, _TOWN_STEP, [p for p in _town_points() if city.find(p)[0] > _EMPTY_METRES], Kind.LOCAL, _CURVY)
    _tie(net, towns, city, _LINK_METRES)
    settled = Nearest(net, [*_open(net, net.at)])
    outside = [p for p in _country_points(corners) if settled.find(p)[0] > _LINK_METRES]
    country = _grid(net, _MILE_STEP, outside, Kind.RURAL, 1.0)
    _tie(net, country, settled, _MILE_LINK_METRES)
    for highway in HIGHWAYS:
        _lay_highway(net, highway.name, highway.points)


def _open(net: Net, junctions: Iterable[int]) -> list[int]:
    closed = (Kind.FREEWAY, Kind.RAMP)
    return [u for u in junctions if all(s.kind not in closed for s in net.streets.get(u, {}).values())]


def _town_points() -> list[Point]:
    return sorted({p for disc in DISCS for p in _around(disc.centre, disc.radius_km * 1000)})


def _around(centre: Point, radius: float) -> list[Point]:
    (dlat, dlon), reach = _TOWN_STEP, int(radius / 400) + 1
    row, column = round(centre[0] / dlat), round(centre[1] / dlon)
    points = [
        ((row + i) * dlat, (column + j) * dlon) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)
    ]
    return [p for p in points if metres_apart(p, centre) <= radius]


def _country_points(around: tuple[Point, Point]) -> list[Point]:
    (south, west), (north, east) = around
    dlat, dlon = _MILE_STEP
    rows = range(round(SOUTH / dlat), round(NORTH / dlat) + 1)
    columns = range(round(WEST / dlon), round(EAST / dlon) + 1)
    points = [(i * dlat, j * dlon) for i in rows for j in columns]
    return [p for p in points if not (south < p[0] < north and west < p[1] < east)]


def _grid(net: Net, step: Point, points: list[Point], kind: Kind, factor: float) -> list[int]:
    """A junction at each point, a street between neighbours on the grid; returns the new junctions."""
    first = max(net.at) + 1
    spot = {(round(p[0] / step[0]), round(p[1] / step[1])): first + i for i, p in enumerate(points)}
    net.at.update({first + i: p for i, p in enumerate(points)})
    for (i, j), u in spot.items():
        net.streets.setdefault(u, {})
        for beside in ((i + 1, j), (i, j + 1)):
            if beside in spot:
                _join(net, u, spot[beside], kind, factor)
    return list(spot.values())


def _tie(net: Net, junctions: list[int], others: Nearest, within: float) -> None:
    """Streets from the rim of a grid to the nearest of the others, toward each quarter where the grid ends."""
    kind = Kind.LOCAL if within == _LINK_METRES else Kind.RURAL
    ends = [(u, quarter) for u in junctions for quarter in range(4) if quarter not in _quarters_served(net, u)]
    for u, quarter in ends:
        metres, v = others.find(net.at[u], quarter)
        if metres <= within:
            _join(net, u, v, kind, _DETOUR)


def _quarters_served(net: Net, u: int) -> set[int]:
    here = np.array(net.at[u])
    away = [np.array(net.at[v]) - here for v in net.streets[u]]
    return {int(_quarter(north * 111_250, east * 66_150)) for north, east in away}


def _join(net: Net, u: int, v: int, kind: Kind, factor: float, name: str = "") -> None:
    if kind is Kind.FREEWAY or not _crosses_river(net.at[u], net.at[v]):
        net.join(u, v, Street(metres_apart(net.at[u], net.at[v]) * factor, name, kind))


def _lay_highway(net: Net, name: str, points: tuple[Point, ...]) -> None:
    """A highway as a chain of interchanges, with ramps to the nearest road and to both sides of a freeway there."""
    roads = Nearest(net, _open(net, net.at))
    freeways = sorted({u for u, row in net.streets.items() if any(s.kind is Kind.FREEWAY for s in row.values())})
    first = max(net.at) + 1
    chain = list(range(first, first + len(points)))
    net.at.update(zip(chain, points, strict=True))
    for u, v in pairwise(chain):
        _join(net, u, v, Kind.FREEWAY, 1.03, name)
    for u in chain:
        metres, road = roads.find(net.at[u])
        for v in ([road] if metres <= _RAMP_METRES else []) + _carriageways(net, freeways, net.at[u]):
            _join(net, u, v, Kind.RAMP, 1.1)


def _carriageways(net: Net, freeways: list[int], point: Point) -> list[int]:
    """The nearest junction of a freeway that passes there, and the nearest of those on its other side."""
    metres, u = Nearest(net, freeways).find(point)
    if metres > _MEETING_METRES:
        return []
    heading = _heading(net, u)
    opposite = [v for v in freeways if float(_heading(net, v) @ heading) < 0]
    found = [Nearest(net, opposite).find(point)] if opposite else []
    return [u, *(v for metres, v in found if metres <= _MEETING_METRES)]


def _heading(net: Net, u: int) -> NDArray[np.float64]:
    """Where traffic through u is bound for, as a sum of arrows in metres; nothing on a two-way road."""
    arrows = [
        (int(street.open) - int(net.streets[v][u].open)) * (np.array(net.at[v]) - np.array(net.at[u]))
        for v, street in net.streets[u].items()
    ]
    heading: NDArray[np.float64] = np.sum(arrows, axis=0) * (111_250, 66_150)
    return heading


def _crosses_river(a: Point, b: Point) -> bool:
    return any(_cross(a, b, c, d) for line in RIVER for c, d in pairwise(line))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, p: Point) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0])
