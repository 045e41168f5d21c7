"""What the book remembers of a client, in the words of the desk's options: told or shown before it is used."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mobiledispatch.desk.caller import Words
from mobiledispatch.model.booking import AT_WORK, Booking
from mobiledispatch.model.request import Answer, Request, Wish
from mobiledispatch.report.inert import one_line

QUESTIONS = ("open_wounds", "fractures", "blood_thinners")
"""The three screening questions, by the names of their options."""

OF_THE_DOOR = ("unit", "city", "postal_code", "access")
"""What does not follow a client to another address."""

OF_THE_PERSON = ("email", "pressure", "focus", "reason", *QUESTIONS, "cleared_by", "notes")
"""What goes with a client wherever, whatever and whenever the visit is."""


@dataclass(frozen=True, slots=True)
class Card:
    """A client's last visit; `since` is the date of the visit from which on each screening answer has been the same.

    `first_visit`: the intake is still to come, because nothing was ever booked.
    """

    last: Booking
    since: Mapping[str, datetime.date]
    first_visit: bool


def card_of(visits: Sequence[Booking]) -> Card:
    """The card of a client with these visits, the latest first."""
    last = visits[0]
    since = {}
    for name in QUESTIONS:
        answer = getattr(last.request, name)
        for visit in visits:
            if getattr(visit.request, name) is not answer:
                break
            since[name] = visit.date
    came = any(visit.status in AT_WORK for visit in visits)
    return Card(last, since, last.request.first_visit and not came)


def words_of(request: Request) -> dict[str, str]:
    """What a request states, by the names of the options; what it leaves open is not in it."""
    answers = {name: getattr(request, name) for name in QUESTIONS}
    said = {
        **{name: getattr(request, name) for name in ("client", "phone", "email", "address", "unit", "city")},
        "postal_code": request.postal_code,
        "access": "; ".join(request.access),
        "treatment": ">".join(request.techniques),
        "minutes": str(request.minutes or ""),
        "therapist": _wishes(request.therapist),
        "gender": _wishes(request.gender),
        "first_visit": "yes" if request.first_visit else "",
        **{name: getattr(request, name) for name in ("pressure", "focus", "reason")},
        "priority": "" if request.priority == _USUAL else str(request.priority),
        **{name: "" if answer is Answer.UNKNOWN else str(answer) for name, answer in answers.items()},
        "cleared_by": request.cleared_by,
        "notes": request.notes,
    }
    return {name: text for name, text in said.items() if text}


_USUAL = Request(id="", client="", address="", techniques=(), minutes=0).priority


def _wishes(wishes: Iterable[Wish]) -> str:
    return "; ".join(f"{wish.strength}:{wish.value}" for wish in wishes)


def used(card: Card, wish: Request, typed: Words) -> dict[str, str]:
    """What of the card stands in a wish although nobody has typed it."""
    known = words_of(card.last.request)
    return {name: text for name, text in words_of(wish).items() if known.get(name) == text and not typed.get(name)}


def card_entries(card: Card, words: Words) -> dict[str, str]:
    """The words as the desk reads them, by the option that changes each; an answer with its date."""
    from mobiledispatch.report.words import phone_words

    told = {}
    for name, text in words.items():
        date = card.since.get(name)
        since = f", since the visit of {date:%a} {date.day} {date:%b} {date.year}" if date else ""
        told[name] = one_line((phone_words(text) if name == "phone" else text.replace("_", " ")) + since)
    return told


def from_the_book(card: Card, wish: Request, typed: Words) -> str:
    """A sentence that tells what of the card is used; nothing if everything was typed."""
    entries = card_entries(card, used(card, wish, typed))
    return "from the book: " + "; ".join(f"{_label(name)}{text}" for name, text in entries.items()) if entries else ""


_PLAIN = ("client", "phone", "address", "treatment")


def _label(name: str) -> str:
    return "" if name in _PLAIN else f"{name.replace('_', ' ')} "


def unanswered(request: Request) -> tuple[str, ...]:
    """The screening questions to which nobody knows the answer yet, by the names of their options."""
    return tuple(name for name in QUESTIONS if getattr(request, name) is Answer.UNKNOWN)
