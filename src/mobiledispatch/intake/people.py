"""Who, how to reach them, and whom they want: names, phones, e-mail, postal codes, wishes, yes and no.

A reader here raises ValueError with the end of a sentence that starts with the value: what is wrong, and what to write.
"""

import re
import unicodedata
from collections.abc import Mapping

from mobiledispatch.intake.words import did_you_mean, fold, pieces, tidy
from mobiledispatch.model.request import Answer, Strength, Wish

PHONE_CURE = "write ten digits with the area code (780, 587, 825 or 368), such as 780-555-0100"
_LOCAL = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_EXTENSION = re.compile(r"\s*(?:;|,|\b)?\s*(?:ext(?:ension)?\.?|x|#)\s*=?\s*(\d{1,6})$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")
_POSTAL_CODE = re.compile(r"([ABCEGHJKLMNPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])[\s-]*(\d[ABCEGHJ-NPRSTV-Z]\d)")
_ANSWERS = {
    Answer.YES: ("yes", "y", "true", "1", "x", "✓"),
    Answer.NO: ("no", "n", "false", "0", "none"),
    Answer.UNKNOWN: ("unknown", "unsure", "not sure", "?", "maybe", "do not know", "don't know"),
}
GENDERS = {
    "female": ("female", "f", "woman", "w"),
    "male": ("male", "m", "man"),
    "nonbinary": ("nonbinary", "non-binary", "nb", "x"),
}


def read_line_of_text(text: str) -> str:
    """One line of text as typed, tidied; control characters are refused, because terminals obey them."""
    line = tidy(text)
    if any(unicodedata.category(letter) == "Cc" for letter in line):
        raise ValueError("holds a control character; type the cell again")
    return line


def read_text(text: str) -> str:
    """Several lines of text as typed, in NFC."""
    lines = [read_line_of_text(line) for line in text.splitlines()]
    return "\n".join(lines).strip()


def read_phone(text: str) -> str:
    """A phone number in E.164, with `;ext=` where there is an extension.

    >>> read_phone("(780) 555-0100"), read_phone("1 587 555 0100 x12")
    ('+17805550100', '+15875550100;ext=12')
    """
    if re.fullmatch(r"\d(?:[.,]\d+)?e\+?\d+", text.strip(), re.IGNORECASE):
        raise ValueError(
            "is a number that the spreadsheet has shortened; reformat the column as text and type it again"
        )
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension else re.sub(r"\.0$", "", text.strip())
    return _e164(number) + (f";ext={extension[1]}" if extension else "")


def _e164(number: str) -> str:
    # Numbers pasted from a phone's address book arrive wrapped in invisible direction marks.
    plain = "".join(letter for letter in number if unicodedata.category(letter) != "Cf").strip()
    digits = re.sub(r"[\s().\-‐‑–/]", "", plain)
    if re.fullmatch(r"\+(?!1)[2-9]\d{6,14}", digits):
        return digits
    local = re.sub(r"^\+?1(?=\d{10}$)", "", digits)
    if not _LOCAL.fullmatch(local):
        raise ValueError(f"is no phone number; {PHONE_CURE}")
    return f"+1{local}"


def read_email(text: str) -> str:
    """An e-mail address, as typed."""
    plain = read_line_of_text(text)
    if not _EMAIL.fullmatch(plain):
        raise ValueError("is no e-mail address; write name@example.com, or leave it empty")
    return plain


def read_postal_code(text: str) -> str:
    """A Canadian postal code as Canada Post writes it.

    >>> read_postal_code("t5j2r7")
    'T5J 2R7'
    """
    match = _POSTAL_CODE.fullmatch(text.strip().upper())
    if not match:
        raise ValueError("is no postal code; write one such as T5J 2R7, or leave it empty")
    return f"{match[1]} {match[2]}"


def read_answer(text: str) -> Answer:
    """Yes, no or unknown."""
    plain = tidy(text).casefold()
    answer = next((answer for answer, words in _ANSWERS.items() if plain in words), None)
    if answer is None:
        raise ValueError("is no answer; write yes, no or unknown")
    return answer


def read_yes_or_no(text: str) -> bool:
    """Yes or no."""
    try:
        answer = read_answer(text)
    except ValueError:
        answer = Answer.UNKNOWN
    if answer is Answer.UNKNOWN:
        raise ValueError("is no answer; write yes or no")
    return answer is Answer.YES


def read_wishes(text: str, known: Mapping[str, str], what: str) -> tuple[Wish, ...]:
    """Wishes such as `must:ana; not:ben`. `known` maps every folded spelling to the word it stands for.

    >>> read_wishes("must: Ana", {"ana": "ana", "ben": "ben"}, "therapist")
    (Wish(strength=<Strength.MUST: 'must'>, value='ana'),)
    """
    wishes = tuple(dict.fromkeys(_wish(piece, known, what) for piece in pieces(text)))
    for wish in wishes:
        if wish.strength is not Strength.NOT and Wish(Strength.NOT, wish.value) in wishes:
            raise ValueError(f"both wants and refuses {wish.value}; keep one of the two")
    return wishes


def _wish(piece: str, known: Mapping[str, str], what: str) -> Wish:
    word, colon, value = (part.strip() for part in piece.partition(":"))
    words = list(dict.fromkeys(known.values()))
    if not colon:
        value = known.get(fold(piece), words[0])
        raise ValueError(f"says {piece!r} without how strongly; write must:{value}, prefer:{value} or not:{value}")
    if word.casefold() not in set(Strength):
        raise ValueError(f"starts with {word!r}; {did_you_mean(word, [str(s) for s in Strength])}")
    if fold(value) not in known:
        raise ValueError(f"names no {what} of the practice, {value!r}; {did_you_mean(value, words)}")
    return Wish(Strength(word.casefold()), known[fold(value)])


def genders() -> dict[str, str]:
    """Every folded spelling of a gender, and the word it stands for."""
    return {fold(spelling): word for word, spellings in GENDERS.items() for spelling in spellings}
