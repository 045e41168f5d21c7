"""Lines that fit a terminal or a sheet of paper, however narrow."""

import re
import textwrap
from collections.abc import Iterable, Sequence

NARROWEST = 24

_HALF_OF_DAY = re.compile(r"(?<=\d) (?=[ap]m\b)")
_JOINT = "\0"
"""For the blank before am and pm while a line is broken; no text that is printed holds a NUL."""


def wrapped(text: str, width: int, indent: int = 0, first: str = "") -> list[str]:
    """The text in lines of at most `width`, all indented by `indent`; `first` stands in the first line's indent."""
    room = max(width, NARROWEST)
    lead = f"{first:<{indent}}"
    whole = _HALF_OF_DAY.sub(_JOINT, text)
    lines = textwrap.wrap(whole, room, initial_indent=lead, subsequent_indent=" " * indent) or [lead.rstrip()]
    return [line.replace(_JOINT, " ") for line in lines]


def flowed(pieces: Sequence[str], width: int, indent: int = 0, joint: str = ", ") -> list[str]:
    """Pieces joined in lines of at most `width`, broken between pieces rather than within one.

    >>> flowed(["arrive 08:35", "massage starts 08:50"], 30, 2)
    ['  arrive 08:35,', '  massage starts 08:50']
    """
    lines: list[str] = []
    line = ""
    for piece in pieces:
        longer = f"{line}{joint}{piece}" if line else piece
        if line and indent + len(longer) + 1 > max(width, NARROWEST):
            lines.append(line + joint.rstrip())
            longer = piece
        line = longer
    return [kept for text in (*lines, line) for kept in wrapped(text, width, indent)]


def page(lines: Iterable[str]) -> str:
    """The lines as one text: no trailing blanks, one line break at the end."""
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
