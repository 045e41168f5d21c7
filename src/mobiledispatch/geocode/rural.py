"""The survey grid outside the cities: `53122 Range Road 213` is 0.22 of a mile north of Township Road 531.

Alberta's Dominion Land Survey: township roads a mile apart northwards, range roads a mile apart westwards from the
4th (110 W) or 5th (114 W) meridian, each strip between two correction lines (townships 47, 51, 55) with its own width.
Checked against numbered driveways of Strathcona County: within 150 m, but houses stand back and lanes are long.
"""

import math
import re

from mobiledispatch.geocode.block import Point
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.on_road import Spot
from mobiledispatch.model.place import Quality

RADIUS_METRES = 400.0
_ROAD = re.compile(r"(RANGE|TOWNSHIP) ROAD (\d{1,2})(\d)([A-Z]?)")
_TOWNSHIP_52, _MILE_LAT, _MILE_METRES = 53.4540, 0.01455, 1630.3
_NUMBERS_A_MILE = 100


def is_rural(street: str) -> bool:
    return _ROAD.fullmatch(street) is not None


def survey_spot(civic: Civic) -> Spot | None:
    """The point of a rural address, or None where number and road do not make one in this region."""
    match = _ROAD.fullmatch(civic.street)
    if not match or not 100 <= civic.number <= 99999:
        return None
    cross, part = divmod(civic.number, 100)
    road = miles(int(match[2]), int(match[3])) + (0.5 if match[4] else 0.0)
    across = miles(*divmod(cross, 10)) + part / _NUMBERS_A_MILE
    township, range_ = (across, road) if match[1] == "RANGE" else (road, across)
    west_of_fifth = (int(match[2]) if match[1] == "RANGE" else cross // 10) < 10
    point = grid_point(township, range_, 114.0 if west_of_fifth else 110.0)
    inside = 53.0 < point.lat < 54.1 and -114.4 < point.lon < -112.7
    return Spot(point, Quality.GRID, RADIUS_METRES, "survey") if inside else None


def miles(block: int, mile: int) -> float:
    """Miles from the origin of township (or range) `block`, roads numbered 0 to 5 within it."""
    return 6.0 * (block - 1) + mile


def grid_point(township: float, range_: float, meridian: float) -> Point:
    """The point that many miles north of township 1 and west of the meridian.

    >>> point = grid_point(miles(52, 0), miles(23, 2), 110.0)
    >>> round(point.lat, 3), round(point.lon, 2)
    (53.454, -113.3)
    """
    lat = _TOWNSHIP_52 + (township - miles(52, 0)) * _MILE_LAT
    strip = 4 * math.floor((township / 6 - 2) / 4) + 4  # townships south of the strip's base line
    base = _TOWNSHIP_52 + (6.0 * strip - miles(52, 0)) * _MILE_LAT
    metres_per_degree = 111_412.84 * math.cos(math.radians(base)) - 93.5 * math.cos(3 * math.radians(base))
    return Point(lat, -meridian - range_ * _MILE_METRES / metres_per_degree)
