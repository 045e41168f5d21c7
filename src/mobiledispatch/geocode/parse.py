"""Written addresses to civic addresses, the ways that clients around Edmonton write them (docs: addresses)."""

import re
from dataclasses import replace
from functools import lru_cache

from mobiledispatch.geocode.answer import Query, Reason, Refused
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.line import read_line, take_unit
from mobiledispatch.geocode.street import DIRECTIONS, QUADRANTS, TYPES, plain
from mobiledispatch.geocode.towns import FAR, TOWNS

_POSTAL = re.compile(r"\b([ABCEGHJ-NPRSTVXY]\d[A-Z])[ -]?(\d[A-Z]\d)\b")
_PO_BOX = re.compile(
    r"\bP ?O ?BOX\b|\bPOST OFFICE BOX\b|(^|, )(PO )?BOX #?\d+|\bGENERAL DELIVERY\b|(^|, )R ?R ?#? ?\d{1,2}\b"
)
_LEGAL = re.compile(
    r"\b(N ?W|N ?E|S ?W|S ?E|LSD ?\d{1,2})( ?1[/⁄]4)?[- ]{1,3}\d{1,2}[- ]{1,3}\d{1,3}[- ]{1,3}\d{1,2}"
    r"([- ]{0,3}W ?\d|[- ]{1,3}\d$)"
    r"|\b(LOT|BLOCK|BLK|PLAN) \w+,? (LOT|BLOCK|BLK|PLAN) \w+"
    r"|\bSEC(TION)? \d+,? (TWP|TOWNSHIP) \d+,? (RGE|RANGE) \d+"
)
_THOUSANDS = re.compile(r"(?<![\d#])(\d{1,2}),(\d{3})(?= )")
_TORN_QUADRANT = re.compile(r"\b(north|south)\s?-\s?(east|west)\b", re.IGNORECASE)
_BREAKS, _COMMAS = re.compile(r"[\n\r;|()]+"), re.compile(r"[\s,]*,[\s,]*")
_COUNTRY = {"CANADA", "ALBERTA", "AB", "ALTA"}
_GIVE_A_DOOR = "Ask for the civic address of the door: house number and street."


def parse(query: Query) -> Civic | Refused:
    """The civic address of a query, or why there is none."""
    text = tidy(query.address)
    if refusal := never_a_door(text):
        return refusal
    text, postal = take_postal(text)
    postal = take_postal(tidy(query.postal_code))[1] or postal
    parts, town = take_town([p.strip(" -") for p in text.split(",") if p.strip(" -")])
    town, stranger = known_town(query.city) if query.city.strip() else known_town(town)
    if stranger:
        return Refused(Reason.OUTSIDE_AREA, f"{town} is outside the service area, or no place known here.")
    found = read_parts(parts)
    if found is None:
        return Refused(Reason.NO_ADDRESS, f"No house number with a street in {text!r}. {_GIVE_A_DOOR}")
    return replace(found, town=town, postal_code=postal, unit=tidy(query.unit) or found.unit)


def normalize(text: str) -> str:
    """The one written form of an address; text that is no civic address comes back tidied.

    >>> normalize("204-10205 101 st. nw, edmonton AB  T5J 4H5"), normalize("somewhere")
    ('10205 101 Street NW, Edmonton', 'SOMEWHERE')
    """
    for _ in range(9):
        civic = parse(Query(text))
        written = str(civic) if isinstance(civic, Civic) else tidy(text)
        if written == text:
            break
        # Odd text may read differently once it is written out; the form that reads as itself is the normal one.
        text = written
    return text


def tidy(text: str) -> str:
    """Capitals, single blanks, one comma between parts."""
    if not text:
        return ""
    text = _THOUSANDS.sub(r"\1\2", text) if "," in text else text
    text = _TORN_QUADRANT.sub(r"\1\2", text) if "-" in text else text
    return _COMMAS.sub(", ", plain(_BREAKS.sub(",", text))).strip(" ,")


def never_a_door(text: str) -> Refused | None:
    """Written addresses that no therapist can drive to."""
    if not text:
        return Refused(Reason.NO_ADDRESS, f"No address was given. {_GIVE_A_DOOR}")
    if _PO_BOX.search(text):
        return Refused(Reason.PO_BOX, f"A post office box is no door to knock on. {_GIVE_A_DOOR}")
    if _LEGAL.search(text):
        return Refused(Reason.LEGAL_LAND, f"A legal land description is no civic address. {_GIVE_A_DOOR}")
    return None


def take_postal(text: str) -> tuple[str, str]:
    """Text without its postal code, and the code as `T5J 1A1`."""
    found = _POSTAL.search(text)
    if not found:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(" ,"), f"{found[1]} {found[2]}"


@lru_cache(maxsize=1024)
def known_town(name: str) -> tuple[str, bool]:
    """(town, is it a stranger) of a name; neighbours' aliases are resolved.

    >>> known_town("Saint-Albert, AB"), known_town("Calgary"), known_town("")
    (('St. Albert', False), ('Calgary', True), ('', False))
    """
    text = " ".join(w for w in re.sub(r"[^A-Z ]", " ", plain(name)).split() if w not in _COUNTRY)
    if not text or text in TOWNS:
        return TOWNS.get(text, ""), False
    return FAR.get(text, name.strip()), True


def take_town(parts: list[str]) -> tuple[list[str], str]:
    """Take province, country and town off the end of an address's parts."""
    parts = list(parts)
    while parts:
        words = parts[-1].split()
        while words and (words[-1] in _COUNTRY) and (len(words) == 1 or len(parts) > 1 or len(words) > 2):
            words.pop()
        parts[-1] = " ".join(words)
        if words:
            break
        parts.pop()
    if not parts:
        return [], ""
    if len(parts) > 1 and (parts[-1] in TOWNS or parts[-1] in FAR):
        return parts[:-1], parts[-1]
    street, town = town_at_end(parts[-1])
    return [*parts[:-1], street], town


def town_at_end(line: str) -> tuple[str, str]:
    """`10205 101 ST NW EDMONTON` to its street and its town: only after a word that ends a street's name."""
    words = line.split()
    for count in (3, 2, 1):
        street, name = words[:-count], " ".join(words[-count:])
        closes = len(street) > 1 and (street[-1] in TYPES or street[-1] in QUADRANTS or street[-1] in DIRECTIONS)
        if name in TOWNS and (closes or (len(street) > 2 and street[-1][-1:].isdigit())):
            return " ".join(street), name
        if name in FAR and closes:
            return " ".join(street), name
    return line, ""


def read_parts(parts: list[str]) -> Civic | None:
    """The first part that is a house number with a street; a unit or a quadrant may stand in a part of its own."""
    joined = join_fragments(parts) if len(parts) > 1 else parts
    for i, part in enumerate(joined):
        if civic := read_line(part):
            if len(joined) == 1:
                return civic
            units = [u for p in joined[:i] + joined[i + 1 :] if (u := lone_unit(p))]
            others = tuple(p for p in joined[i + 1 :] if not lone_unit(p))
            return replace(civic, unit=civic.unit or (units[0] if units else ""), rest=others)
    return None


def lone_unit(part: str) -> str:
    """The unit of a part that is nothing else, or nothing."""
    rest, unit = take_unit(part)
    return unit if unit and not rest else part if part.isdigit() or len(part) == 1 else ""


def join_fragments(parts: list[str]) -> list[str]:
    """Put together what a comma has torn: `10205, 101 STREET` and `10205 101 STREET, NW`."""
    joined: list[str] = []
    for part in parts:
        torn = joined and (part in QUADRANTS or (joined[-1].isdigit() and not read_line(part)))
        if torn:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined
