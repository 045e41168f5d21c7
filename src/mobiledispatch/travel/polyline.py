"""Encoded polylines: how both road engines write a line of points as a short text."""

from mobiledispatch.model.place import Place

DIGITS = 6
"""Decimals of a degree; both engines are asked for six."""


def read_polyline(text: str) -> tuple[Place, ...]:
    """The points of an encoded polyline of six decimals. ValueError for a text that is none.

    >>> read_polyline("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI")[1]
    Place(lat=40.7, lon=-120.95)
    """
    points, at, lat, lon = [], 0, 0, 0
    while at < len(text):
        north, at = _next(text, at)
        east, at = _next(text, at)
        lat, lon = lat + north, lon + east
        points.append(Place(lat=lat / 10**DIGITS, lon=lon / 10**DIGITS))
    return tuple(points)


def _next(text: str, at: int) -> tuple[int, int]:
    """One signed number of groups of five bits, lowest first, and where the next one starts."""
    value = shift = 0
    for position in range(at, len(text)):
        bits = ord(text[position]) - 63
        if not 0 <= bits < 64 or shift > 40:
            break
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            return (~(value >> 1) if value & 1 else value >> 1), position + 1
    raise ValueError("no encoded polyline")
