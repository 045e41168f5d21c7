"""OR-Tools' routing library alone: cheapest insertion, then guided local search until its time is over.

Nodes are the visits, then a start and an end for each therapist (OR-Tools' vehicle). The time dimension counts the
arrival at the door, so start windows are moved forward by the set-up.
"""

from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from peers import Answer, refuse_extras


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """OR-Tools' orders after that many seconds; its routing search knows no seed."""
    del seed
    refuse_extras(problem)
    crew, count = len(problem.therapists), len(problem.visits)
    starts = [count + 2 * k for k in range(crew)]
    manager = pywrapcp.RoutingIndexManager(count + 2 * crew, crew, starts, [start + 1 for start in starts])
    routing = pywrapcp.RoutingModel(manager)
    _say_costs(problem, routing)
    _say_times(problem, manager, routing)
    _say_hands_on(problem, routing)
    found = routing.SolveWithParameters(_parameters(seconds))
    if found is None:
        return Answer({}, "found no plan")
    return Answer({t.id: _order(problem, manager, routing, found, k) for k, t in enumerate(problem.therapists)})


def _places(problem: Problem) -> list[int]:
    return [v.place for v in problem.visits] + [place for t in problem.therapists for place in (t.start, t.end)]


def _say_costs(problem: Problem, routing: Any) -> None:
    places, homes = _places(problem), [0] * (2 * len(problem.therapists))
    for vehicle, therapist in enumerate(problem.therapists):
        liking = [v.preference_cost.get(therapist.id, 0) for v in problem.visits] + homes
        arcs = [[problem.matrix.seconds[a][b] + cost for b, cost in zip(places, liking, strict=True)] for a in places]
        routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitMatrix(arcs), vehicle)


def _say_times(problem: Problem, manager: Any, routing: Any) -> None:
    places = _places(problem)
    service = [int(v.service) for v in problem.visits] + [0] * (2 * len(problem.therapists))
    arcs = [[problem.matrix.seconds[a][b] + door for b in places] for a, door in zip(places, service, strict=True)]
    windows = [window for visit in problem.visits for window in visit.start_windows]
    horizon = max(window.closes for window in (*windows, *(t.shift for t in problem.therapists)))
    routing.AddDimension(routing.RegisterTransitMatrix(arcs), horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    for node, visit in enumerate(problem.visits):
        index = manager.NodeToIndex(node)
        able = [k for k, t in enumerate(problem.therapists) if t.id in visit.therapists and visit.start_windows]
        routing.VehicleVar(index).SetValues([-1, *able])  # -1 is the vehicle of the visits left out
        routing.AddDisjunction([index], visit.unassigned_cost)
        _open_windows(time.CumulVar(index), visit)
    for vehicle, therapist in enumerate(problem.therapists):
        for end in (routing.Start(vehicle), routing.End(vehicle)):
            time.CumulVar(end).SetRange(therapist.shift.opens, therapist.shift.closes)
        if therapist.breaks:
            time.SetBreakIntervalsOfVehicle(_rests(routing, therapist), vehicle, service)


def _say_hands_on(problem: Problem, routing: Any) -> None:
    if all(t.hands_on_limit is None for t in problem.therapists):
        return
    massage = [int(v.massage) for v in problem.visits]
    limits = [sum(massage) if t.hands_on_limit is None else int(t.hands_on_limit) for t in problem.therapists]
    work = routing.RegisterUnaryTransitVector(massage + [0] * (2 * len(limits)))
    routing.AddDimensionWithVehicleCapacity(work, 0, limits, True, "hands-on")


def _open_windows(arrival: Any, visit: Visit) -> None:
    windows = [(max(0, w.opens - visit.setup), max(0, w.closes - visit.setup)) for w in visit.start_windows]
    if windows:
        arrival.SetRange(windows[0][0], windows[-1][1])
    for (_, closes), (opens, _) in pairwise(windows):
        if closes + 1 <= opens - 1:
            arrival.RemoveInterval(closes + 1, opens - 1)


def _rests(routing: Any, therapist: Therapist) -> list[Any]:
    return [
        routing.solver().FixedDurationIntervalVar(
            int(b.start_window.opens), int(b.start_window.closes), int(b.seconds), False, f"rest {k} of {therapist.id}"
        )
        for k, b in enumerate(therapist.breaks)
    ]


def _parameters(seconds: float) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    return parameters


def _order(problem: Problem, manager: Any, routing: Any, found: Any, vehicle: int) -> list[str]:
    order, index = [], found.Value(routing.NextVar(routing.Start(vehicle)))
    while not routing.IsEnd(index):
        order.append(problem.visits[manager.IndexToNode(index)].id)
        index = found.Value(routing.NextVar(index))
    return order
