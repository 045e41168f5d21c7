"""`verify PLAN.json [--problem P]`: every rule that a plan breaks, one line each."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.beside import problem_beside, put_up_clock_of


def verify(
    plan: Annotated[Path, typer.Argument(help="A plan.json.", metavar="PLAN.json")],
    problem: Annotated[Path | None, typer.Option(help="Its problem.json; default: the one beside the plan.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Violations as JSON; empty means good.")] = False,
) -> None:
    """Check a plan against its problem with arithmetic that the solver does not share. Exit 5 if a rule is broken."""
    from mobiledispatch.intake.plan_file import read_plan
    from mobiledispatch.intake.problem_file import read_problem
    from mobiledispatch.report.violations import render_violations
    from mobiledispatch.verify import verify as check

    put_up_clock_of(plan)
    found = check(read_problem(problem or problem_beside(plan)), read_plan(plan))
    typer.echo(json.dumps([asdict(v) for v in found]) if as_json else render_violations(found))
    raise typer.Exit(5 if found else 0)
