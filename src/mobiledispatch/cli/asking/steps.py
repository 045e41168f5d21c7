"""Step by step: who calls, and what is wanted, as far as nobody has typed it."""

from typing import TYPE_CHECKING

from mobiledispatch.cli.asking.clients import confirmed, who_calls
from mobiledispatch.cli.asking.meaning import reader_of
from mobiledispatch.cli.asking.prompts import ask
from mobiledispatch.cli.spoken import Words

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk

_NEEDED = ("address", "treatment", "minutes")
_STEPS = (
    ("address", "Address, with quadrant", ""),
    ("unit", "Unit (Enter: none)", ""),
    ("access", "Access, such as elevator; paid parking (Enter: easy)", ""),
    ("treatment", "Treatment", ""),
    ("minutes", "Minutes", "60"),
    ("people", "How many people, 1 or 2", "1"),
)
_OF_THE_DAY = (
    ("date", "Date, such as tomorrow, friday, 2026-11-23", "tomorrow"),
    ("availability", "When at home, such as after 3pm (Enter: any time)", ""),
)
_OF_THE_CREW = (
    ("therapist", "Therapist, such as must:ana, not:ben (Enter: anybody)", ""),
    ("gender", "Female, male, or doesn't matter (Enter)", ""),
)


def completed(words: Words, desk: "Desk") -> Words:
    """The words with what they leave out: what a slot needs, and without any words also what is wished.

    A client of the book has the card shown, and is asked about nothing that stands on it.
    """
    told = dict(words)
    card = who_calls(told, desk)
    if card:
        told = confirmed(card, told, desk)
    _ask_all([step for step in _STEPS if not card and (not words or step[0] in _NEEDED)], told, desk)
    if told.get("people") == "2" and not told.keys() & {"together", "in_turn"} and not words:
        told["together"] = _yes_or_nothing(
            ask("Both at the same time? yes or no", reader_of("first_visit", desk), "no")
        )
    _ask_all(_OF_THE_DAY if not words else (), told, desk)
    _ask_all(_OF_THE_CREW if not words and not card else (), told, desk)
    if not card and "first_visit" not in told:
        told["first_visit"] = ask("First visit? yes or no", reader_of("first_visit", desk), "yes")
    return {name: text for name, text in told.items() if text}


def _ask_all(steps: "tuple[tuple[str, str, str], ...] | list[tuple[str, str, str]]", told: Words, desk: "Desk") -> None:
    for name, question, default in steps:
        if name not in told:
            told[name] = ask(question, reader_of(name, desk), default, needed=name in _NEEDED)


def _yes_or_nothing(text: str) -> str:
    return text if text == "yes" else ""
