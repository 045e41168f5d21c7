"""A route as a therapist lives it, in order of time: the one place where leaving, driving, breaks, waiting, the time at
each door and the way home are put together. Reports, plan.json and the desk draw from it.

Rests at home come before `leave`; from `leave` to `back` every activity begins when the one before it ends.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Union

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.road_clock import RoadClock, work_of
from mobiledispatch.timetable.frontier import Timing
from mobiledispatch.timetable.legs import stretches

if TYPE_CHECKING:
    from mobiledispatch.model.plan import Route, Stop

Stopped = Union[Timing, "Stop"]
"""The four times of a stop and the leg that leads there, in a timetable or in a plan."""


def timeline_of(route: "Route", clock: RoadClock) -> tuple[Activity, ...]:
    """The route's timeline; worked out on roads that run as `clock` says if it has none yet."""
    if route.timeline:
        return route.timeline
    stops = [(stop.visit, stop) for stop in route.stops]
    return activities(clock, route.leave_depot, route.back_at_depot, route.travel, route.breaks, stops)


def activities(
    clock: RoadClock,
    leave: Seconds,
    back: Seconds,
    travel: Seconds,
    breaks: Sequence[TimeWindow],
    stops: Sequence[tuple[str, Stopped]],
) -> tuple[Activity, ...]:
    """All activities of a day; `travel` is the road at base speed, the way home included."""
    found = [Activity("break", rest.opens, rest.closes) for rest in rests_at_home(breaks, leave)]
    found.append(Activity("leave", leave, leave))
    away = rests_away(breaks, leave)
    at = leave
    for name, stop in stops:
        rests = [rest for rest in away if rest.opens < stop.start]
        away = away[len(rests) :]
        found += _way(clock, at, work_of(stop.travel), rests, (stop.arrive, Seconds(stop.arrive + stop.waiting)), name)
        found += _at_the_door(name, Seconds(stop.arrive + stop.waiting), stop)
        at = stop.leave
    homewards = work_of(Seconds(travel - sum(stop.travel for _, stop in stops)))
    found += _way(clock, at, homewards, away, (back,), None)
    return (*found, Activity("back", back, back))


def rests_at_home(breaks: Sequence[TimeWindow], leave: Seconds) -> tuple[TimeWindow, ...]:
    """Of a day's breaks those that are over when one leaves home; a break of no length is no line of a day."""
    return tuple(rest for rest in breaks if rest.opens < rest.closes <= leave)


def rests_away(breaks: Sequence[TimeWindow], leave: Seconds) -> tuple[TimeWindow, ...]:
    """Of a day's breaks those between leaving home then and being back."""
    return tuple(rest for rest in breaks if rest.opens < rest.closes and rest.closes > leave)


def _way(
    clock: RoadClock,
    leave: Seconds,
    work: int,
    rests: Sequence[TimeWindow],
    marks: Sequence[Seconds],
    visit: str | None,
) -> Iterator[Activity]:
    """Driving, rests and waiting from `leave` to the last of `marks`; waiting that goes beyond a mark is told apart."""
    at = leave
    for kind, begins, ends in stretches(clock, leave, work, rests):
        # A plan from elsewhere may promise more than the road allows: the verifier tells, this only stays in time.
        begins, ends = min(begins, marks[-1]), min(ends, marks[-1])
        if ends > begins:
            yield Activity(kind, begins, ends, None if kind == "break" else visit)
            at = ends
    for mark in marks:
        if mark > at:
            yield Activity("wait", at, mark, visit)
            at = mark


def _at_the_door(name: str, begins: Seconds, stop: Stopped) -> Iterator[Activity]:
    parts = (("setup", begins, stop.start), ("massage", stop.start, stop.end), ("teardown", stop.end, stop.leave))
    for kind, since, until in parts:
        if until > since or kind == "massage":
            yield Activity(kind, since, until, name)
