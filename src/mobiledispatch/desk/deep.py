"""Every start for which some plan serves everybody who is booked: the exact solver, with the day put in a new order.

A start is decided by a day in which the caller begins exactly then and every promise holds. Clients may get another
therapist only where they did not ask for one; visits without a promise may move, and one that would be left out is
named (`Shift.start` is None).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from mobiledispatch.desk.fits import at, fits
from mobiledispatch.desk.instant import Spot, offer_at
from mobiledispatch.desk.offer import Offer, Shift
from mobiledispatch.desk.standing import CALLER, Standing
from mobiledispatch.model.clock import Seconds, TimeWindow, clock
from mobiledispatch.model.plan import Plan, Stop
from mobiledispatch.model.problem import Problem, balance_cost
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable import timetable

MOVED = 1_800
"""Seconds of driving that are rather driven than that a client gets another therapist than the one planned."""

DEARER = 20
"""A visit that has to be served costs so many times as much as the dearest day that serves them all."""

CLEARLY = 300
"""Seconds from which on another start of the same therapist, within the promise, is told as a change."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One start: the best day with the caller in it, or None where there is none; and whether that is proven."""

    start: Seconds
    plan: Plan | None
    proven: bool


Orders = Mapping[str, Sequence[str]]
"""The visits of each therapist, in order."""

Solve = Callable[[Problem, int, Sequence[Orders]], Plan]
"""A day as a problem -> its plan; the search may end once no plan can cost less than the second argument, and may set
out from the orders in the third."""

Given = Mapping[str, tuple[str, Seconds]]
"""Who serves each visit, and when it starts."""


def decide(day: Standing, visit: Visit, start: Seconds, solve: Solve) -> Decided:
    """The cheapest day in which the caller's massage begins at `start` and everybody who was promised is served."""
    problem, ceiling = _posed(day, at(visit, start))
    plan = solve(problem, ceiling, _inserted(day, at(visit, start)))
    if plan.objective.total >= ceiling:
        return Decided(start, None, (plan.proof.lower_bound or 0) >= ceiling or plan.proof.status == "optimal")
    return Decided(start, plan, plan.proof.status == "optimal")


def _inserted(day: Standing, visit: Visit) -> list[Orders]:
    """The day as it stands with the caller put in where that costs least, if there is room."""
    found = fits(day.draft, visit, [visit.start_windows[0].opens])
    if not found:
        return []
    best = min(found, key=lambda fit: fit.added)
    orders = {name: [v.id for v in order] for name, order in day.draft.orders.items()}
    orders[best.therapist].insert(best.position, visit.id)
    return [orders]


def _posed(day: Standing, visit: Visit) -> tuple[Problem, int]:
    """The day with the caller in it; and what no day costs that serves everybody who has to be served."""
    others = [v for v in day.problem.visits if v.id != visit.id]
    musts = {v.id for v in others if v.unassigned_cost >= day.practice.costs.promised} | {visit.id}
    posed = [_reluctant(day, v) for v in others] + [visit]
    ceiling = _dearest(day, posed, musts)
    served = {v.id: replace(v, unassigned_cost=DEARER * ceiling) if v.id in musts else v for v in posed}
    return replace(day.problem, visits=tuple(served[v.id] for v in day.problem.visits)), ceiling


def _reluctant(day: Standing, visit: Visit) -> Visit:
    """The visit with a price on every therapist but the one who is planned."""
    planned = day.booking(visit.id).therapist
    costs = {t: visit.preference_cost.get(t, 0) + MOVED * (t != planned) for t in visit.therapists}
    return replace(visit, preference_cost={t: cost for t, cost in costs.items() if cost})


def _dearest(day: Standing, visits: Sequence[Visit], musts: Set[str]) -> int:
    """More than any day costs that serves the `musts`: all shifts on the road, nobody's wish met, all others out."""
    road = sum(t.shift.closes - t.shift.opens for t in day.problem.therapists)
    wishes = sum(max(v.preference_cost.values(), default=0) for v in visits)
    massage = sum(v.massage for v in visits)
    return (
        1
        + road
        + wishes
        + balance_cost(day.problem.balance, massage)
        + sum(v.unassigned_cost for v in visits if v.id not in musts)
    )


def offers_of(
    day: Standing, visit: Visit, decided: Decided, windows: Sequence[TimeWindow], wide: float
) -> Iterator[Offer]:
    """The offer of a decided start, with what it changes."""
    if decided.plan is None:
        return
    route = next(r for r in decided.plan.routes if any(s.visit == visit.id for s in r.stops))
    position = next(k for k, s in enumerate(route.stops) if s.visit == visit.id)
    others = [(day.problem.visit(s.visit), s.start) for s in route.stops if s.visit != visit.id]
    spot = Spot(route.therapist, decided.start, position, others)
    changed = None if _keeps_orders(day, decided.plan) else tuple(changes(day, decided.plan))
    added = decided.plan.objective.travel - standing_travel(day)
    yield offer_at(day, visit, spot, windows, wide, added, changed)


def standing_travel(day: Standing) -> int:
    """Seconds of planned driving of the day as it stands."""
    total = 0
    for therapist in day.problem.therapists:
        times = timetable(day.problem, therapist, day.draft.orders[therapist.id])
        total += times.travel if times and times.timings else 0
    return total


def changes(day: Standing, plan: Plan) -> Iterator[Shift]:
    """Every other visit that the plan gives to somebody else, starts at another time, or leaves out."""
    stops: dict[str, tuple[str, Stop]] = {s.visit: (r.therapist, s) for r in plan.routes for s in r.stops}
    for booking in day.bookings:
        if booking.id not in stops:
            yield Shift(booking.id, "", None, f"{booking.id} loses its place and goes on the waiting list")
            continue
        therapist, stop = stops[booking.id]
        late = abs(stop.start - (booking.start or 0)) >= CLEARLY
        if therapist != booking.therapist or late:
            yield Shift(booking.id, therapist, stop.start, _moved(booking.id, booking.therapist, therapist, stop))


def _moved(name: str, was: str, now: str, stop: Stop) -> str:
    who = f"goes from {was} to {now}, " if was != now else ""
    kept = f", within {stop.promise} as promised" if stop.promise else ""
    return f"{name} {who}starts {clock(stop.start)}{kept}"


def _keeps_orders(day: Standing, plan: Plan) -> bool:
    """Is everybody else served by the same therapist, in the same order, as the day stands?"""
    orders = {r.therapist: [s.visit for s in r.stops if s.visit != CALLER] for r in plan.routes}
    return all(orders.get(name, []) == [v.id for v in order] for name, order in day.draft.orders.items())


def given_by(plan: Plan) -> Given:
    """Who serves each visit, and when."""
    return {s.visit: (r.therapist, s.start) for r in plan.routes for s in r.stops}
