"""Postal codes: where a code's homes are, about; and the names of neighbourhoods and towns."""

from dataclasses import dataclass
from functools import cache

from mobiledispatch.geocode.block import Point
from mobiledispatch.geocode.tables import read_lines

UNIT = 10_000
CODE_RADIUS_METRES = 700.0
DISTRICT_LIMIT_METRES = 4_000.0


@dataclass(frozen=True, slots=True)
class Postal:
    """What a postal code says: a point, radius in metres, town; `exact` False where only the district is known."""

    point: Point
    radius: float
    town: str
    exact: bool


@cache
def _districts() -> dict[str, str]:
    return {line[:3]: line for line in read_lines("postal_geonames")}


@cache
def _district(fsa: str) -> tuple[Postal, dict[str, Postal]] | None:
    line = _districts().get(fsa)
    if line is None:
        return None
    _, lat, lon, reach, names, cells = line.split("|")
    towns = names.split(",")
    codes = {}
    for cell in cells.split():
        dlat, dlon, town = (*cell[3:].split(","), "0")[:3]
        point = Point((int(lat) + int(dlat)) / UNIT, (int(lon) + int(dlon)) / UNIT)
        codes[cell[:3]] = Postal(point, CODE_RADIUS_METRES, towns[int(town)], True)
    middle = Point(int(lat) / UNIT, int(lon) / UNIT)
    return Postal(middle, float(reach), towns[0] if len(towns) == 1 else "", False), codes


def find_postal(code: str) -> Postal | None:
    """What is known of `T5J 1A1`: the code, else its district (the first three characters), else nothing.

    >>> find_postal("T5J 2R7").town, find_postal("M5V 1A1")
    ('Edmonton', None)
    """
    found = _district(code[:3]) if code else None
    if found is None:
        return None
    district, codes = found
    return codes.get(code[4:], district)


@cache
def _named(table: str) -> tuple[tuple[str, Point], ...]:
    rows = (line.split("|") for line in read_lines(table))
    return tuple((name, Point(float(lat), float(lon))) for name, lat, lon in rows)


def neighbourhood(point: Point) -> str:
    """The neighbourhood whose middle is nearest; empty beyond 3 km."""
    name, at = min(_named("neighbourhoods_city"), key=lambda row: row[1].metres_to(point))
    return name if at.metres_to(point) < 3_000 else ""


@cache
def localities() -> dict[str, Point]:
    """Towns and neighbourhoods by name in capitals."""
    return {name.upper(): at for table in ("neighbourhoods_city", "places_geonames") for name, at in _named(table)}
