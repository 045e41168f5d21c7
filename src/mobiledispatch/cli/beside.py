"""The problem that a plan answers, where nobody names it."""

from pathlib import Path

from mobiledispatch.errors import BadInput


def problem_beside(plan: Path) -> Path:
    """The problem.json in the plan's folder, as `plan` writes it. BadInput if there is none."""
    problem = plan.with_name("problem.json")
    if not problem.is_file():
        raise BadInput(f"{plan}: no problem.json stands beside it. Name the problem with --problem.")
    return problem
