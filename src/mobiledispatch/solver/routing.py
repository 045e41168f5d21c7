"""A good plan in a moment: OR-Tools' routing search over one problem.

Nodes are the visits, then a start and an end for each therapist (OR-Tools' vehicle). The time dimension counts the
start of service at each node, so start windows are moved forward by the set-up. OR-Tools' answer is an order
of visits only; its times are thrown away and made anew by the timetable.
"""

import itertools
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders
from mobiledispatch.solver.limits import Limits
from mobiledispatch.timetable import timetable

_TIME = "time"


def search_routes(problem: Problem, limits: Limits) -> Orders:
    """Orders that keep every rule, as cheap as the search finds within the limits; visits may be left out."""
    if not problem.visits or not problem.therapists:
        return {}
    manager, routing = _model(problem)
    answer = routing.SolveWithParameters(_parameters(limits))
    if answer is None:
        return {}
    orders = {
        therapist.id: _order(problem, manager, routing, answer, vehicle)
        for vehicle, therapist in enumerate(problem.therapists)
    }
    return {name: _kept(problem, name, order) for name, order in orders.items() if order}


def _model(problem: Problem) -> tuple[Any, Any]:
    count, crew = len(problem.visits), len(problem.therapists)
    starts = [count + 2 * k for k in range(crew)]
    manager = pywrapcp.RoutingIndexManager(count + 2 * crew, crew, starts, [s + 1 for s in starts])
    routing = pywrapcp.RoutingModel(manager)
    _cost(problem, routing)
    _time(problem, manager, routing)
    _hands_on(problem, routing)
    tied = {name for group in problem.together for name in group} | {n for s in problem.shared for n in s.visits}
    for node, visit in enumerate(problem.visits):
        index = manager.NodeToIndex(node)
        # Whoever must meet others is left to the exact search: OR-Tools routing would not keep the tie.
        allowed = [k for k, t in enumerate(problem.therapists) if t.id in visit.therapists and visit.id not in tied]
        # -1 is OR-Tools' vehicle of the visits left out; SetAllowedVehiclesForIndex takes no Python list.
        routing.VehicleVar(index).SetValues([-1, *allowed])
        routing.AddDisjunction([index], visit.unassigned_cost)
    return manager, routing


def _places(problem: Problem) -> list[int]:
    return [v.place for v in problem.visits] + [p for t in problem.therapists for p in (t.start, t.end)]


def _cost(problem: Problem, routing: Any) -> None:
    seconds, places = problem.matrix.seconds, _places(problem)
    for vehicle, therapist in enumerate(problem.therapists):
        liking = [v.preference_cost.get(therapist.id, 0) for v in problem.visits] + [0] * (2 * len(problem.therapists))
        table = [[seconds[a][b] + cost for b, cost in zip(places, liking, strict=True)] for a in places]
        routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitMatrix(table), vehicle)


def _time(problem: Problem, manager: Any, routing: Any) -> None:
    seconds, places = problem.matrix.seconds, _places(problem)
    service = [int(v.service) for v in problem.visits] + [0] * (2 * len(problem.therapists))
    table = [[seconds[a][b] + at_door for b in places] for a, at_door in zip(places, service, strict=True)]
    horizon = max(t.shift.closes for t in problem.therapists)
    routing.AddDimension(routing.RegisterTransitMatrix(table), horizon, horizon, False, _TIME)
    dimension = routing.GetDimensionOrDie(_TIME)
    for node, visit in enumerate(problem.visits):
        _open_windows(dimension.CumulVar(manager.NodeToIndex(node)), visit, horizon)
    for vehicle, therapist in enumerate(problem.therapists):
        dimension.CumulVar(routing.Start(vehicle)).SetRange(therapist.shift.opens, therapist.shift.closes)
        dimension.CumulVar(routing.End(vehicle)).SetRange(therapist.shift.opens, therapist.shift.closes)
        # A break before leaving the depot or after coming back is free in OR-Tools too, as the rule wants it.
        rests = [
            routing.solver().FixedDurationIntervalVar(
                int(b.start_window.opens),
                int(b.start_window.closes),
                int(b.seconds),
                False,
                f"break {k} of {therapist.id}",
            )
            for k, b in enumerate(therapist.breaks)
        ]
        if rests:
            dimension.SetBreakIntervalsOfVehicle(rests, vehicle, service)


def _hands_on(problem: Problem, routing: Any) -> None:
    massage = [int(v.massage) for v in problem.visits]
    limits = [sum(massage) if t.hands_on_limit is None else int(t.hands_on_limit) for t in problem.therapists]
    evaluator = routing.RegisterUnaryTransitVector(massage + [0] * (2 * len(problem.therapists)))
    routing.AddDimensionWithVehicleCapacity(evaluator, 0, limits, True, "hands-on")


def _open_windows(cumul: Any, visit: Visit, horizon: int) -> None:
    windows = [(max(0, w.opens - visit.setup), w.closes - visit.setup) for w in visit.start_windows]
    windows = [(opens, closes) for opens, closes in windows if closes >= 0 and opens <= horizon]
    if not windows:
        return  # nobody works then; the timetable refuses it
    cumul.SetRange(windows[0][0], min(horizon, max(closes for _, closes in windows)))
    for (_, closes), (opens, _) in itertools.pairwise(windows):
        if opens - 1 >= closes + 1:
            cumul.RemoveInterval(closes + 1, opens - 1)


def _parameters(limits: Limits) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.time_limit.FromMilliseconds(max(1, round(limits.seconds * 1000)))
    return parameters


def _order(problem: Problem, manager: Any, routing: Any, answer: Any, vehicle: int) -> list[Visit]:
    order, index = [], answer.Value(routing.NextVar(routing.Start(vehicle)))
    while not routing.IsEnd(index):
        order.append(problem.visits[manager.IndexToNode(index)])
        index = answer.Value(routing.NextVar(index))
    return order


def _kept(problem: Problem, therapist: str, order: list[Visit]) -> list[Visit]:
    """The order itself where the timetable keeps it; else without the visits that are cheapest to give up."""
    while order and timetable(problem, problem.therapist(therapist), order) is None:
        cheapest = min(order, key=lambda visit: visit.unassigned_cost)
        order = [visit for visit in order if visit is not cheapest]
    return order
