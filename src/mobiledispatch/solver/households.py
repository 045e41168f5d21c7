"""A household is one visit while routes are sought, and its people in turn once they are found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders


def merge_households(problem: Problem) -> Problem:
    """The problem with each household as one visit, under the id of its first; nobody waits between two people."""
    merged = {household[0]: _merged([problem.visit(name) for name in household]) for household in problem.households}
    gone = {name for household in problem.households for name in household[1:]}
    visits = tuple(merged.get(v.id, v) for v in problem.visits if v.id not in gone)
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


def _merged(members: Sequence[Visit]) -> Visit:
    first = members[0]
    costs: dict[str, int] = {}
    for member in members:
        for name, cost in member.preference_cost.items():
            costs[name] = costs.get(name, 0) + cost
    service = Seconds(sum(m.service for m in members))
    return replace(
        first,
        service=service,
        # All that is no massage and not the first set-up, so that limits and balance count what hands really do.
        teardown=Seconds(service - first.setup - sum(m.massage for m in members)),
        start_windows=_windows(members),
        therapists=tuple(t for t in first.therapists if all(t in m.therapists for m in members)),
        preference_cost=costs,
        unassigned_cost=sum(m.unassigned_cost for m in members),
    )


def _windows(members: Sequence[Visit]) -> tuple[TimeWindow, ...]:
    """Starts of the first from which everybody, one after the other, starts inside a window."""
    after = accumulate((m.service for m in members[:-1]), initial=0)
    windows = members[0].start_windows
    for member, since in zip(members, after, strict=True):
        offset = since + member.setup - members[0].setup
        earlier = [(w.opens - offset, w.closes - offset) for w in member.start_windows]
        shifted = [TimeWindow(Seconds(max(0, opens)), Seconds(closes)) for opens, closes in earlier if closes >= 0]
        windows = tuple(sorted(shared for a in windows for b in shifted if (shared := a.meet(b))))
    return windows
