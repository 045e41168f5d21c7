"""What is asked of a geocoder, and the three shapes of its answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mobiledispatch.model.place import Location


class Reason(StrEnum):
    """Why an address has no place: a closed list that other programs may rely on."""

    NO_ADDRESS = "no_address"
    NOT_FOUND = "not_found"
    UNKNOWN_STREET = "unknown_street"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    PO_BOX = "po_box"
    LEGAL_LAND = "legal_land"
    OUTSIDE_AREA = "outside_area"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"
    SERVICE_DOWN = "service_down"


@dataclass(frozen=True, slots=True)
class Query:
    """An address as the client wrote it; the other fields may be empty, or repeat what the address says."""

    address: str
    unit: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """One place; `notes` are sentences that the office should see (a postal code that is far off, an outage)."""

    location: Location
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of an ambiguous address, and the neighbourhood that tells it from the others."""

    location: Location
    neighbourhood: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one reading: a question for the client, never a guess."""

    detail: str
    candidates: tuple[Candidate, ...]
    reason: Reason = Reason.AMBIGUOUS


@dataclass(frozen=True, slots=True)
class Refused:
    """No place: the reason, and a sentence that says what would help."""

    reason: Reason
    detail: str


Answer = Placed | Ambiguous | Refused


class Geocoder(Protocol):
    """Whatever turns an address into a place."""

    def locate(self, query: Query) -> Answer: ...
