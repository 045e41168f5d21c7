"""A place that somebody has looked up and set: it wins over every other answer, for good."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode.answer import Placed, Query, Refused
from mobiledispatch.geocode.chain import memory_key, one_name, text_key
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.offline import locate_civic
from mobiledispatch.geocode.parse import parse
from mobiledispatch.geocode.region import AROUND_EDMONTON, Region, is_on_earth
from mobiledispatch.model.place import Location, Place, Quality

DOOR = 10.0
"""Metres: whoever sets a place by hand means the door."""
SETTING = 'Write: geocode set "10205 101 Street NW" 53.54335 -113.49324'


@dataclass(frozen=True, slots=True)
class Pin:
    """What was typed: an address, or the id of a request, and where it is."""

    name: str
    place: Place

    @classmethod
    def of(cls, words: Sequence[str], region: Region = AROUND_EDMONTON) -> "Pin":
        """`... LAT LON`. BadInput with the cure for anything else, and for a place outside the region.

        >>> Pin.of(["10205", "101", "Street", "53.5", "-113.5"]).name
        '10205 101 Street'
        """
        *name, lat_word, lon_word = [*words] if len(words) > 2 else ["", "", ""]
        try:
            lat, lon = float(lat_word.rstrip(",")), float(lon_word)
        except ValueError:
            raise BadInput(f"{' '.join(words)!r} is no address with a latitude and a longitude. {SETTING}") from None
        if not region.holds(lat, lon):
            raise BadInput(f"{lat_word} {lon_word}: {_why_not(region, lat, lon)}. {SETTING}")
        return cls(" ".join(name), Place(lat=lat, lon=lon))


def _why_not(region: Region, lat: float, lon: float) -> str:
    if slip := region.slip(lat, lon):
        return slip
    return region.distance_said(lat, lon) if is_on_earth(lat, lon) else "no point on Earth"


def set_place(pin: Pin, query: Query, memory: Memory, found_on: datetime.date) -> Location:
    """Remember the place of a query's address for good. BadInput where that is no civic address.

    The address of a request (its id was typed) may be anything that its client wrote.
    """
    civic = parse(query)
    if isinstance(civic, Refused):
        if query.address == pin.name or not query.address.strip():
            raise BadInput(f"{pin.name!r} is neither the id of a request nor an address: {civic.detail}")
        where = _by_hand(pin, query.address)
        memory.remember(text_key(query), where, found_on)
        return where
    known = locate_civic(civic)
    written = known.location.normalized if isinstance(known, Placed) else memory_key(civic)
    where = _by_hand(pin, written)
    # With its quadrant and as it was written: either way of asking must find it.
    memory.remember_all(dict.fromkeys((one_name(written), memory_key(civic)), where), found_on)
    return where


def _by_hand(pin: Pin, written: str) -> Location:
    return Location(place=pin.place, quality=Quality.MANUAL, radius_metres=DOOR, normalized=written, source="manual")
