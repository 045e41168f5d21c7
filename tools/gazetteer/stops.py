"""Crossings out of names of bus stops and traffic signals, of 2026 and 2015: they know what the road graph does not.

`18 Street & 167 Avenue` puts 18 Street at avenue 167 there, and 167 Avenue at street 18.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.geocode.street import QUADRANTS, full_name, numbered, plain
from tools.gazetteer.numbering import Sample
from tools.gazetteer.pack import pack, whole
from tools.gazetteer.roads import read_rows, signed, to_xy, town_of

Key = tuple[str, str, str]
_NOISE = re.compile(r"\b(EASTBOUND|WESTBOUND|NORTHBOUND|SOUTHBOUND)\b|\(.*?\)")
_EDGE_OF_NW = -7_400.0


def gtfs_lines(data: Path) -> Iterator[str]:
    stops = read_rows(data / "transit_stops.csv")
    points = ((r["agency"], r["name"], float(r["lat"]), float(r["lon"])) for r in stops)
    return road_lines((stop_town(agency, lat, lon), name, lat, lon) for agency, name, lat, lon in points)


def stop_town(agency: str, lat: float, lon: float) -> str:
    """The neighbours' buses drive into Edmonton too, Edmonton's do not leave it."""
    return "Edmonton" if agency == "edmonton-ets-bus" else town_of("", *to_xy(lat, lon))


def traffic_lines(data: Path) -> Iterator[str]:
    sites = read_rows(data / "traffic_sites_2015.csv")
    return road_lines(("Edmonton", r["name"], float(r["lat"]), float(r["lon"])) for r in sites)


def neighbourhood_lines(data: Path) -> Iterator[str]:
    """Rows `name|lat|lon`."""
    for row in sorted(read_rows(data / "neighbourhoods.csv"), key=lambda r: r["descriptive"]):
        yield f"{row['descriptive']}|{float(row['lat']):.4f}|{float(row['lon']):.4f}"


def road_lines(named: Iterable[tuple[str, str, float, float]]) -> Iterator[str]:
    """Rows as in the road table of the graph, from (town, crossing's name, lat, lon)."""
    points: dict[Key, list[tuple[float, float]]] = defaultdict(list)
    crossings: dict[tuple[Key, str, int], list[tuple[float, float]]] = defaultdict(list)
    for town, name, lat, lon in named:
        x, y = to_xy(lat, lon)
        roads = read_crossing(town, name, x, y)
        for road in roads:
            points[road].append((x, y))
            for cross in roads:
                number = signed(cross[1], cross[2])
                if cross is not road and town == "Edmonton" and number and number[1] == int(number[1]):
                    crossings[road, number[0], int(number[1])].append((x, y))
    for road in sorted(points):
        yield line(road, np.array(points[road]), {k[1:]: v for k, v in crossings.items() if k[0] == road})


def read_crossing(town: str, name: str, x: float, y: float) -> list[Key]:
    """The two roads of a crossing's name; none where the name is no crossing."""
    text = _NOISE.sub(" ", plain(name)).replace(" AND ", " & ").replace("/", " & ")
    roads = []
    for part in text.split("&"):
        words = [w for w in part.split() if w not in QUADRANTS]
        street = full_name(" ".join(words))
        if not street or re.search(r"TRANSIT|STATION|\bTC\b|^\d+ [A-Z]+ (?!STREET|AVENUE)|^\d{4}|PARK & RIDE", street):
            return []
        roads.append((town, street, quadrant_of(part, x, y) if town == "Edmonton" else ""))
    return roads if len(roads) == 2 else []


def quadrant_of(part: str, x: float, y: float) -> str:
    """The quadrant as written; unwritten, SW only south of Quadrant Avenue."""
    written = next((QUADRANTS[w] for w in part.split() if w in QUADRANTS), "")
    return written or ("SW" if y < _EDGE_OF_NW else "NE" if x > 10_700 else "NW")


def line(road: Key, points: NDArray[np.float64], crossings: dict[tuple[str, int], list[tuple[float, float]]]) -> str:
    parts = numbered(road[1])
    packed = []
    for axis in ("AVENUE", "STREET"):
        if parts and parts.axis == axis:
            continue
        own = {n: np.array(at) for (a, n), at in sorted(crossings.items()) if a == axis}
        found = [
            Sample(2 * n, float(at[:, 0].mean()), float(at[:, 1].mean()), sure=True, crossed=True)
            for n, at in own.items()
            if np.hypot(*(at - np.median(at, axis=0)).T).max() < 250
        ]
        if found:
            packed.append(pack(axis, found))
    middle = points.mean(axis=0)
    reach = np.quantile(np.hypot(*(points - middle).T), 0.9) if len(points) > 2 else 0.0
    lat, lon = whole(*map(float, middle))
    return "|".join([*road, str(lat), str(lon), f"{reach:.0f}", *packed])
