"""Where in its block, and on which side of the road, a house number stands.

House numbers run with the metres from a block's start whatever its length, and a parcel's middle lies some way off
the centreline, on its parity's side.
Both were fitted on City addresses of half the streets (tools/gazetteer/calibrate.py); benchmarks/geocode_accuracy.py
measures the other half.
"""

import math
from dataclasses import dataclass

from mobiledispatch.geocode.tables import AVENUE

M_PER_LAT = 111_195.0
M_PER_LON = M_PER_LAT * math.cos(math.radians(53.54))
OFFSET_METRES = 30.0

# Metres from the block's start: the first parcel's middle, then so much a number, until the block is full.
FIRST_METRES, A_NUMBER_METRES, FULL = 16.0, 3.2, 0.85


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees."""

    lat: float
    lon: float

    def moved(self, east: float, north: float) -> "Point":
        """The point that many metres away."""
        return Point(self.lat + north / M_PER_LAT, self.lon + east / M_PER_LON)

    def to(self, other: "Point") -> tuple[float, float]:
        """Metres east and north to another point."""
        return (other.lon - self.lon) * M_PER_LON, (other.lat - self.lat) * M_PER_LAT

    def metres_to(self, other: "Point") -> float:
        return math.hypot(*self.to(other))


def number_along(number: int, axis: str, quadrant: str, block_metres: float) -> float:
    """The signed block number of a house, such as 102.5 halfway between 102 and 103 Avenue.

    >>> number_along(10217, "AVENUE", "NW", 140.8), number_along(2017, "AVENUE", "SW", 140.8)
    (102.5, -20.5)
    """
    block, rest = divmod(number, 100)
    value = block + min((FIRST_METRES + A_NUMBER_METRES * rest) / max(block_metres, 1.0), FULL)
    return -value if counts_down(axis, quadrant) else value


def counts_down(axis: str, quadrant: str) -> bool:
    """South of Quadrant Avenue and east of Meridian Street numbers grow the other way."""
    return quadrant == ("SW" if axis == AVENUE else "NE")


def beside(point: Point, east: float, north: float, axis: str, even: bool, offset: float = OFFSET_METRES) -> Point:
    """The parcel beside a point of a road that leads (east, north): even houses west of streets, north of avenues."""
    length = math.hypot(east, north)
    if length < 1.0:
        return point
    across_east, across_north = north / length, -east / length
    wanted = -across_east if axis == AVENUE else across_north
    side = math.copysign(offset, wanted) * (1 if even else -1)
    return point.moved(across_east * side, across_north * side)
