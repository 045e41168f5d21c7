"""The integer program over a pool of columns: each visit once or left out, no duty oftener than it has therapists."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ortools.sat.python import cp_model

from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.duty import Duty
from mobiledispatch.solver.limits import Limits


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns that together are a plan, its cost, and whether no cheaper choice exists among those offered."""

    columns: tuple[Column, ...]
    cost: int
    proven: bool


def choose(
    problem: Problem,
    duties: Sequence[Duty],
    columns: Sequence[Column],
    below: int,
    limits: Limits,
    stop: Callable[[], bool],
) -> tuple[Choice | None, bool]:
    """The cheapest choice that costs less than `below`, if one was found; and whether the search was finished."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in columns]
    left_out = [model.new_bool_var("") for _ in problem.visits]
    serving: list[list[cp_model.IntVar]] = [[out] for out in left_out]
    driving: list[list[cp_model.IntVar]] = [[] for _ in duties]
    for var, column in zip(taken, columns, strict=True):
        driving[column.duty].append(var)
        for visit in column.visits:
            serving[visit].append(var)
    for ones in serving:
        model.add_exactly_one(ones)
    for duty, ones in zip(duties, driving, strict=True):
        if len(duty.therapists) == 1:
            model.add_at_most_one(ones)
        else:
            model.add(sum(ones) <= len(duty.therapists))
    prices = [c.cost for c in columns] + [v.unassigned_cost for v in problem.visits]
    cost = cp_model.LinearExpr.weighted_sum([*taken, *left_out], prices)
    model.add(cost < below)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, limits.seconds)
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.threads
    solver.parameters.catch_sigint_signal = False
    # Tuned on pools of 2,000 to 4,000 routes: the linear relaxation finds the proof, probing only delays it.
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    status = _solve(solver, model, stop)
    finished = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, finished
    chosen = tuple(c for c, var in zip(columns, taken, strict=True) if solver.boolean_value(var))
    return Choice(chosen, round(solver.objective_value), status == cp_model.OPTIMAL), finished


def _solve(solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Callable[[], bool]) -> cp_model.CpSolverStatus:
    """Solve in a thread: this one stays awake for signals, which Python cannot hear inside a solver."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer = pool.submit(solver.solve, model)
        while True:
            try:
                return answer.result(timeout=0.1)
            except TimeoutError:
                if stop():
                    solver.stop_search()
