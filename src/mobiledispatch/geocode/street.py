"""Names of streets: one spelling for each, however it was written."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

TYPES = {
    short: full
    for full, shorts in {
        "STREET": "ST STR STREET STRT STREEET STRET STEET SREET",
        "AVENUE": "AV AVE AVEN AVENUE AVN AVNUE AVENEU AVEUNE",
        "ROAD": "RD ROAD",
        "DRIVE": "DR DRV DRIVE",
        "CRESCENT": "CR CRES CRESC CRESCENT CRESENT CRS",
        "WAY": "WAY WY",
        "PLACE": "PL PLACE",
        "BOULEVARD": "BLVD BLV BV BOUL BOULEVARD",
        "CLOSE": "CL CLOSE",
        "COURT": "CRT CT COURT",
        "TRAIL": "TR TRL TRAIL",
        "WYND": "WYND WD",
        "POINT": "PT POINT",
        "GREEN": "GRN GREEN",
        "LANE": "LN LANE",
        "FREEWAY": "FWY FREEWAY",
        "HIGHWAY": "HWY HIGHWAY",
        "COVE": "CV COVE",
        "CIRCLE": "CIR CIRCLE",
        "BAY": "BAY BA",
        "LANDING": "LD LNDG LANDING",
        "TERRACE": "TERR TER TERRACE TC",
        "LINK": "LI LINK LK",
        "HILL": "HL HILL",
        "GATE": "GA GATE",
        "COMMON": "CM COMMON COMMONS",
        "MANOR": "MR MANOR",
        "BEND": "BEND BN",
        "VILLAGE": "VG VILLAGE",
        "GROVE": "GV GROVE",
        "RIDGE": "RG RIDGE",
        "SQUARE": "SQ SQUARE",
        "PARKWAY": "PKWY PKY PARKWAY",
        "KNOLL": "KN KNOLL",
        "HEIGHTS": "HTS HEIGHTS",
        "GARDENS": "GDNS GARDENS",
        "LOOP": "LOOP LP",
        "CREST": "CREST",
        "PARK": "PARK PK",
        "RUN": "RUN",
        "KEEP": "KEEP",
        "MEWS": "MEWS",
        "VISTA": "VISTA",
        "VIEW": "VIEW",
        "PARADE": "PARADE",
        "ESTATE": "ESTATE ESTATES",
        "LOOKOUT": "LOOKOUT",
        "ALLEY": "ALLEY",
        "CROSSING": "XING CROSSING",
        "PASSAGE": "PASSAGE PSGE",
        "ROW": "ROW",
    }.items()
    for short in shorts.split()
}
DIRECTIONS = {"N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST"} | {d: d for d in ("NORTH", "SOUTH", "EAST", "WEST")}
QUADRANTS = {
    word: short
    for short, long in {"NW": "NORTHWEST", "SW": "SOUTHWEST", "NE": "NORTHEAST", "SE": "SOUTHEAST"}.items()
    for word in (short, long)
}
# Streets that people call by a name that the maps do not carry.
ALIASES = {
    "WHYTE AVENUE": "82 AVENUE",
    "WHYTE": "82 AVENUE",
    "KINGSWAY AVENUE": "KINGSWAY",
    "QUADRANT ROAD": "QUADRANT AVENUE",
    # Gateway Boulevard was Calgary Trail Northbound, and many still say so.
    "CALGARY TRAIL NORTHBOUND": "GATEWAY BOULEVARD",
    "CALGARY TRAIL NORTH": "GATEWAY BOULEVARD",
    "CALGARY TRAIL SOUTHBOUND": "CALGARY TRAIL",
    "CALGARY TRAIL SOUTH": "CALGARY TRAIL",
}

_NUMBERED = re.compile(r"(\d{1,3})([A-Z]?) (STREET|AVENUE)")
_ORDINAL = re.compile(r"(\d+)(?:ST|ND|RD|TH)")
_NO_MARKS = str.maketrans("", "", ".'’‘`´\"")


class Numbered(NamedTuple):
    """`118A Avenue`: number 118, letter A, axis AVENUE."""

    number: int
    letter: str
    axis: str


def plain(text: str) -> str:
    """Upper case, no accents, no dots or apostrophes, single blanks: how names are compared.

    >>> plain(" St. George’s  Crés. ")
    'ST GEORGES CRES'
    """
    if text.isascii():
        return " ".join(text.upper().translate(_NO_MARKS).split())
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).upper())
    letters = "".join(c for c in marks if not unicodedata.combining(c))
    return " ".join(re.sub(r"[‐-―−]", "-", letters).translate(_NO_MARKS).split())


def split_quadrant(words: list[str]) -> tuple[list[str], str]:
    """Take the quadrant off either end of a street's words."""
    for take in (1, 2):
        if len(words) > take and (found := QUADRANTS.get("".join(words[-take:]))):
            # "5 N W" is odd but plain; "MILL WOODS ROAD W" is a direction and stays.
            return words[:-take], found
    if len(words) > 1 and words[0] in QUADRANTS:
        return words[1:], QUADRANTS[words[0]]
    return words, ""


@lru_cache(maxsize=4096)
def full_name(text: str) -> str:
    """A street's name without quadrant, its type and directions written out.

    >>> full_name("118 A Ave"), full_name("Mill Woods Rd E"), full_name("saint Albert Tr"), full_name("101st St")
    ('118A AVENUE', 'MILL WOODS ROAD EAST', 'ST ALBERT TRAIL', '101 STREET')
    """
    words = re.sub(r"[^A-Z0-9& ]+", " ", plain(text)).split()
    words = [_ORDINAL.sub(r"\1", w) if _ORDINAL.fullmatch(w) else w for w in words]
    if len(words) > 2 and words[0].isdigit() and len(words[1]) == 1 and TYPES.get(words[2]):
        words = [words[0] + words[1], *words[2:]]
    tail = [DIRECTIONS[words.pop()]] if len(words) > 2 and words[-1] in DIRECTIONS else []
    if len(words) > 1:
        words[-1] = TYPES.get(words[-1], words[-1])
        words[0] = {"SAINT": "ST"}.get(words[0], words[0])
    if len(words) > 2:
        words[0] = DIRECTIONS.get(words[0], words[0])
    if words and _ORDINAL.fullmatch(words[0]) is None and words[0][:1] == "0":
        words[0] = words[0].lstrip("0") or "0"
    name = " ".join(words + tail)
    return ALIASES.get(name, name)


def key_of(name: str) -> str:
    """What two spellings of one full name share: no blanks (`MILLWOODS ROAD`, `MILL WOODS ROAD`)."""
    return re.sub(r"[^A-Z0-9]", "", name)


@lru_cache(maxsize=8192)
def numbered(name: str) -> Numbered | None:
    """The parts of a numbered street's full name, or None for a named street."""
    match = _NUMBERED.fullmatch(name)
    return Numbered(int(match[1]), match[2], match[3]) if match else None
