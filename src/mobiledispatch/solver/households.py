"""A household is one visit while routes are sought, and its people in turn once they are found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders
from mobiledispatch.timetable.company import merged


def merge_households(problem: Problem) -> Problem:
    """The problem with each household as one visit, under the id of its first; nobody waits between two people."""
    whole = {household[0]: merged([problem.visit(name) for name in household]) for household in problem.households}
    gone = {name for household in problem.households for name in household[1:]}
    visits = tuple(whole.get(v.id, v) for v in problem.visits if v.id not in gone)
    first_of = {name: household[0] for household in problem.households for name in household}
    shared = tuple(
        replace(s, visits=tuple(dict.fromkeys(first_of.get(name, name) for name in s.visits))) for s in problem.shared
    )
    return replace(problem, visits=visits, households=(), shared=shared)


def split_households(problem: Problem, orders: Orders) -> Orders:
    """Orders of the merged problem with everybody in them again."""
    people = {household[0]: [problem.visit(name) for name in household] for household in problem.households}
    return {
        therapist: [one for visit in order for one in _people(visit, people)] for therapist, order in orders.items()
    }


def _people(visit: Visit, people: Mapping[str, Sequence[Visit]]) -> list[Visit]:
    if visit.id not in people:
        return [visit]
    first, *others = people[visit.id]
    # The first starts only when the others' windows can follow: the merged visit's windows say when.
    return [replace(first, start_windows=visit.start_windows), *others]
