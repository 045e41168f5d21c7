"""The window that a client is told, what it costs, and the sentence to read aloud."""

import datetime
from collections.abc import Sequence

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.clock_face import time_words, without_half
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
    when, what = between(window), _massages(practice, people)
    names, known = _names(practice, therapists), _is_promised(practice, people)
    how = "at the same time" if people[0].together else "one after the other"
    if practice.quoting.basis == "arrival":
        comes = names if known else f"Your {_therapist(therapists)}, most likely {names},"
        return f"{comes} will arrive {when} for your {what}{f', {how}' if len(people) > 1 else ''}."
    who = f"{'' if known else 'most likely '}with {names}"
    if len(people) == 1:
        return f"Your {what} would start {when}, {who}."
    begins = f"start {how}, {when}" if people[0].together else f"follow {how}, the first starting {when}"
    return f"Your {what} would {begins}, {who}."


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _massages(practice: Practice, people: Sequence[Request]) -> str:
    first, *others = (massage(practice, request) for request in people)
    if others and all(other == first for other in others):
        return f"{_NUMBERS.get(len(people), len(people))} {first}s"
    return listed((first, *others))


def _names(practice: Practice, therapists: Sequence[str]) -> str:
    return listed(list(dict.fromkeys(practice.practitioner(t).name.split()[0] for t in therapists)))


def _therapist(therapists: Sequence[str]) -> str:
    return "therapist" if len(set(therapists)) == 1 else "therapists"


def _is_promised(practice: Practice, people: Sequence[Request]) -> bool:
    """Is it certain who comes? To whoever asked for it, or where nobody else could."""
    asked = all(any(w.strength is Strength.MUST for w in one.therapist) for one in people)
    return asked or len(practice.practitioners) == 1


def massage(practice: Practice, request: Request) -> str:
    """Such as `60-minute deep tissue massage`, of as many techniques as it has."""
    names = [practice.treatment(code).name.lower() for code in request.techniques]
    what = listed([name.removesuffix("massage").strip() for name in names])
    noun = "session" if "massage" in what else "massage"
    return " ".join(filter(None, (f"{request.minutes}-minute", what, noun)))


def listed(words: Sequence[str]) -> str:
    """Words in a row, as one speaks them.

    >>> listed(["deep tissue", "hot stone", "relaxation"])
    'deep tissue, hot stone and relaxation'
    """
    *front, last = words
    return f"{', '.join(front)} and {last}" if front else last


def between(window: TimeWindow) -> str:
    """A window as it is said on the phone.

    >>> between(TimeWindow(Seconds(50400), Seconds(52200))), between(TimeWindow(Seconds(41400), Seconds(43200)))
    ('between 2:00 and 2:30 pm', 'between 11:30 am and noon')
    """
    first, last = spoken(window.opens), spoken(window.closes)
    return f"at {last}" if first == last else f"between {without_half(first, last)} and {last}"


def spoken(t: Seconds) -> str:
    """A time of day as it is said in Edmonton, where 12:00 pm would be asked about.

    >>> spoken(Seconds(45900)), spoken(Seconds(43200))
    ('12:45 pm', 'noon')
    """
    return time_words(t).replace("12:00 pm", "noon")


def dollars(cents: int) -> str:
    """Dollars without idle cents.

    >>> dollars(12500), dollars(9950)
    ('$125', '$99.50')
    """
    return f"${cents // 100}" if cents % 100 == 0 else f"${cents / 100:.2f}"
