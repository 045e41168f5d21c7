"""Small days for explanations: one therapist, Ana, with a place for each visit ten minutes from anywhere."""

from dataclasses import replace

from mobiledispatch.explain import applied, explain
from mobiledispatch.model.clock import Seconds, TimeWindow, read_clock
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.plan import Plan, Remedy, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, solve
from mobiledispatch.timetable.draft import company
from mobiledispatch.verify import verify


def window(opens: str, closes: str) -> TimeWindow:
    return TimeWindow(read_clock(opens), read_clock(closes))


def therapist(name: str = "ana", opens: str = "09:00", closes: str = "17:00", **more: object) -> Therapist:
    return replace(Therapist(name, 0, 0, window(opens, closes)), **more)  # type: ignore[arg-type]


def visit(name: str, opens: str = "09:00", closes: str = "17:00", minutes: int = 60, **more: object) -> Visit:
    """An hour at the door for Ana alone, dear to leave out; its place is given by `day`."""
    usual = Visit(
        id=name,
        place=1,
        service=Seconds(minutes * 60),
        start_windows=(window(opens, closes),),
        therapists=("ana",),
        unassigned_cost=1_000_000,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def day(*visits: Visit, crew: tuple[Therapist, ...] = (therapist(),), leg: int = 600) -> Problem:
    places = tuple(replace(v, place=k) for k, v in enumerate(visits, 1))
    size = len(visits) + 1
    table = tuple(tuple(Seconds(0 if a == b else leg) for b in range(size)) for a in range(size))
    return Problem("day", TravelTimeMatrix(table), crew, places)


def best(problem: Problem, gap: float = 0.0) -> Plan:
    return solve(problem, Limits(seconds=30, gap=gap))


def explained(problem: Problem, plan: Plan | None = None) -> Plan:
    return explain(problem, plan or best(problem), best)


def only(plan: Plan) -> Unassigned:
    (one,) = plan.unassigned
    return one


def of_kind(one: Unassigned, kind: str) -> Remedy:
    (remedy,) = [r for r in one.remedies if r.kind == kind]
    return remedy


def served(plan: Plan) -> set[str]:
    return {stop.visit for route in plan.routes for stop in route.stops}


def everybody_fits(problem: Problem, plan: Plan, name: str, remedy: Remedy) -> bool:
    """Applied and planned again, are `name`, its company and all who were served on routes that keep every rule?"""
    changed = applied(problem, remedy.change)
    again = best(changed)
    return {*served(plan), *company(problem, name)} <= served(again) and verify(changed, again) == ()
