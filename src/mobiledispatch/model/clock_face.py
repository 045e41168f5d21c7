"""Times of day as people read them: `3:00 pm` or `15:00`, whichever clock the practice goes by.

`clock.clock` writes for programs, always in 24 hours; this module writes for people. Which face is up depends on who
reads, and on nothing that the sentence is about. So it belongs to the context, as the rounding of `decimal` does:
whoever knows the practice puts its face up for as long as the work for its readers lasts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from mobiledispatch.model.clock import Seconds, TimeWindow, clock, full_clock


class ClockFace(StrEnum):
    """12 hours with am and pm, or 24."""

    TWELVE = "12h"
    TWENTY_FOUR = "24h"


_face = ContextVar("_face", default=ClockFace.TWELVE)


@contextmanager
def read_by(face: ClockFace) -> Iterator[None]:
    """For as long as this lasts, times are written for readers of that face."""
    before = _face.set(face)
    try:
        yield
    finally:
        _face.reset(before)


def put_up(face: ClockFace) -> None:
    """From now on, to the end of this context, times are written for readers of that face."""
    _face.set(face)


def time_words(t: Seconds, exact: bool = False) -> str:
    """A time of day, `exact` to the second.

    >>> time_words(Seconds(0)), time_words(Seconds(45900)), time_words(Seconds(81007), exact=True)
    ('12:00 am', '12:45 pm', '10:30:07 pm')
    >>> with read_by(ClockFace.TWENTY_FOUR):
    ...     time_words(Seconds(81000))
    '22:30'
    """
    written = full_clock(t) if exact else clock(t)
    if _face.get() is ClockFace.TWENTY_FOUR:
        return written
    hour = t // 3600 % 24
    return f"{hour % 12 or 12}{written[written.index(':') :]} {'am' if hour < 12 else 'pm'}"


def window_words(window: TimeWindow) -> str:
    """From when to when, as `span_words`.

    >>> window_words(TimeWindow(Seconds(54000), Seconds(55800)))
    '3:00-3:30 pm'
    """
    return span_words(window.opens, window.closes)


def span_words(begins: Seconds, ends: Seconds, exact: bool = False, dash: str = "-") -> str:
    """From when to when, even if that is wrong way round; the one time of a span without length.

    >>> span_words(Seconds(42300), Seconds(44100)), span_words(Seconds(54000), Seconds(54000))
    ('11:45 am-12:15 pm', '3:00 pm')
    """
    first, last = time_words(begins, exact), time_words(ends, exact)
    return first if first == last else f"{without_half(first, last)}{dash}{last}"


def without_half(first: str, last: str) -> str:
    """`first` without the am or pm that `last` says for both."""
    return first[:-3] if first[-3:] == last[-3:] and first.endswith("m") else first


def column() -> int:
    """How many columns the longest time of day takes."""
    return 5 if _face.get() is ClockFace.TWENTY_FOUR else 8


def time_in_column(t: Seconds) -> str:
    """A time of day that stands flush with those above and below it.

    >>> time_in_column(Seconds(54000)), time_in_column(Seconds(42300))
    (' 3:00 pm', '11:45 am')
    """
    return f"{time_words(t):>{column()}}"
