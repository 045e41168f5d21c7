"""Who is in the plan: each visit of the day once, and nobody else but those who are set aside."""

from collections.abc import Iterable, Iterator

from mobiledispatch.model.plan import Plan, Violation
from mobiledispatch.model.problem import Problem


def coverage(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Each visit served or unassigned, once; held and lost are those whom the problem sets aside, all of them."""
    if plan.date and problem.date and plan.date != problem.date:
        apart = abs((plan.date - problem.date).days)
        yield Violation(
            "date", None, None, apart, "days", f"the plan is for {plan.date}, the problem for {problem.date}"
        )
    routed = [stop.visit for route in plan.routes for stop in route.stops]
    left_out = [u.visit for u in plan.unassigned]
    held, lost = [h.visit for h in plan.held], [x.visit for x in plan.lost]
    yield from _strangers(problem, routed, "served")
    yield from _strangers(problem, left_out, "unassigned")
    yield from _named_twice({"served": routed, "unassigned": left_out, "held": held, "lost": lost})
    for visit in problem.visits:
        if visit.id not in (*routed, *left_out, *held, *lost):
            detail = f"{visit.id} is neither served nor listed as unassigned"
            yield Violation("coverage", visit.id, None, 0, "stops", detail)
    yield from _aside(problem, "held", held, problem.set_aside.held)
    yield from _aside(problem, "lost", lost, problem.set_aside.lost)


def _strangers(problem: Problem, names: Iterable[str], said: str) -> Iterator[Violation]:
    for name in dict.fromkeys(names):
        if not problem.has_visit(name):
            detail = f"{name} is {said} and is no visit of this day"
            yield Violation("coverage", name, None, 1, "mentions", detail)


def _named_twice(lists: dict[str, list[str]]) -> Iterator[Violation]:
    """Whoever stands more than once in one list, or in two."""
    mentions: dict[str, list[str]] = {}
    for said, names in lists.items():
        for name in names:
            mentions.setdefault(name, []).append(said)
    for name, said_of in mentions.items():
        if len(said_of) > 1:
            detail = f"{name} is named {len(said_of)} times: {', '.join(said_of)}"
            yield Violation("coverage", name, None, len(said_of), "mentions", detail)


def _aside(problem: Problem, rule: str, names: Iterable[str], due: Iterable[str]) -> Iterator[Violation]:
    for name in dict.fromkeys(names):
        if problem.has_visit(name):
            detail = f"{name} is a visit of this day, to be served or left out with a reason, and cannot be {rule}"
            yield Violation(rule, name, None, 1, "visits", detail)
        elif name not in due:
            yield Violation(rule, name, None, 1, "visits", f"{name} is not among those who are {rule} that day")
    for name in due:
        if name not in names:
            yield Violation(rule, name, None, 1, "visits", f"{name} is {rule} that day, and the plan does not say so")
