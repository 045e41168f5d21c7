"""What lies around a plan, where nobody names it: the problem that it answers, and the practice that it is of."""

import os
from pathlib import Path

from mobiledispatch.errors import BadInput


def problem_beside(plan: Path) -> Path:
    """The problem.json in the plan's folder, as `plan` writes it. BadInput if there is none."""
    problem = plan.with_name("problem.json")
    if not problem.is_file():
        raise BadInput(f"{plan}: no problem.json stands beside it. Name the problem with --problem.")
    return problem


def put_up_clock_of(plan: Path) -> None:
    """Write times as the practice does in whose folder the plan lies; where none can be read, the usual way."""
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.model.clock_face import put_up

    try:
        put_up(read_practice(find_practice(plan.parent, os.environ)).clock)
    except (BadInput, OSError):
        return
