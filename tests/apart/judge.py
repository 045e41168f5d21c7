"""What the engine and `verify` make of a day, against the brute force."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apart.brute_force import Best, optimum
from apart.day import Data
from apart.plan import plan_of
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Limits, solve
from mobiledispatch.verify import verify


@dataclass(frozen=True)
class Fault:
    """One thing on which they differ."""

    kind: str
    detail: str


def faults(data: Data, folder: Path, limits: Limits) -> list[Fault]:
    """Everything on which engine, `verify` and brute force differ; `folder` holds the files meanwhile."""
    problem = _read(data, folder / "problem.json")
    best = optimum(data)
    found = [*_of_brute_force(problem, plan_of(data, best), folder / "plan.json")]
    try:
        plan = solve(problem, limits)
    except Exception as fault:  # whatever it is, the day is one to be told of
        return [*found, Fault("crash", f"{type(fault).__name__}: {fault}")]
    return [*found, *_of_engine(problem, plan, best)]


def _read(data: Data, file: Path) -> Problem:
    file.write_text(json.dumps(data), encoding="utf-8")
    return read_problem(file)


def _of_brute_force(problem: Problem, plan: Data, file: Path) -> Iterator[Fault]:
    """The day of the brute force says nothing of slack; of all the rest `verify` has nothing to say."""
    file.write_text(json.dumps(plan), encoding="utf-8")
    for violation in verify(problem, read_plan(file)):
        if violation.rule != "slack":
            yield Fault("verify refuses the brute force", f"{violation.rule}: {violation.detail}")


def _of_engine(problem: Problem, plan: Plan, best: Best) -> Iterator[Fault]:
    for violation in verify(problem, plan):
        yield Fault("verify refuses the plan", f"{violation.rule}: {violation.detail}")
    if plan.objective.total != best.total:
        kind = "cheaper than can be" if plan.objective.total < best.total else "dearer than need be"
        yield Fault(kind, f"{plan.objective.total}, and the best is {best.total}")
    if plan.proof.status != "optimal":
        yield Fault("not proven", f"{plan.proof.status}, bound {plan.proof.lower_bound}, and the best is {best.total}")
