"""What the 2011 graph lacks, drawn by hand to a few hundred metres: highways, towns, new suburbs, the survey's grid.

General geography, rounded; no data set stands behind it. Towns and suburbs are discs of streets every 400 m, the
country is the survey's grid of one mile by two, and only the highways cross the river outside the graph.
"""

from dataclasses import dataclass

from tools.roads.graph import Point


@dataclass(frozen=True, slots=True)
class Highway:
    """A highway by its interchanges; the name decides its speed (speeds.py)."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Disc:
    """A built-up area around a centre."""

    name: str
    centre: Point
    radius_km: float


def _points(text: str) -> tuple[Point, ...]:
    """Points written as `lat lon, lat lon`."""
    pairs = (pair.split() for pair in text.split(","))
    return tuple((float(lat), float(lon)) for lat, lon in pairs)


QE2, TRANSCANADA = "QUEEN ELIZABETH II HIGHWAY", "TRANSCANADA HIGHWAY"

HIGHWAYS = (
    Highway(QE2, _points("53.398 -113.508, 53.338 -113.540, 53.300 -113.557, 53.264 -113.565, 53.240 -113.565")),
    Highway("HIGHWAY 16A", _points("53.541 -113.709, 53.541 -113.770, 53.541 -113.910, 53.535 -114.000")),
    Highway(TRANSCANADA, _points("53.570 -113.699, 53.564 -113.770, 53.564 -113.910, 53.563 -114.005")),
    Highway(TRANSCANADA, _points("53.5706 -113.2953, 53.566 -113.246, 53.565 -113.135, 53.565 -113.000")),
    Highway("HIGHWAY 2", _points("53.654 -113.629, 53.698 -113.650, 53.750 -113.650, 53.800 -113.645")),
    Highway("HIGHWAY 28", _points("53.655 -113.493, 53.698 -113.480, 53.830 -113.425, 53.828 -113.325")),
    Highway("HIGHWAY 15", _points("53.6548 -113.3748, 53.690 -113.300, 53.722 -113.240, 53.713 -113.213")),
    Highway(
        "HIGHWAY 21", _points("53.482 -113.246, 53.541 -113.246, 53.566 -113.246, 53.640 -113.215, 53.695 -113.190")
    ),
    Highway(
        "HIGHWAY 60", _points("53.564 -113.770, 53.541 -113.770, 53.450 -113.770, 53.385 -113.750, 53.366 -113.735")
    ),
    Highway("HIGHWAY 19", _points("53.366 -113.735, 53.345 -113.700, 53.338 -113.540")),
    Highway("HIGHWAY 625", _points("53.338 -113.540, 53.335 -113.480, 53.336 -113.417")),
    Highway("HIGHWAY 14", _points("53.4469 -113.2953, 53.440 -113.246, 53.420 -113.100")),
    Highway(
        "ANTHONY HENDAY DRIVE",
        _points("53.5719 -113.3199, 53.590 -113.307, 53.613 -113.320, 53.630 -113.348, 53.641 -113.380"),
    ),
)

DISCS = (
    Disc("Leduc", (53.265, -113.552), 3.0),
    Disc("Nisku", (53.335, -113.530), 1.8),
    Disc("Beaumont", (53.353, -113.417), 2.2),
    Disc("Devon", (53.363, -113.733), 1.6),
    Disc("Calmar", (53.267, -113.817), 1.0),
    Disc("Spruce Grove", (53.541, -113.910), 3.0),
    Disc("Stony Plain", (53.530, -114.003), 2.4),
    Disc("Morinville", (53.802, -113.648), 1.7),
    Disc("Fort Saskatchewan", (53.703, -113.205), 2.8),
    Disc("Gibbons", (53.828, -113.325), 1.0),
    Disc("Bon Accord", (53.836, -113.415), 0.9),
    Disc("Ardrossan", (53.551, -113.140), 0.9),
    Disc("Sherwood Park, east", (53.530, -113.278), 2.6),
    Disc("St. Albert, north", (53.668, -113.625), 1.6),
    Disc("Windermere", (53.428, -113.628), 1.6),
    Disc("Keswick", (53.413, -113.645), 1.2),
    Disc("Glenridding", (53.405, -113.585), 1.2),
    Disc("Chappelle", (53.407, -113.578), 1.0),
    Disc("Heritage Valley", (53.405, -113.535), 1.6),
    Disc("Walker, Orchards", (53.408, -113.450), 2.2),
    Disc("Laurel, Maple", (53.447, -113.375), 1.8),
    Disc("Edgemont", (53.468, -113.665), 1.2),
    Disc("Riverview", (53.445, -113.690), 1.5),
    Disc("Secord, Rosenthal", (53.530, -113.695), 1.7),
    Disc("Big Lake", (53.598, -113.680), 1.3),
    Disc("Albany, Carlton", (53.633, -113.550), 1.0),
    Disc("McConachie, Cy Becker", (53.636, -113.425), 1.4),
    Disc("Horse Hill", (53.640, -113.350), 1.3),
    Disc("Marquis", (53.627, -113.312), 1.0),
)

# The North Saskatchewan beyond the graph, upstream and downstream, meeting it at either end.
RIVER = (
    _points(
        "53.385 -114.20, 53.365 -114.05, 53.362 -113.90, 53.377 -113.78, 53.376 -113.73, 53.400 -113.700, "
        "53.418 -113.682, 53.432 -113.665, 53.443 -113.640, 53.452 -113.610"
    ),
    _points(
        "53.600 -113.335, 53.630 -113.300, 53.660 -113.280, 53.700 -113.250, 53.722 -113.233, "
        "53.765 -113.160, 53.810 -113.090, 53.880 -113.000"
    ),
)

SOUTH, NORTH, WEST, EAST = 53.20, 53.88, -114.15, -112.95
