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


def at(visit: Visit, start: Seconds) -> Visit:
    """The visit starting then and not otherwise."""
    return replace(visit, start_windows=(TimeWindow(start, start),))


Sets = set[frozenset[str]]
"""Every set of visits that one therapist can serve in some order."""


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
        withs = {names for names in _sets(day, therapist, [*others, caller]) if caller.id in names}
        choices = [withs if t.id == therapist.id else without[t.id] for t in day.problem.therapists]
        for served in product(*choices):
            union = frozenset().union(*served)
            disjoint = sum(map(len, served)) == len(union)
            if disjoint and promised <= union and _have_keepers(day, served):
                return True
    return False


def _sets(day: Standing, therapist: Therapist, visits: list[Visit]) -> Sets:
    able = [v for v in visits if therapist.id in v.therapists]
    orders = _orders(day, therapist, able, begin(therapist), ())
    return {frozenset[str](), *(frozenset(v.id for v in order) for order in orders)}


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


def _have_keepers(day: Standing, served: tuple[frozenset[str], ...]) -> bool:
    """Do no more therapists serve somebody who needs what is shared than there are pieces?"""
    return all(sum(not names.isdisjoint(s.visits) for names in served) <= s.count for s in day.problem.shared)
