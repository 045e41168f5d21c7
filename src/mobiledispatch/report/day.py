"""What every report is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.next_need import NextNeeds
from mobiledispatch.model.place import Location, Place
from mobiledispatch.model.plan import Plan, Route
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Practitioner

Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A planned day with the people behind it.

    `requests` by visit id; `depots` by therapist id, everyone on shift; `lines` by therapist id, one line a leg,
    the way home included (empty: straight lines). `notes` are sentences for the office, `faults`
    those of them that tell of this program's own. `roads` are drawn faintly
    under the map's routes. `clock` says how long a leg's driving takes at which time of day. `is_doubtful`: some
    requests did not say that they are for this day. `together` and `households` are the visits served at one time, and
    in turn; `next_needs` say who needs after that day what therapists share.
    """

    plan: Plan
    practice: Practice
    requests: Mapping[str, Request] = field(default_factory=dict)
    depots: Mapping[str, Location] = field(default_factory=dict)
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    roads: tuple[Line, ...] = ()
    clock: RoadClock = EVEN
    is_doubtful: bool = False
    together: tuple[tuple[str, ...], ...] = ()
    households: tuple[tuple[str, ...], ...] = ()
    next_needs: NextNeeds = NextNeeds({}, 0, is_booked=False)

    @property
    def crew(self) -> tuple[str, ...]:
        """Ids of everyone on shift, with or without visits, in the practice's order."""
        return tuple(dict.fromkeys([*self.depots, *(route.therapist for route in self.plan.routes)]))

    def route_of(self, therapist: str) -> Route | None:
        return next((route for route in self.plan.routes if route.therapist == therapist), None)

    def practitioner(self, therapist: str) -> Practitioner | None:
        return next((p for p in self.practice.practitioners if p.id == therapist), None)

    def name_of(self, therapist: str) -> str:
        """The therapist's name; the id where a plan names somebody the practice does not."""
        known = self.practitioner(therapist)
        return known.name if known else therapist
