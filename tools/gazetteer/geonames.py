"""Postal codes and places out of GeoNames."""

import math
import statistics
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tools.gazetteer.roads import M_PER_LAT, M_PER_LON, read_rows

WRONG_METRES = 8_000.0
UNIT = 10_000


class Code(NamedTuple):
    """One postal code."""

    code: str
    town: str
    lat: float
    lon: float

    def metres_from(self, lat: float, lon: float) -> float:
        return math.hypot((self.lat - lat) * M_PER_LAT, (self.lon - lon) * M_PER_LON)


def postal_lines(data: Path) -> Iterator[str]:
    """Rows `FSA|lat|lon|reach|towns|<code>dlat,dlon,town ...` in ten-thousandths of a degree, without wrong codes."""
    rows = read_rows(data / "postal_codes.csv")
    codes = {r["code"]: Code(r["code"], r["name"], float(r["latitude"]), float(r["longitude"])) for r in rows}
    for fsa, members in groupby((codes[c] for c in sorted(codes)), key=lambda c: c.code[:3]):
        if good := right_ones(list(members)):
            yield district_line(fsa, good)


def right_ones(codes: list[Code]) -> list[Code]:
    """The codes of a district that are not far from its middle; none where only one would be left."""
    lat, lon = middle(codes)
    good = [c for c in codes if c.metres_from(lat, lon) <= WRONG_METRES]
    return good if len(good) > 1 else []


def middle(codes: list[Code]) -> tuple[float, float]:
    return statistics.median(c.lat for c in codes), statistics.median(c.lon for c in codes)


def district_line(fsa: str, codes: list[Code]) -> str:
    lat, lon = middle(codes)
    reach = statistics.quantiles([c.metres_from(lat, lon) for c in codes], n=10, method="inclusive")[-1]
    towns = sorted({c.town for c in codes})
    cells = [
        f"{c.code[4:]}{round((c.lat - lat) * UNIT)},{round((c.lon - lon) * UNIT)}"
        + (f",{towns.index(c.town)}" if len(towns) > 1 else "")
        for c in codes
    ]
    return f"{fsa}|{round(lat * UNIT)}|{round(lon * UNIT)}|{reach:.0f}|{','.join(towns)}|{' '.join(cells)}"


def place_lines(data: Path) -> Iterator[str]:
    """Rows `name|lat|lon` of towns and neighbourhoods."""
    for row in sorted(read_rows(data / "places.csv"), key=lambda r: r["name"]):
        yield f"{row['name']}|{float(row['lat']):.4f}|{float(row['lon']):.4f}"
