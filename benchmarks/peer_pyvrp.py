"""PyVRP, on days without breaks, which it does not know.

- One vehicle type a therapist, each with a routing profile: distances are travel plus the preference of the visit
  that the arc leads to; arcs to visits that the therapist may not serve are far too long.
- A visit that may be left out is an optional client whose prize is its unassigned cost.
- Several start windows: a client each, of which a group admits one.
"""

# mypy: disable-error-code="import-not-found,import-untyped"
# The peers are installed where benchmarks run, not where the project is checked.

from typing import Any

import numpy as np
import numpy.typing as npt
import pyvrp
from pyvrp.stop import MaxRuntime

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from peers import Answer, Unsupported, refuse_extras

FORBIDDEN = 10_000_000
"""Seconds of an arc that must not be driven: past every shift, and dearer than any visit left out."""


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """PyVRP's orders after that many seconds of search; Unsupported for days with breaks."""
    refuse_extras(problem)
    if any(t.breaks for t in problem.therapists):
        raise Unsupported("breaks")
    offers = [(visit, k) for visit in problem.visits for k in range(len(visit.start_windows))]
    found = pyvrp.solve(_data(problem, offers), MaxRuntime(seconds), seed=seed, collect_stats=False)
    if not found.best.is_feasible():
        return Answer({}, "found no feasible plan")
    return Answer(_orders(problem, offers, found.best))


def _data(problem: Problem, offers: list[tuple[Visit, int]]) -> Any:
    depots = sorted({place for t in problem.therapists for place in (t.start, t.end)})
    groups = _groups(problem, offers)
    member_of = {client: k for k, group in enumerate(groups) for client in group}
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(len(problem.matrix))],
        clients=[_client(*offer, member_of.get(number)) for number, offer in enumerate(offers)],
        depots=[pyvrp.Depot(place) for place in depots],
        vehicle_types=[_vehicle(therapist, k, depots) for k, therapist in enumerate(problem.therapists)],
        distance_matrices=[_arcs(problem, t, with_preference=True) for t in problem.therapists],
        duration_matrices=[_arcs(problem, t, with_preference=False) for t in problem.therapists],
        groups=[pyvrp.ClientGroup(group, required=False) for group in groups],
    )


def _groups(problem: Problem, offers: list[tuple[Visit, int]]) -> list[list[int]]:
    together = {visit.id: [k for k, (other, _) in enumerate(offers) if other is visit] for visit in problem.visits}
    return [clients for clients in together.values() if len(clients) > 1]


def _client(visit: Visit, window: int, group: int | None) -> Any:
    opens, closes = visit.start_windows[window].opens, visit.start_windows[window].closes
    return pyvrp.Client(
        visit.place,
        service_duration=visit.service,
        tw_early=max(0, opens - visit.setup),
        tw_late=closes - visit.setup,
        prize=visit.unassigned_cost,
        required=False,
        group=group,
    )


def _vehicle(therapist: Therapist, profile: int, depots: list[int]) -> Any:
    return pyvrp.VehicleType(
        start_depot=depots.index(therapist.start),
        end_depot=depots.index(therapist.end),
        tw_early=therapist.shift.opens,
        tw_late=therapist.shift.closes,
        profile=profile,
    )


def _arcs(problem: Problem, therapist: Therapist, *, with_preference: bool) -> npt.NDArray[np.int64]:
    arcs = np.array(problem.matrix.seconds, dtype=np.int64)
    for visit in problem.visits:
        if therapist.id not in visit.therapists:
            arcs[:, visit.place] = FORBIDDEN
        elif with_preference:
            arcs[:, visit.place] += visit.preference_cost.get(therapist.id, 0)
    np.fill_diagonal(arcs, 0)
    return arcs


def _orders(problem: Problem, offers: list[tuple[Visit, int]], best: Any) -> dict[str, list[str]]:
    return {
        problem.therapists[route.vehicle_type()].id: [offers[stop.idx][0].id for stop in route if stop.is_client()]
        for route in best.routes()
    }
