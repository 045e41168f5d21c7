"""Points on the map, and how well they are known."""

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_METRES = 6_371_008.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point in WGS 84 degrees. ValueError outside the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no point on Earth: lat {self.lat}, lon {self.lon}")

    def metres_to(self, other: "Place") -> float:
        """Great-circle metres (haversine).

        >>> round(Place(lat=53.5461, lon=-113.4938).metres_to(Place(lat=53.6305, lon=-113.6256)))
        12797
        """
        lat1, lat2 = math.radians(self.lat), math.radians(other.lat)
        half = math.sin((lat2 - lat1) / 2) ** 2
        half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(half))


class Quality(StrEnum):
    """How an address was placed, best first (docs/glossary.md)."""

    MANUAL = "manual"
    ROOFTOP = "rooftop"
    INTERPOLATED = "interpolated"
    GRID = "grid"
    POSTAL = "postal"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A point and how well it is known: all of a location that no address can be read from."""

    place: Place
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an address is: the place, how it is known, and the radius in metres that holds it nine times in ten."""

    place: Place
    quality: Quality
    radius_metres: float
    normalized: str
    source: str
