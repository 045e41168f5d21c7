"""One date's planning problem: everything that `solve` and `verify` may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit

SLOT = Seconds(900)


@dataclass(frozen=True, slots=True)
class SharedEquipment:
    """Something of which the practice has only `count`; these visits need one from set-up to leaving."""

    name: str
    visits: tuple[str, ...]
    count: int = 1


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
    The visits of one `together` group start at the same time with different therapists, or not at all. Visits in
    such a group, or in need of `shared` equipment, start on the practice's grid of `slot` seconds.
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
    _visit: dict[str, Visit] = field(init=False, repr=False, compare=False, default_factory=dict)
    _therapist: dict[str, Therapist] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._visit.update({v.id: v for v in self.visits})
        self._therapist.update({t.id: t for t in self.therapists})
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

    def visit(self, name: str) -> Visit:
        return self._visit[name]

    def therapist(self, name: str) -> Therapist:
        return self._therapist[name]

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
