"""`Problem` -> `Plan`. OR-Tools lives only here."""

from mobiledispatch.model.plan import Plan, Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.solver.limits import Limits

__all__ = ["Limits", "solve"]


def solve(problem: Problem, limits: Limits) -> Plan:
    """The cheapest plan found within `limits` (objective: docs/design.md, A bare problem), seconds throughout."""
    from mobiledispatch.solver.routing import search_routes

    orders = search_routes(problem, limits)
    return assemble(problem, orders, Proof("feasible", None, None, limits.seconds))
