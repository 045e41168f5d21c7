"""Statistics Canada's map coordinates (EPSG:3347, Lambert's conformal conic on NAD83) to degrees."""

import math

_A, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_E = math.sqrt(_FLATTENING * (2 - _FLATTENING))
_ORIGIN_LAT, _ORIGIN_LON = math.radians(63.390675), math.radians(-(91 + 52 / 60))
_PARALLELS = math.radians(49), math.radians(77)
_FALSE_EAST, _FALSE_NORTH = 6_200_000.0, 3_000_000.0


def _m(lat: float) -> float:
    return math.cos(lat) / math.sqrt(1 - (_E * math.sin(lat)) ** 2)


def _t(lat: float) -> float:
    slant = _E * math.sin(lat)
    return float(math.tan(math.pi / 4 - lat / 2) / ((1 - slant) / (1 + slant)) ** (_E / 2))


_N = (math.log(_m(_PARALLELS[0])) - math.log(_m(_PARALLELS[1]))) / (
    math.log(_t(_PARALLELS[0])) - math.log(_t(_PARALLELS[1]))
)
_F = _m(_PARALLELS[0]) / (_N * _t(_PARALLELS[0]) ** _N)
_RHO = _A * _F * _t(_ORIGIN_LAT) ** _N


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of metres east and north. NAD83 is taken for WGS 84: they differ by a metre or two.

    >>> degrees_of(6_200_000, 3_000_000)
    (63.390675, -91.866667)
    """
    east, north = x - _FALSE_EAST, _RHO - (y - _FALSE_NORTH)
    t = (math.hypot(east, north) / (_A * _F)) ** (1 / _N)
    lat = math.pi / 2 - 2 * math.atan(t)
    for _ in range(6):  # converges to well under a millimetre
        slant = _E * math.sin(lat)
        lat = math.pi / 2 - 2 * math.atan(t * ((1 - slant) / (1 + slant)) ** (_E / 2))
    lon = math.atan2(east, north) / _N + _ORIGIN_LON
    return round(math.degrees(lat), 6), round(math.degrees(lon), 6)
