"""The part of the world in which an online geocoder is believed, and imported rows and places set by hand must lie."""

import math
from dataclasses import dataclass

from mobiledispatch.geocode.towns import EDMONTON
from mobiledispatch.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """`town` is meant where an address names none; a hit farther than `radius_metres` from `centre` is elsewhere.

    `code` and `code3` are the country's ISO 3166 codes.
    """

    town: str
    province: str
    country: str
    code: str
    code3: str
    centre: Place
    radius_metres: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies within; what is no point on Earth does not.

        >>> AROUND_EDMONTON.holds(53.6305, -113.6256), AROUND_EDMONTON.holds(51.05, -114.07)
        (True, False)
        """
        return is_on_earth(lat, lon) and self.centre.metres_to(Place(lat=lat, lon=lon)) <= self.radius_metres

    def slip(self, lat: float, lon: float) -> str:
        """How somebody mistyped a point who meant one within; empty where no slip explains it.

        >>> AROUND_EDMONTON.slip(-113.49, 53.54)
        'latitude and longitude are swapped'
        >>> AROUND_EDMONTON.slip(53.54, 113.49)
        'the minus of the longitude is missing'
        """
        if self.holds(lon, lat):
            return "latitude and longitude are swapped"
        if self.holds(lat, -lon):
            return "the minus of the longitude is missing"
        if self.holds(lon, -lat):
            return "latitude and longitude are swapped, and the minus of the longitude is missing"
        return ""

    def distance_said(self, lat: float, lon: float) -> str:
        """Where a point on Earth is that lies outside: `284 km away; the service area ends at 75 km`."""
        away = self.centre.metres_to(Place(lat=lat, lon=lon)) / 1000
        return f"{away:.0f} km away; the service area ends at {self.radius_metres / 1000:.0f} km"


def is_on_earth(lat: float, lon: float) -> bool:
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


AROUND_EDMONTON = Region(
    town=EDMONTON,
    province="Alberta",
    country="Canada",
    code="ca",
    code3="CAN",
    centre=Place(lat=53.5461, lon=-113.4938),
    radius_metres=75_000.0,
)
