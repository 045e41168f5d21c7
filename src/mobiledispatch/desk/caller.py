"""What a caller wants, in the nouns of the practice: read once, asked of as many dates as need be."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mobiledispatch.desk.standing import CALLER, caller_id
from mobiledispatch.errors import BadInput
from mobiledispatch.intake import people
from mobiledispatch.intake.cells import hours_on, read_address, read_genders, read_priority, read_therapists
from mobiledispatch.intake.durations import read_minutes
from mobiledispatch.intake.treatments import read_access, read_pressure, read_techniques
from mobiledispatch.intake.windows import read_windows
from mobiledispatch.intake.words import fold
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Status

Words = Mapping[str, str]
"""What was typed, by the name of the option; an empty text was not said."""


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller's wish, and those who are to be served with it, in order: `together` at one time, else in turn.

    `availability` stays in words: what "after 3" means depends on the hours of each date. Without words, the requests'
    own windows count.
    """

    request: Request
    availability: str = ""
    companions: tuple[Request, ...] = ()
    together: bool = False

    @property
    def people(self) -> tuple[Request, ...]:
        return (self.request, *self.companions)

    def on(self, date: datetime.date, practice: Practice) -> Request:
        """The wish as a request for one date. BadInput if the availability means nothing on it."""
        windows: tuple[TimeWindow, ...] = self.request.availability
        if self.availability:
            try:
                windows = read_windows(self.availability, hours_on(practice, date))
            except ValueError as fault:
                raise BadInput(f"--availability {self.availability!r} {fault}") from None
        return replace(self.request, date=date, availability=windows)

    def people_on(self, date: datetime.date, practice: Practice) -> tuple[Request, ...]:
        """Everybody as a request for one date; all are at home when the caller is."""
        first = self.on(date, practice)
        people = (first, *(replace(one, date=date, availability=first.availability) for one in self.companions))
        return tuple(
            replace(one, id=caller_id(number), together=self.together if len(people) > 1 else one.together)
            for number, one in enumerate(people)
        )

    def wishing(self, **fields: Any) -> "Caller":
        """The same people with another wish."""
        words = "" if "availability" in fields else self.availability
        everybody = tuple(replace(one, **fields) for one in self.people)
        return replace(self, request=everybody[0], companions=everybody[1:], availability=words)


def read_caller(words: Words, practice: Practice, before: Request | None = None) -> Caller:
    """The wish that the words state; what they leave out is taken from `before`, the client's last request. A lone `-`
    takes away what is there.

    BadInput names every word that cannot be understood, and every one that is missing, in one go.
    """
    start = before or Request(id="", client="", address="", techniques=(), minutes=0)
    # What was known of the last visit's day is over; what is known of the client stays.
    blank = replace(start, group="", together=False, first_visit=False)
    kept = replace(blank, id=CALLER, line=0, date=None, start=None, availability=(), status=Status.REQUESTED)
    request, complaints = _with(words, practice, kept)
    companions, faults = _companions(words, practice, request)
    complaints += faults
    complaints += [f"--{_option(name)} is missing: {cure}" for name, cure in _REQUIRED if not getattr(request, name)]
    if complaints:
        raise BadInput(complaints)
    return Caller(request, words.get("availability", "").strip(), companions, "together" in words)


def read_changes(words: Words, practice: Practice, was: Request) -> Request:
    """The request as the words change it; a lone `-` takes away what is there. BadInput for what cannot be understood.

    The availability, which depends on the date, and companions are read by `read_caller` alone.
    """
    request, complaints = _with(words, practice, was)
    if complaints:
        raise BadInput(complaints)
    return request


def read_companions(words: Words, practice: Practice, first: Request) -> tuple[Request, ...]:
    """Whoever is to be served with `first`. BadInput for words that mean nothing."""
    companions, complaints = _companions(words, practice, first)
    if complaints:
        raise BadInput(complaints)
    return companions


def _with(words: Words, practice: Practice, was: Request) -> tuple[Request, list[str]]:
    cleared = {name for name in CLEARABLE if words.get(name, "").strip() == "-"}
    if kept := [name for name, text in words.items() if text.strip() == "-" and name not in CLEARABLE]:
        raise BadInput(f"--{_option(name)} '-': a visit needs it; say what it is to be." for name in kept)
    values, complaints = _read({n: t for n, t in words.items() if n not in cleared}, _readers(practice))
    if "address" in values and values["address"] != was.address:
        # They belonged to the old one.
        was = replace(was, unit="", city="", postal_code="", access=())
    if words.get("first_visit"):
        values["first_visit"] = words["first_visit"] != "no"
    values |= {name: getattr(_EMPTY, name) for name in cleared}
    return replace(was, **values), complaints  # type: ignore[arg-type]


_SECOND = ("second_client", "second_treatment", "second_minutes")
_PARTY = (*_SECOND, "in_turn", "together")


def _companions(words: Words, practice: Practice, first: Request) -> tuple[tuple[Request, ...], list[str]]:
    """The second person that the words speak of, with the same wish unless they say otherwise; and the complaints."""
    people = words.get("people", "").strip() or ("2" if words.get("second_client") else "1")
    if people not in ("1", "2"):
        return (), [f"--people {people!r} cannot be taken in one call; say 1 or 2"]
    if people == "1":
        return (), [f"--{_option(name)} needs --people 2" for name in _PARTY if words.get(name)]
    if words.get("in_turn") and words.get("together"):
        return (), ["--in-turn and --together exclude each other; say one of them"]
    said = {name.removeprefix("second_"): words.get(name, "") for name in _SECOND}
    second, complaints = _with(said, practice, _stranger(first))
    return (second,), [text.replace("--", "--second-", 1) for text in complaints]


def _stranger(first: Request) -> Request:
    """Somebody at the same door with the same wish, of whom nothing is known."""
    known = ("id", "address", "unit", "city", "postal_code", "techniques", "minutes", "access", "first_visit")
    wishes = ("therapist", "gender", "availability", "priority", "phone", "date", "start", "status")
    name = f"{GUEST_OF}{first.client}" if first.client else SECOND
    return Request(**{"client": name, **{field: getattr(first, field) for field in (*known, *wishes)}})


GUEST_OF, SECOND = "guest of ", "second person"


def is_placeholder(client: str) -> bool:
    """Does the name stand for somebody who has not told it?"""
    return client == SECOND or client.startswith(GUEST_OF)


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

_EMPTY = Request(id="", client="", address="", techniques=(), minutes=0)

CLEARABLE = (
    *("phone", "email", "unit", "city", "postal_code", "therapist", "gender", "access", "pressure", "focus", "reason"),
    *("cleared_by", "notes"),
)
"""What a visit need not have."""


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
        "pressure": read_pressure,
        "focus": people.read_line_of_text,
        "reason": people.read_text,
        "priority": read_priority,
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
