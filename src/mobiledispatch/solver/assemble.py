"""Orders of visits -> a `Plan`: times from the timetable, costs from the problem, nothing from OR-Tools."""

import itertools
from collections.abc import Mapping, Sequence

from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.plan import Plan, Proof, Route, Stop, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.times import Timetable, timetable

SET_ASIDE = "set_aside"
"""Why a visit is held or lost, as far as a bare problem says."""


class NoTimetable(ValueError):
    """An order that no timetable keeps: a fault of whoever made it."""

    def __init__(self, therapist: str, visits: Sequence[Visit]) -> None:
        self.visits = tuple(v.id for v in visits)
        super().__init__(f"no timetable for {therapist}: {' '.join(self.visits)}")


Orders = Mapping[str, Sequence[Visit]]
"""Visits in order, by therapist id; a visit may stand here with fewer windows than in the problem."""


def assemble(problem: Problem, orders: Orders, proof: Proof) -> Plan:
    """The plan of these orders. NoTimetable if one of them keeps none."""
    routes: list[Route] = []
    for therapist in problem.therapists:
        visits = orders.get(therapist.id, ())
        if not visits:
            continue
        times = timetable(problem, therapist, visits)
        if times is None:
            raise NoTimetable(therapist.id, visits)
        routes.append(timed_route(problem, therapist, visits, times))
    served = {stop.visit for route in routes for stop in route.stops}
    left_out = [v for v in problem.visits if v.id not in served]
    return Plan(
        routes=tuple(routes),
        unassigned=tuple(Unassigned(v.id, "unexplained") for v in left_out),
        objective=objective_of(problem, orders),
        proof=proof,
        lost=tuple(Lost(name, SET_ASIDE) for name in problem.set_aside.lost),
        held=tuple(Held(name, SET_ASIDE) for name in problem.set_aside.held),
    )


def timed_route(problem: Problem, therapist: Therapist, visits: Sequence[Visit], times: Timetable) -> Route:
    """The route of these visits at these times."""
    places = [therapist.start, *(v.place for v in visits), therapist.end]
    metres = [problem.matrix.metres_between(a, b) for a, b in itertools.pairwise(places)]
    stops = tuple(
        Stop(
            visit=visit.id,
            arrive=t.arrive,
            start=t.start,
            end=t.end,
            leave=t.leave,
            travel=t.travel,
            metres=leg,
            waiting=t.waiting,
            slack=t.slack,
            promise=visit.promise,
        )
        for visit, t, leg in zip(visits, times.timings, metres, strict=False)
    )
    return Route(
        therapist=therapist.id,
        leave_depot=times.leave_depot,
        back_at_depot=times.back_at_depot,
        travel=times.travel,
        metres=sum(metres),
        breaks=times.breaks,
        stops=stops,
        timeline=times.timeline,
    )
