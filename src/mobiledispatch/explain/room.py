"""Room for a visit in the day as it is: no rule keeps it out, only its price or the end of the search."""

from dataclasses import dataclass

from mobiledispatch.explain.deeper import Deeper, everybody
from mobiledispatch.model.objective import dearest_routes
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, blockers, company, draft_of, fitting, is_free

NEARLY_BEST = 0.05


@dataclass(frozen=True, slots=True)
class Room:
    """Serving the visit, and its company, with everybody who is served already makes the day `after`.

    Its routes cost `cost` seconds more; leaving them out is priced at `price`.
    """

    therapist: str
    after: Draft
    cost: int
    price: int

    @property
    def pays(self) -> bool:
        return self.cost < self.price


@dataclass(frozen=True, slots=True)
class Sought:
    """The room that was found, if any; without any, `is_certain` says that there is none."""

    room: Room | None
    is_certain: bool = True


def find_room(draft: Draft, visit: Visit, deeper: Deeper, is_proven: bool) -> Sought:
    """Room between the stops as they stand, or with one of them moved within its windows, or by solving anew.

    A plan that `is_proven` leaves nobody out who costs less than being left out: then a dear visit has no room.
    """
    is_alone = is_free(draft.problem, visit.id)
    if is_alone and (day := _between(draft, visit)):
        return Sought(_room(draft, day, visit))
    if is_proven and draft.cost + _price(draft, visit) > dearest_routes(draft.problem):
        return Sought(None)
    if is_alone and (day := _after_one_move(draft, visit)):
        return Sought(_room(draft, day, visit))
    return _solved(draft, visit, deeper)


def _price(draft: Draft, visit: Visit) -> int:
    """What leaving the visit out costs, with all who are left out for its sake."""
    return sum(draft.problem.visit(name).unassigned_cost for name in company(draft.problem, visit.id))


def _between(draft: Draft, visit: Visit) -> Draft | None:
    places = fitting(draft, visit)
    return draft.put(places[0], visit) if places else None


def _after_one_move(draft: Draft, visit: Visit) -> Draft | None:
    found = []
    for name in blockers(draft, visit):
        if is_free(draft.problem, name):
            other, rest = draft.problem.visit(name), draft.without(name)
            denser = [rest.put(place, visit) for place in fitting(rest, visit)]
            found += [day.put(places[0], other) for day in denser if (places := fitting(day, other))]
    return min(found, key=lambda day: day.cost, default=None)


def _solved(draft: Draft, visit: Visit, deeper: Deeper) -> Sought:
    asked = everybody(draft, visit, draft.problem)
    plan = deeper.ask(visit.id, asked, NEARLY_BEST)
    if plan is None:
        return Sought(None, is_certain=False)
    if plan.unassigned:
        return Sought(None, is_certain=(plan.proof.lower_bound or 0) > dearest_routes(asked))
    return Sought(_room(draft, draft_of(draft.problem, plan), visit))


def _room(draft: Draft, after: Draft, visit: Visit) -> Room:
    therapist = next(t for t, order in after.orders.items() if any(v.id == visit.id for v in order))
    return Room(therapist, after, after.cost - draft.cost, _price(draft, visit))
