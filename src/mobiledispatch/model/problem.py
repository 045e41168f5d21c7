"""One date's planning problem: everything that `solve` and `verify` may know."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import KnownPlace
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.set_aside import SetAside
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit

SLOT = Seconds(900)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class SharedEquipment:
    """Something of which the practice has only `count`; a piece goes with one therapist for the whole day.

    At most `count` therapists of a day serve any of these visits, who are those that need it.
    """

    name: str
    visits: tuple[str, ...]
    count: int = 1

    @property
    def said(self) -> str:
        """Its name as one says it.

        >>> SharedEquipment("stone_heater", ()).said
        'stone heater'
        """
        return self.name.replace("_", " ")

    @property
    def pieces(self) -> str:
        """How many there are, in words.

        >>> SharedEquipment("stone_heater", ()).pieces, SharedEquipment("cups", (), 2).pieces
        ('1 stone heater', '2 cups')
        """
        return pieces(self.name, self.count)


def pieces(name: str, count: int) -> str:
    """So many of something that therapists share, in words."""
    said = name.replace("_", " ")
    return f"{count or 'no'} {said}{'' if count < 2 or said.endswith('s') else 's'}"


@dataclass(frozen=True, slots=True)
class BalanceStep:
    """Massage beyond `over` seconds in one therapist's day costs `per_hour` seconds of the objective an hour.

    Steps add up, so that the last hour of a long day costs more than the first of a short one.
    """

    over: Seconds
    per_hour: int


@dataclass(frozen=True)
class Problem:
    """Therapists and visits over one travel time matrix, at the speeds of the day's road clock.

    The visits of one of the `households` are served in that order by one therapist at one stop, or not at all.
    The visits of one `together` group start at the same time with different therapists, or not at all, on the
    practice's grid of `slot` seconds. What is `shared` has a keeper for the whole day.
    Those who are `set_aside` are no visits of the problem; `places` (empty = not known) are those of the matrix.
    ValueError for repeated ids, unknown visits or places off the matrix.
    """

    name: str
    matrix: TravelTimeMatrix
    therapists: tuple[Therapist, ...]
    visits: tuple[Visit, ...]
    clock: RoadClock = EVEN
    together: tuple[tuple[str, ...], ...] = ()
    households: tuple[tuple[str, ...], ...] = ()
    shared: tuple[SharedEquipment, ...] = ()
    slot: Seconds = SLOT
    balance: tuple[BalanceStep, ...] = ()
    set_aside: SetAside = SetAside()
    places: tuple[KnownPlace, ...] = ()
    _visit: dict[str, Visit] = field(init=False, repr=False, compare=False, default_factory=dict)
    _therapist: dict[str, Therapist] = field(init=False, repr=False, compare=False, default_factory=dict)
    _followers: set[str] = field(init=False, repr=False, compare=False, default_factory=set)

    def __post_init__(self) -> None:
        self._visit.update({v.id: v for v in self.visits})
        self._therapist.update({t.id: t for t in self.therapists})
        self._followers.update(name for household in self.households for name in household[1:])
        if len(self._visit) < len(self.visits) or len(self._therapist) < len(self.therapists):
            raise ValueError("two visits, or two therapists, share an id")
        named = [name for group in (*self.together, *self.households) for name in group] + [
            n for s in self.shared for n in s.visits
        ]
        if any(name not in self._visit for name in named):
            raise ValueError("a visit that is to be served together, or needs shared equipment, is no visit of the day")
        places = [v.place for v in self.visits] + [p for t in self.therapists for p in (t.start, t.end)]
        if any(not 0 <= place < len(self.matrix) for place in places):
            raise ValueError("a place lies outside the travel time matrix")

    @property
    def date(self) -> datetime.date | None:
        """The date of which the problem is, as its name says; None where it says none."""
        try:
            return datetime.date.fromisoformat(self.name) if _ISO_DATE.fullmatch(self.name) else None
        except ValueError:
            return None

    def visit(self, name: str) -> Visit:
        return self._visit[name]

    def therapist(self, name: str) -> Therapist:
        return self._therapist[name]

    def follows_at_once(self, name: str) -> bool:
        """Is the visit one of a household, and not its first?"""
        return name in self._followers

    def travel(self, therapist: Therapist, order: Sequence[Visit]) -> int:
        """Seconds on the road of a therapist who serves these visits in this order, the way home included."""
        if not order:
            return 0
        path = [therapist.start, *(visit.place for visit in order), therapist.end]
        return sum(self.matrix.seconds[a][b] for a, b in pairwise(path))

    def has_visit(self, name: str) -> bool:
        return name in self._visit

    def has_therapist(self, name: str) -> bool:
        return name in self._therapist
