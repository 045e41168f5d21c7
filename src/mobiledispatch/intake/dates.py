"""Dates as people write them: `2026-11-23`, `23-Nov-26`, `Nov 23, 2026`. `03/04/2026` has two readings and is asked."""

import datetime
import re

CURE = "write 2026-11-23 or 23-Nov-2026"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
_ISO = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00)?)?"
_DAY_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?[-\s]+([a-z]{3,9})\.?,?[-\s]+(\d{4}|\d{2})"
_MONTH_DAY = r"([a-z]{3,9})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4}|\d{2})"
_NUMBERS = r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})"


def read_date(text: str) -> datetime.date:
    """The one date that the text may mean; ValueError with what is wrong and what to write.

    >>> {read_date(text).isoformat() for text in ("2026-11-23", "23-Nov-26", "Nov 23, 2026", "23/11/2026")}
    {'2026-11-23'}
    """
    plain = re.sub(_WEEKDAY, "", " ".join(text.casefold().split()))
    readings = sorted(set(_readings(plain)))
    if not readings:
        raise ValueError(f"is no date of the calendar; {CURE}")
    if len(readings) > 1:
        raise ValueError(f"may be {' or '.join(d.strftime('%d %b %Y') for d in readings)}; {CURE}")
    return readings[0]


def _readings(plain: str) -> list[datetime.date]:
    if match := re.fullmatch(_ISO, plain):
        return _real(match[1], int(match[2]), match[3])
    if match := re.fullmatch(_DAY_MONTH, plain):
        return _real(match[3], _month(match[2]), match[1])
    if match := re.fullmatch(_MONTH_DAY, plain):
        return _real(match[3], _month(match[1]), match[2])
    if match := re.fullmatch(_NUMBERS, plain):
        return _real(match[3], int(match[1]), match[2]) + _real(match[3], int(match[2]), match[1])
    return []


def _month(name: str) -> int:
    """1 to 12, or 0, which no calendar has."""
    known = name[:3] in _MONTHS and _spells_a_month(name)
    return _MONTHS.index(name[:3]) + 1 if known else 0


def _spells_a_month(name: str) -> bool:
    whole = datetime.date(2000, _MONTHS.index(name[:3]) + 1, 1).strftime("%B").casefold()
    return whole.startswith(name) or name == "sept"


def _real(year: str, month: int, day: str) -> list[datetime.date]:
    try:
        return [datetime.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))]
    except ValueError:
        return []
