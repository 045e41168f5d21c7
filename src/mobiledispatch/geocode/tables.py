"""The tables that ship with the program, read once, unpacked only as far as an address needs.

Coordinates stand as whole hundred-thousandths of a degree, each run of points as its first point and steps.
"""

import gzip
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from mobiledispatch.geocode.street import key_of

UNIT = 100_000
AVENUE, STREET = "AVENUE", "STREET"


def read_lines(name: str) -> list[str]:
    """The rows of the packaged table `name`, without the notice at its top."""
    packed = resources.files("mobiledispatch.geocode").joinpath("data", f"{name}.txt.gz").read_bytes()
    return [line for line in gzip.decompress(packed).decode().split("\n") if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Sample:
    """A point of a road, in degrees; `sure` where it lies between two of the road's own crossings, `crossed` at one."""

    lat: float
    lon: float
    sure: bool
    crossed: bool


@dataclass(frozen=True)
class Road:
    """One street of a town: where it is at each half block, counted along avenues (`AVENUE`) or streets (`STREET`).

    Half blocks south of Quadrant Avenue and east of Meridian Street are below zero. `middle` is (lat, lon), and
    `reach` the metres from there that hold nine tenths of the road; 0 where unknown.
    """

    town: str
    name: str
    quadrant: str
    middle: tuple[float, float]
    reach: float
    packed: tuple[str, ...]

    @cached_property
    def samples(self) -> dict[str, dict[int, Sample]]:
        """Axis -> half block -> point."""
        axes = {"A": AVENUE, "S": STREET}
        return {axes[text[0]]: unpack(text[1:]) for text in self.packed if text[0] in axes}

    @cached_property
    def way(self) -> list[tuple[float, float]]:
        """(lat, lon) from the first house to the last of a short road numbered 1, 2, 3...; empty where unknown."""
        text = next((text[1:] for text in self.packed if text[0] == "W"), "")
        return [(s.lat, s.lon) for s in unpack(f"0:{text}").values()] if text else []


def unpack(text: str) -> dict[int, Sample]:
    """Runs `half:lat,lon;step,step;...` of consecutive half blocks, blank between runs.

    `?` stands before an unsure run, `x` behind a point where a street of that number crosses.

    >>> unpack("20:5350000,-11350000;70,1x")[21]
    Sample(lat=53.5007, lon=-113.49999, sure=True, crossed=True)
    """
    points: dict[int, Sample] = {}
    for run in text.split():
        head, _, body = run.lstrip("?").partition(":")
        lat = lon = 0
        for half, step in enumerate(body.split(";"), int(head)):
            dlat, dlon = step.rstrip("x").split(",")
            lat, lon = lat + int(dlat), lon + int(dlon)
            points[half] = Sample(lat / UNIT, lon / UNIT, run[0] != "?", step[-1] == "x")
    return points


def read_road(line: str) -> Road:
    town, name, quadrant, lat, lon, reach, *packed = line.split("|")
    return Road(town, name, quadrant, (int(lat) / UNIT, int(lon) / UNIT), float(reach), tuple(packed))


class RoadTable:
    """Roads by name, blanks ignored."""

    def __init__(self, lines: list[str]) -> None:
        self._lines: dict[str, list[str | Road]] = defaultdict(list)
        for line in lines:
            self._lines[key_of(line.split("|", 2)[1])].append(line)
        self._keys = sorted(self._lines)

    def named(self, name: str) -> list[Road]:
        """Every road of that full name, in any town and quadrant."""
        rows = self._lines.get(key_of(name), [])
        for i, row in enumerate(rows):
            if isinstance(row, str):
                rows[i] = read_road(row)
        return [row for row in rows if isinstance(row, Road)]

    def starting(self, stem: str) -> list[str]:
        """Full names that are `stem` and one more word."""
        key = key_of(stem)
        keys = self._keys[bisect_right(self._keys, key) : bisect_right(self._keys, f"{key}~")]
        return [road.name for k in keys for road in self.named(k) if road.name.rpartition(" ")[0] == stem]


@cache
def roads(name: str) -> RoadTable:
    """The packaged road table `name`: `roads_osm` or `roads_stops`."""
    return RoadTable(read_lines(name))
