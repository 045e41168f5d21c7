"""One question on a terminal, asked again until the answer can be understood."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from mobiledispatch.cli.terminal import unfiltered
from mobiledispatch.errors import BadInput

Reader = Callable[[str], str]
"""What an answer means; BadInput with what is wrong where it means nothing."""


def may_ask(as_json: bool) -> bool:
    """Is there somebody at a terminal to answer?"""
    return sys.stdin.isatty() and not as_json


def sees_offers(as_json: bool) -> bool:
    """Does whoever could answer also see what is printed, so that one of it can be picked?"""
    return may_ask(as_json) and unfiltered(sys.stdout).isatty()


def say(text: str) -> None:
    typer.echo(text, err=True)


def as_typed(text: str) -> str:
    return text.strip()


@contextmanager
def nothing_taken() -> Iterator[None]:
    """Whoever leaves here (Ctrl-C, Ctrl-D) leaves nothing in the book; exit 130."""
    try:
        yield
    except typer.Abort:
        say("\nNothing is taken.")
        raise typer.Exit(130) from None


def ask(question: str, read: Reader = as_typed, default: str = "", needed: bool = False) -> str:
    """The answer as it was understood; Enter is `default`, which is shown, and nothing where nothing is needed."""
    while True:
        left = None if needed and not default else default
        text = str(typer.prompt(question, default=left, show_default=bool(default), err=True)).strip()
        try:
            return read(text) if text else ""
        except BadInput as fault:
            say(str(fault))


def yes(question: str) -> bool:
    """Yes or no; Enter is no."""
    return ask(f"{question} yes or no", default="no", read=_yes_or_no) == "yes"


def _yes_or_no(text: str) -> str:
    word = text.casefold()
    if word not in ("y", "yes", "n", "no"):
        raise BadInput(f"{text!r} is no answer; write yes or no.")
    return "yes" if word.startswith("y") else "no"


def one_of(question: str, choices: list[str]) -> int | None:
    """Which of the numbered choices; None for none of them."""

    def number(text: str) -> str:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= len(choices)):
            raise BadInput(f"{text!r} is no number from 1 to {len(choices)}.")
        return text

    for k, choice in enumerate(choices, start=1):
        say(f" {k}. {choice}")
    picked = ask(question, read=number)
    return int(picked) - 1 if picked else None
