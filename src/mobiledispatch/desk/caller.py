"""What a caller wants, in the nouns of the practice: read once, asked of as many dates as need be."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mobiledispatch.desk.standing import CALLER
from mobiledispatch.errors import BadInput
from mobiledispatch.intake import people
from mobiledispatch.intake.cells import hours_on, read_address, read_genders, read_therapists
from mobiledispatch.intake.durations import read_minutes
from mobiledispatch.intake.treatments import read_access, read_techniques
from mobiledispatch.intake.windows import read_windows
from mobiledispatch.intake.words import fold
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Status

Words = Mapping[str, str]
"""What was typed, by the name of the option; an empty text was not said."""


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller's wish. `availability` stays in words: what "after 3" means depends on the hours of each date.

    Without words, the request's own windows count.
    """

    request: Request
    availability: str = ""

    def on(self, date: datetime.date, practice: Practice) -> Request:
        """The wish as a request for one date. BadInput if the availability means nothing on it."""
        windows: tuple[TimeWindow, ...] = self.request.availability
        if self.availability:
            try:
                windows = read_windows(self.availability, hours_on(practice, date))
            except ValueError as fault:
                raise BadInput(f"--availability {self.availability!r} {fault}") from None
        return replace(self.request, date=date, availability=windows)


def read_caller(words: Words, practice: Practice, before: Request | None = None) -> Caller:
    """The wish that the words state; what they leave out is taken from `before`, the client's last request.

    BadInput names every word that cannot be understood, and every one that is missing, in one go.
    """
    values, complaints = _read(words, _readers(practice))
    start = before or Request(id="", client="", address="", techniques=(), minutes=0)
    kept = replace(start, id=CALLER, line=0, date=None, start=None, availability=(), status=Status.REQUESTED)
    if "address" in values:
        kept = replace(kept, unit="", city="", postal_code="")  # they belonged to the old one
    request = replace(kept, **values)  # type: ignore[arg-type]
    request = replace(request, first_visit=bool(words.get("first_visit")) and before is None)
    complaints += [f"--{_option(name)} is missing: {cure}" for name, cure in _REQUIRED if not getattr(request, name)]
    if complaints:
        raise BadInput(complaints)
    return Caller(request, words.get("availability", "").strip())


def read_answers(words: Words, request: Request) -> Request:
    """The request with what is answered at booking: screening, clearance, notes. BadInput for what is no answer."""
    values, complaints = _read(words, _ANSWERS)
    if complaints:
        raise BadInput(complaints)
    return replace(request, **values)  # type: ignore[arg-type]


def check_word(name: str, text: str, practice: Practice) -> None:
    """BadInput if the text means nothing as the option of that name."""
    reader = {**_readers(practice), "availability": lambda t: read_windows(t, hours_on(practice, None))}
    name = "techniques" if name == "treatment" else name
    if complaints := _read({name: text, "treatment": text}, {name: reader[name]})[1]:
        raise BadInput(complaints)


Readers = Mapping[str, Callable[[str], object]]

_ANSWERS: Readers = {
    "open_wounds": people.read_answer,
    "fractures": people.read_answer,
    "blood_thinners": people.read_answer,
    "cleared_by": people.read_line_of_text,
    "notes": people.read_text,
}


def _readers(practice: Practice) -> Readers:
    return {
        **_ANSWERS,
        "client": people.read_line_of_text,
        "phone": people.read_phone,
        "email": people.read_email,
        "address": read_address,
        "unit": people.read_line_of_text,
        "city": people.read_line_of_text,
        "postal_code": people.read_postal_code,
        "techniques": lambda text: read_techniques(text, practice),
        "minutes": read_minutes,
        "therapist": lambda text: read_therapists(text, practice),
        "gender": lambda text: read_genders(firmly(text)),
        "access": read_access,
    }


def firmly(text: str) -> str:
    """A bare word as a wish that binds: who says "female" on the phone means it.

    >>> firmly("female"), firmly("prefer:female"), firmly("doesn't matter")
    ('must:female', 'prefer:female', "doesn't matter")
    """
    return f"must:{text}" if fold(text) in people.genders() else text


def _read(words: Words, readers: Readers) -> tuple[dict[str, object], list[str]]:
    """What the words say, and the complaints about those that say nothing."""
    values: dict[str, object] = {}
    complaints = []
    for name, reader in readers.items():
        typed = words.get("treatment" if name == "techniques" else name, "")
        if typed.strip():
            try:
                values[name] = reader(typed)
            except ValueError as fault:
                complaints.append(f"--{_option(name)} {typed!r} {fault}")
    return values, complaints


_REQUIRED = (
    ("address", "where is the visit? A client in the book needs only --client."),
    ("techniques", "which treatment, such as deep_tissue?"),
    ("minutes", "how long a massage, such as 60?"),
)


def _option(name: str) -> str:
    return {"techniques": "treatment"}.get(name, name).replace("_", "-")
