"""Why a visit stands where it does: what it costs there, and what every other therapist could have offered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mobiledispatch.explain.pieces import who_has
from mobiledispatch.explain.reasons import parts
from mobiledispatch.explain.starts import nearest_start
from mobiledispatch.model.clock import Seconds, in_words
from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.plan import Plan, Stop
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, Place, draft_of, fitting, is_free, may_hold
from mobiledispatch.timetable.draft import added as added_by
from mobiledispatch.timetable.keepers import too_few
from mobiledispatch.timetable.times import starts_of


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another therapist: the cheapest place in their route as it stands, or None; and why it was not taken."""

    therapist: str
    added: int | None
    start: Seconds | None
    why: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A served visit: its stop, what serving it adds to the day in seconds, and the others.

    `parts` says what that cost is made of.
    """

    visit: Visit
    therapist: str
    stop: Stop
    added: int
    parts: str
    alternatives: tuple[Alternative, ...]


def placement(problem: Problem, plan: Plan, name: str) -> Placement | None:
    """Why visit `name` is served by whom and when; None if it is on no route."""
    found = ((r.therapist, s) for r in plan.routes for s in r.stops if s.visit == name)
    therapist, stop = next(found, (None, None))
    if therapist is None or stop is None:
        return None
    draft, visit = draft_of(problem, plan), problem.visit(name)
    rest = draft.without(name)
    others = tuple(_alternatives(rest, visit, therapist, draft.cost - rest.cost))
    return Placement(visit, therapist, stop, draft.cost - rest.cost, parts(problem), others)


def _alternatives(rest: Draft, visit: Visit, taken: str, added: int) -> Iterator[Alternative]:
    for therapist in rest.problem.therapists:
        if therapist.id != taken:
            yield _alternative(rest, replace(visit, therapists=(therapist.id,)), therapist, visit, added)


def _alternative(rest: Draft, theirs: Visit, therapist: Therapist, visit: Visit, added: int) -> Alternative:
    if therapist.id not in visit.therapists:
        return Alternative(therapist.id, None, None, "may not serve it")
    if not is_free(rest.problem, visit.id):
        return Alternative(therapist.id, None, None, "depends on other visits: plan again to see")
    places = fitting(rest, theirs)
    if not places:
        return Alternative(therapist.id, None, None, _no_place(rest, theirs))
    cost = added_by(rest, places[0], theirs)
    return Alternative(therapist.id, cost, _start(rest, places[0], theirs), _dearer(cost, added))


def _no_place(rest: Draft, theirs: Visit) -> str:
    therapist = rest.problem.therapist(theirs.therapists[0])
    if not may_hold(therapist, (*rest.orders[therapist.id], theirs)):
        return f"would give more than {in_words(therapist.hands_on_limit or Seconds(0))} of massage"
    if lacking := too_few(rest.problem, rest.orders, {therapist.id: (theirs.id,)}):
        return f"would need {' and '.join(s.said for s in lacking)}: {'; '.join(who_has(rest, s) for s in lacking)}"
    near = nearest_start(rest, theirs)
    return (
        f"has a place for it at {time_words(near.start)} at the nearest" if near else "has no place for it at any time"
    )


def _dearer(cost: int, added: int) -> str:
    if cost > added:
        return f"{in_words(Seconds(cost - added))} more"
    return "no dearer" if cost == added else f"{in_words(Seconds(added - cost))} less, taken alone"


def _start(rest: Draft, place: Place, visit: Visit) -> Seconds | None:
    therapist = rest.problem.therapist(place.therapist)
    starts = starts_of(rest.problem, therapist, rest.put(place, visit).orders[place.therapist])
    return starts[place.position] if starts else None
