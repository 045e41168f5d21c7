"""The practice: its people, hours, prices and manners, as practice.toml states them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.treatment import Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTimes:
    """Time at the door around the massage (docs: time at the door)."""

    setup: Seconds = minutes(15)
    first_visit: Seconds = minutes(15)
    teardown: Seconds = minutes(15)
    charting: Seconds = minutes(5)
    access: Seconds = minutes(5)
    elevator: Seconds = minutes(3)
    turnover: Seconds = minutes(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLimits:
    """The most massage in one therapist's day, the grid of starts, and how many there are of what therapists share."""

    hands_on: Seconds = minutes(300)
    start_grid: Seconds = minutes(15)
    shared_equipment: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Prices of the objective, in seconds of driving. `unassigned` maps a priority (1 = most important) to a cost.

    An hour of massage beyond `balance_over` in one therapist's day costs `balance_per_hour`.
    """

    unassigned: Mapping[int, int]
    promised: int = 10_000_000
    preference: int = 900
    balance_per_hour: int = 0
    balance_over: Seconds = minutes(240)


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRules:
    """Who says how long the road takes, and what is added to it."""

    provider: str = "estimate"
    buffer_percent: float = 10.0
    buffer_minimum: Seconds = minutes(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocodingRules:
    """Whether addresses may be asked online, of whom, and with which name tag."""

    online: bool = False
    provider: str = "nominatim"
    user_agent: str = ""
    url: str = ""
    timeout_seconds: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """How a client is told a time: the massage start or the arrival, and the width of the window quoted."""

    basis: str = "start"
    window: Seconds = minutes(30)
    per_later_stop: Seconds = minutes(5)
    window_most: Seconds = minutes(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea:
    """How far the practice goes: within `radius_km` of its own address."""

    radius_km: float = 45.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice. `opening_hours` map a weekday (0 = Monday) to hours, absent = closed."""

    name: str
    phone: str
    address: str
    opening_hours: Mapping[int, TimeWindow]
    treatments: tuple[Treatment, ...]
    practitioners: tuple[Practitioner, ...]
    costs: Costs
    timezone: str = "America/Edmonton"
    visit_times: VisitTimes = field(default_factory=VisitTimes)
    limits: DayLimits = field(default_factory=DayLimits)
    travel: TravelRules = field(default_factory=TravelRules)
    geocoding: GeocodingRules = field(default_factory=GeocodingRules)
    quoting: Quoting = field(default_factory=Quoting)
    service_area: ServiceArea = field(default_factory=ServiceArea)

    def treatment(self, code: str) -> Treatment:
        return next(t for t in self.treatments if t.code == code)

    def practitioner(self, name: str) -> Practitioner:
        return next(p for p in self.practitioners if p.id == name)
