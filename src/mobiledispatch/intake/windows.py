"""Windows as people write them: `9-12; after 3pm`, `2-4pm`, `14:00–16:00`, `before noon`, `anytime`.

A reader here raises ValueError with the end of a sentence that starts with the value: what is wrong, and what to write.
"""

import re
from collections.abc import Iterable
from itertools import product

from mobiledispatch.intake.times import NOON, read_time, time_readings
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow, clock
from mobiledispatch.model.clock import minutes as in_seconds

CURE = "write 9-12, 2-4pm, 14:00-16:00, after 3pm, before noon or anytime"
EVENING = in_seconds(17 * 60)
_ANYTIME = {"any", "any time", "anytime", "all day", "whenever", "flexible"}
_DASH = re.compile(r"\s*(?:[-‐‑‒–—−]|\bto\b|\btill?\b|\buntil\b)\s*")
_BETWEEN = re.compile(r"\bbetween\s+(.+?)\s+and\s+")
_AFTER_AND_BEFORE = re.compile(r"\b(?:after|from)\s+([^;]+?)\s*(?:\band\b|\bbut\b|,|\s)\s*before\s+")
_OR_LATER = re.compile(r"([^;,]+?)\s*(?:\bor (?:later|after)\b|\bonwards?\b|\+)(?=\s*(?:[;,\n]|$))")
_OR_EARLIER = re.compile(r"([^;,]+?)\s*\bor (?:earlier|before)\b(?=\s*(?:[;,\n]|$))")
_NEXT = re.compile(r"\s*(?:[;,\n&]|\bor\b|\band\b)\s*")
_AFTER = re.compile(r"(?:after|from|past|starting(?: at)?)\s+(.+)")
_BEFORE = re.compile(r"(?:before|until|till?|by|up to)\s+(.+)")


def read_windows(text: str, hours: TimeWindow) -> tuple[TimeWindow, ...]:
    """The windows of a cell, sorted, overlapping ones made one; empty for `anytime`. Open ends reach the opening hours.

    >>> day = TimeWindow(in_seconds(8 * 60), in_seconds(20 * 60))
    >>> [str(window) for window in read_windows("after 3; 9-12", day)]
    ['09:00-12:00', '15:00-20:00']
    """
    parts = _parts(text)
    if not parts:
        raise ValueError(f"holds no window; {CURE}")
    if any(part in _ANYTIME for part in parts):
        return ()
    if len(parts) == 1:
        return (_read_window(parts[0], hours),)
    return joined(_named(part, hours) for part in parts)


def read_start(text: str, hours: TimeWindow) -> TimeWindow:
    """A promised massage start: one moment, or the window that the client was told."""
    plain = " ".join(text.casefold().split())
    if _DASH.search(plain):
        return _read_range(plain, hours)
    t = read_time(plain, hours)
    return TimeWindow(t, t)


def _parts(text: str) -> list[str]:
    plain = "\n".join(" ".join(line.casefold().split()) for line in text.splitlines())
    # "after 3 and before 5" is one window; read as two, they would cover the whole day.
    plain = _AFTER_AND_BEFORE.sub(r"\1-", _BETWEEN.sub(r"\1-", plain))
    plain = _OR_EARLIER.sub(r"before \1", _OR_LATER.sub(r"after \1", plain))
    return [part for part in _NEXT.split(plain) if part]


def _named(part: str, hours: TimeWindow) -> TimeWindow:
    try:
        return _read_window(part, hours)
    except ValueError as fault:
        raise ValueError(f"{part!r} {fault}") from None


def _read_window(part: str, hours: TimeWindow) -> TimeWindow:
    spoken = {"morning": (hours.opens, NOON), "afternoon": (NOON, EVENING), "evening": (EVENING, hours.closes)}
    if (word := part.removeprefix("in the ").removesuffix("s")) in spoken:
        return _ordered(*spoken[word])
    if match := _BEFORE.fullmatch(part):
        return _until(match[1], hours)
    match = _AFTER.fullmatch(part)
    rest = match[1] if match else part
    if _DASH.search(rest):
        return _read_range(rest, hours)
    return _since(rest, hours) if match else _refuse_moment(rest)


def _since(text: str, hours: TimeWindow) -> TimeWindow:
    opens = read_time(text, hours)
    return TimeWindow(opens, hours.closes if opens < hours.closes else DAY)


def _until(text: str, hours: TimeWindow) -> TimeWindow:
    # An end may fall on closing time and not on opening time; a start the other way round.
    closes = read_time(text, TimeWindow(Seconds(hours.opens + 1), Seconds(hours.closes + 1)))
    return TimeWindow(hours.opens if hours.opens < closes else Seconds(0), closes)


def _refuse_moment(text: str) -> TimeWindow:
    try:
        time_readings(text)
    except ValueError:
        raise ValueError(f"is no window of time; {CURE}") from None
    raise ValueError(f"is a moment, not a window; {CURE}, and a promised time in the column start")


def _read_range(text: str, hours: TimeWindow) -> TimeWindow:
    ends = _DASH.split(text)
    if len(ends) != 2 or not all(ends):
        raise ValueError(f"is no window of time; {CURE}")
    readings = _readings(ends[0], ends[1])
    bare = all(len(time_readings(end)) > 1 for end in ends)
    inside = [w for w in readings if hours.opens <= w.opens and w.closes <= hours.closes]
    fitting = inside if bare or len(readings) > 1 else readings
    if len(fitting) != 1:
        raise ValueError(f"may be {' or '.join(str(w) for w in readings)}; write am and pm, or 14:00-16:00")
    return fitting[0]


def _readings(first: str, last: str) -> list[TimeWindow]:
    """Every window that two ends may mean, a bare end read in the manner of the other one."""
    opens, closes = time_readings(first), time_readings(last)
    if len(opens) > len(closes) and _is_24_hours(last):
        opens = _literal(opens)
    elif len(closes) > len(opens) and _is_24_hours(first):
        closes = _literal(closes)
    elif len(opens) > len(closes):
        opens = _before(closes[0] or DAY, opens, last)
    elif len(closes) > len(opens):
        closes = tuple(sorted(t or DAY for t in closes if (t or DAY) > opens[0])[:1]) or closes
    windows = {TimeWindow(a, b or DAY) for a, b in product(opens, closes) if a < (b or DAY)}
    if not windows:
        raise ValueError(f"ends at {clock(max(closes))}, before it starts; put the earlier time first")
    return sorted(windows)


def _is_24_hours(text: str) -> bool:
    return text[0].isdigit() and len(time_readings(text)) == 1 and not _has_half(text)


def _has_half(text: str) -> bool:
    return text.rstrip(". m").endswith(("a", "p"))


def _literal(readings: tuple[Seconds, ...]) -> tuple[Seconds, ...]:
    """`9` as a 24-hour clock means it, and `12` as noon."""
    return tuple(t for t in readings if 3600 <= t < NOON + 3600)


def _before(closes: Seconds, opens: tuple[Seconds, ...], last: str) -> tuple[Seconds, ...]:
    """`2-4pm` begins in the afternoon, `11-1pm` in the morning; before `noon` opening hours decide."""
    earlier = tuple(sorted(t for t in opens if t < closes)) or opens
    return earlier[-1:] if _has_half(last) else earlier


def _ordered(opens: Seconds, closes: Seconds) -> TimeWindow:
    if opens >= closes:
        raise ValueError(f"lies outside opening hours; {CURE}")
    return TimeWindow(opens, closes)


def joined(windows: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """The same seconds in order, in as few windows as can be.

    >>> [str(w) for w in joined((TimeWindow(Seconds(7200), Seconds(9000)), TimeWindow(Seconds(0), Seconds(7200))))]
    ['00:00-02:30']
    """
    whole: list[TimeWindow] = []
    for window in sorted(windows):
        if whole and window.opens <= whole[-1].closes + 1:
            window = TimeWindow(whole[-1].opens, max(whole.pop().closes, window.closes))
        whole.append(window)
    return tuple(whole)
