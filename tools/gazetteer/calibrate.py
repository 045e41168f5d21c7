"""Fit where in a block a house number stands: `python -m tools.gazetteer.calibrate DATA_DIR`.

Prints the constants of geocode.block, fitted on City addresses of the streets whose hash is even; the others are left
for benchmarks/geocode_accuracy.py.
"""

import csv
import hashlib
import itertools
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from mobiledispatch.geocode.block import Block, Point, Shape, into_block
from mobiledispatch.geocode.on_road import OFFSETS, Line
from mobiledispatch.geocode.street import full_name, numbered
from mobiledispatch.geocode.streets import known_streets

_CAP = 150.0
_ASIDE = 120.0
_AWAY = 2.5
_SHAPES = [
    Shape(*constants)
    for constants in itertools.product(
        (4.0, 10.0, 16.0, 22.0, 30.0, 40.0),
        (2.4, 2.8, 3.2, 3.6, 4.0, 4.5, 5.0, 5.5),
        (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
    )
]


class House(NamedTuple):
    """Number within its hundred, its block, how many hundreds along it stands, and metres to its parity's side.

    `depth` is the class of geocode.on_road.OFFSETS: the least crossings around, None on lettered streets.
    """

    rest: int
    block: Block
    along: float
    side: float
    depth: int | None


def houses(data: Path) -> Iterator[House]:
    """The houses of the training half beside a known stretch of their road."""
    with (data / "addresses.csv").open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            name = full_name(row["street"])
            if not numbered(name) or hashlib.sha256(f"{row['street']} {row['quadrant']}".encode()).digest()[0] % 2:
                continue
            for street in known_streets(name):
                if (street.town, street.quadrant) == ("Edmonton", row["quadrant"]):
                    truth = Point(float(row["lat"]), float(row["lon"]))
                    found = (in_block(line, int(row["house_number"]), truth) for line in street.lines)
                    yield from (house for house in found if house)


def in_block(line: Line, number: int, truth: Point) -> House | None:
    """A house against the nearest stretch of its road; None where that is too far to say anything."""
    hundred, rest = divmod(number, 100)
    stretches = [(a, b) for a, b in pairwise(line.halves) if b - a <= 2]
    spots = [beside(line, a, b, truth) for a, b in stretches]
    near = [s for s in spots if abs(s[1]) < _ASIDE and abs(line.sign * s[0] - hundred) < _AWAY]
    if not near:
        return None
    value, across = min(near, key=lambda s: abs(s[1]))
    wanted = -across if line.axis == "AVENUE" else across
    depth = None if line.lettered else next(least for least, _ in OFFSETS if line.around(number) >= least)
    side = wanted if number % 2 == 0 else -wanted
    return House(rest, line.block(hundred), line.sign * value - hundred, side, depth)


def beside(line: Line, low: int, high: int, truth: Point) -> tuple[float, float]:
    """The block number of the nearest point between two samples, and the metres from there: positive to the right."""
    a, b = (Point(line.samples[h].lat, line.samples[h].lon) for h in (low, high))
    (east, north), (to_east, to_north) = a.to(b), a.to(truth)
    square = max(1.0, east**2 + north**2)
    t = min(1.0, max(0.0, (to_east * east + to_north * north) / square))
    aside = ((to_east - t * east) ** 2 + (to_north - t * north) ** 2) ** 0.5
    return (low + t * (high - low)) / 2, aside if to_east * north > to_north * east else -aside


def fit(known: list[House]) -> tuple[Shape, float]:
    """The shape of the least mean miss in metres, each house's miss capped at 150 m."""

    def miss(shape: Shape) -> float:
        return statistics.fmean(
            min(_CAP, h.block.metres * abs(h.along - into_block(h.rest, h.block, shape))) for h in known
        )

    best = min(_SHAPES, key=miss)
    return best, miss(best)


def main(data: Path) -> None:
    """Try a grid of constants for every kind of block."""
    known = list(houses(data))
    kinds: dict[tuple[bool, int], list[House]] = defaultdict(list)
    for house in known:
        kinds[house.block.kind].append(house)
    for kind in sorted(kinds, reverse=True):
        shape, miss = fit(kinds[kind])
        print(f"{kind}: {tuple(shape)}  # {len(kinds[kind])} houses, {miss:.0f} m")
    for depth in (*(least for least, _ in OFFSETS), None):
        sides = [h.side for h in known if h.depth == depth]
        print(f"{depth}: {statistics.median(sides):.1f} m to the side  # {len(sides)} houses")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
