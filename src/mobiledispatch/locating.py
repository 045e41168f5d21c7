"""Where a day's people are: therapists' homes, and every request that can be placed within the service area."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode import Geocoder, Placed, Query, Refused, make_geocoder
from mobiledispatch.geocode.chain import Chain
from mobiledispatch.geocode.memory import Memory
from mobiledispatch.geocode.region import AROUND_EDMONTON, Region
from mobiledispatch.model.place import Location
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request
from mobiledispatch.model.set_aside import Lost
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.posing import Located


def locate_depots(crew: Iterable[Practitioner], geocoder: Geocoder) -> dict[str, Location]:
    """Where each therapist's day starts and ends. BadInput naming every home that cannot be placed."""
    depots, complaints = {}, []
    for person in crew:
        match geocoder.locate(Query(address=person.home)):
            case Placed(location=location):
                depots[person.id] = location
            case answer:
                complaints.append(f"practice.toml, therapist {person.id}, home {person.home!r}: {answer.detail}")
    if complaints:
        raise BadInput(complaints)
    return depots


def locate(
    requests: Iterable[Request], practice: Practice, geocoder: Geocoder
) -> tuple[tuple[Located, ...], tuple[Lost, ...], tuple[str, ...]]:
    """Each request with its place, those for which there is none, and what a person should look at."""
    base = geocoder.locate(Query(address=practice.address))
    found: list[Located] = []
    lost: list[Lost] = []
    notes: list[str] = []
    for request in requests:
        match geocoder.locate(Query(request.address, request.unit, request.city, request.postal_code)):
            case Placed(location=location, notes=remarks):
                far = _beyond(base, location, practice)
                notes.extend(f"{request.id}: {remark}" for remark in remarks)
                if far:
                    lost.append(Lost(request.id, "outside_area", far))
                else:
                    found.append(Located(request, location))
            case Refused(reason=reason, detail=detail):
                lost.append(Lost(request.id, str(reason), detail))
            case answer:
                lost.append(Lost(request.id, "ambiguous", answer.detail))
    return tuple(found), tuple(lost), tuple(notes)


def _beyond(base: object, location: Location, practice: Practice) -> str:
    if not isinstance(base, Placed):
        return ""
    km = base.location.place.metres_to(location.place) / 1000
    if km <= practice.service_area.radius_km:
        return ""
    return f"{km:.0f} km from the practice; the service area ends at {practice.service_area.radius_km:.0f} km"


REMEMBERED = ".mobiledispatch"
"""The folder beside practice.toml in which placed addresses are remembered."""


def open_geocoder(path: Path, practice: Practice) -> Geocoder:
    """The geocoder of the practice whose practice.toml is `path`. BadInput for a provider that cannot be asked."""
    try:
        return make_geocoder(practice.geocoding, path.parent / REMEMBERED, region_of(path, practice))
    except ValueError as fault:
        raise BadInput(f"{path}: {fault}") from None


def open_memory(path: Path) -> Memory:
    """What that practice remembers of addresses."""
    return Memory(path.parent / REMEMBERED)


def region_of(path: Path, practice: Practice) -> Region:
    """The practice's service area; Edmonton and its neighbours where its own address cannot be placed offline."""
    match Chain(open_memory(path), online=None).locate(Query(practice.address)):
        case Placed(location=base):
            return replace(AROUND_EDMONTON, centre=base.place, radius_metres=1000 * practice.service_area.radius_km)
        case _:
            return AROUND_EDMONTON
