"""`solve PROBLEM.json`: the solver on a bare problem, plan JSON on stdout."""

from pathlib import Path
from typing import Annotated

import typer


def solve(
    problem: Annotated[Path, typer.Argument(help="A problem.json (mobiledispatch.problem/1).", metavar="PROBLEM.json")],
    time_limit: Annotated[float, typer.Option(min=0.01, help="Seconds of search at most.")] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
) -> None:
    """Solve a bare problem; the plan goes to stdout as JSON. Exit 3 if visits are left out."""
    from mobiledispatch.intake.problem_file import read_problem
    from mobiledispatch.report.plan_json import render_plan
    from mobiledispatch.solver import Limits
    from mobiledispatch.solver import solve as search

    plan = search(read_problem(problem), Limits(seconds=time_limit, seed=seed))
    typer.echo(render_plan(plan), nl=False)
    raise typer.Exit(0 if plan.is_complete else 3)
