"""One therapist's day: the shift, the road from stop to stop, and everything at each stop."""

from collections.abc import Iterator

from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.plan import Plan, Route, Stop, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE, RoadClock
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.verify.breaks import breaks
from mobiledispatch.verify.road import usable
from mobiledispatch.verify.slack import slack
from mobiledispatch.verify.stops import at_the_door
from mobiledispatch.verify.timeline import timeline


def routes(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Every route, each of a therapist of its own who works that day."""
    used: set[str] = set()
    for route in plan.routes:
        if not problem.has_therapist(route.therapist):
            detail = f"nobody called {route.therapist} works this day"
            yield Violation("therapist", None, route.therapist, 1, "routes", detail)
            continue
        if route.therapist in used:
            detail = f"{route.therapist} has more than one route"
            yield Violation("therapist", None, route.therapist, 1, "routes", detail)
        used.add(route.therapist)
        yield from _route(problem, problem.therapist(route.therapist), route)


def _route(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    if not route.stops:
        yield from _stays_home(route)
        return
    yield from _shift(therapist, route)
    yield from _hands_on(problem, therapist, route)
    yield from breaks(problem, therapist, route)
    if all(problem.has_visit(stop.visit) for stop in route.stops):  # an unknown place is named by coverage
        yield from _on_the_road(problem, therapist, route)
        yield from slack(problem, therapist, route)
        yield from timeline(problem, route)


def _stays_home(route: Route) -> Iterator[Violation]:
    """Who serves nobody is not away."""
    claims = (
        ("times", abs(route.back_at_depot - route.leave_depot), "seconds"),
        ("travel", abs(route.travel), "seconds"),
        ("travel", abs(route.metres), "metres"),
        ("break", len(route.breaks), "breaks"),
    )
    for rule, amount, unit in claims:
        if amount:
            detail = f"{route.therapist} serves nobody, and the route states {amount} {unit} away from home"
            yield Violation(rule, None, route.therapist, amount, unit, detail)


def _shift(therapist: Therapist, route: Route) -> Iterator[Violation]:
    early = therapist.shift.opens - route.leave_depot
    if early > 0:
        detail = f"leaves at {time_words(route.leave_depot)}, shift opens {time_words(therapist.shift.opens)}"
        yield Violation("shift", None, therapist.id, early, "seconds", detail)
    late = route.back_at_depot - therapist.shift.closes
    if late > 0:
        detail = (
            f"back at {time_words(route.back_at_depot, exact=True)}, shift closes {time_words(therapist.shift.closes)}"
        )
        yield Violation("shift", route.stops[-1].visit, therapist.id, late, "seconds", detail)


def _hands_on(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    if therapist.hands_on_limit is None:
        return
    visits = [problem.visit(s.visit) for s in route.stops if problem.has_visit(s.visit)]
    over = sum(v.service - v.setup - v.teardown for v in visits) - therapist.hands_on_limit
    if over > 0:
        detail = f"{therapist.id} has {over} s of massage more than the {therapist.hands_on_limit} s of a day"
        yield Violation("hands_on", route.stops[-1].visit, therapist.id, over, "seconds", detail)


def _on_the_road(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    here, free = therapist.start, route.leave_depot
    driven = metres = 0
    for stop in route.stops:
        visit = problem.visit(stop.visit)
        leg, length = problem.matrix.seconds[here][visit.place], problem.matrix.metres_between(here, visit.place)
        yield from _leg(problem.clock, route, stop, (leg, length), free)
        yield from at_the_door(problem, visit, stop, route)
        driven, metres = driven + leg, metres + length
        here, free = visit.place, stop.leave
    leg = problem.matrix.seconds[here][therapist.end]
    driven, metres = driven + leg, metres + problem.matrix.metres_between(here, therapist.end)
    late = _missing_time(problem.clock, route, leg, free, route.back_at_depot)
    if late > 0:
        detail = f"back at {time_words(route.back_at_depot)} is {late} s before the road home allows"
        yield Violation("travel", route.stops[-1].visit, therapist.id, late, "seconds", detail)
    for what, stated, true in (("seconds", route.travel, driven), ("metres", route.metres, metres)):
        if stated != true:
            detail = f"the route of {therapist.id} states {stated} {what} of travel; its legs add up to {true}"
            yield Violation("travel", None, therapist.id, abs(stated - true), what, detail)


def _leg(road: RoadClock, route: Route, stop: Stop, true: tuple[int, int], free: int) -> Iterator[Violation]:
    early = _missing_time(road, route, true[0], free, stop.arrive)
    if early > 0:
        detail = (
            f"{stop.visit}: arrival {time_words(stop.arrive, exact=True)} is {early} s earlier than the road allows"
        )
        yield Violation("travel", stop.visit, route.therapist, early, "seconds", detail)
    for unit, stated, right in (("seconds", stop.travel, true[0]), ("metres", stop.metres, true[1])):
        if stated != right:
            detail = f"{stop.visit}: states {stated} {unit} of travel; the road takes {right}"
            yield Violation("travel", stop.visit, route.therapist, abs(stated - right), unit, detail)


def _missing_time(road: RoadClock, route: Route, leg: int, since: int, until: int) -> int:
    """Seconds by which the road from `since` to `until`, without the breaks between, is too short for a leg."""
    possible = usable(road, since, until) - sum(
        usable(road, max(b.opens, since), min(b.closes, until)) for b in route.breaks
    )
    missing = leg * BASE - possible + BASE * max(0, since - until)
    return max(0, -(-missing // BASE))
