"""Fit where in a block a house number stands: `python -m tools.gazetteer.calibrate DATA_DIR`.

Prints the constants of geocode.block, fitted on City addresses of the streets whose hash is even; the others are left
for benchmarks/geocode_accuracy.py.
"""

import csv
import hashlib
import itertools
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mobiledispatch.geocode.block import Point, counts_down
from mobiledispatch.geocode.on_road import Line
from mobiledispatch.geocode.street import full_name, numbered
from mobiledispatch.geocode.streets import known_streets

_CAP = 150.0


class House(NamedTuple):
    """Number within its block, metres along the block, metres to its parity's side, and the block's metres."""

    rest: int
    along: float
    side: float
    block: float


def houses(data: Path) -> Iterator[House]:
    """The houses of the training half on blocks whose two ends are crossings."""
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
    step = -2 if counts_down(line.axis, line.quadrant) else 2
    ends = [line.samples.get(step * (number // 100 + k)) for k in (0, 1)]
    if not all(end and end.sure for end in ends):
        return None
    first, last = (Point(end.lat, end.lon) for end in ends if end)
    (east, north), (to_east, to_north) = first.to(last), first.to(truth)
    block = max(1.0, first.metres_to(last))
    along, across = (to_east * east + to_north * north) / block, (to_east * north - to_north * east) / block
    wanted = -north if line.axis == "AVENUE" else -east
    side = across * (1 if wanted > 0 else -1) * (1 if number % 2 == 0 else -1)
    return House(number % 100, along, side, block) if abs(across) < 200 and -150 < along < block + 200 else None


def main(data: Path) -> None:
    """Try a grid of constants for the least mean error, each house's error capped at 150 m."""
    known = list(houses(data))

    def miss(constants: tuple[float, float, float]) -> float:
        first, step, full = constants
        return statistics.fmean(min(_CAP, abs(h.along - min(first + step * h.rest, full * h.block))) for h in known)

    best = min(itertools.product((10.0, 13.0, 16.0, 19.0), (2.8, 3.2, 3.6, 4.0), (0.75, 0.8, 0.85, 0.9)), key=miss)
    side = statistics.median(h.side for h in known)
    print(f"{len(known)} houses: first {best[0]} m, {best[1]} m a number, full at {best[2]}; {side:.1f} m to the side")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
