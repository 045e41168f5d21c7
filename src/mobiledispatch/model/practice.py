"""The practice: its people, hours, prices and manners, as practice.toml states them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.clock_face import ClockFace
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
class Peak:
    """On these weekdays (0 = Monday), from the window's opening until it closes, a leg takes `factor` times as long."""

    window: TimeWindow
    factor: float
    weekdays: frozenset[int] = frozenset(range(5))


# Published congestion indices of Edmonton.
PEAKS = (
    Peak(window=TimeWindow(minutes(7 * 60), minutes(9 * 60)), factor=1.3),
    Peak(window=TimeWindow(minutes(15 * 60 + 30), minutes(18 * 60)), factor=1.4),
)
WEATHER = {"dry": 1.0, "winter": 1.1, "snow": 1.45, "storm": 1.7}
"""How many times as long a leg takes in that weather."""


ROAD_PROVIDERS = ("estimate", "osrm", "valhalla")


def server_address(text: str) -> str:
    """The address of a server without a slash at its end. ValueError for what is none, or carries a password.

    >>> server_address("http://127.0.0.1:5000/")
    'http://127.0.0.1:5000'
    """
    parts = urlsplit(text)
    plain = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment or "@" in text)
    if not plain or any(c.isspace() for c in text) or not _has_port(parts):
        raise ValueError("is no address of a server; write one such as http://127.0.0.1:5000")
    return text.rstrip("/")


def _has_port(parts: SplitResult) -> bool:
    """None named is as good as a right one."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRules:
    """Who says how long the road takes, and what is added to it.

    `url` is the road engine's server, empty for the usual place on this machine; `on_failure` is "estimate" or "stop".
    """

    provider: str = "estimate"
    url: str = ""
    on_failure: str = "estimate"
    timeout_seconds: float = 10.0
    buffer_percent: float = 10.0
    buffer_minimum: Seconds = minutes(5)
    peaks: tuple[Peak, ...] = PEAKS
    weather: Mapping[str, float] = field(default_factory=lambda: dict(WEATHER))


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocodingRules:
    """Whether addresses may be asked online, of whom, and with which name tag.

    `key_variable` names the environment variable that holds the provider's key, if it wants one.
    """

    online: bool = False
    provider: str = "nominatim"
    user_agent: str = ""
    url: str = ""
    key_variable: str = "MOBILEDISPATCH_GEOCODING_KEY"
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
class LeastLength:
    """Beyond so many kilometres from the practice a massage has at least so many minutes."""

    beyond_km: float
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """What the phone desk does not promise by itself; a person may, by name, and it is written down.

    A new client who wants to come the same day is not offered a start after `new_client_same_day_until`.
    """

    notice: Seconds = minutes(120)
    new_client_same_day_until: Seconds = minutes(18 * 60)
    open_on_holidays: bool = False
    least_lengths: tuple[LeastLength, ...] = (LeastLength(beyond_km=30.0, minutes=60),)
    late_cancel: Seconds = minutes(24 * 60)
    hold: Seconds = minutes(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRules:
    """Where the book is: an SQLAlchemy address of a database, or nothing for the file practice.db."""

    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice. `opening_hours` map a weekday (0 = Monday) to hours, absent = closed. Staff read the `clock`."""

    name: str
    phone: str
    address: str
    opening_hours: Mapping[int, TimeWindow]
    treatments: tuple[Treatment, ...]
    practitioners: tuple[Practitioner, ...]
    costs: Costs
    timezone: str = "America/Edmonton"
    clock: ClockFace = ClockFace.TWELVE
    visit_times: VisitTimes = field(default_factory=VisitTimes)
    limits: DayLimits = field(default_factory=DayLimits)
    travel: TravelRules = field(default_factory=TravelRules)
    geocoding: GeocodingRules = field(default_factory=GeocodingRules)
    quoting: Quoting = field(default_factory=Quoting)
    service_area: ServiceArea = field(default_factory=ServiceArea)
    policies: Policies = field(default_factory=Policies)
    book: BookRules = field(default_factory=BookRules)

    def treatment(self, code: str) -> Treatment:
        return next(t for t in self.treatments if t.code == code)

    def practitioner(self, name: str) -> Practitioner:
        return next(p for p in self.practitioners if p.id == name)
