"""One of the offers on the screen, by its number or by when it starts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mobiledispatch.cli.asking.prompts import ask
from mobiledispatch.desk.offer import Offer
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.words import fold

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk

QUESTION = "Which one? Its number, or a start such as 16:15 ana (Enter: none)"


def picked(desk: "Desk", told: Sequence[Offer], offers: Sequence[Offer]) -> Offer | None:
    """The offer that is wanted: one of `told` by its number, or any of `offers` by start, therapist and weekday."""
    chosen: list[Offer] = []

    def read(text: str) -> str:
        chosen[:] = [meant(desk, text, told, offers)]
        return text

    return chosen[0] if ask(QUESTION, read) else None


def meant(desk: "Desk", text: str, told: Sequence[Offer], offers: Sequence[Offer]) -> Offer:
    """BadInput for what is none of the offers, or may be one of several dates."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(told):
        return told[int(text) - 1]
    fitting = [offer for offer in sorted(offers, key=lambda o: o.rank) if _is(desk, offer, text)]
    dates = sorted({offer.date for offer in fitting})
    if len(dates) > 1:
        raise BadInput(
            f"{text!r} may be on {' or '.join(f'{date:%A}' for date in dates)}: add the day, such as 9:00 tue."
        )
    if not fitting:
        raise BadInput(f"{text!r} is none of the offers.")
    return fitting[0]


def _is(desk: "Desk", offer: Offer, text: str) -> bool:
    """Do all words of the text say this offer: its start, and if they are named its therapist and its weekday?"""
    from mobiledispatch.desk.when import start_said
    from mobiledispatch.intake.cells import hours_on

    therapists = {fold(spelling): p.id for p in desk.practice.practitioners for spelling in (p.id, p.name)}
    time = []
    for word in text.split():
        if fold(word) in therapists:
            if therapists[fold(word)] != offer.therapist:
                return False
        elif len(fold(word)) > 2 and fold(word).isalpha():
            if not fold(f"{offer.date:%A}").startswith(fold(word)):
                return False
        else:
            time.append(word)
    return bool(time) and start_said(" ".join(time), hours_on(desk.practice, offer.date)) == offer.start
