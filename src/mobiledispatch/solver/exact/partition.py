"""The integer program over a pool of columns: each visit once or left out, no duty oftener than it has therapists."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ortools.sat.python import cp_model

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.duty import Duty
from mobiledispatch.solver.exact.unfold import Unfolded
from mobiledispatch.solver.limits import Limits


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns that together are a plan, its cost, and whether no cheaper choice exists among those offered."""

    columns: tuple[Column, ...]
    cost: int
    proven: bool


def choose(
    unfolded: Unfolded,
    duties: Sequence[Duty],
    columns: Sequence[Column],
    below: int,
    limits: Limits,
    stop: Callable[[], bool],
) -> tuple[Choice | None, bool]:
    """The cheapest choice that costs less than `below`, if one was found; and whether the search was finished."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in columns]
    serving: list[list[cp_model.IntVar]] = [[] for _ in unfolded.problem.visits]
    driving: list[list[cp_model.IntVar]] = [[] for _ in duties]
    for var, column in zip(taken, columns, strict=True):
        driving[column.duty].append(var)
        for visit in column.visits:
            serving[visit].append(var)
    for duty, ones in zip(duties, driving, strict=True):
        if len(duty.therapists) == 1:
            model.add_at_most_one(ones)
        else:
            model.add(sum(ones) <= len(duty.therapists))
    left_out, prices = _serve(model, unfolded, serving)
    cost = cp_model.LinearExpr.weighted_sum([*taken, *left_out], [*(c.cost for c in columns), *prices])
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


def _serve(
    model: cp_model.CpModel, unfolded: Unfolded, serving: Sequence[Sequence[cp_model.IntVar]]
) -> tuple[list[cp_model.IntVar], list[int]]:
    """Each visit once or left out, meetings all at one start or not at all; what is left out, and its prices."""
    left_out, prices, options = [], [], []
    for k in unfolded.plain:
        out = model.new_bool_var("")
        model.add_exactly_one([*serving[k], out])
        left_out.append(out)
        prices.append(unfolded.problem.visits[k].unassigned_cost)
    for meeting in unfolded.meetings:
        out = model.new_bool_var("")
        options.append([model.new_bool_var("") for _ in meeting.options])
        model.add_exactly_one([*options[-1], out])
        left_out.append(out)
        prices.append(meeting.cost)
        for option, (_, visits) in zip(options[-1], meeting.options, strict=True):
            for visit in visits:
                model.add(sum(serving[visit]) == option)
    for clash in unfolded.clashes:
        model.add(sum(options[meeting][option] for meeting, option in clash.options) <= clash.count)
    return left_out, prices


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
