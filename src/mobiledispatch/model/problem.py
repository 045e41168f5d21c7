"""One date's planning problem: everything that `solve` and `verify` may know."""

from dataclasses import dataclass, field

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit


@dataclass(frozen=True)
class Problem:
    """Therapists and visits over one travel time matrix, at the speeds of the day's road clock.

    ValueError for repeated ids or places off the matrix.
    """

    name: str
    matrix: TravelTimeMatrix
    therapists: tuple[Therapist, ...]
    visits: tuple[Visit, ...]
    clock: RoadClock = EVEN
    _visit: dict[str, Visit] = field(init=False, repr=False, compare=False, default_factory=dict)
    _therapist: dict[str, Therapist] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._visit.update({v.id: v for v in self.visits})
        self._therapist.update({t.id: t for t in self.therapists})
        if len(self._visit) < len(self.visits) or len(self._therapist) < len(self.therapists):
            raise ValueError("two visits, or two therapists, share an id")
        places = [v.place for v in self.visits] + [p for t in self.therapists for p in (t.start, t.end)]
        if any(not 0 <= place < len(self.matrix) for place in places):
            raise ValueError("a place lies outside the travel time matrix")

    def visit(self, name: str) -> Visit:
        return self._visit[name]

    def therapist(self, name: str) -> Therapist:
        return self._therapist[name]

    def has_visit(self, name: str) -> bool:
        return name in self._visit

    def has_therapist(self, name: str) -> bool:
        return name in self._therapist
