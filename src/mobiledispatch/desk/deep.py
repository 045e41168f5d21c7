"""What a decided start means to the caller and to everybody else: the offer, and who gets another therapist or start.

Clients get another therapist only where they did not ask for one; visits without a promise may move, and one that
would be left out is named (`Shift.start` is None).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mobiledispatch.desk.deciding import Decided
from mobiledispatch.desk.instant import Spot, offer_at
from mobiledispatch.desk.offer import Offer, Shift
from mobiledispatch.desk.standing import Standing
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.clock_face import time_words, window_words
from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.visit import Visit

if TYPE_CHECKING:
    from mobiledispatch.model.plan import Plan, Stop

CLEARLY = 300
"""Seconds from which on another start of the same therapist, within the promise, is told as a change."""


Given = Mapping[str, tuple[str, Seconds]]
"""Who serves each visit, and when it starts."""


def offers_of(
    day: Standing, decided: Decided, windows: Sequence[TimeWindow], wide: float, told: TimeWindow | None = None
) -> Iterator[Offer]:
    """The offer of a decided start, with what it changes; `told` is what was promised before and stays."""
    if decided.plan is None:
        return
    spots = {stop.id: _spot(day, decided.plan, stop.id) for stop in day.party.stops}
    changed = None if _keeps_orders(day, decided.plan) else tuple(changes(day, decided.plan))
    before, after = day.draft.objective, objective_of(day.problem, _orders(day, decided.plan))
    added, cost = after.travel - before.travel, after.routes - before.routes
    yield offer_at(day, decided.start, spots, windows, wide, added, cost, changed, told)


def _spot(day: Standing, plan: "Plan", name: str) -> Spot:
    route = next(r for r in plan.routes if any(s.visit == name for s in r.stops))
    position = next(k for k, s in enumerate(route.stops) if s.visit == name)
    others = [(day.problem.visit(s.visit), s.start) for s in route.stops if s.visit not in day.party.names]
    return Spot(route.therapist, position, others)


def _orders(day: Standing, plan: "Plan") -> Mapping[str, Sequence[Visit]]:
    """The plan's routes with every visit as the day has it: the search itself weighs changes of therapist as well."""
    return {r.therapist: [day.problem.visit(s.visit) for s in r.stops] for r in plan.routes}


def changes(day: Standing, plan: "Plan") -> Iterator[Shift]:
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


def _moved(name: str, was: str, now: str, stop: "Stop") -> str:
    who = f"goes from {was} to {now}, " if was != now else ""
    kept = f", within {window_words(stop.promise)} as promised" if stop.promise else ""
    return f"{name} {who}starts {time_words(stop.start)}{kept}"


def _keeps_orders(day: Standing, plan: "Plan") -> bool:
    """Is everybody else served by the same therapist, in the same order, as the day stands?"""
    orders = {r.therapist: [s.visit for s in r.stops if s.visit not in day.party.names] for r in plan.routes}
    return all(orders.get(name, []) == [v.id for v in order] for name, order in day.draft.orders.items())


def given_by(plan: "Plan") -> Given:
    """Who serves each visit, and when."""
    return {s.visit: (r.therapist, s.start) for r in plan.routes for s in r.stops}
