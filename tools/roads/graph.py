"""The City's road graph as a plain undirected net: junctions, and between them streets with a length and a class."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    """One piece of street between two junctions: metres, name, class, and seconds of free-flow driving."""

    metres: float
    name: str = ""
    kind: Kind = Kind.LOCAL
    seconds: float = 0.0


@dataclass
class Net:
    """An undirected net. `at` gives lat and lon of a junction, `streets[u][v]` is the street from u to v and back."""

    at: dict[int, Point] = field(default_factory=dict)
    streets: dict[int, dict[int, Street]] = field(default_factory=dict)

    def join(self, u: int, v: int, street: Street) -> None:
        """Lay a street; of two between the same junctions the shorter stays."""
        known = self.streets.setdefault(u, {}).get(v)
        if u != v and (known is None or street.metres < known.metres):
            self.streets[u][v] = self.streets.setdefault(v, {})[u] = street

    def drop(self, u: int) -> None:
        for v in self.streets.pop(u):
            del self.streets[v][u]

    def edges(self) -> Iterable[tuple[int, int, Street]]:
        return ((u, v, s) for u, row in self.streets.items() for v, s in row.items() if u < v)


def read_net(folder: Path) -> Net:
    """The largest connected part of roads.nodes.csv and roads.edges.csv, one-way streets taken both ways.

    A directed net fits worse: a house on a divided road would start on the wrong side of it.
    """
    net = Net()
    with (folder / "roads.nodes.csv").open(encoding="utf-8", newline="") as file:
        net.at = {int(row["id"]): (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    with (folder / "roads.edges.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["street"]
            kind = Kind.FREEWAY if name.startswith(FREEWAYS) else Kind.LOCAL
            net.join(int(row["from"]), int(row["to"]), Street(float(row["length_m"]), name, kind))
    return largest_part(net)


def largest_part(net: Net) -> Net:
    """Only the junctions that the greatest number of others can reach."""
    parts: list[set[int]] = []
    seen: set[int] = set()
    for start in net.streets:
        if start not in seen:
            parts.append(_reach(net, start))
            seen |= parts[-1]
    keep = max(parts, key=len)
    return Net({u: net.at[u] for u in sorted(keep)}, {u: dict(net.streets[u]) for u in sorted(keep)})


def _reach(net: Net, start: int) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        new = [v for v in net.streets[todo.pop()] if v not in found]
        found.update(new)
        todo += new
    return found


def metres_apart(a: Point, b: Point) -> float:
    """Straight metres between two points given as lat, lon; good to 0.1 % across a city."""
    north = (a[0] - b[0]) * 111_250
    east = (a[1] - b[1]) * 111_320 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)
