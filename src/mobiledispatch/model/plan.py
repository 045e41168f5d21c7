"""All routes for one date, and everything that is on none."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.objective import Objective as Objective
from mobiledispatch.model.place import Location
from mobiledispatch.model.set_aside import Held, Lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit in a route, with its four times: at the door, massage begins, massage ends, drives off.

    `travel` and `metres` are the leg that leads here; `waiting` is idle at the door; `slack` how late this
    stop may run with nothing later breaking.
    """

    visit: str
    arrive: Seconds
    start: Seconds
    end: Seconds
    leave: Seconds
    travel: Seconds
    metres: int = 0
    waiting: Seconds = Seconds(0)
    slack: Seconds = Seconds(0)
    promise: TimeWindow | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One therapist's day. `travel` and `metres` include the way home; `breaks` are all rests, also those at home.

    `timeline` is the day in order of time, whole from leaving home to being back; rests at home stand before `leave`.
    Empty in a plan that nobody has timed yet.
    """

    therapist: str
    leave_depot: Seconds
    back_at_depot: Seconds
    travel: Seconds
    metres: int
    breaks: tuple[TimeWindow, ...]
    stops: tuple[Stop, ...]
    timeline: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change that would fit a visit in: a word of a closed list, a sentence for a person, the change for a program.

    `change` is ready for JSON: `visit`, and the keys of that visit in problem.json that change (or `date`).
    """

    kind: str
    say: str
    change: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A visit that fits no route: one word of a closed list, a sentence, and what would change it."""

    visit: str
    reason: str
    detail: str = ""
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """How good the plan is known to be: `optimal`, `bounded` (within `gap`, a fraction) or `feasible`.

    The search was given `seconds` of a clock, or `effort`: counted work, and then the same input gives the same plan
    on every machine. One of the two is None. Neither says what was taken: the same input gives the same bytes.
    """

    status: str
    lower_bound: int | None
    gap: float | None
    seconds: float | None
    effort: float | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a plan's figures come from."""

    travel: str = "given"
    weather: str = "dry"
    seed: int = 0
    input_sha256: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole day: routes, and the visits on none, each with its reason."""

    routes: tuple[Route, ...]
    unassigned: tuple[Unassigned, ...]
    objective: Objective
    proof: Proof
    lost: tuple[Lost, ...] = ()
    held: tuple[Held, ...] = ()
    date: datetime.date | None = None
    practice: str = ""
    timezone: str = "America/Edmonton"
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def is_complete(self) -> bool:
        return not (self.unassigned or self.lost or self.held)


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: which, whom, and by how much (`amount` in `unit`)."""

    rule: str
    visit: str | None
    therapist: str | None
    amount: int
    unit: str
    detail: str
