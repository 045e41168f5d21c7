"""A request with a place, start windows and a service duration: what is planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds, TimeWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of a problem.

    `place` is an index into the travel time matrix. `service` is the whole time at the door, of which
    `setup` passes before the massage starts and `teardown` after it ends. `start_windows` say when the
    massage may begin, sorted. Only `therapists` may serve it; `preference_cost` and `unassigned_cost` are
    seconds of the objective. `promise` is the window the client was told.

    Two fields bind nothing and serve explanations only: `could_serve` has the skills and the equipment, whatever the
    client wishes; `at_home` is the client's availability in the day, arrival to departure. Empty = not known.
    """

    id: str
    place: int
    service: Seconds
    start_windows: tuple[TimeWindow, ...]
    therapists: tuple[str, ...]
    unassigned_cost: int
    preference_cost: Mapping[str, int] = field(default_factory=dict)
    setup: Seconds = Seconds(0)
    teardown: Seconds = Seconds(0)
    promise: TimeWindow | None = None
    could_serve: tuple[str, ...] = ()
    at_home: tuple[TimeWindow, ...] = ()

    def __post_init__(self) -> None:
        if self.setup < 0 or self.teardown < 0 or self.setup + self.teardown > self.service:
            raise ValueError(f"visit {self.id}: set-up and tear-down do not fit into {self.service} s of service")

    @property
    def massage(self) -> Seconds:
        return Seconds(self.service - self.setup - self.teardown)

    @property
    def wrap_up(self) -> Seconds:
        """From the start of the massage to driving off."""
        return Seconds(self.service - self.setup)

    def start_after(self, t: Seconds) -> Seconds | None:
        """The earliest permitted start of the massage at or after t; None when every window has closed.

        >>> windows = (TimeWindow(Seconds(0), Seconds(5)), TimeWindow(Seconds(9), Seconds(12)))
        >>> v = Visit(id="v", place=1, service=Seconds(60), start_windows=windows, therapists=(), unassigned_cost=1)
        >>> v.start_after(Seconds(4)), v.start_after(Seconds(6)), v.start_after(Seconds(13))
        (4, 9, None)
        """
        return next((max(t, w.opens) for w in self.start_windows if t <= w.closes), None)
