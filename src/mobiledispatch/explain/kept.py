"""Is a remedy true? Applied, and the day planned again, the visit is served, and everybody who was served before."""

from collections.abc import Set

from mobiledispatch.explain.deeper import Deeper
from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.problem import Problem
from mobiledispatch.timetable.draft import Draft, company, draft_of


def planned_again(changed: Problem, after: Draft, everyone: Set[str], name: str, deeper: Deeper) -> Draft | None:
    """The changed day with `everyone` served, as the cheapest plan has it; None if that leaves somebody out, or if
    nobody can tell.

    `after` is one such day. Where leaving any of them out costs more than all of it, no plan is needed to know.
    """
    if _is_dearer_without_any(changed, after, everyone):
        return Draft(changed, after.orders)
    plan = deeper.ask(name, changed, 0.0)
    if plan is None or not everyone <= {stop.visit for route in plan.routes for stop in route.stops}:
        return None
    return draft_of(changed, plan)


def _is_dearer_without_any(changed: Problem, after: Draft, everyone: Set[str]) -> bool:
    objective = objective_of(changed, after.orders)
    # Who can be served by nobody, or never, is left out of every plan, the dearer one too.
    anyway = sum(
        v.unassigned_cost for v in changed.visits if not (v.therapists and v.start_windows) and v.id not in everyone
    )
    return everyone <= after.served and all(
        sum(changed.visit(other).unassigned_cost for other in company(changed, one)) + anyway > objective.total
        for one in everyone
    )


def elsewhere(before: Draft, after: Draft) -> str:
    """Who of those served before is served by somebody else after, as a sentence to add; nothing if nobody is."""
    was, now = _whose(before), _whose(after)
    moved = [f"{name} goes from {was[name]} to {now[name]}" for name in was if now.get(name, was[name]) != was[name]]
    if not moved:
        return ""
    more = f" and {len(moved) - MOST_NAMED} more get another therapist" if len(moved) > MOST_NAMED else ""
    return f" Then {', '.join(moved[:MOST_NAMED])}{more}."


MOST_NAMED = 3


def _whose(draft: Draft) -> dict[str, str]:
    return {visit.id: therapist for therapist, order in draft.orders.items() for visit in order}
