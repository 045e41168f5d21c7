"""`Problem` -> `Plan`. OR-Tools lives only here."""

from typing import TYPE_CHECKING

from mobiledispatch.model.plan import Plan, Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.assemble import NoTimetable, assemble
from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.hard_stop import HardStop
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Progress, Watch

if TYPE_CHECKING:
    from mobiledispatch.solver.exact.search import Search
    from mobiledispatch.solver.parts.big import Result

__all__ = ["Budget", "HardStop", "Limits", "NoTimetable", "Progress", "Watch", "nobody_served", "solve"]


def solve(problem: Problem, limits: Limits, watch: Watch | None = None, budget: Budget | None = None) -> Plan:
    """The cheapest plan found within `limits`, with its proof (objective: docs/how-plans-are-proven.md).

    `budget` is what a wider search leaves to this one.
    """
    from mobiledispatch.solver.exact.search import Search
    from mobiledispatch.solver.parts.big import is_too_big, plan_by_parts

    if budget is None:
        # Loaded before the search's clock starts. Where one runs already, only a search that chooses waits for it.
        from mobiledispatch.solver.exact import by_sat  # noqa: F401

    ties, watch = tie(problem), watch or Watch()
    search = Search(ties, limits, watch, budget=budget)
    orders, upper, lower = (plan_by_parts if is_too_big(search) else _plan_whole)(search, watch)
    return assemble(problem, ties.split(orders), proof_of(upper, lower, limits))


def _plan_whole(search: "Search", watch: Watch) -> "Result":
    """The best plan of a day that may be proven in the time of its search."""
    from mobiledispatch.solver.exact.completion import Roads
    from mobiledispatch.solver.exact.drafts import Drafts
    from mobiledispatch.solver.exact.known import Known
    from mobiledispatch.solver.exact.prove import prove
    from mobiledispatch.solver.tree import Tree

    if not search.ties.meetings:
        prove(search, Drafts(search))
        return search.orders(), search.upper, search.lower
    tree = Tree(search.ties, search.limits, watch, Known(), Roads(), search.budget)
    tree.draft()
    tree.run()
    return tree.orders, tree.upper, tree.lower


def nobody_served(problem: Problem, proof: Proof) -> Plan:
    """The plan that leaves everybody out."""
    return assemble(problem, {}, proof)


def proof_of(upper: int, lower: int, limits: Limits) -> Proof:
    """What a search's best plan and bound prove."""
    given = (None, limits.seconds) if limits.counted else (limits.seconds, None)
    if lower == upper:
        return Proof("optimal", lower, 0.0, *given)
    if lower <= 0:
        return Proof("feasible", None, None, *given)
    return Proof("bounded", lower, round((upper - lower) / upper, 6), *given)
