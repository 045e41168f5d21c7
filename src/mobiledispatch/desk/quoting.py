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


def price(practice: Practice, people: Sequence[Request]) -> int | None:
    """Cents before tax of all massages; None where the practice states no price for one of the lengths."""
    cents = [_price(practice, request) for request in people]
    return None if None in cents else sum(one for one in cents if one is not None)


def _price(practice: Practice, request: Request) -> int | None:
    known = [practice.treatment(code).prices.get(request.minutes) for code in request.techniques]
    return max((cents for cents in known if cents is not None), default=None)


def sentence(
    practice: Practice,
    people: Sequence[Request],
    date: datetime.date,
    therapists: Sequence[str],
    window: TimeWindow,
    cents: int | None,
) -> str:
    """What to say to the caller. A therapist is promised only to those who asked for one."""
    offer = f"I can offer {date:%A}, {date:%B} {date.day}."
    book = "Shall I book it?" if len(people) == 1 else "Shall I book both?"
    cost = "" if cents is None else f" {'It is' if len(people) == 1 else 'Together it is'} {dollars(cents)} plus tax."
    return f"{offer} {_what_and_when(practice, people, therapists, window)}{cost} {book}"


def _what_and_when(practice: Practice, people: Sequence[Request], therapists: Sequence[str], window: TimeWindow) -> str:
    when, who = between(window), _who(practice, people, therapists)
    by_start = practice.quoting.basis == "start"
    if len(people) == 1:
        what = massage(practice, people[0])
        return (
            f"Your {what} would start {when}, {who}." if by_start else f"For your {what} we would arrive {when}, {who}."
        )
    both = _both(practice, people)
    how = "at the same time" if people[0].together else "one after the other"
    if not by_start:
        return f"For your {both}, {how}, we arrive {when}, {who}."
    begins = f"would start {how}," if people[0].together else f"would follow {how}, the first"
    return f"Your {both} {begins} {when}, {who}."


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _both(practice: Practice, people: Sequence[Request]) -> str:
    first, *others = (massage(practice, request) for request in people)
    if all(other == first for other in others):
        return f"{_NUMBERS.get(len(people), len(people))} {first}s"
    return " and ".join((first, *others))


def _who(practice: Practice, people: Sequence[Request], therapists: Sequence[str]) -> str:
    names = list(dict.fromkeys(practice.practitioner(t).name.split()[0] for t in therapists))
    asked = all(any(w.strength is Strength.MUST for w in one.therapist) for one in people)
    return f"{'' if asked else 'most likely '}with {' and '.join(names)}"


def massage(practice: Practice, request: Request) -> str:
    """Such as `60-minute deep tissue massage`."""
    what = ", then ".join(practice.treatment(code).name.lower() for code in request.techniques)
    return f"{request.minutes}-minute {what}" + ("" if what.endswith("massage") else " massage")


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
