"""Where a day's people are: therapists' homes, and every request that can be placed within the service area."""

from collections.abc import Iterable
from dataclasses import dataclass

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode import Geocoder, Placed, Query, Refused
from mobiledispatch.model.place import Location
from mobiledispatch.model.plan import Lost
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request
from mobiledispatch.model.therapist import Practitioner


@dataclass(frozen=True, slots=True)
class Located:
    """A request and where it is."""

    request: Request
    location: Location


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
