"""At which starts of the grid a visit fits into the routes as they stand, and where it costs least."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, Place, added, may_take
from mobiledispatch.timetable.openings import openings


@dataclass(frozen=True, slots=True)
class Fit:
    """A start at which every other stop is kept in its order.

    `added` are seconds of driving more, `cost` is what it adds to the day's objective: wishes and balance as well.
    """

    therapist: str
    position: int
    start: Seconds
    added: int
    cost: int


def fits(draft: Draft, visit: Visit, marks: Sequence[int], names: Collection[str] = ()) -> tuple[Fit, ...]:
    """For each therapist and each of the ascending `marks` the cheapest fit, if there is one.

    `names` are the visits that stand behind this one, if several are served at one stop.
    """
    best: dict[tuple[str, int], Fit] = {}
    for therapist in draft.problem.therapists:
        if may_take(draft, therapist, visit, names):
            for fit in _on_route(draft, therapist, visit, marks):
                key = (fit.therapist, fit.start)
                if key not in best or fit.cost < best[key].cost:
                    best[key] = fit
    return tuple(best.values())


def _on_route(draft: Draft, therapist: Therapist, visit: Visit, marks: Sequence[int]) -> Iterator[Fit]:
    order = draft.orders[therapist.id]
    for opening in openings(draft, therapist, visit):
        reached = [m for m in marks if m >= opening.earliest]
        longer = (*order[: opening.position], visit, *order[opening.position :])
        travel = draft.problem.travel(therapist, longer) - draft.problem.travel(therapist, order)
        cost = added(draft, Place(therapist.id, opening.position), visit)
        for start in opening.kept(reached):
            yield Fit(therapist.id, opening.position, Seconds(start), travel, cost)
