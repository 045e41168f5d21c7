"""`solve PROBLEM.json`: the solver on a bare problem, plan JSON on stdout."""

import time
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.limit_words import MEMORY, Effort, Gap, MegaBytes, Seed, Threads, TimeLimit, limits_said
from mobiledispatch.cli.watching import exit_code, watching


def solve(
    problem: Annotated[Path, typer.Argument(help="A problem.json (mobiledispatch.problem/1).", metavar="PROBLEM.json")],
    time_limit: TimeLimit = None,
    effort: Effort = None,
    gap: Gap = 0.0,
    seed: Seed = 0,
    threads: Threads = 1,
    memory: MegaBytes = MEMORY,
) -> None:
    """Solve a bare problem; the plan goes to stdout as JSON. Exit 3 if visits are left out.

    Ctrl-C ends the search with the best plan so far, exit 130. A plan that fails its own check is made again without
    those concerned, exit 1.
    """
    begun = time.monotonic()
    from mobiledispatch.explain import Steps, explain
    from mobiledispatch.intake.problem_file import read_problem
    from mobiledispatch.report.inert import one_line
    from mobiledispatch.report.plan_json import render_plan
    from mobiledispatch.solver import HardStop
    from mobiledispatch.sound_plan import searching, sound_plan

    limits = limits_said(time_limit, effort, gap, seed, threads, memory)
    with watching() as (watch, interruption):
        day, stop = read_problem(problem), HardStop(limits, watch, begun)
        sound = sound_plan(day, searching(limits, watch, stop))
        steps = Steps(stop.explaining(len(day.visits)))
        plan = explain(day, sound.plan, steps=steps)
    for note in (*sound.faults, *steps.notes()):
        typer.echo(f"note: {one_line(note)}", err=True)
    typer.echo(render_plan(plan), nl=False)
    failed = bool(sound.faults)
    raise typer.Exit(exit_code(failed=failed, called_off=interruption.came, complete=plan.is_complete))
