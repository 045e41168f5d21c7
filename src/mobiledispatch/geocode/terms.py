"""On which terms each service may be asked, and its answers kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from mobiledispatch.model.practice import GeocodingRules


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds between two questions, and for how many days an answer may be kept: None for good, 0 not at all."""

    every: float = 1.0
    keep_days: int | None = None


# OpenStreetMap's data may be kept. Google's terms allow 30 days; ArcGIS's allow only what was asked for storage, with a
# key that pays for it.
TERMS: Mapping[str, Terms] = {
    "nominatim": Terms(),
    "photon": Terms(),
    "pelias": Terms(),
    "arcgis": Terms(every=0.2, keep_days=0),
    "google": Terms(every=0.1, keep_days=30),
}


def may_keep(rules: GeocodingRules) -> bool:
    """Whether what the service answers may be remembered at all."""
    from mobiledispatch.geocode.services import key_of  # loads what only the network needs

    return TERMS[rules.provider].keep_days != 0 or bool(key_of(rules))


def spacing(rules: GeocodingRules) -> float:
    """Seconds between two questions; a server in one's own house may be asked as fast as it answers."""
    return 0.0 if is_at_home(rules.url) else TERMS[rules.provider].every


def is_at_home(url: str) -> bool:
    """Whether a server has a private address.

    >>> is_at_home("http://192.168.1.7:8080"), is_at_home("https://nominatim.openstreetmap.org"), is_at_home("")
    (True, False, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"
