"""A remedy's change, applied to a problem: what a program does when a person says yes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.keepers import with_pieces

MUST_SERVE = 10_000_000
"""Dearer than any day of driving."""


def applied(problem: Problem, change: Mapping[str, Any]) -> Problem:
    """The problem with the visit `change["visit"]` as the other keys say (seconds, as in problem.json).

    `shared_equipment` says of what the practice has how many for its sake.
    ValueError for a change to another date, which no problem of one day can hold.
    """
    if "date" in change:
        raise ValueError(f"{change['visit']} is to move to {change['date']}: plan that day")
    visits = tuple(_changed(v, change) if v.id == change["visit"] else v for v in problem.visits)
    return with_pieces(replace(problem, visits=visits), change.get("shared_equipment", {}))


def _changed(visit: Visit, change: Mapping[str, Any]) -> Visit:
    fields: dict[str, Any] = {}
    if "start_windows" in change:
        fields["start_windows"] = _windows(change["start_windows"])
    if "promise" in change:
        fields["promise"] = next(iter(_windows([change["promise"]])))
    if "service_seconds" in change:
        fields["service"] = Seconds(change["service_seconds"])
    if "therapists" in change:
        fields["therapists"] = tuple(change["therapists"])
    if "unassigned_cost" in change:
        fields["unassigned_cost"] = int(change["unassigned_cost"])
    return replace(visit, **fields)


def _windows(pairs: Iterable[Sequence[int]]) -> tuple[TimeWindow, ...]:
    return tuple(sorted(TimeWindow(Seconds(opens), Seconds(closes)) for opens, closes in pairs))


def all_or_none(problem: Problem, names: Iterable[str]) -> Problem:
    """The problem of these visits alone, each too dear to leave out."""
    alone = among(problem, names)
    return replace(alone, visits=tuple(replace(v, unassigned_cost=MUST_SERVE) for v in alone.visits))


def among(problem: Problem, names: Iterable[str]) -> Problem:
    """The problem of these visits alone."""
    chosen = frozenset(names)
    shared = (replace(s, visits=tuple(n for n in s.visits if n in chosen)) for s in problem.shared)
    return replace(
        problem,
        visits=tuple(v for v in problem.visits if v.id in chosen),
        together=tuple(group for group in problem.together if chosen.issuperset(group)),
        households=tuple(group for group in problem.households if chosen.issuperset(group)),
        shared=tuple(s for s in shared if s.visits),
    )
