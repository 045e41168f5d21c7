"""A route as a therapist lives it: what happens between two doors, in order of time."""

from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.plan import Route, Stop
from mobiledispatch.model.road_clock import RoadClock, work_of


@dataclass(frozen=True, slots=True)
class Leg:
    """From one door to the next: driving, the rests taken on the way, and what is left over, which is idle.

    `travel` is the driving as the clock on the dashboard counts it, peaks and weather included.
    """

    leave: Seconds
    arrive: Seconds
    travel: Seconds
    metres: int
    rests: tuple[TimeWindow, ...]

    @property
    def idle(self) -> Seconds:
        rested = sum(rest.closes - rest.opens for rest in self.rests if rest.closes <= self.arrive)
        return Seconds(max(0, self.arrive - self.leave - self.travel - rested))

    @property
    def drive(self) -> Seconds:
        """The driving in whole minutes that add up with the times of day around it, as those are written."""
        if self.idle >= 60 or any(rest.closes > self.arrive for rest in self.rests):
            return self.travel
        rested = sum(rest.closes // 60 - rest.opens // 60 for rest in self.rests)
        return Seconds(60 * (self.arrive // 60 - self.leave // 60 - rested)) if self.travel >= 60 else self.travel

    @property
    def rests_first(self) -> tuple[TimeWindow, ...]:
        """Those taken before setting off."""
        return tuple(rest for rest in self.rests if rest.opens <= self.leave)

    @property
    def rests_later(self) -> tuple[TimeWindow, ...]:
        """Those taken on the way, or near the next door."""
        return tuple(rest for rest in self.rests if rest.opens > self.leave)


def legs(route: Route, road: RoadClock) -> tuple[Leg, ...]:
    """One leg before each stop, and the way home, on roads as `road` says they run that day."""
    travel, metres = (
        route.travel - sum(s.travel for s in route.stops),
        route.metres - sum(s.metres for s in route.stops),
    )
    leaves = (route.leave_depot, *(stop.leave for stop in route.stops))
    arrives = (*(stop.arrive for stop in route.stops), route.back_at_depot)
    drives = (*((s.travel, s.metres) for s in route.stops), (Seconds(travel), metres))
    found = []
    for position, (leave, arrive, (at_base_speed, length)) in enumerate(zip(leaves, arrives, drives, strict=True)):
        rests = _rests(route, position)
        found.append(Leg(leave, arrive, _driven(road, leave, at_base_speed, rests), length, rests))
    return tuple(found)


def _driven(road: RoadClock, leave: Seconds, at_base_speed: Seconds, rests: tuple[TimeWindow, ...]) -> Seconds:
    """Seconds at the wheel for a leg begun at `leave`, the rests on it not counted."""
    at, left, driven = leave, work_of(at_base_speed), 0
    for rest in rests:
        until = min(road.after(at, left), max(at, rest.opens))
        left = max(0, left - (road.done(until) - road.done(at)))
        driven += until - at
        at = rest.closes
    return Seconds(driven + road.after(at, left) - at)


def _rests(route: Route, position: int) -> tuple[TimeWindow, ...]:
    """The rests between the stop before `position` and the massage at it; every rest falls into one leg."""
    begins = [stop.start for stop in route.stops]
    return tuple(rest for rest in route.breaks if sum(rest.opens >= start for start in begins) == position)


def hands_on(stops: tuple[Stop, ...]) -> Seconds:
    """Seconds of massage."""
    return Seconds(sum(stop.end - stop.start for stop in stops))
