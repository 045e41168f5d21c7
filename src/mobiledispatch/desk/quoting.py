"""The window that a client is told, what it costs, and the sentence to read aloud."""

import datetime
from collections.abc import Sequence

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Strength


def promise(
    practice: Practice, start: Seconds, stops_before: int, allowed: Sequence[TimeWindow], wide: float = 1.0
) -> TimeWindow:
    """When the massage may start: from `start` on, wider for later stops and in bad weather, inside what is allowed."""
    rules = practice.quoting
    width = round(min(rules.window + stops_before * rules.per_later_stop, rules.window_most) * wide)
    last = max((w.closes for w in allowed if w.holds(start)), default=Seconds(start + width))
    return TimeWindow(start, Seconds(min(start + width, max(last, start))))


def quoted(practice: Practice, window: TimeWindow, setup: Seconds) -> TimeWindow:
    """The window in the practice's own terms: of the massage's start, or of the knock at the door."""
    if practice.quoting.basis == "start":
        return window
    return TimeWindow(Seconds(window.opens - setup), Seconds(window.closes - setup))


def price(practice: Practice, request: Request) -> int | None:
    """Cents before tax; None where the practice states no price for that length."""
    known = [practice.treatment(code).prices.get(request.minutes) for code in request.techniques]
    stated = [cents for cents in known if cents is not None]
    return max(stated) if stated else None


def sentence(
    practice: Practice, request: Request, date: datetime.date, therapist: str, window: TimeWindow, cents: int | None
) -> str:
    """What to say to the caller. A therapist is promised only to those who asked for one."""
    name = practice.practitioner(therapist).name.split()[0]
    asked = any(w.strength is Strength.MUST for w in request.therapist)
    come = "starts" if practice.quoting.basis == "start" else "knocks at your door"
    when = f"{date:%A}, {date:%B} {date.day}, "
    subject = f"{name} {come} " if asked else f"your therapist, probably {name}, {come} "
    told = when + subject + between(window)
    told += f" for {request.minutes} minutes of {_treatment(practice, request)}"
    return f"{told}{f', {dollars(cents)} before tax' if cents is not None else ''}. Shall I book that?"


def _treatment(practice: Practice, request: Request) -> str:
    return ", then ".join(practice.treatment(code).name.lower() for code in request.techniques)


def between(window: TimeWindow) -> str:
    """A window as it is said on the phone.

    >>> between(TimeWindow(Seconds(50400), Seconds(52200)))
    'between 2:00 and 2:30 pm'
    """
    if window.opens == window.closes:
        return f"at {spoken(window.opens)}"
    first, last = spoken(window.opens), spoken(window.closes)
    if first[-2:] == last[-2:]:
        first = first[:-3]
    return f"between {first} and {last}"


def spoken(t: Seconds) -> str:
    """A time of day as it is said in Edmonton.

    >>> spoken(Seconds(0)), spoken(Seconds(45900)), spoken(Seconds(81000))
    ('12:00 am', '12:45 pm', '10:30 pm')
    """
    hour, minute = t // 3600 % 24, t // 60 % 60
    return f"{hour % 12 or 12}:{minute:02d} {'am' if hour < 12 else 'pm'}"


def dollars(cents: int) -> str:
    """Dollars without idle cents.

    >>> dollars(12500), dollars(9950)
    ('$125', '$99.50')
    """
    return f"${cents // 100}" if cents % 100 == 0 else f"${cents / 100:.2f}"
