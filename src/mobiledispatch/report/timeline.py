"""A route's timeline as reports print it: leg by leg, in whole minutes that add up with the times around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.plan import Route
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.timetable.times import timeline_of


@dataclass(frozen=True, slots=True)
class Leg:
    """Everything between leaving one door and set-up at the next: drives, breaks and waiting, in order of time.

    `arrive` is when one is at the next door, breaks on the way over. Waiting from then on is waiting at the door.
    """

    activities: tuple[Activity, ...]
    arrive: Seconds
    travel: Seconds
    metres: int

    @property
    def on_the_way(self) -> tuple[Activity, ...]:
        """All but waiting at the next door."""
        return tuple(a for a in self.activities if a.kind != "wait" or a.begins < self.arrive)

    def minutes(self, kind: str) -> int:
        """Whole minutes of `drive`, `wait` or `break`, as they are printed."""
        return minutes_of(self.activities, kind)


def legs(route: Route, road: RoadClock) -> tuple[Leg, ...]:
    """One leg before each stop, and the way home."""
    metres = route.metres - sum(stop.metres for stop in route.stops)
    travel = Seconds(route.travel - sum(stop.travel for stop in route.stops))
    found: list[list[Activity]] = [[]]
    for activity in _away(timeline_of(route, road)):
        if activity.kind in ("drive", "wait", "break"):
            found[-1].append(activity)
        elif activity.kind == "massage":
            found.append([])
    doors = [(stop.arrive, stop.travel, stop.metres) for stop in route.stops] + [(route.back_at_depot, travel, metres)]
    return tuple(Leg(tuple(some), *door) for some, door in zip(found, doors, strict=True))


def _away(activities: Sequence[Activity]) -> Sequence[Activity]:
    """From leaving home on."""
    return activities[next(k for k, a in enumerate(activities) if a.kind == "leave") + 1 :]


def minutes_of(activities: Sequence[Activity], kind: str) -> int:
    """Whole minutes of all activities of one kind, as they are printed."""
    return sum(a.minutes for a in activities if a.kind == kind)


def span_of(activities: Sequence[Activity], kind: str) -> Seconds:
    """How long all activities of one kind take: the minutes printed, or the seconds where all are short."""
    whole = 60 * minutes_of(activities, kind)
    return Seconds(whole or sum(a.ends - a.begins for a in activities if a.kind == kind))
