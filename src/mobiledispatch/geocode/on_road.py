"""A house number to a point on its own road."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from mobiledispatch.geocode.block import Block, Point, beside, counts_down, number_along
from mobiledispatch.geocode.street import numbered
from mobiledispatch.geocode.tables import AVENUE, STREET, Road, Sample
from mobiledispatch.model.place import Quality

BLOCK_METRES = {AVENUE: (0.0, 139.0), STREET: (-110.0, 0.0)}
FAR_CROSSING = 6  # hundreds to the next crossing, beyond which it says nothing of this one
_GAP_BLOCKS = 8
AROUND = 8  # hundreds either way that tell how densely streets cross
# Crossings around at least, metres to the side: a little over the middle that gazetteer.calibrate finds, because the
# parcels that lie off it lie farther back.
OFFSETS = ((7, 34.0), (4, 40.0), (0, 70.0))
CROSSINGS_NEAR, CROSSINGS_ALL = 2, 8
LETTERED_OFFSET = 28.0
FIT_RADIUS, LONELY_RADIUS = 160.0, 460.0  # between unsure samples: with crossings around, and without any
_BEYOND_BLOCKS = 2.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point, how it was found, and the metres that hold the true place nine times in ten."""

    point: Point
    quality: Quality
    radius: float
    how: str


class Line:
    """One numbered axis of a road, its samples merged from several tables, the first of them trusted most."""

    def __init__(self, axis: str, quadrant: str, tables: list[dict[int, Sample]], *, lettered: bool = False) -> None:
        self.axis, self.quadrant, self.lettered = axis, quadrant, lettered
        self.samples: dict[int, Sample] = {}
        for table in reversed(tables):
            self.samples.update(table)
        self.halves = sorted(self.samples)
        self.sign = -1 if counts_down(axis, quadrant) else 1
        crossed = {half for table in tables for half, s in table.items() if s.crossed and half % 2 == 0}
        self.crossings = sorted(self.sign * half // 2 for half in crossed)

    def spot(self, number: int) -> Spot | None:
        """Where house `number` stands, or None where the road is not known to go."""
        value = 2 * self.value(number)
        if not self.halves:
            return None
        i = bisect_right(self.halves, value)
        if 0 < i < len(self.halves) and (found := self.between(self.halves[i - 1], self.halves[i], value, number)):
            return found
        return self.beyond(self.nearest(value), value, number)

    def nearest(self, half: float) -> int:
        """The known half block nearest to one; there must be any."""
        i = bisect_right(self.halves, half)
        return min(self.halves[max(0, i - 1) : i + 1], key=lambda h: abs(h - half))

    def at(self, value: float) -> Point | None:
        """The road's point at a signed block number, between samples at most a block apart."""
        i = bisect_right(self.halves, 2 * value)
        if not 0 < i < len(self.halves) or self.halves[i] - self.halves[i - 1] > 2:
            return None
        low, high = self.halves[i - 1], self.halves[i]
        a, b = self.samples[low], self.samples[high]
        t = (2 * value - low) / (high - low)
        return Point(a.lat + (b.lat - a.lat) * t, a.lon + (b.lon - a.lon) * t)

    def goes_near(self, value: float, blocks: float) -> bool:
        """Whether the road is known within so many blocks of a signed block number."""
        i = bisect_right(self.halves, 2 * value)
        return any(abs(h - 2 * value) <= 2 * blocks for h in self.halves[max(0, i - 1) : i + 1])

    def offset(self, number: int) -> float:
        """Metres from the road's middle to the parcel's: the fewer streets cross around, the deeper the parcels."""
        if self.lettered:
            return LETTERED_OFFSET  # short streets between others, lined with homes
        around = self.around(number)
        return next(metres for least, metres in OFFSETS if around >= least)

    def surely_bears(self, number: int) -> bool:
        """Whether a named road carries this axis' numbers at a house: only crossings can tell, near it or many."""
        many = len(self.crossings) >= CROSSINGS_ALL
        return self.around(number) >= (1 if many else CROSSINGS_NEAR)

    def around(self, number: int) -> int:
        """How many numbered streets cross within eight hundreds of a house."""
        hundred = number // 100
        return bisect_right(self.crossings, hundred + AROUND) - bisect_left(self.crossings, hundred - AROUND)

    def value(self, number: int) -> float:
        """The signed block number of house `number`."""
        return self.sign * number_along(number, self.block(number // 100))

    def block(self, hundred: int) -> Block:
        """The block that begins at a hundred."""
        i = bisect_right(self.crossings, hundred)
        spans = self.crossings[i] - hundred if i < len(self.crossings) else 0
        if spans > FAR_CROSSING:
            spans = 0
        return Block(spans, self.metres(hundred, spans or 1) / (spans or 1), i > 0 and self.crossings[i - 1] == hundred)

    def metres(self, hundred: int, spans: int) -> float:
        """The road's length over so many hundreds; the city's usual one where it is not known all along."""
        halves = [self.sign * (2 * hundred + k) for k in range(2 * spans + 1)]
        known = [self.samples[h] for h in halves if h in self.samples]
        if len(known) < len(halves):
            return spans * sum(map(abs, BLOCK_METRES[self.axis]))
        points = [Point(s.lat, s.lon) for s in known]
        return sum(a.metres_to(b) for a, b in pairwise(points))

    def between(self, low: int, high: int, value: float, number: int) -> Spot | None:
        """Between two samples not too far apart."""
        a, b = self.samples[low], self.samples[high]
        start = Point(a.lat, a.lon)
        east, north = start.to(Point(b.lat, b.lon))
        blocks, metres = (high - low) / 2, (east**2 + north**2) ** 0.5
        if high - low > 1 and not (blocks <= _GAP_BLOCKS and 50 * blocks < metres < 260 * blocks):
            return None
        t = (value - low) / (high - low)
        point = beside(start.moved(east * t, north * t), east, north, self.axis, number % 2 == 0, self.offset(number))
        sure = a.sure and b.sure and high - low <= 2
        if sure:
            return Spot(point, Quality.INTERPOLATED, 110.0 if metres < 260 else 160.0, "between")
        if high - low > 2:
            return Spot(point, Quality.GRID, 120.0 + 60 * blocks, "gap")
        return Spot(point, Quality.GRID, FIT_RADIUS if self.around(number) else LONELY_RADIUS, "fit")

    def beyond(self, half: int, value: float, number: int) -> Spot | None:
        """Past the end of what is known, at the city's usual block length."""
        blocks = (value - half) / 2
        if abs(blocks) > _BEYOND_BLOCKS:
            return None
        east, north = (m * blocks for m in BLOCK_METRES[self.axis])
        sample = self.samples[half]
        point = Point(sample.lat, sample.lon).moved(east, north)
        point = beside(point, *BLOCK_METRES[self.axis], self.axis, number % 2 == 0, self.offset(number))
        return Spot(point, Quality.GRID, 150.0 + 80 * abs(blocks), "beyond")


def lines(tables: list[Road]) -> list[Line]:
    """The axes of one road that several tables know (same name, town and quadrant)."""
    parts = numbered(tables[0].name)
    lettered = bool(parts and parts.letter)
    return [
        Line(axis, tables[0].quadrant, known, lettered=lettered)
        for axis in (AVENUE, STREET)
        if (known := [road.samples[axis] for road in tables if axis in road.samples])
    ]
