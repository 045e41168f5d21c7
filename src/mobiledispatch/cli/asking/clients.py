"""Who calls: a stranger, or somebody of the book, whose card is shown and confirmed or changed before it is used."""

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from mobiledispatch.cli.asking.meaning import reader_of
from mobiledispatch.cli.asking.prompts import ask, one_of, say
from mobiledispatch.cli.spoken import Words
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.words import fold

if TYPE_CHECKING:
    from mobiledispatch.desk.card import Card
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.model.request import Request


def who_calls(told: Words, desk: "Desk") -> "Card | None":
    """The card of whoever is named in `told`, which is asked and completed; None for a stranger."""
    if not told.get("client") and not told.get("phone"):
        told.update(_name_or_number(ask("Client's name or telephone (Enter: not said yet)")))
    return card_of_client(told, desk)


def _name_or_number(text: str) -> Words:
    from mobiledispatch.intake.people import read_phone

    try:
        read_phone(text)
    except ValueError:
        return {"client": text}
    return {"phone": text}


def card_of_client(told: Words, desk: "Desk") -> "Card | None":
    """The card of the client that `told` names by name or number; asked where the book knows several."""
    from mobiledispatch.desk.asking import people_called
    from mobiledispatch.report.inert import one_line

    cards = people_called(desk, told.get("client", ""), told.get("phone", ""))
    picked: int | None = 0
    if len(cards) > 1:
        lines = [one_line(f"{c.last.request.client}, {c.last.request.phone}; {c.last.request.address}") for c in cards]
        picked = one_of("Which of them? (Enter: somebody else)", lines)
    if not cards or picked is None:
        return None
    told["client"] = cards[picked].last.request.client
    told["phone"] = cards[picked].last.request.phone or told.get("phone", "")
    return cards[picked]


def confirmed(card: "Card", told: Words, desk: "Desk") -> Words:
    """The words with what the client wants otherwise than last time; the rest is on the screen, and stays."""
    from mobiledispatch.desk.asking import seat_said, with_intake
    from mobiledispatch.desk.caller import read_caller
    from mobiledispatch.desk.card import words_of

    def card_now(words: Words) -> Words:
        _, wish = seat_said(desk, words.get("therapist", ""))
        return words_of(read_caller({**words, "therapist": wish}, desk.practice, card.last.request).request)

    kept = _kept(card, with_intake(card, told), desk, card_now)
    return {**card_now(kept), **kept}


def confirmed_person(card: "Card", visit: "Request", told: Words, desk: "Desk") -> Words:
    """As `confirmed`, for a client of whom the desk learns only after a slot is held: what goes with the person, and
    with the door if it is the same."""
    from mobiledispatch.desk.card import OF_THE_DOOR, OF_THE_PERSON, words_of

    known, stated = words_of(card.last.request), words_of(visit)
    same_door = visit.address == card.last.request.address
    names = (*(OF_THE_DOOR if same_door else ()), *OF_THE_PERSON)
    kept = {name: known[name] for name in names if name in known and not told.get(name) and not stated.get(name)}
    intake = {} if card.first_visit or not visit.first_visit else {"first_visit": "no"}

    def card_now(words: Words) -> Words:
        return {name: text for name, text in words.items() if text != "-"}

    return _kept(card, {**kept, **intake, **told}, desk, card_now)


def _kept(card: "Card", words: Words, desk: "Desk", card_now: Callable[[Words], Words]) -> Words:
    told = dict(words)
    while True:
        now = card_now(told)
        say("\n".join(_lines(card, now)))
        change = ask("Enter keeps all of this; or write what changes, such as: minutes 90")
        if not change:
            return told
        try:
            name, text = _change_meant(change)
            told[name] = reader_of(name, desk)(text) if text else ask(_words(name), reader_of(name, desk))
        except BadInput as fault:
            say(str(fault))


def _lines(card: "Card", now: Words) -> list[str]:
    from mobiledispatch.cli.desk_output import width
    from mobiledispatch.desk.card import card_entries

    lines = [
        f"From the book, last visit {card.last.date:%a} {card.last.date.day} {card.last.date:%b} {card.last.date.year}:"
    ]
    for name, text in card_entries(card, now).items():
        lead = f"  {_words(name):<15}"
        lines += textwrap.wrap(text, max(width(), 40), initial_indent=lead, subsequent_indent=" " * len(lead))
    return lines


def _words(name: str) -> str:
    return name.replace("_", " ")


def _change_meant(typed: str) -> tuple[str, str]:
    """What is to change, and to what: `minutes 90`, `blood thinners no`, `unit`."""
    from mobiledispatch.desk.card import OF_THE_DOOR, OF_THE_PERSON

    names = ("client", "phone", "address", *OF_THE_DOOR, "treatment", "minutes", "therapist", "gender", "first_visit")
    pieces = typed.split()
    for size in (2, 1) if fold("".join(pieces[1:2])) else (1,):
        said = fold("".join(pieces[:size]))
        fitting = [name for name in (*names, *OF_THE_PERSON, "priority") if fold(name).startswith(said)]
        exact = [name for name in fitting if fold(name) == said]
        if len(exact or fitting) == 1:
            return (exact or fitting)[0], " ".join(pieces[size:])
    known = ", ".join(_words(name) for name in (*names, *OF_THE_PERSON))
    raise BadInput(f"{typed!r} names nothing that can be changed; write one of: {known}.")
