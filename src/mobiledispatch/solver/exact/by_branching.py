"""An integer program answered by branch and bound (SCIP): the quicker proof once there are many routes."""

from ortools.linear_solver import pywraplp

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.patience import wait_for
from mobiledispatch.solver.exact.program import Program
from mobiledispatch.solver.limits import Limits


def solve_by_branching(program: Program, below: int, limits: Limits, pace: Pace) -> tuple[list[bool] | None, bool]:
    """Values that cost less than `below`, the cheapest found; and whether none cheaper exists."""
    solver = pywraplp.Solver.CreateSolver("SCIP")
    variables = [solver.BoolVar("") for _ in program.costs]
    objective = solver.Objective()
    objective.SetMinimization()
    for variable, cost in zip(variables, program.costs, strict=True):
        objective.SetCoefficient(variable, float(cost))
    for row in program.rows:
        constraint = solver.Constraint(float(row.lower), float(row.upper))
        for k in row.plus:
            constraint.SetCoefficient(variables[k], 1.0)
    solver.SetSolverSpecificParametersAsString(f"limits/memory = {limits.memory / 2}\n")
    solver.SetTimeLimit(max(1, round(limits.seconds * 1000)))
    status = wait_for(solver.Solve, pace.is_over, solver.InterruptSolve)
    # The bound `below` is no row of the program: a dense row costs branch and bound more than it saves.
    found = status in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE) and round(objective.Value()) < below
    values = [variable.solution_value() > 0.5 for variable in variables] if found else None
    return values, status in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.INFEASIBLE)
