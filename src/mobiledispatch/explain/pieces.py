"""Is it what the practice has few of that keeps a visit out? Then with some more of it the visit is served."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mobiledispatch.explain.deeper import Deeper
from mobiledispatch.explain.insertion import inserted
from mobiledispatch.model.problem import Problem, SharedEquipment, pieces
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, company, draft_of
from mobiledispatch.timetable.keepers import keepers, with_pieces

Counts = Mapping[str, int]
"""How many there are of what therapists share, by its name."""


@dataclass(frozen=True, slots=True)
class MorePieces:
    """With `counts` of what is shared, everybody who is served and the visit with its company make the day `after`."""

    counts: Counts
    after: Draft


def more_pieces(draft: Draft, visit: Visit, deeper: Deeper) -> MorePieces | None:
    """The fewest pieces more of one thing with which the visit is served besides all others; None if none are found."""
    for counts in _larger(draft.problem, visit):
        after = _with_them(draft, with_pieces(draft.problem, counts), visit, deeper)
        if after:
            return MorePieces(counts, after)
    return None


def _larger(problem: Problem, visit: Visit) -> Iterator[Counts]:
    for shared in needed(problem, visit):
        for more in range(1, wanted(problem, shared, visit) + 1):
            yield {shared.name: shared.count + more}


def _with_them(draft: Draft, changed: Problem, visit: Visit, deeper: Deeper) -> Draft | None:
    if after := inserted(Draft(changed, draft.orders), visit):
        return after
    plan = deeper.serve_all(draft, visit, changed)
    return draft_of(changed, plan) if plan else None


def needed(problem: Problem, visit: Visit) -> list[SharedEquipment]:
    """What the visit, or its company, needs of that which therapists share."""
    return [shared for shared in problem.shared if _needing(problem, shared, visit)]


def wanted(problem: Problem, shared: SharedEquipment, visit: Visit) -> int:
    """How many pieces the visit and its company need: people in turn share one, a couple do not."""
    needing = len(_needing(problem, shared, visit))
    return needing if company(problem, visit.id) in problem.together else min(1, needing)


def _needing(problem: Problem, shared: SharedEquipment, visit: Visit) -> Sequence[str]:
    return [name for name in company(problem, visit.id) if name in shared.visits]


def who_has(draft: Draft, shared: SharedEquipment) -> str:
    """How many there are, and who has them, for whom."""
    whose = [
        f"{name} ({', '.join(v.id for v in draft.orders[name] if v.id in shared.visits)})"
        for name in keepers(shared, draft.orders)
    ]
    has = f", which {' and '.join(whose)} {'has' if len(whose) == 1 else 'have'} all day" if whose else ""
    return f"the practice has {shared.count or 'none'}{has}"


def needs_words(problem: Problem, shared: SharedEquipment, visit: Visit) -> str:
    """How many are needed at once, and for whom."""
    count = wanted(problem, shared, visit)
    who = " and ".join(_needing(problem, shared, visit))
    return f"{pieces(shared.name, count)} {'is' if count == 1 else 'are'} needed ({who})"
