"""A house on a stretch of a numbered street that no table knows, judged from the parallel streets around it.

Where 33 and 35 Avenue are known to pass, the missing stretch of 34 Avenue is halfway between them.
"""

from collections.abc import Callable

from mobiledispatch.geocode.block import Point, beside
from mobiledispatch.geocode.on_road import BLOCK_METRES, Line, Spot
from mobiledispatch.geocode.street import numbered
from mobiledispatch.geocode.tables import AVENUE, STREET
from mobiledispatch.model.place import Quality

NEAR_BLOCKS = 8.0
_PARALLELS = 4
_LETTERS = {"": 0.0, "A": 0.5, "B": 0.67, "C": 0.8}

Lines = Callable[[str], list[Line]]


def between_neighbours(name: str, line: Line, number: int, lines_of: Lines) -> Spot | None:
    """The spot of house `number` on the line of street `name`; `lines_of` gives the lines of a street of that quadrant.

    None unless the street itself is known within eight blocks and two parallels, one on each side, pass there.
    """
    parts = numbered(name)
    value = line.value(number)
    if parts is None or not line.goes_near(value, NEAR_BLOCKS):
        return None
    own = parts.number + _LETTERS.get(parts.letter, 0.9)
    low = nearest(range(parts.number, parts.number - _PARALLELS - 1, -1), own, parts.axis, value, lines_of)
    high = nearest(range(parts.number + 1, parts.number + _PARALLELS + 1), own, parts.axis, value, lines_of)
    if low is None or high is None:
        return None
    (a, start), (b, end) = low, high
    east, north = start.to(end)
    blocks, t = b - a, (own - a) / (b - a)
    if not 45 * blocks < start.metres_to(end) < 260 * blocks:
        return None
    point = beside(start.moved(east * t, north * t), *BLOCK_METRES[line.axis], line.axis, number % 2 == 0)
    return Spot(point, Quality.GRID, 170.0 + 40.0 * blocks, "neighbours")


def nearest(numbers: range, own: float, axis: str, value: float, lines_of: Lines) -> tuple[float, Point] | None:
    """The first of the numbered parallels that is known at `value`, and its point there."""
    for n in numbers:
        if n == own or n < 1:
            continue
        for line in lines_of(f"{n} {axis}"):
            if line.axis == (STREET if axis == AVENUE else AVENUE) and (point := line.at(value)):
                return float(n), point
    return None
