"""Numbered roads of the outskirts that no table knows: out there the City numbers along the survey's section lines.

Every mile a street runs on a range line and an avenue on a township line of the Dominion Land Survey (see `rural`), and
the numbers between two lines are spread evenly: `18430 18 Street NW` lies a fifth of a mile north of 181 Avenue.
"""

from bisect import bisect_right
from collections.abc import Sequence

from mobiledispatch.geocode.block import Point, beside, counts_down
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.on_road import BLOCK_METRES, Line, Spot
from mobiledispatch.geocode.rural import grid_point, miles
from mobiledispatch.geocode.street import Numbered, numbered
from mobiledispatch.geocode.tables import AVENUE, STREET
from mobiledispatch.model.place import Quality

# What runs on each line, from the first on (tools/gazetteer/sections.py); below zero east of Meridian Street and south
# of Quadrant Avenue. South of the river the middle of the city numbers its streets otherwise.
_FIRST_TOWNSHIP, _FIRST_RANGE = miles(51, 1), miles(23, 0)
AVENUES = (-57, -41, -25, -9, 9, 23, 35, 45, 61, 76, 92, 101, 109, 118, 127, 137, 153, 167, 181, 195, 211, 227, 243)
STREETS_NORTH = (-66, -50, -33, -17, 0.5, 17, 34, 50, 66, 82, 97, 112, 127, 142, 156, 170, 184, 199, 215, 231, 247)
STREETS_SOUTH = (-66, -50, -33, -17, 0.5, 17, 34, 50, 66, 91, 101, 111, 127, 142, 156, 170, 184, 199, 215, 231, 247)
TOWNSHIP_LINES = [grid_point(_FIRST_TOWNSHIP + k, _FIRST_RANGE, 110.0).lat for k in range(len(AVENUES))]
RANGE_LINES = [grid_point(miles(52, 3), _FIRST_RANGE + k, 110.0).lon for k in range(len(STREETS_NORTH))]

# Names that roads on section lines bear in place of their number.
NAMED = {"WINTERBURN ROAD": "215 STREET", "MERIDIAN STREET": "0 STREET", "ELLERSLIE ROAD": "9 AVENUE"}
OPEN_LAND = ("WINTERBURN ROAD", "MERIDIAN STREET")  # farms along most of their length

_RIVER_LAT, _RIVER_AVENUE = 53.5, 62
_LETTERS = {"": 0.0, "A": 0.5, "B": 0.67, "C": 0.8}
# Inside of these lines the tables know the streets, and what they do not know is no street.
_SOUTH, _NORTH, _WEST, _EAST = 53.4395, 53.614, -113.6396, -113.3937
_LIMITS = {"NW": (0.0, 262.0, 0.0, 240.0), "SW": (-60.0, 0.0, 0.0, 240.0), "NE": (116.0, 262.0, -45.0, 0.0)}
_ST_ALBERT = (150.0, 160.0)  # beyond this avenue and this street
_SAME_METRES = 120.0
_FARMLAND_METRES = 3_000.0  # from the last stretch with crossings on
_FARM_METRES, _ACREAGE_METRES = 390.0, 90.0  # from the road to the middle of a quarter section, and of other parcels
_FARM_RADIUS, _ACREAGE_RADIUS = 450.0, 420.0


def outer_spot(civic: Civic, lines: Sequence[Line]) -> Spot | None:
    """Where a house stands in the outskirts of Edmonton; `lines` are what the tables know of its street.

    None inside the built-up city, and outside the city's limits. The address must bear its quadrant.
    """
    parts = of_grid(civic.street)
    if parts is None or civic.quadrant not in _LIMITS:
        return None
    street, avenue = signed(parts, civic)
    south, north, east, west = _LIMITS[civic.quadrant]
    if not (south <= avenue <= north and east <= street <= west) or (avenue > _ST_ALBERT[0] and street > _ST_ALBERT[1]):
        return None
    point = on_grid(street, avenue)
    axis = STREET if parts.axis == AVENUE else AVENUE
    line = next((line for line in lines if line.axis == axis), None)
    known = nearest_known(point, line)
    own = across(point, known, line) if known and line else point
    if not in_outskirts(point) and (known is None or own.metres_to(point) > _SAME_METRES):
        return None
    lonely = known is None or known.metres_to(point) > _FARMLAND_METRES or civic.street in OPEN_LAND
    farm = lonely and is_section_line(parts, street, avenue)
    aside = _FARM_METRES if farm else _ACREAGE_METRES
    house = beside(own, *BLOCK_METRES[axis], axis, civic.number % 2 == 0, aside)
    return Spot(house, Quality.GRID, _FARM_RADIUS if farm else _ACREAGE_RADIUS, "outskirts")


def of_grid(name: str) -> Numbered | None:
    """The numbers of a street of the grid, also of one that bears a name."""
    return numbered(NAMED.get(name, name))


def on_section_road(civic: Civic) -> bool:
    """Whether an address fits a road of the outskirts that surely exists: one on a section line."""
    parts = numbered(civic.street)
    return parts is not None and is_section_line(parts, *signed(parts, civic)) and outer_spot(civic, ()) is not None


def signed(parts: Numbered, civic: Civic) -> tuple[float, float]:
    """(street, avenue) of a house, below zero east of Meridian Street and south of Quadrant Avenue."""
    road, cross = parts.number + _LETTERS.get(parts.letter, 0.9), civic.number / 100 + 0.05
    street, avenue = (road, cross) if parts.axis == STREET else (cross, road)
    return (
        -street if counts_down(STREET, civic.quadrant) else street,
        -avenue if counts_down(AVENUE, civic.quadrant) else avenue,
    )


def on_grid(street: float, avenue: float) -> Point:
    """The point where a street and an avenue would cross."""
    lat = spread(avenue, AVENUES, TOWNSHIP_LINES)
    return Point(lat, spread(street, STREETS_SOUTH if lat < _RIVER_LAT else STREETS_NORTH, RANGE_LINES))


def spread(number: float, numbers: Sequence[float], lines: Sequence[float]) -> float:
    """A number's coordinate, evenly between two section lines, and as evenly a little beyond the last."""
    i = min(max(bisect_right(numbers, number), 1), len(numbers) - 1)
    (low, high), (start, end) = numbers[i - 1 : i + 1], lines[i - 1 : i + 1]
    return start + (end - start) * (number - low) / (high - low)


def nearest_known(point: Point, line: Line | None) -> Point | None:
    """Where the tables know the street nearest to a point."""
    known = (Point(s.lat, s.lon) for s in line.samples.values()) if line else ()
    return min(known, key=point.metres_to, default=None)


def across(point: Point, known: Point, line: Line) -> Point:
    """The point moved across to the street itself, which leads straight on from where it is known."""
    return Point(point.lat, known.lon) if line.axis == AVENUE else Point(known.lat, point.lon)


def in_outskirts(point: Point) -> bool:
    return not (_SOUTH < point.lat < _NORTH and _WEST < point.lon < _EAST)


def is_section_line(parts: Numbered, street: float, avenue: float) -> bool:
    """Whether the road is one that runs on a section line, where the parcels are quarters of a square mile."""
    streets = STREETS_NORTH if avenue > _RIVER_AVENUE else STREETS_SOUTH
    on_line, own = (streets, street) if parts.axis == STREET else (AVENUES, avenue)
    return not parts.letter and any(abs(own - n) <= 1 for n in on_line)
