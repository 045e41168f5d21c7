"""A house on a short named road that is numbered 1, 2, 3... (or 101, 102...) from its first end."""

from itertools import pairwise

from mobiledispatch.geocode.block import Point
from mobiledispatch.geocode.on_road import Spot
from mobiledispatch.model.place import Quality

# Of the road: where the numbers begin and end; metres a number between. Fitted as the constants of `block` are.
FIRST, A_NUMBER_METRES, FULL = 0.1, 7.0, 0.8


def on_way(way: list[Point], number: int) -> Spot:
    """So many metres a number from the first end, until the road is full."""
    lengths = [a.metres_to(b) for a, b in pairwise(way)]
    total = sum(lengths)
    left = min(FIRST * total + A_NUMBER_METRES * (number % 100), FULL * total)
    for (a, b), length in zip(pairwise(way), lengths, strict=True):
        if left <= length:
            east, north = a.to(b)
            t = left / max(length, 0.1)
            return Spot(a.moved(east * t, north * t), Quality.GRID, 60.0 + 0.45 * total, "way")
        left -= length
    return Spot(way[-1], Quality.GRID, 60.0 + 0.45 * total, "way")
