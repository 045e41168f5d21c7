"""Starts that depend on each other, called as early as they can be for free: couples, and visits that share equipment.

The search says in which orders everybody is served, and pins these visits to starts at which nothing clashes: to which
of several makes no difference to the total, but it does to the client who waits. All other starts are the timetable's
business (`timetable.courses`). Nothing here changes an order, so the total stays what it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders
from mobiledispatch.timetable.company import common_starts
from mobiledispatch.timetable.times import starts_of

Starts = Mapping[str, Seconds]


def call_earlier(problem: Problem, orders: Orders) -> Orders:
    """The same orders, pinned visits as early as they can be with no promised visit later than before.

    One meeting is moved at a time, until none can be. `problem` has its households merged, as the search knows it.
    """
    pinned = {v.id: v.start_windows[0].opens for order in orders.values() for v in order if _is_pinned(problem, v)}
    moved: Starts | None = pinned
    while moved is not None:
        pinned = dict(moved)
        moved = next(_earlier(problem, orders, pinned), None)
    return _at(orders, pinned)


def _is_pinned(problem: Problem, visit: Visit) -> bool:
    return visit.start_windows != problem.visit(visit.id).start_windows


def _earlier(problem: Problem, orders: Orders, pinned: Starts) -> Iterator[Starts]:
    """Every way to call one meeting earlier, the day's first meetings first and each as early as can be."""
    for group in _meetings(problem, pinned):
        crew = {name: order for name, order in orders.items() if any(v.id in group for v in order)}
        before = _starts(problem, crew, pinned)
        for start in common_starts([problem.visit(name) for name in group], problem.slot):
            trial = {**pinned, **dict.fromkeys(group, start)}
            if start < pinned[group[0]] and _share(problem, trial):
                after = _starts(problem, crew, trial)
                if before is not None and after is not None and _is_better(problem, after, before):
                    yield trial


def _meetings(problem: Problem, pinned: Starts) -> list[tuple[str, ...]]:
    together = [group for group in problem.together if all(name in pinned for name in group)]
    met = {name for group in together for name in group}
    return sorted([*together, *((name,) for name in pinned if name not in met)], key=lambda group: pinned[group[0]])


def _starts(problem: Problem, orders: Orders, pinned: Starts) -> Starts | None:
    """When everybody in `orders` starts; None if a route keeps no timetable."""
    found: dict[str, Seconds] = {}
    for name, order in _at(orders, pinned).items():
        starts = starts_of(problem, problem.therapist(name), order)
        if starts is None:
            return None
        found.update(zip((v.id for v in order), starts, strict=True))
    return found


def _is_better(problem: Problem, after: Starts, before: Starts) -> bool:
    """Is no promised visit later, and are they, or else all together, earlier?"""
    promised = [name for name in before if problem.visit(name).promise]
    if any(after[name] > before[name] for name in promised):
        return False
    return _sums(after, promised) < _sums(before, promised)


def _sums(starts: Starts, promised: Sequence[str]) -> tuple[int, int]:
    return sum(starts[name] for name in promised), sum(starts.values())


def _at(orders: Orders, pinned: Starts) -> dict[str, list[Visit]]:
    def at(visit: Visit) -> Visit:
        start = pinned.get(visit.id)
        return visit if start is None else replace(visit, start_windows=(TimeWindow(start, start),))

    return {name: [at(visit) for visit in order] for name, order in orders.items()}


def _share(problem: Problem, pinned: Starts) -> bool:
    """Is there enough of everything that these visits share, at every time?"""
    for shared in problem.shared:
        users = [problem.visit(name) for name in shared.visits if name in pinned]
        spans = [(pinned[v.id] - v.setup, pinned[v.id] + v.wrap_up) for v in users]
        if any(sum(opens <= begins < closes for opens, closes in spans) > shared.count for begins, _ in spans):
            return False
    return True
