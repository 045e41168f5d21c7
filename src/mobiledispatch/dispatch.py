"""`plan_day`: the whole line, from a day's requests to a checked plan."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from mobiledispatch import demand
from mobiledispatch.errors import BadInput, ServiceDown
from mobiledispatch.explain import OtherDays, explain
from mobiledispatch.geocode import Geocoder
from mobiledispatch.locating import locate, locate_depots
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import KnownPlace, Location, Place
from mobiledispatch.model.plan import Plan, Provenance, Violation
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.request import Request
from mobiledispatch.model.set_aside import Held, Lost, SetAside
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.posing import Located, on_shift, pose
from mobiledispatch.solver import Limits, Watch, solve
from mobiledispatch.travel import TravelProvider, plan_times
from mobiledispatch.travel.remarks import road_remarks
from mobiledispatch.travel.traffic import day_clock
from mobiledispatch.verify import verify

QUICK = 1.0
"""Seconds at most for each question that an explanation asks of the solver."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A planned day: the plan, the problem it answers, every rule it breaks, and what the reports draw from."""

    plan: Plan
    problem: Problem
    violations: tuple[Violation, ...]
    requests: Mapping[str, Request]
    depots: Mapping[str, Location]
    notes: tuple[str, ...] = ()


def plan_day(
    requests: Iterable[Request],
    practice: Practice,
    date: datetime.date,
    geocoder: Geocoder,
    roads: TravelProvider,
    limits: Limits,
    watch: Watch,
    weather: str = "dry",
    shifts: Mapping[str, TimeWindow | None] | None = None,
) -> Outcome:
    """Plan `date`; `shifts` are the hours of those who work otherwise than usual then, None for an absence.

    BadInput if a therapist's home cannot be placed; ServiceDown if a road engine fails.
    """
    requests = tuple(requests)
    todays = demand.of_date(requests, date)
    wanted, held = demand.screen(todays)
    crew = on_shift(practice, date, shifts)
    depots = locate_depots(crew, geocoder)
    located, lost, remarks = locate(wanted, practice, geocoder)
    notes = (*remarks, *other_dates(requests, date))
    matrix = travel_times(crew, depots, located, practice, roads)
    source = roads.name  # another may answer later, if a road engine fails
    notes += road_remarks([*(f"{p.id}'s home" for p in crew), *(one.request.id for one in located)], matrix)
    problem = pose(crew, located, matrix, practice, date, day_clock(date, practice.travel, weather))
    problem = replace(problem, places=_known_places(crew, depots, located), set_aside=_set_aside(held, lost))
    plan = solve(problem, limits, watch)
    later = later_days(_left_out(plan, located), practice, geocoder, roads)
    quick = _quick_solver(limits, watch)
    plan = explain(problem, plan, quick, OtherDays(date, later, quick).first_for)
    plan = replace(plan, held=held, lost=lost, date=date, practice=practice.name, timezone=practice.timezone)
    plan = replace(_placed(plan, located), provenance=Provenance(source, weather, limits.seed))
    return Outcome(plan, problem, verify(problem, plan), {r.id: r for r in todays}, depots, notes)


def other_dates(requests: Iterable[Request], date: datetime.date) -> tuple[str, ...]:
    """A note on requests that the file holds for other dates: the date asked for may be a slip."""
    others = sorted({r.date for r in requests if r.date and r.date != date})
    count = sum(r.date in others for r in requests)
    if not others:
        return ()
    return (f"{count} of the requests are not for {date} but for {', '.join(map(str, others[:3]))}: not planned.",)


def travel_times(
    crew: Sequence[Practitioner],
    depots: Mapping[str, Location],
    located: Iterable[Located],
    practice: Practice,
    roads: TravelProvider,
) -> TravelTimeMatrix:
    """Planned times between the therapists' homes, then the visits, in that order."""
    places = [depots[p.id].place for p in crew] + [one.location.place for one in located]
    return plan_times(roads.table(places), practice.travel)


def _known_places(
    crew: Iterable[Practitioner], depots: Mapping[str, Location], located: Iterable[Located]
) -> tuple[KnownPlace, ...]:
    """The places of the matrix (`travel_times`), in its order."""
    found = (*(depots[p.id] for p in crew), *(one.location for one in located))
    return tuple(KnownPlace(location.place, location.quality) for location in found)


def _set_aside(held: Iterable[Held], lost: Iterable[Lost]) -> SetAside:
    return SetAside(tuple(h.visit for h in held), tuple(x.visit for x in lost))


def _left_out(plan: Plan, located: Iterable[Located]) -> tuple[Located, ...]:
    names = {u.visit for u in plan.unassigned}
    return tuple(one for one in located if one.request.id in names)


def _quick_solver(limits: Limits, watch: Watch) -> Callable[[Problem, float], Plan]:
    """A solver for the small questions of an explanation; over at once where the search was called off."""
    quick = replace(limits, seconds=min(limits.seconds, QUICK))
    return lambda problem, gap: solve(problem, replace(quick, gap=gap), Watch(stop=watch.stop))


def later_days(
    located: Sequence[Located], practice: Practice, geocoder: Geocoder, roads: TravelProvider
) -> Callable[[datetime.date], Problem | None]:
    """Any other day as a problem of these visits alone; None where nobody works or the road engine fails."""

    @cache
    def problem_on(date: datetime.date) -> Problem | None:
        crew = on_shift(practice, date)
        try:
            depots = locate_depots(crew, geocoder)
            matrix = travel_times(crew, depots, located, practice, roads)
        except (BadInput, ServiceDown):
            return None  # an explanation may be poorer; the plan itself stands
        clock = day_clock(date, practice.travel)
        return pose(crew, located, matrix, practice, date, clock) if crew else None

    return problem_on


def _placed(plan: Plan, located: Iterable[Located]) -> Plan:
    """The plan with each stop's place and how well it is known."""
    where = {one.request.id: one.location for one in located}
    routes = tuple(
        replace(route, stops=tuple(replace(stop, location=where[stop.visit]) for stop in route.stops))
        for route in plan.routes
    )
    return replace(plan, routes=routes)


def route_lines(outcome: Outcome, roads: TravelProvider) -> dict[str, tuple[tuple[Place, ...], ...]]:
    """A line along the roads for every leg of every route, the way home included."""
    lines = {}
    for route in outcome.plan.routes:
        home = outcome.depots[route.therapist].place
        places = [home, *(s.location.place for s in route.stops if s.location), home]
        lines[route.therapist] = tuple(roads.line(a, b) for a, b in itertools.pairwise(places))
    return lines
