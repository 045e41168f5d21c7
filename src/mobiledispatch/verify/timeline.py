"""A route's timeline against the route: whole, in order, and each line where the stops, breaks and roads put it."""

import itertools
from collections import Counter
from collections.abc import Iterator

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import span_words
from mobiledispatch.model.plan import Route, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE
from mobiledispatch.verify.road import usable

ON_THE_WAY = ("drive", "wait")


def timeline(problem: Problem, route: Route) -> Iterator[Violation]:
    """What the timeline, if there is one, says otherwise than the route itself."""
    if not route.timeline:
        return
    for amount, visit, detail in (*_order(route), *_lines(route), *_legs(problem, route)):
        yield Violation("timeline", visit, route.therapist, max(1, amount), "seconds", detail)


Slip = tuple[int, str | None, str]
"""Amount in seconds, visit, detail."""


def _order(route: Route) -> Iterator[Slip]:
    """From leaving home on, everything begins when what was before it ends; nothing ends before it begins."""
    for line in route.timeline:
        if line.ends < line.begins:
            yield line.begins - line.ends, line.visit, f"{_told(line)} ends before it begins"
    for before, then in itertools.pairwise(route.timeline):
        apart = then.begins - before.ends
        at_home = before.ends <= route.leave_depot and then.kind in ("break", "leave")
        if apart < 0 or (apart and not at_home):
            yield abs(apart), then.visit, f"{_told(then)} does not begin when {_told(before)} ends"


def _lines(route: Route) -> Iterator[Slip]:
    """The lines that the route's own times put down, and no others but driving and waiting."""
    ends = ("leave", "back")
    lasting = (line for line in route.timeline if line.begins != line.ends or line.kind in ends)
    stated = Counter(line for line in lasting if line.kind not in ON_THE_WAY)
    due = Counter(_due(route))
    for line in (stated - due).elements():
        yield 1, line.visit, f"{_told(line)} is none of the route's times"
    for line in (due - stated).elements():
        yield 1, line.visit, f"{_told(line)} is missing in the timeline"


def _due(route: Route) -> Iterator[Activity]:
    yield Activity("leave", route.leave_depot, route.leave_depot)
    yield Activity("back", route.back_at_depot, route.back_at_depot)
    yield from (Activity("break", rest.opens, rest.closes) for rest in route.breaks if rest.opens < rest.closes)
    for stop in route.stops:
        ready = Seconds(stop.arrive + stop.waiting)
        parts = (("setup", ready, stop.start), ("massage", stop.start, stop.end), ("teardown", stop.end, stop.leave))
        yield from (Activity(kind, since, until, stop.visit) for kind, since, until in parts if since < until)


def _legs(problem: Problem, route: Route) -> Iterator[Slip]:
    """Of each way to a stop, and of the way home: driven as long as the road takes, and named for who is driven to."""
    here, since = problem.therapist(route.therapist).start, route.leave_depot
    doors = [(s.visit, problem.visit(s.visit).place, Seconds(s.arrive + s.waiting), s.leave) for s in route.stops]
    home = (None, problem.therapist(route.therapist).end, route.back_at_depot, route.back_at_depot)
    for name, place, until, leave in (*doors, home):
        way = [a for a in route.timeline if a.kind in ON_THE_WAY and since <= a.begins and a.ends <= until]
        driven = sum(usable(problem.clock, a.begins, a.ends) for a in way if a.kind == "drive")
        missing = BASE * problem.matrix.seconds[here][place] - driven
        # A leg ends with a second, of which it may not need all.
        if missing > 0 or -missing >= max(percent for _, percent in problem.clock.steps):
            amount = -(-abs(missing) // BASE)
            yield amount, name, f"the way to {name or 'home'} is driven {amount} s too long or too short"
        for line in way:
            if line.visit != name:
                yield 1, name, f"{_told(line)} is on the way to {name or 'home'}"
        here, since = place, leave


def _told(line: Activity) -> str:
    return f"{line.kind} {span_words(line.begins, line.ends, exact=True)} ({line.visit or 'nobody'})"
