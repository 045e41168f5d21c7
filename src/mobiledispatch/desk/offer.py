"""What the desk answers: times that can be promised, times that cannot and why, and the nearest yes."""

import datetime
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow

INSTANT, RESHUFFLE = "instant", "reshuffle"


@dataclass(frozen=True, slots=True)
class Shift:
    """What an offer does to another visit: it goes to another therapist, starts at another time, or is left out."""

    visit: str
    therapist: str
    start: Seconds | None
    say: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who serves one person of a party, and when: the planned start, and the window of the promise."""

    client: str
    therapist: str
    start: Seconds
    window: TimeWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A start that can be promised now.

    `window` is the promise: when the massage may start. `quoted` is what the client is told, which the practice may
    count from the arrival. `added` are seconds of planned driving more than without this visit, and `cost` is that
    with what wishes that are not met and long days are priced at. `lost` is what the place is worth to later callers,
    in seconds of driving (`capacity`). An offer of the day as it stands is `instant` and changes nothing else.
    `party` are all who are served with the caller, the caller first; nobody else: empty. `after` is the visit at the
    same door that this one follows in turn.
    """

    date: datetime.date
    therapist: str
    start: Seconds
    window: TimeWindow
    quoted: TimeWindow
    kind: str
    added: int
    cost: int
    lost: int = 0
    changes: tuple[Shift, ...] = ()
    price: int | None = None
    say: str = ""
    differs: str = ""
    party: tuple[Attendance, ...] = ()
    after: str = ""

    @property
    def rank(self) -> tuple[bool, int, datetime.date, Seconds, str]:
        """Best first: nothing bumped, then least cost and least lost to later callers, then the earliest."""
        bumped = any(change.start is None for change in self.changes)
        return (
            bumped,
            self.cost + self.lost + CHANGE_SECONDS * len(self.changes),
            self.date,
            self.start,
            self.therapist,
        )


CHANGE_SECONDS = 300
"""What moving another visit is worth: five minutes of driving, because somebody has to look at it."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A stretch of starts, both ends on the grid, that cannot be offered: a reason from a closed list, in words too."""

    date: datetime.date
    opens: Seconds
    closes: Seconds
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Offers, best first; what is not possible; and the nearest yes, best first.

    `complete`: every start of the grid that was asked for was tried with the day in every order, none was kept back by
    a policy, and there are no others than those offered.
    """

    offers: tuple[Offer, ...]
    blocked: tuple[Blocked, ...]
    nearest: tuple[Offer, ...]
    complete: bool
    notes: tuple[str, ...] = ()
