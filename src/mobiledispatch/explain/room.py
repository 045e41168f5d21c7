"""Room for a visit in the day as it is: no rule keeps it out, only its price or the end of the search."""

from dataclasses import dataclass

from mobiledispatch.explain.deeper import Deeper
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, blockers, draft_of, fitting, is_free

NEARLY_BEST = 0.05


@dataclass(frozen=True, slots=True)
class Room:
    """Serving the visit with `therapist` adds `cost` seconds of travel and preference to the day."""

    therapist: str
    cost: int


def find_room(draft: Draft, visit: Visit, deeper: Deeper, is_proven: bool) -> Room | None:
    """Room between the stops as they stand, or with one of them moved within its windows, or by solving anew.

    A plan that `is_proven` leaves nobody out who costs less than being left out: then a dear visit has no room.
    """
    if is_proven and visit.unassigned_cost > _dearest_day(draft):
        return None
    if is_free(draft.problem, visit.id):
        found = _between(draft, visit) or _after_one_move(draft, visit)
        if found:
            return _room(draft, found, visit)
    return _solved(draft, visit, deeper)


def _dearest_day(draft: Draft) -> int:
    """More than any plan of this day costs in travel and preference."""
    problem = draft.problem
    legs = max((max(row) for row in problem.matrix.seconds), default=0)
    liking = sum(max(v.preference_cost.values(), default=0) for v in problem.visits)
    return legs * (len(problem.visits) + len(problem.therapists)) + liking


def _between(draft: Draft, visit: Visit) -> Draft | None:
    places = fitting(draft, visit)
    return draft.put(places[0], visit) if places else None


def _after_one_move(draft: Draft, visit: Visit) -> Draft | None:
    found = []
    for name in blockers(draft, visit):
        if is_free(draft.problem, name):
            other, rest = draft.problem.visit(name), draft.without(name)
            denser = [rest.put(place, visit) for place in fitting(rest, visit)]
            found += [day.put(fitting(day, other)[0], other) for day in denser if fitting(day, other)]
    return min(found, key=lambda day: day.cost, default=None)


def _solved(draft: Draft, visit: Visit, deeper: Deeper) -> Room | None:
    plan = deeper.serve_all(draft, visit, draft.problem, NEARLY_BEST)
    return _room(draft, draft_of(draft.problem, plan), visit) if plan else None


def _room(draft: Draft, denser: Draft, visit: Visit) -> Room:
    therapist = next(t for t, order in denser.orders.items() if any(v.id == visit.id for v in order))
    return Room(therapist, denser.cost - draft.cost)
