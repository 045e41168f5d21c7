"""Asking a geocoder on the network: the civic address alone is sent; an outage is never "not found"."""

import re
from dataclasses import replace

from mobiledispatch.geocode.answer import Ambiguous, Answer, Candidate, Placed, Reason, Refused
from mobiledispatch.geocode.block import Point
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.line import read_street
from mobiledispatch.geocode.parse import known_town
from mobiledispatch.geocode.polite import Turnstile
from mobiledispatch.geocode.postal import neighbourhood
from mobiledispatch.geocode.region import AROUND_EDMONTON, Region, is_on_earth
from mobiledispatch.geocode.services import Hit, Service
from mobiledispatch.geocode.street import TYPES, key_of, plain
from mobiledispatch.geocode.towns import SAME_ROADS
from mobiledispatch.model.place import Location, Place, Quality

RADIUS = {Quality.ROOFTOP: 50.0, Quality.INTERPOLATED: 150.0, Quality.POSTAL: 1_000.0}
"""Metres. What is no house is the middle of a street, however long that is."""
ENOUGH_FAILURES = 3
RECOVERY = 60.0
"""Seconds for which a service is left alone that failed so often in a row, or that asked for it without a time."""
_SAME_PLACE_METRES = 350.0
_TYPES = frozenset(TYPES.values())


class Online:
    """Places civic addresses by asking a Service, one turn at a time."""

    def __init__(self, name: str, service: Service, turnstile: Turnstile, region: Region = AROUND_EDMONTON) -> None:
        self.name, self.service, self.turnstile, self.region = name, service, turnstile, region
        self.failures = 0

    def locate_civic(self, civic: Civic) -> Answer:
        """Placed, a question, not found, outside the area, or service down; never an exception of the network's."""
        from geopy.exc import GeocoderParseError, GeopyError

        if closed := self.turnstile.wait():
            return self.down(f"is left alone for another {closed:.0f} s after it asked for that, or failed")
        try:
            hits = self.service(civic)
            if not all(is_on_earth(hit.lat, hit.lon) for hit in hits):
                raise GeocoderParseError("no point on Earth")
        except GeopyError as trouble:
            return self.failed(trouble)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return self.failed(GeocoderParseError("not as this service writes"))
        self.failures = 0
        return self.judge(civic, hits)

    def judge(self, civic: Civic, hits: list[Hit]) -> Answer:
        """The hit that is the address; a question where several are; refused where none is."""
        near = [hit for hit in hits if self.region.holds(hit.lat, hit.lon) and self.same_town(civic, hit)]
        if hits and not near:
            where = hits[0].town or f"{hits[0].lat:.3f}, {hits[0].lon:.3f}"
            return Refused(Reason.OUTSIDE_AREA, f"{self.name} finds {civic} only elsewhere ({where}). Check the town.")
        graded = [graded_for(civic, hit) for hit in near if same_street(civic, hit)]
        if not graded:
            only = f", only {near[0].street}" if near and near[0].street else ""
            return Refused(Reason.NOT_FOUND, f"{self.name} knows no {civic}{only}. Check the spelling with the client.")
        houses = [hit for hit in graded if hit.quality is not Quality.POSTAL]
        return self.choose(civic, houses or graded[:1])

    def choose(self, civic: Civic, hits: list[Hit]) -> Answer:
        """The best of hits at one place; candidates where they are apart."""
        best = min(hits, key=lambda hit: hit.quality is not Quality.ROOFTOP)
        apart = [hit for hit in hits if place_of(hit).metres_to(place_of(best)) > _SAME_PLACE_METRES]
        if not apart:
            return Placed(self.location(civic, best))
        found = [self.location(civic, hit) for hit in (best, *apart)]
        near = [neighbourhood(Point(where.place.lat, where.place.lon)) for where in found]
        names = "; ".join(f"{where.normalized} ({name})" for where, name in zip(found, near, strict=True))
        return Ambiguous(
            f"{self.name} finds {civic.line} in several places: {names}. Ask which.",
            tuple(map(Candidate, found, near)),
        )

    def location(self, civic: Civic, hit: Hit) -> Location:
        _, quadrant = read_street(plain(hit.street))
        town = civic.town or known_town(hit.town)[0]
        told = replace(civic, quadrant=civic.quadrant or quadrant, town=town)
        return Location(
            place=place_of(hit),
            quality=hit.quality,
            radius_metres=RADIUS[hit.quality],
            normalized=str(told),
            source=f"online:{self.name}",
        )

    def same_town(self, civic: Civic, hit: Hit) -> bool:
        """Whether the service's municipality is the one asked for; one it does not name cannot disagree."""
        wanted, found = civic.town or self.region.town, known_town(hit.town)[0]
        return not found or SAME_ROADS.get(wanted, wanted) == SAME_ROADS.get(found, found)

    def failed(self, trouble: Exception) -> Refused:
        """The news of a failure; after several in a row, or when asked to, the service is left alone for a while."""
        self.failures += 1
        kind, status = type(trouble).__name__, getattr(trouble.__cause__, "status_code", 0)
        if kind in _BUSY:
            self.turnstile.pause(getattr(trouble, "retry_after", None) or RECOVERY)
        elif self.failures >= ENOUGH_FAILURES:
            self.turnstile.pause(RECOVERY)
        return self.down(in_words(kind, status))

    def down(self, trouble: str) -> Refused:
        return Refused(
            Reason.SERVICE_DOWN,
            f"{self.name} did not answer properly: it {trouble}. Try again later, or place it by hand.",
        )


_NONSENSE = "gives an answer that makes no sense; is another program listening there?"
_BUSY = ("GeocoderRateLimited", "GeocoderQuotaExceeded")
_LOCKED = (401, 403, 407)


def in_words(trouble: str, status: int) -> str:
    """What one of geopy's errors, with the HTTP status where there was one, means to the office.

    >>> in_words("GeocoderTimedOut", 503), in_words("GeocoderTimedOut", 0)
    ('has a fault of its own (HTTP 503)', 'gave no answer in time')
    """
    if status >= 500:
        return f"has a fault of its own (HTTP {status})"
    if status in _LOCKED:
        return f"does not let us in (HTTP {status}); check its key and your user_agent"
    if trouble in _BUSY:
        return f"is asked more often than it allows{f' (HTTP {status})' if status else ''}"
    if status:
        return f"refuses the question (HTTP {status})"
    return {
        "GeocoderTimedOut": "gave no answer in time",
        "GeocoderUnavailable": "cannot be reached",
        "GeocoderParseError": _NONSENSE,
    }.get(trouble, "refuses the question; check its key")


def same_street(civic: Civic, hit: Hit) -> bool:
    """Whether a hit is on the street asked for; one that names no street cannot disagree.

    A street asked for without its type may be any that adds one.
    """
    name, quadrant = read_street(plain(hit.street))
    if not name:
        return True
    if civic.quadrant and quadrant and civic.quadrant != quadrant:
        return False
    has_type = civic.street.split()[-1] in _TYPES
    return key_of(name) == key_of(civic.street) or (not has_type and name.startswith(f"{civic.street} "))


def graded_for(civic: Civic, hit: Hit) -> Hit:
    """A hit at another number, or on a street that it does not name, is no more than somewhere near."""
    numbers: list[str] = re.findall(r"\d+ ?[A-Za-z]?", hit.number)
    wanted = f"{civic.number}{civic.suffix}".casefold()
    is_it = hit.street and wanted in (number.replace(" ", "").casefold() for number in numbers)
    return hit if is_it else replace(hit, quality=Quality.POSTAL)


def place_of(hit: Hit) -> Place:
    return Place(lat=hit.lat, lon=hit.lon)
