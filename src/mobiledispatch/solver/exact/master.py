"""The master problem: a linear program that mixes routes so that every visit is served once or paid for.

A row a visit (served or left out, those of a group all at once), a row a duty (no more routes than therapists), a
row a cut, and one for whatever equipment may run short. GLOP solves it; its duals are the prices at which the next
routes are sought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.columns import Column, Cut, counted
from mobiledispatch.solver.exact.completion import Floats
from mobiledispatch.solver.exact.patience import wait_for
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import Ties

FROM_LAST = "use_dual_simplex: true use_preprocessing: false"
AN_ITERATION, A_COLUMN_READ = 3e-8, 1e-6
"""Work (`Budget`): of the simplex, for each column and row that stands there; and of reading one column's share."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """An optimal solution of the master: its value, the duals of the rows, each column's share and reduced cost, and
    those of leaving each group out."""

    value: float
    shares: Floats
    reduced: Floats
    left: Floats
    left_reduced: Floats
    visit: Floats
    duty: Floats
    cut: Floats


class Master:
    """A growing linear program over columns and cuts; ask `solve` after each growth."""

    def __init__(self, ties: Ties, duties: Sequence[Duty], pace: Pace, *, from_last: bool = False) -> None:
        """`from_last` solves from the last answer on: twice as quick where no columns come, only cuts and bars."""
        self._pace = pace
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        if from_last:
            self._lp.SetSolverSpecificParametersAsString(FROM_LAST)
        self._visits = [self._lp.Constraint(1.0, 1.0) for _ in ties.problem.visits]
        self._duties = [self._lp.Constraint(0.0, float(len(d.therapists))) for d in duties]
        self._cuts: list[pywraplp.Constraint] = []
        self.cuts: list[Cut] = []
        self._shares: list[pywraplp.Variable] = []
        self._columns: list[Column] = []
        self._allowed = np.ones(0, np.bool_)
        self._objective = self._lp.Objective()
        self._objective.SetMinimization()
        self._all_may_leave = True
        self._left = [self._lp.NumVar(0.0, 1.0, "") for _ in ties.groups]
        for left_out, group in zip(self._left, ties.groups, strict=True):
            self._objective.SetCoefficient(left_out, float(sum(ties.problem.visits[k].unassigned_cost for k in group)))
            for k in group:
                self._visits[k].SetCoefficient(left_out, 1.0)

    def _status(self, incrementality: int) -> int:
        """How GLOP's search for the best mixture ended. A long one can be called off."""
        how = pywraplp.MPSolverParameters()
        how.SetIntegerParam(how.INCREMENTALITY, incrementality)
        status = wait_for(lambda: self._lp.Solve(how), self._pace.is_over, self._lp.InterruptSolve)
        wide = len(self._columns) + self._lp.NumConstraints()
        self._pace.spend(AN_ITERATION * self._lp.iterations() * wide + A_COLUMN_READ * len(self._columns))
        return int(status)

    @property
    def columns(self) -> Sequence[Column]:
        return self._columns

    def add_columns(self, columns: Sequence[Column]) -> None:
        shares = []
        for column in columns:
            share = self._lp.NumVar(0.0, self._lp.infinity(), "")
            for visit in column.visits:
                self._visits[visit].SetCoefficient(share, 1.0)
            self._duties[column.duty].SetCoefficient(share, 1.0)
            self._objective.SetCoefficient(share, float(column.cost))
            shares.append(share)
        self._count(self.cuts, self._cuts, columns, shares)
        self._shares += shares
        self._columns += columns
        self._allowed = np.append(self._allowed, np.ones(len(columns), np.bool_))

    def allow(self, allowed: NDArray[np.bool_], leaving: NDArray[np.bool_]) -> None:
        """Only these columns may have shares from now on, and only these groups may be left out."""
        self._all_may_leave = bool(leaving.all())
        for left_out, may in zip(self._left, leaving.tolist(), strict=True):
            left_out.SetUb(1.0 if may else 0.0)
        for number in np.flatnonzero(allowed != self._allowed):
            self._shares[number].SetUb(self._lp.infinity() if allowed[number] else 0.0)
        self._allowed = allowed.copy()

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        rows = [self._lp.Constraint(0.0, float(cut.most)) for cut in cuts]
        self._count(cuts, rows, self._columns, self._shares)
        self._cuts += rows
        self.cuts += cuts

    def _count(
        self,
        cuts: Sequence[Cut],
        rows: Sequence[pywraplp.Constraint],
        columns: Sequence[Column],
        shares: Sequence[pywraplp.Variable],
    ) -> None:
        """Write into the rows of the cuts which of the columns count there."""
        if not cuts or not columns:
            return
        visits = len(self._visits)
        covered = [column.rows(visits) for column in columns]
        for column, cut in np.argwhere(counted(covered, cuts, visits + len(self._duties))).tolist():
            rows[cut].SetCoefficient(shares[column], 1.0)

    def value(self) -> float | None:
        """The cost of the best mixture, `inf` if what is allowed makes none; None if GLOP lost its way in the numbers,
        cold start included, or the search is over."""
        status = self._status(pywraplp.MPSolverParameters.INCREMENTALITY_ON)
        if status != pywraplp.Solver.OPTIMAL and not self._pace.is_over():
            status = self._status(pywraplp.MPSolverParameters.INCREMENTALITY_OFF)
        # While everybody may be left out there is a mixture, whatever GLOP says.
        if status == pywraplp.Solver.INFEASIBLE and not self._all_may_leave:
            return inf
        return float(self._objective.Value()) if status == pywraplp.Solver.OPTIMAL else None

    def solve(self) -> Mixture | None:
        """The best mixture; None where it has no `value`. One of no shares costs `inf`."""
        value = self.value()
        if value is None:
            return None
        if value == inf:
            none = [np.zeros(len(x)) for x in (self._shares, self._left, self._visits, self._duties, self._cuts)]
            return Mixture(inf, none[0], none[0], none[1], none[1], *none[2:])
        return Mixture(
            value,
            np.array([share.solution_value() for share in self._shares]),
            np.array([share.reduced_cost() for share in self._shares]),
            np.array([left_out.solution_value() for left_out in self._left]),
            np.array([left_out.reduced_cost() for left_out in self._left]),
            np.array([row.dual_value() for row in self._visits]),
            np.array([row.dual_value() for row in self._duties]),
            np.array([row.dual_value() for row in self._cuts]),
        )
