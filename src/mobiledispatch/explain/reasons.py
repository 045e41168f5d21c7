"""Why a visit is on no route: one word of a closed list, and one sentence with the numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from mobiledispatch.explain.pieces import MorePieces, needed, needs_words, wanted, who_has
from mobiledispatch.explain.room import Room, Sought
from mobiledispatch.explain.together import no_common_start
from mobiledispatch.model.clock import Seconds, TimeWindow, in_words
from mobiledispatch.model.clock_face import time_words, window_words
from mobiledispatch.model.matrix import NO_WAY
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import merged
from mobiledispatch.timetable.draft import Draft, blockers, company, fitting, is_free, keeps, may_hold

Why = tuple["Reason", str]


class Reason(StrEnum):
    """Every reason that a visit may be left out for, hardest first."""

    NO_THERAPIST = "no_therapist"
    WINDOW_TOO_SHORT = "window_too_short"
    NO_COMMON_TIME = "no_common_time"
    NOBODY_ON_SHIFT = "nobody_on_shift"
    HANDS_ON_LIMIT = "hands_on_limit"
    EQUIPMENT = "equipment"
    TOO_FAR = "too_far"
    DAY_FULL = "day_full"
    POLICY = "policy"
    SEARCH_ENDED = "search_ended"
    PROGRAM_FAULT = "program_fault"


def why_never(problem: Problem, visit: Visit) -> Why | None:
    """What keeps the visit off even an empty day; None if nothing does."""
    if not visit.therapists:
        return Reason.NO_THERAPIST, _nobody(visit)
    pair = next((group for group in problem.together if visit.id in group), ())
    able = {name for member in pair for name in problem.visit(member).therapists}
    if len(able) < len(pair):
        return Reason.NO_THERAPIST, f"{' and '.join(pair)} at the same time need {len(pair)} therapists; {_only(able)}"
    return (
        _why_never_alone(problem, visit)
        or _why_never_at_once(problem, pair)
        or _why_never_in_turn(problem, visit)
        or _why_never_with_so_few(problem, visit)
    )


def _why_never_with_so_few(problem: Problem, visit: Visit) -> Why | None:
    """A couple needs two pieces of what both need; nobody can be served with what the practice has none of."""
    short = [s for s in needed(problem, visit) if wanted(problem, s, visit) > s.count]
    if not short:
        return None
    return Reason.EQUIPMENT, "; ".join(
        f"{needs_words(problem, s, visit)}; the practice has {s.count or 'none'}" for s in short
    )


def _why_never_at_once(problem: Problem, pair: Sequence[str]) -> Why | None:
    why = no_common_start(problem, pair) if pair else None
    return (Reason.NO_COMMON_TIME, f"{' and '.join(pair)} at the same time: {why}") if why else None


def _why_never_in_turn(problem: Problem, visit: Visit) -> Why | None:
    household = next((group for group in problem.households if visit.id in group), ())
    if not household:
        return None
    whole = merged([problem.visit(name) for name in household], problem.matrix, problem.clock)
    people = f"{' and '.join(household)} in turn"
    if not whole.therapists:
        return Reason.NO_THERAPIST, f"{people} need one therapist; nobody may serve them all"
    if not whole.start_windows:
        return Reason.NO_COMMON_TIME, f"{people}: their times do not follow one another"
    why = _why_never_alone(problem, whole)
    return (why[0], f"{people}: {why[1]}") if why else None


def _why_never_alone(problem: Problem, visit: Visit) -> Why | None:
    crew = [problem.therapist(name) for name in visit.therapists]
    if not visit.start_windows:
        return Reason.WINDOW_TOO_SHORT, _too_short(visit)
    on_shift = [t for t in crew if _within_shift(visit, t)]
    if not on_shift:
        return Reason.NOBODY_ON_SHIFT, f"may begin {told(visit)}; {_shifts(crew, visit)}"
    allowed = [t for t in on_shift if may_hold(t, [visit])]
    if not allowed:
        return Reason.HANDS_ON_LIMIT, f"{in_words(visit.massage)} of massage; {_limits(on_shift)}"
    if any(keeps(problem, t, [visit]) for t in allowed):
        return None
    if any(keeps(problem, replace(t, breaks=()), [visit]) for t in allowed):
        return Reason.NOBODY_ON_SHIFT, f"may begin {told(visit)}; that leaves no break to {_names(allowed)}"
    return Reason.TOO_FAR, f"may begin {told(visit)}; {_earliest(problem, allowed, visit)}"


def not_sought(visit: Visit) -> Why:
    """What is told of a visit that fits an empty day, when there is no time to find out what keeps it off this one."""
    return (
        Reason.DAY_FULL,
        f"no place was found {told(visit)} in the time there was; nobody has looked for the reason yet",
    )


def why_left_out(draft: Draft, visit: Visit, sought: Sought, more: MorePieces | None = None) -> Why:
    """What keeps a visit that fits an empty day off this one; `more` of what is shared would let it in."""
    if sought.room:
        return _why_with_room(draft.problem, visit, sought.room)
    if more:
        return Reason.EQUIPMENT, _who_has_it(draft, visit, more)
    if _only_the_limit(draft, visit):
        return Reason.HANDS_ON_LIMIT, f"{in_words(visit.massage)} of massage; {_given(draft, visit)}"
    but = f"not {told(visit)}" if sought.is_certain else f"no place was found {told(visit)}"
    return (
        Reason.DAY_FULL,
        f"would fit an empty day, but {but} beside those served; {_in_the_way(draft, visit)}",
    )


def _who_has_it(draft: Draft, visit: Visit, more: MorePieces) -> str:
    short = (s for s in needed(draft.problem, visit) if s.name in more.counts)
    return "; ".join(f"{needs_words(draft.problem, s, visit)}; {who_has(draft, s)}" for s in short)


def _why_with_room(problem: Problem, visit: Visit, room: Room) -> Why:
    it, added = all_of(problem, visit), f"{in_words(Seconds(max(0, room.cost)))} of {parts(problem)}"
    if room.pays:
        return Reason.SEARCH_ENDED, f"serving {it} with {room.therapist} adds {added}; give the search more time"
    return Reason.POLICY, (
        f"{room.therapist} could serve {it}, which adds {added} to the day; "
        f"leaving {'them' if ' ' in it else 'it'} out is priced at {in_words(Seconds(room.price))}"
    )


def all_of(problem: Problem, visit: Visit) -> str:
    """The visit and those that are served with it or not at all, as one speaks of them."""
    return " and ".join(["it", *(name for name in company(problem, visit.id) if name != visit.id)])


def parts(problem: Problem) -> str:
    """What a route's cost is made of on this day."""
    priced = any(step.per_hour for step in problem.balance)
    return "travel, preference and balance" if priced else "travel and preference"


def told(visit: Visit) -> str:
    """The start windows as one says them."""
    return " or ".join(("" if w.opens < w.closes else "at ") + window_words(w) for w in visit.start_windows)


def _nobody(visit: Visit) -> str:
    if visit.could_serve:
        return f"{' and '.join(visit.could_serve)} could serve it, but not as the client wishes"
    return "nobody working this day has the skill, the equipment and the wish"


def _only(able: Iterable[str]) -> str:
    return f"only {' and '.join(sorted(able))} may serve them"


def _too_short(visit: Visit) -> str:
    homes = " or ".join(window_words(home) for home in visit.at_home)
    return f"{in_words(visit.service)} at the door; " + (
        f"the client is at home {homes}" if homes else "no window of that day is as long"
    )


def _within_shift(visit: Visit, therapist: Therapist) -> bool:
    begin, end = therapist.shift.opens + visit.setup, therapist.shift.closes - visit.wrap_up
    return begin <= end and any(w.meet(TimeWindow(Seconds(begin), Seconds(end))) for w in visit.start_windows)


def _shifts(crew: Iterable[Therapist], visit: Visit) -> str:
    return f"with {in_words(visit.service)} at the door no shift holds that: " + ", ".join(
        f"{t.id} works {window_words(t.shift)}" for t in crew
    )


def _limits(crew: Iterable[Therapist]) -> str:
    return ", ".join(f"{t.id} may give {in_words(t.hands_on_limit or Seconds(0))} a day" for t in crew)


def _names(crew: Iterable[Therapist]) -> str:
    return " or ".join(t.id for t in crew)


def _earliest(problem: Problem, crew: Iterable[Therapist], visit: Visit) -> str:
    return "by road " + ", ".join(f"{t.id} could {_at_best(problem, t, visit)}" for t in crew)


def _at_best(problem: Problem, therapist: Therapist, visit: Visit) -> str:
    there = problem.matrix.seconds[therapist.start][visit.place]
    back = problem.matrix.seconds[visit.place][therapist.end]
    if max(there, back) >= NO_WAY:
        return f"not get {'there' if there >= NO_WAY else 'back'} at all"
    reach = Seconds(therapist.shift.opens + there + visit.setup)
    latest = Seconds(therapist.shift.closes - back - visit.wrap_up)
    return f"begin {time_words(reach)} to {time_words(latest)} at best"


def _only_the_limit(draft: Draft, visit: Visit) -> bool:
    """Does it fit as soon as those whose limit it would break have none? What fits as it is has no limit in its way."""
    if not is_free(draft.problem, visit.id) or fitting(draft, visit):
        return False  # a place of its own is not all that it needs
    crew = tuple(replace(t, hands_on_limit=None) for t in draft.problem.therapists)
    return bool(fitting(Draft(replace(draft.problem, therapists=crew), draft.orders), visit))


def _given(draft: Draft, visit: Visit) -> str:
    def of(t: Therapist, limit: Seconds) -> str:
        given = Seconds(sum(v.massage for v in draft.orders[t.id]))
        return f"{t.id} gives {in_words(given)} of at most {in_words(limit)}"

    crew = [t for t in draft.problem.therapists if t.id in visit.therapists]
    return ", ".join(of(t, t.hands_on_limit) for t in crew if t.hands_on_limit is not None)


def _in_the_way(draft: Draft, visit: Visit) -> str:
    others = [name for name in company(draft.problem, visit.id) if name != visit.id]
    if others:
        return f"it is served with {' and '.join(others)} or not at all"  # a place of its own is not all that it needs
    names = blockers(draft, visit)
    if not names:
        return "no single visit less would make room"
    return f"in the way {'is' if len(names) == 1 else 'are, each alone,'} {_listed(draft, names)}"


def _listed(draft: Draft, names: Sequence[str]) -> str:
    whose = {v.id: therapist for therapist, order in draft.orders.items() for v in order}
    return ", ".join(f"{name} ({whose[name]})" for name in names)
