"""`plan_day`: the whole line, from a day's requests to a checked plan."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch import demand
from mobiledispatch.explain import Deeper, OtherDays, Steps, explain
from mobiledispatch.geocode import Geocoder
from mobiledispatch.later_days import LaterDays, ReadDay, no_book
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
from mobiledispatch.solver import Budget, HardStop, Limits, Watch, solve
from mobiledispatch.sound_plan import Solver, searching, sound_plan
from mobiledispatch.travel import TravelProvider, plan_times
from mobiledispatch.travel.remarks import road_remarks
from mobiledispatch.travel.traffic import day_clock

QUICK = 1.0
"""Seconds at most, or units of work, for each question that an explanation asks of the solver."""
LEAST_FOR_A_QUESTION, SETTING_UP = 0.05, 3e-7
"""What a question takes at least, and what each pair of visits adds for every therapist."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A planned day: the plan, the problem it answers, every rule it breaks, and what the reports draw from.

    `faults` are this program's own, for which visits had to be set aside (`sound_plan`).
    """

    plan: Plan
    problem: Problem
    violations: tuple[Violation, ...]
    requests: Mapping[str, Request]
    depots: Mapping[str, Location]
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


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
    read_day: ReadDay = no_book,
    stop: HardStop | None = None,
    solver: Solver = solve,
) -> Outcome:
    """Plan `date`; `shifts` are the hours of those who work otherwise than usual then, None for an absence.

    `read_day` knows the other days of the practice's book: what is left out may fit one of them. All of it is done by
    the hard `stop`, by default one from now on.

    BadInput if a therapist's home cannot be placed; ServiceDown if a road engine fails.
    """
    stop, requests = stop or HardStop(limits, watch), tuple(requests)
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

    def dressed(plan: Plan) -> Plan:
        plan = replace(plan, held=held, lost=lost, date=date, practice=practice.name, timezone=practice.timezone)
        return replace(_placed(plan, located), provenance=Provenance(source, weather, limits.seed))

    sound = sound_plan(problem, searching(limits, watch, stop, solver), dressed)
    explaining = stop.explaining(len(problem.visits))
    quick, steps = quick_solver(limits, watch, explaining), Steps(explaining)
    later = LaterDays(practice, geocoder, roads, read_day, requests).as_they_stand(_left_out(sound.plan, located))
    plan = explain(problem, sound.plan, quick, OtherDays(date, later, Deeper(quick)).first_for, steps)
    told = {r.id: r for r in todays}
    return Outcome(plan, problem, sound.violations, told, depots, (*notes, *steps.notes()), sound.faults)


def other_dates(requests: Iterable[Request], date: datetime.date) -> tuple[str, ...]:
    """A note on requests that the file holds for other dates: the date asked for may be a slip."""
    others = [r for r in requests if r.date and r.date != date]
    dates = ", ".join(map(str, sorted({r.date for r in others if r.date})[:3]))
    if not others:
        return ()
    names = ", ".join(r.id for r in others[:10]) + (", ..." if len(others) > 10 else "")
    return (f"{len(others)} of the requests are not for {date} but for {dates}: not planned ({names}).",)


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


def quick_solver(limits: Limits, watch: Watch, budget: Budget) -> Callable[[Problem, float], Plan | None]:
    """A solver for the small questions of an explanation, none of them begun that would not end in time."""

    def ask(problem: Problem, gap: float) -> Plan | None:
        needed = LEAST_FOR_A_QUESTION + SETTING_UP * len(problem.therapists) * len(problem.visits) ** 2
        if budget.seconds_left <= 2 * needed:
            return None
        share = budget.share(min(limits.seconds, QUICK, budget.seconds_left - needed))
        return solve(problem, replace(limits, seconds=share.seconds, gap=gap), Watch(stop=watch.stop), share)

    return ask


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
