"""The header of a requests file: which columns are known, and what to say about the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.intake.words import fold, nearest, shown

REQUIRED = ("client", "address", "treatment", "minutes")
KNOWN = (
    *("id", "date", "client", "phone", "email", "address", "unit", "city", "postal_code", "treatment", "minutes"),
    *("availability", "start", "status", "therapist", "gender", "priority", "group", "together", "first_visit"),
    *("pressure", "focus", "reason", "open_wounds", "fractures", "blood_thinners", "cleared_by", "access", "notes"),
)
# Other names with exactly one meaning are accepted; names that need a guess are asked about.
SAME = {"clientname": "client", "phonenumber": "phone", "emailaddress": "email", "postcode": "postal_code"}
SAME |= {"streetaddress": "address", "visitid": "id", "requestid": "id", "town": "city"}
RESEMBLES = {
    **dict.fromkeys(("timewindow", "window", "windows", "time", "times", "when", "available", "hours"), "availability"),
    **dict.fromkeys(("name", "customer", "patient", "who", "person", "fullname"), "client"),
    **dict.fromkeys(("duration", "length", "min", "mins", "massageminutes"), "minutes"),
    **dict.fromkeys(("service", "massage", "technique", "type", "modality"), "treatment"),
    **dict.fromkeys(("street", "location", "where", "place"), "address"),
    **dict.fromkeys(("tel", "telephone", "mobile", "cell", "contact"), "phone"),
    **dict.fromkeys(("postal", "zip", "zipcode"), "postal_code"),
    **dict.fromkeys(("apt", "apartment", "suite", "buzzer"), "unit"),
    **dict.fromkeys(("comment", "comments", "note", "remarks"), "notes"),
    **dict.fromkeys(("starttime", "appointment", "promised", "bookedfor"), "start"),
    **dict.fromkeys(("day", "servicedate", "visitdate"), "date"),
    **dict.fromkeys(("rmt", "provider"), "therapist"),
    **dict.fromkeys(("bloodthinner", "thinners"), "blood_thinners"),
}
_BY_FOLD = {fold(name): name for name in KNOWN} | SAME


@dataclass(frozen=True, slots=True)
class Header:
    """Which known column stands at which position; its faults and notes, one sentence each without the file's name.

    `headings` are the header's own words for columns known by resemblance only: their cells are checked, so that one
    run shows all faults, although the header itself is refused.
    """

    columns: dict[str, int]
    headings: dict[str, str]
    aside: tuple[str, ...]
    faults: tuple[str, ...]


def known_column(name: str) -> str | None:
    """The column that a header cell plainly means, or None.

    >>> known_column("Postal Code"), known_column("time_window")
    ('postal_code', None)
    """
    return _BY_FOLD.get(fold(name))


def resembled_column(name: str) -> str | None:
    """The column that a header cell probably means, or None.

    >>> resembled_column("time_window"), resembled_column("minuts"), resembled_column("shoe size")
    ('availability', 'minutes', None)
    """
    return RESEMBLES.get(fold(name)) or nearest(name, KNOWN, cutoff=0.75)


def read_header(cells: Sequence[str]) -> Header:
    """Match header cells to the known columns. Refuses misspelt, repeated and missing ones, each in one sentence."""
    columns: dict[str, int] = {}
    faults: list[str] = []
    for position, name in enumerate(cells):
        column = known_column(name)
        if column in columns:
            faults.append(f"column {column}: stands there twice; delete one of the two")
        elif column:
            columns[column] = position
    headings, aside = _match_the_rest(cells, columns, faults)
    faults += [f"column {name}: is missing; add a column headed {name}" for name in REQUIRED if name not in columns]
    return Header(columns, headings, aside, tuple(faults))


def _match_the_rest(
    cells: Sequence[str], columns: dict[str, int], faults: list[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    headings: dict[str, str] = {}
    aside = []
    for position, name in enumerate(cells):
        if not name.strip() or known_column(name):
            continue
        guess = resembled_column(name)
        if not guess:
            aside.append(name)
            continue
        faults.append(f"column {shown(name)}: is unknown; did you mean {guess}?")
        if guess not in columns:
            columns[guess] = position
            headings[guess] = name
    return headings, tuple(aside)
