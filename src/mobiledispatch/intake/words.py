"""What people type, compared the way people compare: without case, accents and punctuation."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

LONGEST_SHOWN = 60


def fold(text: str) -> str:
    """The bare letters and digits of a text, for comparing only.

    >>> fold(" Postal-Code "), fold("Zoë"), fold("deep_tissue")
    ('postalcode', 'zoe', 'deeptissue')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def unaccented(text: str) -> str:
    """The text in lower case, its letters without their accents.

    >>> unaccented("Déc 25")
    'dec 25'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def tidy(text: str) -> str:
    """The text as typed, in NFC, with its outer blanks gone and inner runs of blanks made one space.

    >>> tidy("  Ana \\n Kowalczyk ")
    'Ana Kowalczyk'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that `word` most resembles, or None when it resembles none.

    >>> nearest("minuts", ["client", "minutes"]), nearest("shoe size", ["client", "minutes"])
    ('minutes', None)
    """
    by_fold = {fold(k): k for k in known}
    found = difflib.get_close_matches(fold(word), list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a complaint about an unknown word: the nearest known one, or all of them.

    >>> did_you_mean("sprots", ["sports", "relaxation"])
    'did you mean sports?'
    >>> did_you_mean("ice bath", ["sports", "relaxation"])
    'known are: sports, relaxation'
    """
    words = list(known)
    guess = nearest(word, words)
    return f"did you mean {guess}?" if guess else f"known are: {', '.join(words)}"


def shown(value: object) -> str:
    """A value as a complaint quotes it: on one line, inert on a terminal, and not too long.

    >>> shown("a\\x1b[31mb")
    "'a\\\\x1b[31mb'"
    """
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def pieces(text: str) -> list[str]:
    """The entries of a cell that holds several, divided by `;`, `,` or a line break.

    >>> pieces("must:ana; not:ben;")
    ['must:ana', 'not:ben']
    """
    return [piece.strip() for piece in re.split(r"[;,\n]", text) if piece.strip()]
