"""Every rule that a plan breaks, found with arithmetic of its own: nothing here is shared with the solver.

The checker reads the plan as it stands and asks of each time and each figure whether it may be so. It rebuilds
nothing, so a plan cannot pass because solver and checker make the same mistake.
"""

from mobiledispatch.model.plan import Plan, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.verify.company import company
from mobiledispatch.verify.coverage import coverage
from mobiledispatch.verify.figures import figures
from mobiledispatch.verify.routes import routes

__all__ = ["verify"]


def verify(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Every violation of `problem`'s rules in `plan`, routes in their order; empty means good."""
    return (*coverage(problem, plan), *routes(problem, plan), *company(problem, plan), *figures(problem, plan))
