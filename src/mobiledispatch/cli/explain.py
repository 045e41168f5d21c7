"""`explain PLAN.json VISIT`: why here, why then, why not; what would change it."""

import json
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.beside import problem_beside, put_up_clock_of
from mobiledispatch.errors import BadInput
from mobiledispatch.model.plan import Plan, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.set_aside import Held, Lost

EACH_QUESTION = 1.0
"""Seconds at most that the solver gets for each change that is tried."""


def explain(
    plan: Annotated[Path, typer.Argument(help="A plan.json.", metavar="PLAN.json")],
    visit: Annotated[str, typer.Argument(help="The id of a visit.", metavar="VISIT")],
    problem: Annotated[Path | None, typer.Option(help="Its problem.json; default: the one beside the plan.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The explanation as JSON.")] = False,
) -> None:
    """Say why a visit is where it is, or why it is on no route and the smallest changes that would fit it in."""
    from mobiledispatch.explain.placement import placement
    from mobiledispatch.explain.words import leftover_data, placement_data, render_leftover, render_placement
    from mobiledispatch.intake.plan_file import read_plan
    from mobiledispatch.intake.problem_file import read_problem

    put_up_clock_of(plan)
    day, planned = read_problem(problem or problem_beside(plan)), read_plan(plan)
    served = placement(day, planned, visit) if day.has_visit(visit) else None
    if served:
        typer.echo(json.dumps(placement_data(served), indent=1) if as_json else render_placement(served))
        return
    left_out = _leftover(day, planned, visit)
    typer.echo(json.dumps(leftover_data(left_out), indent=1) if as_json else render_leftover(left_out))


def _leftover(day: "Problem", plan: "Plan", name: str) -> "Unassigned | Lost | Held":
    leftovers: list[Unassigned | Lost | Held] = [*plan.unassigned, *plan.lost, *plan.held]
    for one in leftovers:
        if one.visit == name:
            # A plan of `solve` looks for remedies by insertion only: what it did not find is sought now.
            known_to_fit = isinstance(one, Unassigned) and one.remedies
            return one if known_to_fit or not day.has_visit(name) else _explained(day, plan, name)
    known = [*(s.visit for r in plan.routes for s in r.stops), *(one.visit for one in leftovers)]
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise BadInput(f"{name!r} is no visit of this plan.{hint}")


def _explained(day: "Problem", plan: "Plan", name: str) -> "Unassigned":
    from dataclasses import replace

    from mobiledispatch.explain import explain as account
    from mobiledispatch.solver import Limits, solve

    alone = replace(plan, unassigned=tuple(u for u in plan.unassigned if u.visit == name))
    told = account(day, alone, lambda changed, gap: solve(changed, Limits(seconds=EACH_QUESTION, gap=gap)))
    return told.unassigned[0]
