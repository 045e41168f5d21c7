"""Who keeps what the practice has few of: a piece goes with one therapist for the whole day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit

Orders = Mapping[str, Sequence[Visit]]
"""The visits of each therapist, in order."""

More = Mapping[str, Collection[str]]
"""Ids of visits that therapists are to serve besides."""


def keepers(shared: SharedEquipment, orders: Orders, more: More | None = None) -> tuple[str, ...]:
    """The therapists who need a piece on their day of these visits and of `more`."""
    needing = frozenset(shared.visits)
    names = (*orders, *(name for name in more or {} if name not in orders))
    return tuple(
        name
        for name in names
        if any(visit.id in needing for visit in orders.get(name, ()))
        or not needing.isdisjoint((more or {}).get(name, ()))
    )


def too_few(problem: Problem, orders: Orders, more: More) -> tuple[SharedEquipment, ...]:
    """Of what the visits of `more` need, that of which there would be fewer pieces than therapists who need one."""
    asked = {name for names in more.values() for name in names}
    needed = (shared for shared in problem.shared if not asked.isdisjoint(shared.visits))
    return tuple(shared for shared in needed if len(keepers(shared, orders, more)) > shared.count)


def with_pieces(problem: Problem, counts: Mapping[str, int]) -> Problem:
    """The problem with so many pieces of what `counts` names."""
    return replace(problem, shared=tuple(replace(s, count=counts.get(s.name, s.count)) for s in problem.shared))
