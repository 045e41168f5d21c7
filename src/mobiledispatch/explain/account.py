"""`explain`: every visit that is left out gets its reason and up to three remedies."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from mobiledispatch.explain.change import applied
from mobiledispatch.explain.deeper import Deeper, Solve
from mobiledispatch.explain.kept import elsewhere, planned_again
from mobiledispatch.explain.pieces import MorePieces, more_pieces
from mobiledispatch.explain.rearranged import by_solving
from mobiledispatch.explain.reasons import Reason, Why, not_sought, why_left_out, why_never
from mobiledispatch.explain.remedies import Candidate, RemedyKind, by_insertion, more_equipment, raise_priority
from mobiledispatch.explain.room import Room, find_room
from mobiledispatch.explain.steps import Steps
from mobiledispatch.model.plan import Plan, Proof, Remedy, Unassigned
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, company, draft_of

MOST = 3
SMALL = 3600
"""Seconds: where a change asks more than this with others keeping their order, a smaller one is sought by solving."""

AnotherDay = Callable[[str], Remedy | None]
"""A day other than this on which a visit fits, for those who know more days than one."""


A_PLACE, MORE_PLACES, A_DAY = 3e-5, 20, 0.05
"""Work (`solver.Budget`) of trying one place, how many times as many are tried for remedies, and of another day."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What has been found out about a visit so far."""

    why: Why
    found: tuple[Candidate, ...] = ()
    other_day: Remedy | None = None

    def of(self, name: str) -> Unassigned:
        return Unassigned(name, *self.why, _best(self.found, self.other_day))


def explain(
    problem: Problem,
    plan: Plan,
    solve: Solve | None = None,
    another_day: AnotherDay | None = None,
    steps: Steps | None = None,
) -> Plan:
    """The plan with a reason and up to three remedies for every unassigned visit, the smallest change first.

    A remedy counts only if, applied and the day planned again, the visit is served together with every visit that the
    plan serves. Places in the routes as they stand are always tried; with `solve` the day is also solved anew, a
    bounded number of times. With `steps` it ends in time: reasons come first, for all visits, and what asks most last.
    """
    account = _Account(draft_of(problem, plan), plan.proof.status == "optimal", steps or Steps())
    given = {u.visit: u for u in plan.unassigned if u.reason == Reason.PROGRAM_FAULT}
    visits = [problem.visit(u.visit) for u in plan.unassigned if u.visit not in given]
    account.give_reasons(visits)
    account.insert(visits)
    account.solve(visits, Deeper(solve))
    if another_day:
        account.look_at_other_days(visits, another_day)
    told = [given.get(u.visit) or account.told[u.visit].of(u.visit) for u in plan.unassigned]
    return replace(plan, unassigned=tuple(told), proof=_not_refuted(plan.proof, told))


class _Account:
    """What is known of the visits left out, more with each step."""

    def __init__(self, draft: Draft, is_proven: bool, steps: Steps) -> None:
        self.told: dict[str, _Told] = {}
        self._draft, self._is_proven, self._steps = draft, is_proven, steps
        self._work = A_PLACE * len(draft.served)
        self._unsettled: dict[str, None] = {}

    def give_reasons(self, visits: Iterable[Visit]) -> None:
        """A reason for each: what keeps it off any day, or else that no place was sought yet."""
        for visit in visits:
            why = self._steps.take("reason", visit.id, partial(why_never, self._draft.problem, visit), self._work)
            self.told[visit.id] = _Told(why or not_sought(visit))
        self._steps.expect("insertion", MORE_PLACES * self._steps.longest("reason"))

    def insert(self, visits: Iterable[Visit]) -> None:
        """Places in the routes as they stand, in the order of the plan."""
        for visit in visits:
            deeper = Deeper(None)
            look = partial(_looked_into, self._draft, visit, deeper, self._is_proven)
            found = self._steps.take("insertion", visit.id, look, MORE_PLACES * self._work)
            self.told[visit.id] = found or self.told[visit.id]
            if deeper.was_asked:
                self._unsettled[visit.id] = None

    def solve(self, visits: Iterable[Visit], deeper: Deeper) -> None:
        """The day solved anew, for those whom no place in the routes as they stand has settled."""
        for visit in visits:
            if visit.id in self._unsettled and deeper.may_ask(visit.id) and self._steps.has_time("insertion", visit.id):
                self.told[visit.id] = _looked_into(self._draft, visit, deeper, self._is_proven)
        for name in deeper.refused:
            self._steps.cut_short[name] = None

    def look_at_other_days(self, visits: Iterable[Visit], another_day: AnotherDay) -> None:
        for visit in visits:
            other = self._steps.take("another day", visit.id, partial(another_day, visit.id), A_DAY)
            self.told[visit.id] = replace(self.told[visit.id], other_day=other)


def _looked_into(draft: Draft, visit: Visit, deeper: Deeper, is_proven: bool) -> _Told:
    why, known = _why(draft, visit, deeper, is_proven)
    return _Told(why, tuple(_remedies(draft, visit, deeper, known)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What looking for the reason has found: room for the visit in the day, or with more of what therapists share."""

    room: Room | None = None
    more: MorePieces | None = None


def _why(draft: Draft, visit: Visit, deeper: Deeper, is_proven: bool) -> tuple[Why, _Known]:
    never = why_never(draft.problem, visit)
    if never:
        lacks = never[0] is Reason.EQUIPMENT
        return never, _Known(more=more_pieces(draft, visit, deeper) if lacks else None)
    sought = find_room(draft, visit, deeper, is_proven)
    more = None if sought.room else more_pieces(draft, visit, deeper)
    return why_left_out(draft, visit, sought, more), _Known(sought.room, more)


def _not_refuted(proof: Proof, told: Iterable[Unassigned]) -> Proof:
    """The proof, unless there is room that pays: then the plan was not the best one, whatever was said of it."""
    if all(one.reason != Reason.SEARCH_ENDED for one in told) or proof.status != "optimal":
        return proof
    return replace(proof, status="feasible", lower_bound=None, gap=None)


def _best(found: Sequence[Candidate], other_day: Remedy | None) -> tuple[Remedy, ...]:
    """The smallest changes first; what asks most last: to have more of something, another day."""
    bought = [one.remedy for one in found if one.remedy.kind == RemedyKind.MORE_EQUIPMENT]
    last = [*bought, *([other_day] if other_day else [])]
    smallest = sorted((one for one in found if one.remedy not in bought), key=lambda one: one.effort)
    return (*(one.remedy for one in smallest[: MOST - len(last)]), *last)


def _remedies(draft: Draft, visit: Visit, deeper: Deeper, known: _Known) -> list[Candidate]:
    room = known.room
    if room:
        dear = [] if room.pays else [raise_priority(draft, visit, room)]
        return list(_true(draft, visit, deeper, dear))
    tried = sorted(by_insertion(draft, visit), key=lambda one: one.effort)
    bought = [more_equipment(draft, visit, known.more)] if known.more else []
    found = [*_true(draft, visit, deeper, bought), *islice(_true(draft, visit, deeper, tried), MOST)]
    if all(one.effort > SMALL for one in found):
        found += _true(draft, visit, deeper, by_solving(draft, visit, deeper))
    return _smallest_of_each_kind(found)


def _true(draft: Draft, visit: Visit, deeper: Deeper, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that serve everybody when they are applied and the day is planned again, and what else that changes."""
    everyone = draft.served | set(company(draft.problem, visit.id))
    for one in found:
        changed = applied(draft.problem, one.remedy.change)
        after = planned_again(changed, one.after, everyone, visit.id, deeper)
        if after is not None:
            remedy = replace(one.remedy, say=one.remedy.say + elsewhere(draft, after))
            yield replace(one, remedy=remedy, after=after)


def _smallest_of_each_kind(found: list[Candidate]) -> list[Candidate]:
    by_kind: dict[str, Candidate] = {}
    for one in found:
        kept = by_kind.setdefault(one.remedy.kind, one)
        if one.effort < kept.effort:
            by_kind[one.remedy.kind] = one
    return list(by_kind.values())
