"""The optimum by CP-SAT's circuit model: another formulation altogether, for days without breaks."""

from ortools.sat.python import cp_model

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist

Literal = cp_model.IntVar


def circuit_optimum(problem: Problem) -> int:
    """The least objective; ValueError if CP-SAT could not prove one. For therapists without breaks."""
    model = cp_model.CpModel()
    served: list[list[Literal]] = [[] for _ in problem.visits]
    costs: list[cp_model.LinearExprT] = []
    for therapist in problem.therapists:
        _drive(model, problem, therapist, served, costs)
    for visit, ones in zip(problem.visits, served, strict=True):
        left_out = model.new_bool_var("")
        model.add_exactly_one([*ones, left_out])
        costs.append(visit.unassigned_cost * left_out)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise ValueError("no proven optimum")
    return round(solver.objective_value)


def _drive(
    model: cp_model.CpModel,
    problem: Problem,
    therapist: Therapist,
    served: list[list[Literal]],
    costs: list[cp_model.LinearExprT],
) -> None:
    """A circuit through the depot (node 0) and the visits that the therapist serves (nodes 1 and up)."""
    seconds, shift = problem.matrix.seconds, therapist.shift
    able = [k for k, v in enumerate(problem.visits) if therapist.id in v.therapists]
    begin = {k: model.new_int_var(0, shift.closes, "") for k in able}
    arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, model.new_bool_var(""))]
    for k in able:
        visit, here = problem.visits[k], model.new_bool_var("")
        served[k].append(here)
        arcs.append((k + 1, k + 1, here.Not()))
        starts = cp_model.Domain.from_intervals([[w.opens, w.closes] for w in visit.start_windows])
        model.add_linear_expression_in_domain(begin[k] + visit.setup, starts).only_enforce_if(here)
        first, last = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(0, k + 1, first), (k + 1, 0, last)]
        out, home = seconds[therapist.start][visit.place], seconds[visit.place][therapist.end]
        model.add(begin[k] >= shift.opens + out).only_enforce_if(first)
        model.add(begin[k] + visit.service + home <= shift.closes).only_enforce_if(last)
        costs += [out * first, home * last, visit.preference_cost.get(therapist.id, 0) * here]
        for j in able:
            if j != k:
                after, leg = model.new_bool_var(""), seconds[visit.place][problem.visits[j].place]
                arcs.append((k + 1, j + 1, after))
                model.add(begin[j] >= begin[k] + visit.service + leg).only_enforce_if(after)
                costs.append(leg * after)
    model.add_circuit(arcs)
    limit = therapist.hands_on_limit
    if limit is not None:
        model.add(sum(problem.visits[k].massage * served[k][-1] for k in able) <= limit)
