"""`Problem` -> `Plan`. OR-Tools lives only here."""

from mobiledispatch.model.plan import Plan, Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Progress, Watch

__all__ = ["Limits", "Progress", "Watch", "solve"]


def solve(problem: Problem, limits: Limits, watch: Watch | None = None) -> Plan:
    """The cheapest plan found within `limits`, with its proof (objective: docs/how-plans-are-proven.md)."""
    from mobiledispatch.solver.exact import by_sat  # noqa: F401  (loaded before the search's clock starts)
    from mobiledispatch.solver.exact.completion import Roads
    from mobiledispatch.solver.exact.drafts import Drafts
    from mobiledispatch.solver.exact.known import Known
    from mobiledispatch.solver.exact.prove import prove
    from mobiledispatch.solver.exact.search import Search
    from mobiledispatch.solver.tree import Tree

    ties = tie(problem)
    if ties.meetings:
        tree = Tree(ties, limits, watch or Watch(), Known(), Roads())
        tree.draft()
        tree.run()
        return assemble(problem, ties.split(tree.orders), proof_of(tree.upper, tree.lower, limits))
    search = Search(ties, limits, watch or Watch())
    prove(search, Drafts(search))
    return assemble(problem, ties.split(search.orders()), proof_of(search.upper, search.lower, limits))


def proof_of(upper: int, lower: int, limits: Limits) -> Proof:
    """What a search's best plan and bound prove."""
    if lower == upper:
        return Proof("optimal", lower, 0.0, limits.seconds)
    if lower <= 0:
        return Proof("feasible", None, None, limits.seconds)
    return Proof("bounded", lower, round((upper - lower) / upper, 6), limits.seconds)
