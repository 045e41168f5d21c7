"""One written line, `unit number street quadrant` in any of the orders people use, to its parts."""

import re
from functools import lru_cache

from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.street import TYPES, full_name, numbered, split_quadrant

_WORD = (
    r"(?:APARTMENT|APT|UNIT|SUITE|STE|PENTHOUSE|PH|ROOM|RM|FLOOR|BLDG|BUILDING|NO|BUZZER|BUZZ|BUZZ CODE|CODE|INTERCOM)"
)
_LEVEL = r"(?:BASEMENT|BSMT|UPPER|LOWER|MAIN|MAIN FLOOR|UPSTAIRS|DOWNSTAIRS)(?: SUITE| UNIT)?"
_UNIT_FIRST = re.compile(rf"^(?:{_WORD} ?#? ?(\w+)|# ?(\w+)|({_LEVEL}))(?:(?: ?[-:] ?| )(?=\d)|$)")
_UNIT_LAST = re.compile(rf"(?:^|.*? )-? ?((?:{_WORD}(?: ?# ?| )(\w+)|# ?(\w+)|({_LEVEL})))$")
_NUMBERED_TYPE = "|".join(k for k, v in TYPES.items() if v in ("STREET", "AVENUE"))
_NUMBERED = rf"\d{{1,3}}(?:ST|ND|RD|TH)? ?-?[A-Z]? ?(?:{_NUMBERED_TYPE})\b"
_DASH_STREET = re.compile(rf"(\d{{1,5}})([A-Z]?) ?- ?({_NUMBERED}.*)")
_DASH_UNIT = re.compile(r"(\w{1,6}) ?- ?(\d{1,6})([A-Z]?) (.+)")
_BARE_UNIT = re.compile(rf"(\d{{1,4}}[A-Z]?|[A-Z]) (\d{{2,5}})([A-Z]?) ({_NUMBERED}.*)")
_NOT_THE_DOOR = r"NEAR|ACROSS|BEHIND|OPPOSITE|BESIDE|NEXT|BETWEEN|CORNER|OFF|BY|NORTH|SOUTH|EAST|WEST|PAST|AFTER|BEFORE"
# A building's or a person's name, then the address; what is near an address is another door.
_NAMED_FIRST = re.compile(
    rf"(?!(?:\w+ )*(?:{_NOT_THE_DOOR})\b)[A-Z][A-Z&/ ]*[A-Z] (?:- )?(\d{{2,5}})([A-Z]?) (?:- ?)?({_NUMBERED}.*)"
)
_PLAIN = re.compile(r"(\d{1,6})([A-Z]?|(?: [A-D])?)(?: 1/2)? (\S.*)")
_GLUED = re.compile(rf"\b(\d{{1,3}}[A-Z]?)({_NUMBERED_TYPE})(NW|SW|NE|SE)?\b(?! ?(?:{_NUMBERED_TYPE})\b)")
_GLUED_QUADRANT = re.compile(rf"\b({_NUMBERED_TYPE})(NW|SW|NE|SE)\b")
_RURAL = re.compile(
    r"\b(R(?:AN)?GE?|R|RNG|T(?:O)?WN?(?:SHI)?P|TWN) ?(?:ROAD|RD|R) ?-?(\d{2,3}) ?([A-Z]?)\b|\b(TWP|RGE) (\d{2,3})()\b"
)


def read_line(line: str) -> Civic | None:
    """The civic parts of one line, or None where it holds no house number with a street.

    >>> read_line("9803 - 102A AVENUE").line, read_line("204-10205 101 ST NW").line
    ('9803 102A Avenue', '10205 101 Street NW')
    >>> read_line("53122 RGE RD 213").line
    '53122 Range Road 213'
    """
    line, unit = take_unit(_GLUED_QUADRANT.sub(r"\1 \2", _GLUED.sub(r"\1 \2 \3", line)).strip())
    for pattern in (_DASH_STREET, _DASH_UNIT, _BARE_UNIT, _PLAIN, _NAMED_FIRST):
        if match := pattern.fullmatch(line):
            before, number, suffix, street = ("", *match.groups()) if pattern.groups == 3 else match.groups()
            if civic := build(before or unit, number, suffix.strip(), street):
                return civic
    return None


def build(unit: str, number: str, suffix: str, street: str) -> Civic | None:
    """A civic address of matched parts; None where what should be a street is none."""
    if re.fullmatch(r"\d{4,6}", unit) and len(unit) == len(number) and 0 < int(number) - int(unit) < 100:
        unit, number = "", unit  # 10205-10209: a building that spans numbers
    street, quadrant = read_street(street)
    if not street or int(number) == 0:
        return None
    return Civic(number=int(number), suffix=suffix, street=street, quadrant=quadrant, unit=unit)


@lru_cache(maxsize=8192)
def read_street(text: str) -> tuple[str, str]:
    """Full name and quadrant; an empty name where the text is no street."""
    text = _RURAL.sub(rural_name, text)
    words, quadrant = split_quadrant(re.sub(r"[^A-Z0-9& ]+", " ", text).split())
    name = full_name(" ".join(words))
    if numbered(name) or re.fullmatch(r"\d{1,3}[A-Z]?|(RANGE|TOWNSHIP) ROAD \d{2,3}[A-Z]?", name):
        return name, quadrant
    is_name = re.match(r"[A-Z]{2}", name) and name not in TYPES and not re.search(r"&|\bAND\b", name)
    return (name, quadrant) if is_name else ("", "")


def rural_name(match: re.Match[str]) -> str:
    kind, number, letter = match.groups()[:3] if match[1] else match.groups()[3:]
    return f"{'TOWNSHIP' if kind.startswith('T') else 'RANGE'} ROAD {number}{letter}"


def take_unit(line: str) -> tuple[str, str]:
    """A line without its unit, and the unit."""
    if match := _UNIT_FIRST.match(line):
        return line[match.end() :].strip(" -"), match[1] or match[2] or match[3]
    if match := _UNIT_LAST.fullmatch(line):
        return line[: match.start(1)].strip(" -"), match[2] or match[3] or match[4]
    return line, ""
