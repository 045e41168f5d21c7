"""What a client asked for, in the client's terms, as received."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from mobiledispatch.model.clock import TimeWindow


class Answer(StrEnum):
    """A screening answer; `unknown` is routed and flagged "ask at the door"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How firmly a client wants something: `must` and `not` are rules, `prefer` is a cost."""

    MUST = "must"
    PREFER = "prefer"
    NOT = "not"


class Status(StrEnum):
    """Where a visit stands in its life."""

    REQUESTED = "requested"
    HELD = "held"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    EN_ROUTE = "en_route"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"
    NO_SHOW = "no_show"
    MEDICAL_HOLD = "medical_hold"


@dataclass(frozen=True, slots=True)
class Wish:
    """`must:ana`, `prefer:female`, `not:ben`: one wish about who comes."""

    strength: Strength
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One person's treatment on one day.

    `techniques` are treatment codes in order; `minutes` the massage alone; `availability` the client's
    "I am home", arrival to departure, empty = any time in opening hours; `start` a promised massage start.
    `line` is the line of the file it came from, 0 when it came from elsewhere.
    """

    id: str
    client: str
    address: str
    techniques: tuple[str, ...]
    minutes: int
    line: int = 0
    date: datetime.date | None = None
    phone: str = ""
    email: str = ""
    unit: str = ""
    city: str = ""
    postal_code: str = ""
    availability: tuple[TimeWindow, ...] = ()
    start: TimeWindow | None = None
    status: Status = Status.REQUESTED
    therapist: tuple[Wish, ...] = ()
    gender: tuple[Wish, ...] = ()
    priority: int = 3
    group: str = ""
    together: bool = False
    first_visit: bool = False
    pressure: str = ""
    focus: str = ""
    reason: str = ""
    open_wounds: Answer = Answer.UNKNOWN
    fractures: Answer = Answer.UNKNOWN
    blood_thinners: Answer = Answer.UNKNOWN
    cleared_by: str = ""
    access: tuple[str, ...] = ()
    notes: str = ""
