"""Lengths of a massage as people write them: `90`, `90 min`, `1h30`, `1:30`, `1.5 h` all mean 90 minutes."""

import re

CURE = "write 90, 90 min, 1h30, 1:30 or 1.5 h"
LEAST, MOST = 10, 240
_MINUTES = re.compile(r"(\d{1,4})(?:\.0+)?\s*(?:m|mins?|minutes?|')?\.?")
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:h|hrs?|hours?)\.?")
_BOTH = re.compile(r"(\d{1,2})\s*(?::|(?:h|hrs?|hours?)\.?)\s*(?:and\s*)?([0-5]\d|\d)\s*(?:m|mins?|minutes?)?\.?")


def read_minutes(text: str) -> int:
    """Whole minutes of a massage; ValueError with what is wrong and what to write.

    >>> [read_minutes(text) for text in ("90", "90 min", "1h30", "1:30", "1.5 h", "1 hour 30 minutes")]
    [90, 90, 90, 90, 90, 90]
    """
    plain = " ".join(text.casefold().split())
    minutes = _minutes_of(plain)
    if minutes is None:
        raise ValueError(f"is no length of a massage; {CURE}")
    if not LEAST <= minutes <= MOST:
        hint = f"did you mean {plain} h?" if minutes < LEAST and plain.isdigit() else CURE
        raise ValueError(f"is {minutes} minutes, and a massage has {LEAST} to {MOST}; {hint}")
    return minutes


def _minutes_of(plain: str) -> int | None:
    if match := _MINUTES.fullmatch(plain):
        return int(match[1])
    if match := _HOURS.fullmatch(plain):
        return round(60 * float(match[1].replace(",", ".")))
    if match := _BOTH.fullmatch(plain):
        return 60 * int(match[1]) + int(match[2])
    return None
