"""Where in its block, and on which side of the road, a house number stands.

House numbers run with the metres from a block's start, and a parcel's middle lies some way off the centreline, on its
parity's side. A block ends where a numbered street really crosses: where none does at the next hundred, the numbers of
this one go on, and stand wider.
All of it was fitted on City addresses of half the streets (tools/gazetteer/calibrate.py);
benchmarks/geocode_accuracy.py measures the other half.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

from mobiledispatch.geocode.tables import AVENUE

M_PER_LAT = 111_195.0
M_PER_LON = M_PER_LAT * math.cos(math.radians(53.54))
OFFSET_METRES = 30.0


class Shape(NamedTuple):
    """How numbers fill a block: metres to the first parcel's middle, metres a number, and the share filled at most."""

    first: float
    step: float
    full: float


class Block(NamedTuple):
    """The stretch of road from one hundred to the next street that really crosses.

    `spans` hundreds long, 0 where no further crossing is known; `metres` a hundred; `crossed` where one crosses at its
    start, which else is only interpolated.
    """

    spans: int
    metres: float
    crossed: bool

    @property
    def kind(self) -> tuple[bool, int]:
        return self.crossed, min(self.spans, LONGEST)

    @property
    def shape(self) -> Shape:
        return SHAPES[self.kind]


LONGEST = 3
OPEN_SPANS = 2
SHAPES = {
    (True, 0): Shape(4.0, 2.4, 0.8),
    (True, 1): Shape(10.0, 3.2, 0.8),
    (True, 2): Shape(22.0, 3.6, 0.7),
    (True, 3): Shape(22.0, 3.6, 0.65),
    (False, 0): Shape(30.0, 2.4, 0.6),
    (False, 1): Shape(16.0, 5.5, 0.65),
    (False, 2): Shape(10.0, 5.5, 0.6),
    (False, 3): Shape(4.0, 3.6, 0.6),
}


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


def number_along(number: int, block: Block) -> float:
    """The block number of a house, such as 102.5 halfway between 102 and 103 Avenue.

    >>> number_along(10215, Block(spans=1, metres=116.0, crossed=True))
    102.5
    """
    hundred, rest = divmod(number, 100)
    return hundred + into_block(rest, block, block.shape)


def into_block(rest: int, block: Block, shape: Shape) -> float:
    """How far into its block the last two digits of a number lead, in hundreds."""
    return min((shape.first + shape.step * rest) / max(block.metres, 1.0), shape.full * (block.spans or OPEN_SPANS))


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
