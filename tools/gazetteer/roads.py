"""The road graph by street: unique segments under one clean name, and which numbered streets each node lies on."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from mobiledispatch.geocode.street import QUADRANTS, full_name, numbered, plain

M_PER_LAT = 111_195.0
M_PER_LON = M_PER_LAT * 0.5943  # cosine of Edmonton's latitude, 53.54
_BOUND = re.compile(r" (NORTH|SOUTH|EAST|WEST)BOUND$")
_NO_HOUSES = re.compile(
    r"BRIDGE$|^CLOSED$|^\d+$|^\d{4}|LIBRARY$|^PRIVATE |^RANGE ROAD|^TOWNSHIP ROAD|\d (RANGE|TOWNSHIP) ROAD"
)


@dataclass
class Road:
    """All segments of one name in one municipality and quadrant; `xy` are local metres."""

    town: str
    name: str
    quadrant: str
    segments: dict[tuple[str, str], float] = field(default_factory=dict)


@dataclass
class Graph:
    """Every road, each node's point in metres, and the signed numbers of the numbered roads through each node."""

    roads: dict[tuple[str, str, str], Road]
    xy: dict[str, tuple[float, float]]
    crossed: dict[str, dict[str, set[float]]]


def to_xy(lat: float, lon: float) -> tuple[float, float]:
    return (lon + 113.5) * M_PER_LON, (lat - 53.5) * M_PER_LAT


def to_lat_lon(x: float, y: float) -> tuple[float, float]:
    return y / M_PER_LAT + 53.5, x / M_PER_LON - 113.5


def clean(street: str) -> str:
    """One name of a street tag: the first of several, mended where the map's spelling is odd."""
    text = plain(street.split(";")[0])
    text = re.sub(r"(STREET|AVENUE)(NW|SW|NE)$", r"\1", text)
    text = (
        re.sub(r"^(\d+)(AVENUE|STREET)", r"\1 \2", text).replace("STREEET", "STREET").replace("BOUKEVARD", "BOULEVARD")
    )
    text = re.sub(r" (NORTH-?WEST|SOUTH-?WEST|NW|SW|NE)$", "", _BOUND.sub("", text))
    return full_name(text)


def town_of(quadrant: str, x: float, y: float) -> str:
    """The municipality of a point of the graph: only roads without a quadrant can lie outside Edmonton."""
    if quadrant or -4_900 < x < 9_300:
        return "Edmonton"
    if x >= 9_300:
        return "Sherwood Park"
    return "St. Albert" if y > 10_900 else "Edmonton"


def signed(name: str, quadrant: str) -> tuple[str, float] | None:
    """(axis, signed number) of a numbered road: north and west of the city's axes count up, south and east down."""
    parts = numbered(name)
    if not parts:
        return None
    flip = quadrant == "SW" if parts.axis == "AVENUE" else quadrant == "NE"
    value = parts.number + {"": 0.0, "A": 0.5, "B": 0.67, "C": 0.8}.get(parts.letter, 0.9)
    return parts.axis, -value if flip else value


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def read_graph(data: Path) -> Graph:
    xy = {r["id"]: to_xy(float(r["lat"]), float(r["lon"])) for r in read_rows(data / "roads.nodes.csv")}
    graph = Graph({}, xy, defaultdict(lambda: {"AVENUE": set(), "STREET": set()}))
    for row in read_rows(data / "roads.edges.csv"):
        quadrant = QUADRANTS.get(row["quadrant"], "")
        add(graph, row["from"], row["to"], clean(row["street"]), quadrant, float(row["length_m"]))
    return graph


def add(graph: Graph, a: str, b: str, name: str, quadrant: str, length: float) -> None:
    if not name or _NO_HOUSES.search(name) or a == b:
        return
    town = town_of(quadrant, *graph.xy[a])
    if town == "Edmonton" and not quadrant:
        quadrant = "SW" if graph.xy[a][1] < -7_400 else "NW"
    road = graph.roads.setdefault((town, name, quadrant), Road(town, name, quadrant))
    road.segments[min(a, b), max(a, b)] = max(length, 1.0)
    if town == "Edmonton" and (number := signed(name, quadrant)):
        for node in (a, b):
            graph.crossed[node][number[0]].add(number[1])
