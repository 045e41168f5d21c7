"""A second opinion on how far along its street a house stands: where the streets before and behind it pass.

House 4362 belongs between 43 and 44 Avenue, and these are known to pass at some height even where they do not cross the
house's own street. What they say is weighed with what the street's own crossings say.
"""

from collections.abc import Callable

from mobiledispatch.geocode.block import Point, counts_down
from mobiledispatch.geocode.on_road import Line, Spot
from mobiledispatch.geocode.street import numbered
from mobiledispatch.geocode.tables import AVENUE

WEIGHT = 0.25
FIRST, A_NUMBER, FULL = 0.13, 1.8, 0.85  # of the block: its first parcel, what a hundred numbers would take, its last
_NEAR_BLOCKS = 4.0
_SHORTEST, _LONGEST = 40.0, 400.0
_AT_ODDS = 800.0  # metres between what the street and its cross street say, beyond which one of them is wrong

Lines = Callable[[str], list[Line]]


def weighed(name: str, line: Line, spot: Spot, number: int, lines_of: Lines) -> Spot | None:
    """The spot moved along street `name` towards where its cross streets would have it; as it is where none tells.

    None where they pass somewhere else altogether: then one of the two is wrong on the map.
    """
    parts = numbered(name)
    if parts is None or parts.letter:
        return spot  # lettered streets lie between the others' crossings, and know better
    value = float(-parts.number if counts_down(parts.axis, line.quadrant) else parts.number)
    hundred, rest = divmod(number, 100)
    start, end = (passing(f"{hundred + k} {line.axis}", parts.axis, value, lines_of) for k in (0, 1))
    if start is None or end is None or start[1] + end[1] > _NEAR_BLOCKS:
        return spot
    if start[1] < 1.0 and start[0].metres_to(spot.point) > _AT_ODDS:
        return None
    low, high = (along(line, spot.point, at) for at, _ in (start, end))
    if not _SHORTEST < high - low < _LONGEST:
        return spot
    moved = WEIGHT * (low + min(FIRST + A_NUMBER * rest / 100, FULL) * (high - low)) * line.sign
    east, north = (0.0, moved) if line.axis == AVENUE else (-moved, 0.0)
    return Spot(spot.point.moved(east, north), spot.quality, spot.radius, spot.how)


def passing(name: str, axis: str, value: float, lines_of: Lines) -> tuple[Point, float] | None:
    """Where a cross street passes the own street's number, or its nearest known point; and how many blocks away."""
    line = next((line for line in lines_of(name) if line.axis == axis), None)
    if line is None:
        return None
    if point := line.at(value):
        return point, 0.0
    half = line.nearest(2 * value)
    sample = line.samples[half]
    return Point(sample.lat, sample.lon), abs(half / 2 - value)


def along(line: Line, start: Point, end: Point) -> float:
    """Metres from one point to another in the direction in which the house numbers grow."""
    east, north = start.to(end)
    return line.sign * (north if line.axis == AVENUE else -east)
