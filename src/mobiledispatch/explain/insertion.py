"""Visits that are served together or not at all, put into the routes as they stand."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import CommonStarts, merged
from mobiledispatch.timetable.draft import Draft, Place, company, fitting
from mobiledispatch.timetable.keepers import too_few
from mobiledispatch.timetable.meeting import Clash, Meeting, meet

TRIED = 60
"""Ways to seat a couple that are tried, the cheapest places of each first."""


def inserted(draft: Draft, visit: Visit) -> Draft | None:
    """The day with the visit and its company in it, all others in their order; None if there is no such room."""
    names = company(draft.problem, visit.id)
    found = _at_once(draft, names) if names in draft.problem.together else _in_turn(draft, names)
    return next(found, None)


def _in_turn(draft: Draft, names: Sequence[str]) -> Iterator[Draft]:
    people = [draft.problem.visit(name) for name in names]
    whole = merged(people, draft.problem.matrix, draft.problem.clock) if len(people) > 1 else people[0]
    for place in fitting(draft, whole):
        if not too_few(draft.problem, draft.orders, {place.therapist: names}):
            after = draft
            for person in reversed(people):
                after = after.put(place, person)
            yield after


def _at_once(draft: Draft, names: Sequence[str]) -> Iterator[Draft]:
    people = [draft.problem.visit(name) for name in names]
    starts = CommonStarts.of(people, draft.problem.slot)
    if not starts.windows:
        return
    meeting = Meeting(tuple(names), (0,) * len(people), starts)
    for places in islice(_seats(draft, people), TRIED):
        after = draft
        for place, person in zip(places, people, strict=True):
            after = after.put(place, person)
        if not isinstance(meet(draft.problem, after.orders, [meeting]), Clash):
            yield after


def _seats(draft: Draft, people: Sequence[Visit]) -> Iterator[tuple[Place, ...]]:
    """A therapist and a gap for each, with a piece of what they need for everybody."""
    for places in product(*(fitting(draft, person) for person in people)):
        more = {place.therapist: (person.id,) for place, person in zip(places, people, strict=True)}
        if len(more) == len(people) and not too_few(draft.problem, draft.orders, more):
            yield places
