"""Times of day as people write them: `14:30 2:30 pm 2.30pm 14h30 1430 noon`.

A reader here raises ValueError with the end of a sentence that starts with the value: what is wrong, and what to write.
"""

import re

from mobiledispatch.model.clock import DAY, Seconds, TimeWindow, clock

CURE = "write 14:30, 2:30 pm or noon"
NOON = Seconds(DAY // 2)
_WORDS = {"noon": (NOON,), "midday": (NOON,), "midnight": (Seconds(0), DAY)}
_TIME = re.compile(
    r"(?:at\s+)?(?P<hour>\d{1,2})(?:\s*(?P<mark>[:.h])(?P<minute>[0-5]\d)?(?::(?P<second>[0-5]\d))?)?"
    r"\s*(?:(?P<half>[ap])\.?(?:\s*m\.?)?)?"
)
_COMPACT = re.compile(r"(\d{1,2})([0-5]\d)(?=\D*$)")


def read_time(text: str, hours: TimeWindow) -> Seconds:
    """One moment of the day; a bare `2:30` only where opening hours leave one reading.

    >>> clock(read_time("2:30", TimeWindow(Seconds(8 * 3600), Seconds(20 * 3600))))
    '14:30'
    """
    readings = time_readings(text)
    inside = [t for t in readings if hours.opens <= t < hours.closes] if len(readings) > 1 else readings
    if len(inside) != 1:
        raise ValueError(f"may be {' or '.join(clock(t) for t in readings)}; {CURE}")
    return inside[0]


def time_readings(text: str) -> tuple[Seconds, ...]:
    """Every moment that the text may mean: one, or two for a bare `2:30`. ValueError if it is no time.

    >>> [clock(t) for t in time_readings("2:30")], [clock(t) for t in time_readings("1430")]
    (['02:30', '14:30'], ['14:30'])
    """
    plain = " ".join(text.casefold().split())
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TIME.fullmatch(_COMPACT.sub(r"\1:\2", plain) if re.match(r"(at )?\d{3}", plain) else plain)
    if not match:
        raise ValueError(f"is no time of day; {CURE}")
    after_hour = Seconds(60 * int(match["minute"] or 0) + int(match["second"] or 0))
    return tuple(Seconds(3600 * hour + after_hour) for hour in _hours_of(match, after_hour))


def _hours_of(match: re.Match[str], after_hour: Seconds) -> tuple[int, ...]:
    hour = int(match["hour"])
    if hour > 24 or (hour == 24 and after_hour):
        raise ValueError(f"is past 24:00; {CURE}")
    if match["half"]:
        return (_of_half(hour, match["half"]),)
    spelt_in_24_hours = match["hour"].startswith("0") or match["mark"] == "h"
    return (hour,) if hour > 12 or hour == 0 or spelt_in_24_hours else (hour % 12, hour % 12 + 12)


def _of_half(hour: int, half: str) -> int:
    if hour == 0 or (hour > 12 and half == "a"):
        raise ValueError(f"contradicts itself; {CURE}")
    # A spreadsheet formatted twice writes "14:30 PM": odd, but it has one meaning.
    return hour if hour > 12 else hour % 12 + (12 if half == "p" else 0)
