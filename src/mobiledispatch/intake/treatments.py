"""Treatments as clients name them, and the words around a treatment: pressure, access."""

import re
from collections.abc import Iterable

from mobiledispatch.intake.words import did_you_mean, fold, nearest, pieces, tidy
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.treatment import Treatment

PRESSURES = ("light", "moderate", "firm", "deep")
ACCESS = {
    "paid_parking": ("paid parking", "pay parking", "parkade", "meter"),
    "far_parking": ("far parking", "parking far away"),
    "walk_up": ("walk up", "stairs", "no elevator"),
    "elevator": ("elevator", "lift"),
}


def read_techniques(text: str, practice: Practice) -> tuple[str, ...]:
    """The treatment codes of an order such as `deep_tissue>relaxation`; ValueError naming the nearest code."""
    names = [name.strip() for name in re.split(r">|→", text)]
    if not all(names):
        raise ValueError("has a treatment missing beside >; write an order such as deep_tissue>relaxation")
    return tuple(_code(name, practice.treatments) for name in names)


def spellings(treatment: Treatment) -> tuple[str, ...]:
    """Every way to write a treatment: code, name and aliases."""
    return (treatment.code, treatment.name, *treatment.aliases)


def _code(name: str, treatments: Iterable[Treatment]) -> str:
    codes = {fold(spelling): t.code for t in treatments for spelling in spellings(t)}
    if fold(name) in codes:
        return codes[fold(name)]
    guess = nearest(name, codes)
    cure = f"did you mean {codes[guess]}?" if guess else did_you_mean(name, dict.fromkeys(codes.values()))
    raise ValueError(f"is no treatment of the practice; {cure}")


def read_pressure(text: str) -> str:
    """A pressure, or one per area (`lower back=firm; legs=light`), in lower case.

    >>> read_pressure("Firm"), read_pressure("lower back = firm;legs=light")
    ('firm', 'lower back=firm; legs=light')
    """
    return "; ".join(_pressure(piece) for piece in pieces(text))


def _pressure(piece: str) -> str:
    area, _, level = (part.strip().casefold() for part in piece.rpartition("="))
    if level not in PRESSURES:
        raise ValueError(f"has no such pressure as {level!r}; {did_you_mean(level, PRESSURES)}")
    return f"{area}={level}" if area else level


def read_access(text: str) -> tuple[str, ...]:
    """What stands between the car and the door: known words as their code, anything else as typed.

    >>> read_access("Elevator; paid parking; buzzer 204")
    ('elevator', 'paid_parking', 'buzzer 204')
    """
    return tuple(dict.fromkeys(_access(piece) for piece in pieces(text)))


def _access(piece: str) -> str:
    codes = {fold(spelling): code for code, words in ACCESS.items() for spelling in (code, *words)}
    if fold(piece) in codes:
        return codes[fold(piece)]
    if guess := nearest(piece, codes, cutoff=0.85):
        raise ValueError(f"holds {piece!r}; did you mean {codes[guess]}?")
    return tidy(piece)
