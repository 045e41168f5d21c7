"""Who drives and serves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds, TimeWindow


@dataclass(frozen=True, slots=True)
class Break:
    """A rest that begins inside its start window, anywhere but during service (also on the road)."""

    start_window: TimeWindow
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class Therapist:
    """One therapist's working day in a problem. `start` and `end` are indices into the travel time matrix.

    `hands_on_limit` is the most massage, in seconds, that the day may hold; None for no limit.
    """

    id: str
    start: int
    end: int
    shift: TimeWindow
    breaks: tuple[Break, ...] = ()
    hands_on_limit: Seconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """A therapist as the practice knows them, on any day.

    `skills` are treatment codes; `shifts` map a weekday (0 = Monday) to working hours, absent = off;
    `setup` is the therapist's own set-up time, or None for the practice's.
    """

    id: str
    name: str
    home: str
    gender: str = ""
    skills: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    shifts: Mapping[int, TimeWindow] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    setup: Seconds | None = None
    association: str = ""
    member_number: str = ""
