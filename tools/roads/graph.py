"""The City's road graph as a plain net: junctions, and between them streets with a length, a class and directions."""

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

FREEWAYS = (
    "ANTHONY HENDAY DRIVE",
    "HIGHWAY 216",
    "WHITEMUD DRIVE",
    "YELLOWHEAD TRAIL",
    "YELLOWHEAD HIGHWAY",
    "TRANSCANADA HIGHWAY",
    "SHERWOOD PARK FREEWAY",
    "QUEEN ELIZABETH II HIGHWAY",
    "WAYNE GRETZKY DRIVE",
)


class Kind(IntEnum):
    """What a street is for; nobody's driveway opens on a freeway or its ramps."""

    LOCAL = 0
    COLLECTOR = 1
    ARTERIAL = 2
    RAMP = 3
    FREEWAY = 4
    RURAL = 5


@dataclass(frozen=True, slots=True)
class Street:
    """One piece of street from one junction to another: metres, name, class, free-flow speed.

    A one-way street is there in both directions, so that its shape can be walked, and open in one.
    """

    metres: float
    name: str = ""
    kind: Kind = Kind.LOCAL
    kmh: float = 0.0
    open: bool = True

    @property
    def seconds(self) -> float:
        return self.metres * 3.6 / self.kmh


@dataclass
class Net:
    """`at` gives lat and lon of a junction, `streets[u][v]` is the street from u to v; `streets[v][u]` the way back."""

    at: dict[int, Point] = field(default_factory=dict)
    streets: dict[int, dict[int, Street]] = field(default_factory=dict)

    def join(self, u: int, v: int, street: Street, back: bool = True) -> None:
        """Lay a street, also open `back` from v to u or not; of two between the same junctions the shorter stays."""
        known = self.streets.setdefault(u, {}).get(v)
        if u != v and (known is None or street.metres < known.metres):
            self.streets[u][v] = street
            self.streets.setdefault(v, {})[u] = replace(street, open=back)

    def edges(self) -> Iterable[tuple[int, int, Street]]:
        return ((u, v, s) for u, row in self.streets.items() for v, s in row.items() if u < v)


def read_net(folder: Path) -> Net:
    """The largest connected part of roads.nodes.csv and roads.edges.csv, whatever the directions of its streets."""
    net = Net()
    with (folder / "roads.nodes.csv").open(encoding="utf-8", newline="") as file:
        net.at = {int(row["id"]): (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    ways = _read_ways(folder / "roads.edges.csv")
    for (u, v), street in ways.items():
        net.join(u, v, street, back=(v, u) in ways)
    return largest_part(net)


def _read_ways(path: Path) -> dict[tuple[int, int], Street]:
    """The shortest street from each junction to each neighbour that one may drive to."""
    ways: dict[tuple[int, int], Street] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = Kind.FREEWAY if row["street"].startswith(FREEWAYS) else Kind.LOCAL
            street = Street(float(row["length_m"]), row["street"], kind)
            ends = int(row["from"]), int(row["to"])
            ways[ends] = min(street, ways.get(ends, street), key=lambda s: s.metres)
    return ways


def largest_part(net: Net) -> Net:
    """Only the junctions that the greatest number of others can reach."""
    parts: list[set[int]] = []
    seen: set[int] = set()
    for start in net.streets:
        if start not in seen:
            parts.append(_reach(net, start))
            seen |= parts[-1]
    return _only(net, max(parts, key=len))


def drivable_part(net: Net) -> Net:
    """Only the junctions from which one can drive to most others and back: at the graph's rim, carriageways end."""
    seen: set[int] = set()
    for start in net.streets:
        if start not in seen:
            part = _reach(net, start, lambda u, v: net.streets[u][v].open)
            part &= _reach(net, start, lambda u, v: net.streets[v][u].open)
            seen |= part
            if 2 * len(part) > len(net.streets):
                return _only(net, part)
    raise ValueError("no part of the net holds most of its junctions")


def _only(net: Net, keep: set[int]) -> Net:
    streets = {u: {v: street for v, street in net.streets[u].items() if v in keep} for u in sorted(keep)}
    return Net({u: net.at[u] for u in sorted(keep)}, streets)


def _reach(net: Net, start: int, may_pass: Callable[[int, int], bool] = lambda _u, _v: True) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        u = todo.pop()
        new = [v for v in net.streets[u] if v not in found and may_pass(u, v)]
        found.update(new)
        todo += new
    return found


def metres_apart(a: Point, b: Point) -> float:
    """Straight metres between two points given as lat, lon; good to 0.1 % across a city."""
    north = (a[0] - b[0]) * 111_250
    east = (a[1] - b[1]) * 111_320 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)
