"""Asking a geocoder on the network, through geopy: the civic address alone is sent; an outage is never "not found"."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from mobiledispatch.geocode.answer import Answer, Placed, Reason, Refused
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.parse import known_town
from mobiledispatch.geocode.polite import Turnstile
from mobiledispatch.geocode.towns import EDMONTON, SAME_ROADS
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import GeocodingRules

AREA_CENTRE = Place(lat=53.5461, lon=-113.4938)
AREA_METRES = 75_000.0
USER_AGENT = "mobiledispatch (a mobile practice's day planner)"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a service found: the point, whether it is a house rather than a street, and the municipality it names."""

    lat: float
    lon: float
    is_house: bool
    town: str


class Service(Protocol):
    """One provider, already set up: the hits for a civic address, best first. Raises geopy's errors."""

    def __call__(self, civic: Civic) -> list[Hit]: ...


def nominatim(rules: GeocodingRules) -> Service:
    """OpenStreetMap's geocoder, the public one or the practice's own."""
    from geopy.geocoders import Nominatim

    coder = Nominatim(user_agent=rules.user_agent or USER_AGENT, timeout=rules.timeout_seconds, **site(rules.url))

    def ask(civic: Civic) -> list[Hit]:
        words = {"street": civic.line, "city": civic.town or EDMONTON, "state": "Alberta", "country": "Canada"}
        found = coder.geocode(words, exactly_one=False, addressdetails=True, country_codes="ca", limit=3)
        return [hit_of_nominatim(place.raw) for place in found or []]

    return ask


def hit_of_nominatim(raw: dict[str, Any]) -> Hit:
    address = raw.get("address") or {}
    town = next(
        (address[k] for k in ("city", "town", "village", "hamlet", "municipality", "county") if k in address), ""
    )
    return Hit(float(raw["lat"]), float(raw["lon"]), "house_number" in address, str(town))


def photon(rules: GeocodingRules) -> Service:
    """Komoot's geocoder on OpenStreetMap data, the public one or the practice's own."""
    from geopy.geocoders import Photon

    coder = Photon(user_agent=rules.user_agent or USER_AGENT, timeout=rules.timeout_seconds, **site(rules.url))

    def ask(civic: Civic) -> list[Hit]:
        words = f"{civic.line}, {civic.town or EDMONTON}, Alberta, Canada"
        return [hit_of_photon(place.raw) for place in coder.geocode(words, exactly_one=False, limit=3) or []]

    return ask


def hit_of_photon(raw: dict[str, Any]) -> Hit:
    lon, lat = raw["geometry"]["coordinates"]
    facts = raw["properties"]
    return Hit(float(lat), float(lon), "housenumber" in facts, str(facts.get("city") or facts.get("county") or ""))


PROVIDERS: dict[str, Callable[[GeocodingRules], Service]] = {"nominatim": nominatim, "photon": photon}


def site(url: str) -> dict[str, str]:
    """geopy's words for a server of one's own: `http://host:8080` to scheme and domain; empty for the public one."""
    if not url:
        return {}
    scheme, _, domain = url.rpartition("://")
    return {"scheme": scheme or "https", "domain": domain.rstrip("/")}


class Online:
    """Places civic addresses by asking a Service, one turn at a time."""

    def __init__(self, name: str, service: Service, turnstile: Turnstile) -> None:
        self.name, self.service, self.turnstile = name, service, turnstile

    def locate_civic(self, civic: Civic) -> Answer:
        """Placed, not found, outside the area, or service down; never an exception of the network's."""
        from geopy.exc import GeopyError

        self.turnstile.wait()
        try:
            hits = self.service(civic)
        except GeopyError as trouble:
            return down(self.name, type(trouble).__name__)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return down(self.name, "an answer that makes no sense")
        return self.judge(civic, hits)

    def judge(self, civic: Civic, hits: list[Hit]) -> Answer:
        """The first hit that can be the address."""
        if not hits:
            return Refused(Reason.NOT_FOUND, f"{self.name} knows no {civic}. Check the spelling with the client.")
        if any(not math.isfinite(h.lat + h.lon) or abs(h.lat) > 90 or abs(h.lon) > 180 for h in hits):
            return down(self.name, "an answer that makes no sense")
        near = [h for h in hits if in_area(h) and same_town(civic, h)]
        if not near:
            where = hits[0].town or f"{hits[0].lat:.3f}, {hits[0].lon:.3f}"
            return Refused(Reason.OUTSIDE_AREA, f"{self.name} finds {civic} only elsewhere ({where}). Check the town.")
        best = next((h for h in near if h.is_house), near[0])
        return Placed(self.location(civic, best))

    def location(self, civic: Civic, hit: Hit) -> Location:
        # A hit without a house number is the middle of a street, however long that is.
        quality, radius = (Quality.ROOFTOP, 50.0) if hit.is_house else (Quality.POSTAL, 1_000.0)
        place = Place(lat=hit.lat, lon=hit.lon)
        return Location(
            place=place, quality=quality, radius_metres=radius, normalized=str(civic), source=f"online:{self.name}"
        )


def down(name: str, trouble: str) -> Refused:
    return Refused(
        Reason.SERVICE_DOWN, f"{name} did not answer properly ({trouble}). Try again later, or place it by hand."
    )


def in_area(hit: Hit) -> bool:
    return Place(lat=hit.lat, lon=hit.lon).metres_to(AREA_CENTRE) <= AREA_METRES


def same_town(civic: Civic, hit: Hit) -> bool:
    """Whether the service's municipality is the one asked for; a town it does not name cannot disagree."""
    wanted, found = civic.town or EDMONTON, known_town(hit.town)[0]
    return not found or SAME_ROADS.get(wanted, wanted) == SAME_ROADS.get(found, found)
