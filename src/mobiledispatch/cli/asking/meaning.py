"""What an answer to a question about the caller means, in the words that the command's options take."""

from typing import TYPE_CHECKING

from mobiledispatch.cli.asking.prompts import Reader, say
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.words import fold

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.model.practice import Practice


def reader_of(name: str, desk: "Desk") -> Reader:
    """How an answer is read as the option of that name. A lone `-` takes away what may be taken away."""

    def read(text: str) -> str:
        from mobiledispatch.desk.asking import dates_from
        from mobiledispatch.desk.caller import CLEARABLE, check_word

        if name == "date":
            dates_from(desk, text)
            return text
        if name in ("people", "first_visit"):
            return _one_word(name, text)
        if text == "-" and name in CLEARABLE:
            return text
        if name == "treatment":
            text = treatment_meant(text, desk.practice)
        check_word(name, text, desk.practice)
        if name == "address":
            _find(text, desk)
        return text

    return read


def _one_word(name: str, text: str) -> str:
    known = {"1": "1", "2": "2"} if name == "people" else {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
    if text.casefold() not in known:
        raise BadInput(f"{text!r} is no answer; write {' or '.join(dict.fromkeys(known.values()))}.")
    return known[text.casefold()]


def treatment_meant(text: str, practice: "Practice") -> str:
    """The text with each treatment that only one name of the practice begins with written in full, and said."""
    from mobiledispatch.intake.treatments import spellings

    def full(piece: str) -> str:
        codes = {t.code for t in practice.treatments if any(fold(s) == fold(piece) for s in spellings(t))}
        begun = {t.code for t in practice.treatments if any(fold(s).startswith(fold(piece)) for s in spellings(t))}
        if codes or len(begun) != 1 or not fold(piece):
            return piece
        code = begun.pop()
        say(f"  {practice.treatment(code).name}")
        return code

    return ">".join(full(piece) for piece in text.split(">"))


def _find(address: str, desk: "Desk") -> None:
    from mobiledispatch.model.request import Request

    desk.locate(Request(id="", client="", address=address, techniques=(), minutes=0))
