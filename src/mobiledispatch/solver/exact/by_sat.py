"""An integer program answered by CP-SAT: the quicker way while there are few routes."""

import math

from ortools.sat.python import cp_model

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.patience import wait_for
from mobiledispatch.solver.exact.program import Program, Row
from mobiledispatch.solver.limits import Limits

A_CELL = 2e-6
"""Work (`Budget`) of writing down one coefficient."""


def solve_by_sat(
    program: Program, below: int, limits: Limits, pace: Pace, known: int = 0, effort: float = math.inf
) -> tuple[list[bool] | None, bool]:
    """Values that cost less than `below`, the cheapest found; and whether none cheaper exists.

    With a number of `known` variables the search sets out from a plan: those, the first ones, taken, and no others.
    `effort` ends it by CP-SAT's own count of work, about seconds, which is the same on every machine.
    """
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _ in program.costs]
    for row in program.rows:
        _bind(model, variables, row)
    cost = cp_model.LinearExpr.weighted_sum(variables, program.costs)
    if known:
        # Measured: from a known plan CP-SAT improves at once, where "less than" alone may find nothing for seconds.
        for k, variable in enumerate(variables):
            model.add_hint(variable, k < known)
    else:
        model.add(cost < below)
    model.minimize(cost)
    solver = _solver(limits, effort)
    status = wait_for(lambda: solver.solve(model), pace.is_over, solver.stop_search)
    pace.spend(solver.response_proto.deterministic_time + A_CELL * sum(len(row.plus) for row in program.rows))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE) and round(solver.objective_value) < below
    values = [solver.boolean_value(v) for v in variables] if found else None
    return values, status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)


def _bind(model: cp_model.CpModel, variables: list[cp_model.IntVar], row: Row) -> None:
    plus = [variables[k] for k in row.plus]
    # CP-SAT draws more from "exactly one" and "at most one" than from sums that say the same.
    if (row.lower, row.upper) == (1, 1):
        model.add_exactly_one(plus)
    elif (row.lower, row.upper) == (0, 1):
        model.add_at_most_one(plus)
    else:
        model.add_linear_constraint(sum(plus), row.lower, row.upper)


def _solver(limits: Limits, effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    seconds = max(0.01, limits.seconds)
    if limits.counted:
        solver.parameters.max_deterministic_time = min(effort, seconds)
    else:
        solver.parameters.max_deterministic_time = effort
        solver.parameters.max_time_in_seconds = seconds
    solver.parameters.max_memory_in_mb = limits.memory
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.threads
    solver.parameters.catch_sigint_signal = False
    # Tuned on pools of 2,000 to 4,000 routes: the linear relaxation finds the proof, probing only delays it.
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    return solver
