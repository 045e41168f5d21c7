"""The geocoders on the network, through geopy: each turns a civic address into hits. They know nothing of clients."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.region import Region
from mobiledispatch.model.place import Quality
from mobiledispatch.model.practice import GeocodingRules

USER_AGENT = "mobiledispatch (a mobile practice's day planner)"
LIMIT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a service found: the point, its grade, and the number, street and municipality that it names (or none)."""

    lat: float
    lon: float
    quality: Quality
    number: str = ""
    street: str = ""
    town: str = ""


class Service(Protocol):
    """One provider, already set up: the hits for a civic address, best first. Raises geopy's errors."""

    def __call__(self, civic: Civic) -> list[Hit]: ...


def nominatim(rules: GeocodingRules, region: Region) -> Service:
    """OpenStreetMap's geocoder, the public one or the practice's own."""
    from geopy.geocoders import Nominatim

    coder = Nominatim(**common(rules, is_nominatim))

    def ask(civic: Civic) -> list[Hit]:
        city = civic.town or region.town
        words = {"street": civic.line, "city": city, "state": region.province, "country": region.country}
        found = coder.geocode(words, exactly_one=False, addressdetails=True, country_codes=region.code, limit=LIMIT)
        return [hit_of_nominatim(place.raw) for place in found or []]

    return ask


def is_nominatim(answer: Any) -> bool:
    return are_objects(answer) or (isinstance(answer, dict) and "error" in answer)


def hit_of_nominatim(raw: dict[str, Any]) -> Hit:
    address = raw.get("address") or {}
    # "houses" is a line along which numbers are interpolated.
    house = Quality.INTERPOLATED if raw.get("type") == "houses" else Quality.ROOFTOP
    return Hit(
        lat=float(raw["lat"]),
        lon=float(raw["lon"]),
        quality=house if "house_number" in address else Quality.POSTAL,
        number=first(address, "house_number"),
        street=first(address, "road", "pedestrian", "footway", "residential"),
        town=first(address, "city", "town", "village", "hamlet", "municipality", "county"),
    )


def photon(rules: GeocodingRules, region: Region) -> Service:
    """Komoot's geocoder on OpenStreetMap data, the public one or the practice's own."""
    from geopy.geocoders import Photon

    coder = Photon(**common(rules, has_features))

    def ask(civic: Civic) -> list[Hit]:
        found = coder.geocode(in_one_line(civic, region), exactly_one=False, limit=LIMIT)
        return [hit_of_photon(place.raw) for place in found or []]

    return ask


def has_features(answer: Any) -> bool:
    return isinstance(answer, dict) and are_objects(answer.get("features"))


def hit_of_photon(raw: dict[str, Any]) -> Hit:
    lon, lat = raw["geometry"]["coordinates"]
    facts = raw["properties"]
    number = first(facts, "housenumber")
    # A house says which street it stands on; a street goes by its own name.
    street = first(facts, "street") or ("" if number else first(facts, "name"))
    return Hit(
        lat=float(lat),
        lon=float(lon),
        quality=Quality.ROOFTOP if number else Quality.POSTAL,
        number=number,
        street=street,
        town=first(facts, "city", "county"),
    )


def pelias(rules: GeocodingRules, region: Region) -> Service:
    """A Pelias server; there is no public one, so the practice's `url` says where. ValueError without it."""
    from geopy.geocoders import Pelias

    if not rules.url:
        raise ValueError("geocoding provider 'pelias' needs a server. Give its url under [geocoding].")
    coder = Pelias(api_key=key_of(rules), **common(rules, has_features))

    def ask(civic: Civic) -> list[Hit]:
        found = coder.geocode(in_one_line(civic, region), exactly_one=False, countries=[region.code3])
        return [hit_of_pelias(place.raw) for place in found or []]

    return ask


def hit_of_pelias(raw: dict[str, Any]) -> Hit:
    lon, lat = raw["geometry"]["coordinates"]
    facts = raw["properties"]
    house = Quality.INTERPOLATED if facts.get("match_type") == "interpolated" else Quality.ROOFTOP
    return Hit(
        lat=float(lat),
        lon=float(lon),
        quality=house if facts.get("layer") == "address" else Quality.POSTAL,
        number=first(facts, "housenumber"),
        street=first(facts, "street"),
        town=first(facts, "locality", "localadmin"),
    )


_OF_ARCGIS = {
    "PointAddress": Quality.ROOFTOP,
    "Subaddress": Quality.ROOFTOP,
    "StreetAddress": Quality.INTERPOLATED,
}
_STREET_IN_ARCGIS = ("StPreDir", "StPreType", "StName", "StType", "StDir")


def arcgis(rules: GeocodingRules, region: Region) -> Service:
    """Esri's geocoder. Single searches need no key; with one, the answers may be kept, and the question says so."""
    from geopy.geocoders import ArcGIS

    key = key_of(rules)
    storing = {"token": key, "forStorage": "true"} if key else {}
    coder = ArcGIS(**common(rules, is_arcgis, storing))
    fields = ("Addr_type", "AddNum", "City", *_STREET_IN_ARCGIS)

    def ask(civic: Civic) -> list[Hit]:
        found = coder.geocode(in_one_line(civic, region), exactly_one=False, out_fields=fields)
        return [hit_of_arcgis(place.raw) for place in found or []]

    return ask


def is_arcgis(answer: Any) -> bool:
    return isinstance(answer, dict) and ("error" in answer or are_objects(answer.get("candidates")))


def hit_of_arcgis(raw: dict[str, Any]) -> Hit:
    facts = raw.get("attributes") or {}
    return Hit(
        lat=float(raw["location"]["y"]),
        lon=float(raw["location"]["x"]),
        quality=_OF_ARCGIS.get(facts.get("Addr_type", ""), Quality.POSTAL),
        number=first(facts, "AddNum"),
        street=" ".join(filter(None, (first(facts, field) for field in _STREET_IN_ARCGIS))),
        town=first(facts, "City"),
    )


_OF_GOOGLE = {"ROOFTOP": Quality.ROOFTOP, "RANGE_INTERPOLATED": Quality.INTERPOLATED}


def google(rules: GeocodingRules, region: Region) -> Service:
    """Google's geocoder. ValueError without a key in the environment."""
    from geopy.geocoders import GoogleV3

    key = key_of(rules)
    if not key:
        raise ValueError(
            f"geocoding provider 'google' needs a key. Put it into the environment as {rules.key_variable}."
        )
    coder = GoogleV3(api_key=key, **common(rules, is_google))

    def ask(civic: Civic) -> list[Hit]:
        found = coder.geocode(
            in_one_line(civic, region),
            exactly_one=False,
            region=region.code,
            components={"country": region.code.upper()},
        )
        return [hit_of_google(place.raw) for place in found or []]

    return ask


def is_google(answer: Any) -> bool:
    if not isinstance(answer, dict) or not isinstance(answer.get("status"), str):
        return False
    return answer["status"] != "OK" or (bool(answer.get("results")) and are_objects(answer["results"]))


def hit_of_google(raw: dict[str, Any]) -> Hit:
    at = raw["geometry"]["location"]
    parts = {kind: part["long_name"] for part in raw["address_components"] for kind in part["types"]}
    number = first(parts, "street_number")
    grade = _OF_GOOGLE.get(raw["geometry"].get("location_type", ""), Quality.POSTAL)
    return Hit(
        lat=float(at["lat"]),
        lon=float(at["lng"]),
        quality=grade if number else Quality.POSTAL,
        number=number,
        street=first(parts, "route"),
        town=first(parts, "locality", "administrative_area_level_3"),
    )


PROVIDERS: dict[str, Callable[[GeocodingRules, Region], Service]] = {
    "nominatim": nominatim,
    "photon": photon,
    "pelias": pelias,
    "arcgis": arcgis,
    "google": google,
}


def common(
    rules: GeocodingRules, is_its_own: Callable[[Any], bool], more: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """geopy's words that every service takes; `more` is put to every question."""
    from mobiledispatch.geocode.one_try import OneTry

    return {
        "user_agent": rules.user_agent or USER_AGENT,
        "timeout": rules.timeout_seconds,
        "adapter_factory": partial(OneTry, is_its_own=is_its_own, more=more or {}),
        **site(rules.url),
    }


def in_one_line(civic: Civic, region: Region) -> str:
    return ", ".join(part for part in (civic.line, civic.town or region.town, region.province, region.country) if part)


def key_of(rules: GeocodingRules) -> str | None:
    """The provider's key, from the environment only: practice.toml is a file that people send to one another."""
    return os.environ.get(rules.key_variable) or None


def site(url: str) -> dict[str, str]:
    """geopy's words for a server of one's own: `http://host:8080` to scheme and domain; empty for the public one."""
    if not url:
        return {}
    scheme, _, domain = url.rpartition("://")
    return {"scheme": scheme or "https", "domain": domain.rstrip("/")}


def are_objects(answer: Any) -> bool:
    """Whether this is a list of JSON objects, maybe an empty one."""
    return isinstance(answer, list) and all(isinstance(one, dict) for one in answer)


def first(facts: dict[str, Any], *names: str) -> str:
    """The first of these that is said, as text."""
    return next((str(facts[name]) for name in names if facts.get(name)), "")
