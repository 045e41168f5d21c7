"""Brute force: at which starts does some assignment and order of a day serve the caller and everybody promised?"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from mobiledispatch.desk.standing import Standing
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import may_hold
from mobiledispatch.timetable.frontier import Frontier, begin, finishes, serve
from mobiledispatch.timetable.times import timetable


def at(visit: Visit, start: Seconds) -> Visit:
    """The visit starting then and not otherwise."""
    return replace(visit, start_windows=(TimeWindow(start, start),))


Sets = dict[frozenset[str], list[tuple[Visit, ...]]]
"""Every set of visits that one therapist can serve, with the orders in which that goes."""

Held = tuple[tuple[Visit, int], ...]
"""Visits that need what is shared, each with its start."""


def possible_starts(day: Standing, caller: Visit, marks: list[int]) -> set[int]:
    others = [v for v in day.problem.visits if v.id != caller.id]
    promised = {v.id for v in others if v.unassigned_cost >= day.practice.costs.promised}
    without = {t.id: _sets(day, t, others) for t in day.problem.therapists}
    return {m for m in marks if _is_possible(day, at(caller, Seconds(m)), others, promised, without)}


def _is_possible(
    day: Standing, caller: Visit, others: list[Visit], promised: set[str], without: dict[str, Sets]
) -> bool:
    for therapist in day.problem.therapists:
        if therapist.id not in caller.therapists:
            continue
        withs = {s: o for s, o in _sets(day, therapist, [*others, caller]).items() if caller.id in s}
        choices = [withs if t.id == therapist.id else without[t.id] for t in day.problem.therapists]
        for served in product(*choices):
            union = frozenset().union(*served)
            disjoint = sum(map(len, served)) == len(union)
            if disjoint and promised <= union and _heaters_suffice(day, served, choices):
                return True
    return False


def _sets(day: Standing, therapist: Therapist, visits: list[Visit]) -> Sets:
    able = [v for v in visits if therapist.id in v.therapists]
    found: Sets = {frozenset(): [()]}
    for order in _orders(day, therapist, able, begin(therapist), ()):
        found.setdefault(frozenset(v.id for v in order), []).append(order)
    return found


def _orders(
    day: Standing, therapist: Therapist, left: list[Visit], frontier: Frontier, served: tuple[Visit, ...]
) -> Iterator[tuple[Visit, ...]]:
    for visit in left:
        longer = (*served, visit)
        after = serve(day.problem, therapist, frontier, visit)
        if not after or not may_hold(therapist, longer):
            continue
        if finishes(day.problem, therapist, visit.place, {taken: moment.free for taken, moment in after.items()}, ()):
            yield longer
        yield from _orders(day, therapist, [v for v in left if v.id != visit.id], after, longer)


def _heaters_suffice(day: Standing, served: tuple[frozenset[str], ...], choices: list[Sets]) -> bool:
    """Is there, among the orders of these sets and the starts of the grid, a day that shares what is short?"""
    short = [s for s in day.problem.shared if sum(name in v for v in served for name in s.visits) > s.count]
    if not short:
        return True
    grids = [
        _grid_starts(day, t, orders[s]) for t, orders, s in zip(day.problem.therapists, choices, served, strict=True)
    ]
    return any(_share(day, [stop for route in routes for stop in route]) for routes in product(*grids))


def _grid_starts(day: Standing, therapist: Therapist, orders: list[tuple[Visit, ...]]) -> list[Held]:
    """Every way to start those who need what is shared on the grid, the others as early as can be."""
    needing = {name for s in day.problem.shared for name in s.visits}
    found: dict[tuple[tuple[str, int], ...], Held] = {}
    for order in orders:
        options = [_on_the_grid(day, v) if v.id in needing else [v] for v in order]
        for pinned in product(*options):
            if timetable(day.problem, therapist, pinned):
                stops = tuple((v, int(v.start_windows[0].opens)) for v in pinned if v.id in needing)
                found.setdefault(tuple((v.id, s) for v, s in stops), stops)
    return list(found.values())


def _on_the_grid(day: Standing, visit: Visit) -> list[Visit]:
    return [at(visit, Seconds(m)) for w in visit.start_windows for m in _marks(day, w.opens, w.closes)]


def _marks(day: Standing, opens: int, closes: int) -> range:
    step = day.problem.slot
    return range(-(-opens // step) * step, closes + 1, step)


def _share(day: Standing, stops: list[tuple[Visit, int]]) -> bool:
    for shared in day.problem.shared:
        spans = [(s - v.setup, s + v.wrap_up) for v, s in stops if v.id in shared.visits]
        if any(sum(a < end and b > begin_ for a, b in spans) > shared.count for begin_, end in spans):
            return False
    return True
