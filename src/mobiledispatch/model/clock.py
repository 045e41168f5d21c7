"""Wall-clock seconds since local midnight of the service date, and the windows made of them."""

import re
from dataclasses import dataclass
from typing import NewType

Seconds = NewType("Seconds", int)

DAY = Seconds(24 * 3600)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")


def minutes(n: float) -> Seconds:
    """Whole seconds of n minutes.

    >>> minutes(1.5)
    90
    """
    return Seconds(round(n * 60))


def clock(t: Seconds) -> str:
    """Write a time of day the way the desk says it.

    >>> clock(Seconds(9 * 3600 + 5 * 60))
    '09:05'
    """
    return f"{t // 3600:02d}:{t // 60 % 60:02d}"


def full_clock(t: Seconds) -> str:
    """Write a time of day with its seconds, as plan.json holds it.

    >>> full_clock(Seconds(9 * 3600 + 5 * 60 + 7))
    '09:05:07'
    """
    return f"{clock(t)}:{t % 60:02d}"


def read_clock(text: str, latest: Seconds = DAY) -> Seconds:
    """The seconds of `HH:MM` or `HH:MM:SS`; ValueError for anything else, or past `latest`.

    >>> read_clock("09:05")
    32700
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a time such as 09:05")
    hour, minute, second = (int(part or 0) for part in match.groups())
    t = Seconds(hour * 3600 + minute * 60 + second)
    if t > latest:
        raise ValueError(f"{text!r} is past {clock(latest)}")
    return t


def in_words(span: Seconds) -> str:
    """A length of time in the largest units that say it.

    >>> in_words(Seconds(5400)), in_words(Seconds(600)), in_words(Seconds(45))
    ('1 h 30 min', '10 min', '45 s')
    """
    if span < 60:
        return f"{span} s"
    hours, rest = divmod(round(span / 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """When something may begin (or, for availability, be); both ends count. ValueError if it closes before it opens."""

    opens: Seconds
    closes: Seconds

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise ValueError(f"window closes at {clock(self.closes)}, before it opens at {clock(self.opens)}")

    def holds(self, t: Seconds) -> bool:
        return self.opens <= t <= self.closes

    def wait_from(self, arrival: Seconds) -> Seconds:
        """Idle seconds of who arrives at `arrival`.

        >>> TimeWindow(Seconds(600), Seconds(900)).wait_from(Seconds(540))
        60
        """
        return Seconds(max(0, self.opens - arrival))

    def meet(self, other: "TimeWindow") -> "TimeWindow | None":
        """What two windows share, or None."""
        opens, closes = max(self.opens, other.opens), min(self.closes, other.closes)
        return TimeWindow(opens, closes) if opens <= closes else None

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"
