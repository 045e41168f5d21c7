"""Drawn days with all rules on at once: what the verifier must pass as it is, and refuse once tampered with."""

import random
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import KnownPlace, Location, Place, Quality
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.set_aside import SetAside
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, solve
from seeded import LUNCH, PEAKS, draw_day

TEA = Break(TimeWindow(Seconds(13 * 3600), Seconds(16 * 3600)), Seconds(900))
EARLY_TEA = Break(TimeWindow(Seconds(10 * 3600), Seconds(13 * 3600)), Seconds(1800))


def full_day(seed: int) -> Problem:
    """A couple, a household, a heater, promises, pins, two breaks of overlapping windows, limits, prices, peaks,
    places, and people who are held and lost."""
    rng = random.Random(f"full day {seed}")
    day = draw_day(rng.choice([8, 9, 10]), 3, seed, windows=2, clock=PEAKS)
    names = [v.id for v in day.visits]
    rng.shuffle(names)
    door = day.visit(names[0]).place
    visits = {v.id: replace(v, place=door) if v.id == names[1] else v for v in day.visits}
    for name in names[:5]:
        # A window in which most of those who depend on each other can be served, with few starts on the grid.
        opens = Seconds(
            rng.choice([10, 11, 14]) * 3600 if name != names[3] else visits[names[2]].start_windows[0].opens
        )
        wide = (TimeWindow(opens, Seconds(opens + 5400)),)
        able = tuple(t.id for t in day.therapists)
        visits[name] = replace(visits[name], start_windows=wide, therapists=able, unassigned_cost=1_000_000)
    for name in names[5:7]:
        visits[name] = _promised(rng, visits[name])
    # A pin of problem.json: nobody else, at no other time.
    pinned = visits[names[7]]
    start = pinned.start_windows[0].opens
    visits[names[7]] = replace(
        pinned, therapists=pinned.therapists[:1], preference_cost={}, start_windows=(TimeWindow(start, start),)
    )
    return replace(
        day,
        name="2026-11-23",
        matrix=_with_metres(day.matrix, rng),
        therapists=tuple(_rested(rng, t) for t in day.therapists),
        visits=tuple(visits.values()),
        households=((names[0], names[1]),),
        together=((names[2], names[3]),),
        shared=(SharedEquipment("heater", (names[4], names[5], names[6])),),
        slot=Seconds(1800),
        balance=(BalanceStep(Seconds(7200), 1200),),
        set_aside=SetAside(("h1", "h2"), ("x1",)),
        places=tuple(_a_place(rng) for _ in range(len(day.matrix))),
    )


def _promised(rng: random.Random, visit: Visit) -> Visit:
    window = rng.choice(visit.start_windows)
    promise = TimeWindow(window.opens, Seconds(min(window.closes, window.opens + 1800)))
    return replace(visit, start_windows=(promise,), promise=promise)


def _with_metres(matrix: TravelTimeMatrix, rng: random.Random) -> TravelTimeMatrix:
    metres = tuple(tuple(12 * cell + rng.randrange(50) if cell else 0 for cell in row) for row in matrix.seconds)
    return TravelTimeMatrix(matrix.seconds, metres)


def _rested(rng: random.Random, therapist: Therapist) -> Therapist:
    breaks = rng.choice([(LUNCH,), (LUNCH, TEA), (LUNCH, EARLY_TEA), (EARLY_TEA, LUNCH)])
    return replace(therapist, breaks=breaks, hands_on_limit=Seconds(rng.choice([14_400, 18_000])))


def _a_place(rng: random.Random) -> KnownPlace:
    point = Place(lat=round(rng.uniform(53.4, 53.7), 6), lon=round(rng.uniform(-113.7, -113.3), 6))
    return KnownPlace(point, rng.choice(list(Quality)))


def full_plan(problem: Problem, limits: Limits) -> Plan:
    """The solver's plan of such a day, as `plan` would write it: with its date, its places, and those set aside."""
    plan = solve(problem, limits)
    routes = tuple(
        replace(route, stops=tuple(replace(s, location=_location(problem, s.visit)) for s in route.stops))
        for route in plan.routes
    )
    return replace(plan, routes=routes, date=problem.date, practice="Prairie Hands")


def _location(problem: Problem, name: str) -> Location:
    known = problem.places[problem.visit(name).place]
    return Location(place=known.place, quality=known.quality, radius_metres=0, normalized="", source="")
