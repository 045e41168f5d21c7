"""The choice among routes as an integer program over zeros and ones, in no solver's own words.

Each visit once or left out; no duty oftener than it has therapists; meetings all at one start or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.unfold import Meeting, Unfolded


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= the sum of `plus` minus the sum of `minus` <= upper, over numbers of variables."""

    plus: list[int]
    lower: int
    upper: int
    minus: tuple[int, ...] = ()


@dataclass
class Program:
    """Costs of the variables, whole seconds, the routes' first; and the rows that bind them."""

    costs: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add(self, cost: int) -> int:
        """A new variable; its number."""
        self.costs.append(cost)
        return len(self.costs) - 1


def integer_program(unfolded: Unfolded, duties: Sequence[Duty], columns: Sequence[Column]) -> Program:
    """The program whose first variables are `columns`, taken or not."""
    program = Program([column.cost for column in columns])
    serving: list[list[int]] = [[] for _ in unfolded.problem.visits]
    driving: list[list[int]] = [[] for _ in duties]
    for number, column in enumerate(columns):
        driving[column.duty].append(number)
        for visit in column.visits:
            serving[visit].append(number)
    program.rows += [Row(taken, 0, len(d.therapists)) for d, taken in zip(duties, driving, strict=True)]
    for k in unfolded.plain:
        left_out = program.add(unfolded.problem.visits[k].unassigned_cost)
        program.rows.append(Row([*serving[k], left_out], 1, 1))
    options = [_meet(program, meeting, serving) for meeting in unfolded.meetings]
    for clash in unfolded.clashes:
        program.rows.append(Row([options[meeting][k] for meeting, k in clash.options], 0, clash.count))
    return program


def _meet(program: Program, meeting: Meeting, serving: Sequence[list[int]]) -> list[int]:
    """Variables for the options of a meeting, each tied to the visits that it names."""
    left_out = program.add(meeting.cost)
    options = [program.add(0) for _ in meeting.options]
    program.rows.append(Row([*options, left_out], 1, 1))
    for option, (_, visits) in zip(options, meeting.options, strict=True):
        program.rows += [Row(serving[visit], 0, 0, minus=(option,)) for visit in visits]
    return options
