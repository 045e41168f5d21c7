"""Colours and shapes that tell therapists apart, also for colour-blind eyes and on a black-and-white print.

Okabe and Ito's colours without yellow, which no white page shows; shapes change with every therapist too.
"""

from dataclasses import dataclass

_COLOURS = (
    ("#0072B2", "#fff"),
    ("#D55E00", "#fff"),
    ("#007A5A", "#fff"),
    ("#CC79A7", "#000"),
    ("#4D4D4D", "#fff"),
    ("#E69F00", "#000"),
    ("#56B4E9", "#000"),
)
_SHAPES = ("round", "square", "diamond")
_WEIGHTS = (8.0, 5.5, 3.0)
"""A wide line shows on both sides of a narrower one that shares its road."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one therapist's route is drawn: CSS class names, the line's colour and its width in pixels."""

    classes: str
    colour: str
    weight: float


def look(position: int) -> Look:
    """The look of the therapist at `position` of the day; 21 differ, then they repeat.

    >>> look(0).classes, look(4).classes
    ('c0 round', 'c4 square')
    """
    number = position % len(_COLOURS)
    shape = position % len(_SHAPES)
    return Look(f"c{number} {_SHAPES[shape]}", _COLOURS[number][0], _WEIGHTS[shape])


def colour_rules() -> str:
    """The CSS that gives each class its colours."""
    return "\n".join(f".c{n} {{ --paint: {paint}; --ink: {ink}; }}" for n, (paint, ink) in enumerate(_COLOURS))
