"""Which starts some plan allows, everybody who is booked served within their promise: the exact solver's verdict.

Starts are decided together. The best day for a caller who may begin at any start of a stretch bounds every day in which
the caller begins at one of them; and where the same order has room for the caller at that start, nothing is left to
seek. So one search settles a whole stretch in which nothing fits, and every start at which the best day costs the same;
what is left is asked again in shorter stretches.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Protocol

from mobiledispatch.desk.party import Party, party_fits
from mobiledispatch.desk.standing import Standing
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.objective import dearest_routes
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit

if TYPE_CHECKING:
    from mobiledispatch.model.plan import Plan

MOVED = 1_800
"""Seconds of driving that are rather driven than that a client gets another therapist than the one planned."""

DEARER = 20
"""A visit that has to be served costs so many times as much as the dearest day that serves them all."""

Orders = Mapping[str, Sequence[str]]
"""The visits of each therapist, in order."""


class Solver(Protocol):
    """The exact solver, asked about one day again and again."""

    called_off: Callable[[], bool]
    """Is nobody waiting any more? Then searches end with what they have."""

    def solve(self, problem: Problem, hopeless: int, guesses: Sequence[Orders] = (), floor: int = 0) -> "Plan":
        """The cheapest day. The search may end once no plan can cost less than `hopeless`, and may set out from the
        orders in `guesses`; no plan costs less than `floor`."""
        ...

    def retimed(self, problem: Problem, plan: "Plan", visit: str) -> "Plan | None":
        """The same orders in a problem where only the windows of `visit` differ; None if there is no timetable."""
        ...


@dataclass(frozen=True, slots=True)
class Decided:
    """One start: the best day with the caller in it, or None where there is none; and whether that is proven."""

    start: Seconds
    plan: "Plan | None"
    proven: bool


Span = Sequence[int]
"""Starts to decide, ascending."""


def decide(day: Standing, visit: Visit, marks: Span, solver: Solver) -> Iterator[Decided]:
    """For each of `marks` the cheapest day in which the caller's massage begins then and everybody who was promised is
    served; those without such a day at once, the others cheapest first. `visit` is the first stop of the party."""
    found: list[tuple[int, int, Decided]] = []
    numbers = count()
    for decided, bound in _searched(day, visit, marks, solver):
        while found and found[0][0] <= bound:
            yield heappop(found)[2]
        for one in decided:
            if one.plan is None:
                yield one
            else:
                heappush(found, (one.plan.objective.total, next(numbers), one))
    while found:
        yield heappop(found)[2]


def _searched(day: Standing, visit: Visit, marks: Span, solver: Solver) -> Iterator[tuple[list[Decided], int]]:
    """What each search decides, and what none of the days that it and those after it find costs less than."""
    waiting: list[tuple[int, int, Span]] = []
    numbers = count()
    for run in _runs(marks, day.practice.limits.start_grid):
        heappush(waiting, (0, next(numbers), run))
    while waiting:
        floor, _, span = heappop(waiting)
        if solver.called_off():
            yield [Decided(Seconds(mark), None, False) for mark in span], 0
            continue
        decided, bound = _settle(day, visit, span, floor, solver)
        yield decided, floor
        settled = {d.start for d in decided}
        left = [mark for mark in span if mark not in settled]
        runs = _runs(left, day.practice.limits.start_grid) if decided else _halves(span)
        for run in runs:
            heappush(waiting, (bound, next(numbers), run))


def _runs(marks: Span, step: int) -> list[Span]:
    """The marks in runs without a hole."""
    runs: list[list[int]] = []
    for mark in marks:
        if runs and mark - runs[-1][-1] <= step:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return list(runs)


def _halves(span: Span) -> list[Span]:
    middle = len(span) // 2
    return [span[:middle], span[middle:]]


def _settle(day: Standing, visit: Visit, span: Span, floor: int, solver: Solver) -> tuple[list[Decided], int]:
    """What one search says of the starts in the span, all of them if it is but one; and what no day there costs less
    than."""
    problem, ceiling = _posed(day, _within(visit, span))
    plan = solver.solve(problem, ceiling, _inserted(day, visit, span), floor)
    proven, bound = plan.proof.status == "optimal", max(floor, plan.proof.lower_bound or 0)
    if plan.objective.total >= ceiling:
        if proven or bound >= ceiling or len(span) == 1:
            return [Decided(Seconds(mark), None, proven or bound >= ceiling) for mark in span], bound
        return [], bound
    if len(span) == 1:
        return [Decided(Seconds(span[0]), plan, proven)], bound
    if not proven:
        return [], bound
    return list(_same_day(day, visit, span, plan, solver)), bound


def _same_day(day: Standing, visit: Visit, span: Span, plan: "Plan", solver: Solver) -> Iterator[Decided]:
    """The starts of the span at which the caller can begin in the plan as it is."""
    planned = next(stop.start for route in plan.routes for stop in route.stops if stop.visit == visit.id)
    yield Decided(planned, plan, True)
    if day.problem.together or len(day.party.names) > 1:
        return  # starts depend on each other across routes: no other start follows from this plan
    for mark in span:
        if mark > planned:
            problem, _ = _posed(day, _within(visit, [mark]))
            then = solver.retimed(problem, plan, visit.id)
            if then is not None:
                yield Decided(Seconds(mark), then, True)


def _within(visit: Visit, span: Span) -> Visit:
    """The visit with a start of the span and no other."""
    return replace(visit, start_windows=tuple(TimeWindow(Seconds(mark), Seconds(mark)) for mark in span))


def _inserted(day: Standing, visit: Visit, span: Span) -> list[Orders]:
    """The day as it stands with the party put in where that costs least, if there is room."""
    found = party_fits(day.draft, joined(day, _within(visit, span)), span)
    if not found:
        return []
    best = min(found, key=lambda fit: fit.cost)
    orders = {name: [v.id for v in order] for name, order in day.draft.orders.items()}
    for stop, seat in zip(day.party.stops, best.seats, strict=True):
        orders[seat.therapist][seat.position : seat.position] = day.party.named(stop.id)
    return [orders]


def joined(day: Standing, visit: Visit) -> Party:
    """The day's party, to start when `visit`, its first stop, may, and with the therapists that it may have."""
    others = (replace(stop, start_windows=visit.start_windows, promise=None) for stop in day.party.stops[1:])
    return replace(day.party, stops=(visit, *others))


def _posed(day: Standing, visit: Visit) -> tuple[Problem, int]:
    """The day with the party in it; and what no day costs that serves everybody who has to be served."""
    people = {name: _person(day, name, visit) for name in day.party.names}
    others = [v for v in day.problem.visits if v.id not in people]
    musts = {v.id for v in others if v.unassigned_cost >= day.practice.costs.promised} | people.keys()
    posed = [_reluctant(day, v) for v in others] + list(people.values())
    ceiling = _dearest(day, posed, musts)
    served = {v.id: replace(v, unassigned_cost=DEARER * ceiling) if v.id in musts else v for v in posed}
    return replace(day.problem, visits=tuple(served[v.id] for v in day.problem.visits)), ceiling


def _person(day: Standing, name: str, visit: Visit) -> Visit:
    """One of the party, starting when it does if its first stop starts as `visit` may."""
    windows = day.party.windows_of(name, visit.start_windows)
    person = replace(day.problem.visit(name), start_windows=windows, promise=None)
    at_first_stop = name in day.party.named(visit.id)
    return replace(person, therapists=visit.therapists) if at_first_stop else person


def _reluctant(day: Standing, visit: Visit) -> Visit:
    """The visit with a price on every therapist but the one who is planned."""
    planned = day.booking(visit.id).therapist
    costs = {t: visit.preference_cost.get(t, 0) + MOVED * (t != planned) for t in visit.therapists}
    return replace(visit, preference_cost={t: cost for t, cost in costs.items() if cost})


def _dearest(day: Standing, visits: Sequence[Visit], musts: Set[str]) -> int:
    """More than any day costs that serves the `musts`."""
    routes = dearest_routes(replace(day.problem, visits=tuple(visits)))
    return 1 + routes + sum(v.unassigned_cost for v in visits if v.id not in musts)
