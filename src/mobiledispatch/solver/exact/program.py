"""The choice among routes as an integer program over zeros and ones, in no solver's own words.

Each visit once or left out, with its whole group; no duty oftener than it has therapists, no equipment in more hands
than there are pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import Ties


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= the sum of `plus` <= upper, over numbers of variables."""

    plus: list[int]
    lower: int
    upper: int


@dataclass
class Program:
    """Costs of the variables, whole seconds, the routes' first; and the rows that bind them."""

    costs: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, cost: int) -> int:
        """A new variable; its number."""
        self.costs.append(cost)
        return len(self.costs) - 1


def integer_program(ties: Ties, duties: Sequence[Duty], columns: Sequence[Column]) -> Program:
    """The program whose first variables are `columns`, taken or not."""
    program = Program([column.cost for column in columns])
    serving: list[list[int]] = [[] for _ in ties.problem.visits]
    driving: list[list[int]] = [[] for _ in duties]
    for number, column in enumerate(columns):
        driving[column.duty].append(number)
        for visit in column.visits:
            serving[visit].append(number)
    program.rows += [Row(taken, 0, len(d.therapists)) for d, taken in zip(duties, driving, strict=True)]
    for group in ties.groups:
        left_out = program.add(sum(ties.problem.visits[k].unassigned_cost for k in group))
        program.rows += [Row([*serving[k], left_out], 1, 1) for k in group]
    for keeper in ties.keepers:
        needed = sorted({number for k in keeper.visits for number in serving[k]})
        program.rows.append(Row(needed, 0, keeper.count))
    return program
