"""PyVRP, on days without breaks, which it does not know.

- Therapists alike in all that counts are one vehicle type, each type with a routing profile: distances are travel plus
  the preference of the visit that the arc leads to; arcs to visits that they may not serve are far too long.
- A visit that may be left out is an optional client whose prize is its unassigned cost.
- Several start windows: a client each, of which a group admits one. Hands-on limits are capacities.
"""

# mypy: disable-error-code="import-not-found,import-untyped,misc"
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
UNLIMITED = 24 * 3600

Kind = list[Therapist]
"""Therapists that are alike."""


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """PyVRP's orders after that many seconds of search; Unsupported for days with breaks."""
    refuse_extras(problem)
    if any(t.breaks for t in problem.therapists):
        raise Unsupported("breaks")
    offers = [(visit, k) for visit in problem.visits for k in range(len(visit.start_windows))]
    kinds = _kinds(problem)
    found = pyvrp.solve(_data(problem, kinds, offers), MaxRuntime(seconds), seed=seed, collect_stats=False)
    if not found.best.is_feasible():
        return Answer({}, "found no feasible plan")
    return Answer(_orders(kinds, offers, found.best))


def _kinds(problem: Problem) -> list[Kind]:
    kinds: dict[object, Kind] = {}
    for t in problem.therapists:
        tastes = tuple((t.id in v.therapists, v.preference_cost.get(t.id, 0)) for v in problem.visits)
        kinds.setdefault((t.start, t.end, t.shift, t.hands_on_limit, tastes), []).append(t)
    return list(kinds.values())


def _data(problem: Problem, kinds: list[Kind], offers: list[tuple[Visit, int]]) -> Any:
    depots = sorted({place for t in problem.therapists for place in (t.start, t.end)})
    groups = _groups(problem, offers)
    member_of = {client: k for k, group in enumerate(groups) for client in group}
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(len(problem.matrix))],
        clients=[_client(*offer, member_of.get(number)) for number, offer in enumerate(offers)],
        depots=[pyvrp.Depot(place) for place in depots],
        vehicle_types=[_vehicle(kind, profile, depots) for profile, kind in enumerate(kinds)],
        distance_matrices=[_arcs(problem, kind[0], with_preference=True) for kind in kinds],
        duration_matrices=[_arcs(problem, kind[0], with_preference=False) for kind in kinds],
        groups=[pyvrp.ClientGroup(group, required=False) for group in groups],
    )


def _groups(problem: Problem, offers: list[tuple[Visit, int]]) -> list[list[int]]:
    together = {visit.id: [k for k, (other, _) in enumerate(offers) if other is visit] for visit in problem.visits}
    return [clients for clients in together.values() if len(clients) > 1]


def _client(visit: Visit, window: int, group: int | None) -> Any:
    opens, closes = visit.start_windows[window].opens, visit.start_windows[window].closes
    return pyvrp.Client(
        visit.place,
        delivery=[visit.massage],
        service_duration=visit.service,
        tw_early=max(0, opens - visit.setup),
        tw_late=closes - visit.setup,
        prize=visit.unassigned_cost,
        required=False,
        group=group,
    )


def _vehicle(kind: Kind, profile: int, depots: list[int]) -> Any:
    one = kind[0]
    return pyvrp.VehicleType(
        len(kind),
        capacity=[UNLIMITED if one.hands_on_limit is None else one.hands_on_limit],
        start_depot=depots.index(one.start),
        end_depot=depots.index(one.end),
        tw_early=one.shift.opens,
        tw_late=one.shift.closes,
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


def _orders(kinds: list[Kind], offers: list[tuple[Visit, int]], best: Any) -> dict[str, list[str]]:
    free = [[t.id for t in kind] for kind in kinds]
    return {
        free[route.vehicle_type()].pop(0): [offers[stop.idx][0].id for stop in route if stop.is_client()]
        for route in best.routes()
    }
