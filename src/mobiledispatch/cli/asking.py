"""Step by step: what `slots` asks for when it is typed without words on a terminal."""

from typing import TYPE_CHECKING

import typer

from mobiledispatch.cli.spoken import Words
from mobiledispatch.errors import BadInput

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk

_STEPS = (
    ("client", "Client's name (leave empty for a stranger)"),
    ("address", "Address, with quadrant"),
    ("treatment", "Treatment"),
    ("minutes", "Minutes"),
    ("date", "Date (2026-11-23, tomorrow, friday)"),
    ("availability", "When at home (after 3pm; empty for any time)"),
    ("therapist", "Therapist (must:ana, not:ben; empty for anybody)"),
    ("gender", "Female, male, or doesn't matter"),
)
_MAY_BE_EMPTY = {"client", "availability", "therapist", "gender"}


def completed(words: Words, desk: "Desk", terminal: bool) -> Words:
    """The words as typed; with none at all, on a terminal, what the desk answers step by step."""
    if words or not terminal:
        return words
    told: Words = {}
    for name, question in _STEPS:
        if name not in _known(told, desk):
            told[name] = _answer(name, question, told, desk)
    return {name: text for name, text in told.items() if text}


def _answer(name: str, question: str, told: Words, desk: "Desk") -> str:
    """One answer that can be understood; asked again until it is."""
    while True:
        text = str(typer.prompt(question, default="" if name in _MAY_BE_EMPTY else None, show_default=False, err=True))
        try:
            _check(name, text, told, desk)
        except BadInput as fault:
            typer.echo(str(fault), err=True)
            continue
        return text.strip()


def _check(name: str, text: str, told: Words, desk: "Desk") -> None:
    from mobiledispatch.desk.asking import dates_from, known_client
    from mobiledispatch.desk.caller import check_word
    from mobiledispatch.model.request import Request

    if name == "client":
        known_client(desk, text, told.get("phone", ""))
    elif name == "date":
        dates_from(desk, text)
    else:
        check_word(name, text, desk.practice)
    if name == "address":
        desk.locate(Request(id="", client="", address=text.strip(), techniques=(), minutes=0))


def _known(told: Words, desk: "Desk") -> set[str]:
    """What the book knows of the client: nothing of it is asked again."""
    from mobiledispatch.desk.asking import known_client

    client = told.get("client", "")
    known = known_client(desk, client, "") if client else None
    return {"address", "treatment", "minutes"} if known else set()
