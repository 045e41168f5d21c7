"""`solve PROBLEM.json`: the solver on a bare problem, plan JSON on stdout."""

from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.watching import watching


def solve(
    problem: Annotated[Path, typer.Argument(help="A problem.json (mobiledispatch.problem/1).", metavar="PROBLEM.json")],
    time_limit: Annotated[float, typer.Option(min=0.01, help="Seconds of search at most.")] = 10.0,
    gap: Annotated[float, typer.Option(min=0, max=1, help="Good enough: 0.01 stops within 1 % of the best.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
    threads: Annotated[
        int, typer.Option(min=1, help="Threads for integer programs and for the parts of a big day.")
    ] = 1,
) -> None:
    """Solve a bare problem; the plan goes to stdout as JSON. Exit 3 if visits are left out.

    Ctrl-C ends the search with the best plan so far, exit 130.
    """
    from mobiledispatch.explain import explain
    from mobiledispatch.intake.problem_file import read_problem
    from mobiledispatch.report.plan_json import render_plan
    from mobiledispatch.solver import Limits
    from mobiledispatch.solver import solve as search

    limits = Limits(seconds=time_limit, gap=gap, seed=seed, threads=threads)
    with watching() as (watch, interruption):
        day = read_problem(problem)
        plan = explain(day, search(day, limits, watch))
    typer.echo(render_plan(plan), nl=False)
    raise typer.Exit(130 if interruption.came else 0 if plan.is_complete else 3)
