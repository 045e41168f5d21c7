"""The best plan that a list of routes can make."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.program import integer_program
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.limits import Limits


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns that together are a plan, and its cost."""

    columns: tuple[Column, ...]
    cost: int


def choose(
    ties: Ties,
    duties: Sequence[Duty],
    columns: Sequence[Column],
    below: int,
    limits: Limits,
    pace: Pace,
    known: Sequence[Column] = (),
    effort: float = math.inf,
) -> tuple[Choice | None, bool]:
    """The cheapest choice that costs less than `below`, if one was found; and whether the search was finished.

    With the columns of a `known` plan the search sets out from there, and takes no more than `effort`
    (`solve_by_sat`): for a better plan soon, not for a proof.
    """
    # CP-SAT comes with pandas: half a second, and many a search of the desk ends without a choice.
    from mobiledispatch.solver.exact.by_sat import solve_by_sat

    columns = [*known, *(column for column in columns if column not in known)]
    program = integer_program(ties, duties, columns)
    values, finished = solve_by_sat(program, below, limits, pace, len(known), effort)
    if values is None:
        return None, finished
    chosen = tuple(column for column, taken in zip(columns, values, strict=False) if taken)
    cost = sum(cost for cost, taken in zip(program.costs, values, strict=True) if taken)
    return Choice(chosen, cost), finished
