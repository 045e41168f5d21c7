"""A first plan that leaves out nobody who meets others: each meeting in turn where and when it costs least."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import Orders
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.timetable.draft import Draft, fitting
from mobiledispatch.timetable.meeting import Meeting, at

TRIED_STARTS, MOST_ROUNDS = 16, 4
EARLY_OR_LATE = (0.25, 0.5, 0.75, 0.0, 1.0)
"""Where in its hours a meeting is put that costs as much at any of its starts."""


def first_plans(ties: Ties) -> Iterator[tuple[Ties, Orders]]:
    """Days with their meetings at one start each, and orders that serve them and nobody else: the first may leave too
    little room for the rest of the day.

    Meetings with little room come first; one for which there is no place goes to the front and all is tried again, a
    few times. Those without a place in the end keep their hours.
    """
    for part in EARLY_OR_LATE:
        line = sorted(range(len(ties.meetings)), key=lambda k: _room(ties.meetings[k]))
        tried = []
        for number in range(MOST_ROUNDS):
            day, draft, out = _placed(ties, line, part)
            tried.append((len(out), number, day, draft))
            if not out:
                break
            line = [*out, *(k for k in line if k not in out)]
        _, _, day, draft = min(tried, key=lambda one: one[:2])
        yield day, draft.orders


def _room(meeting: Meeting) -> int:
    return sum(w.closes - w.opens for w in meeting.starts.windows)


def _placed(ties: Ties, line: Sequence[int], part: float) -> tuple[Ties, Draft, list[int]]:
    """The meetings put in one by one, each as cheaply as can be and near that part of its hours; and those for which no
    place was found."""
    draft, out = Draft(ties.problem, {t.id: () for t in ties.problem.therapists}), []
    for k in line:
        hours = ties.meetings[k].starts
        wanted = hours.first + part * (hours.last - hours.first)
        options = [(then.cost, abs(start - wanted), start, day, then) for start, day, then in _options(ties, draft, k)]
        if options:
            *_, ties, draft = min(options, key=lambda option: option[:3])
        else:
            out.append(k)
    return ties, draft, out


def _options(ties: Ties, draft: Draft, number: int) -> Iterator[tuple[Seconds, Ties, Draft]]:
    """Some starts of the meeting, the day with it then, and the cheapest draft that serves it."""
    meeting = ties.meetings[number]
    for start in _some(meeting):
        then = ties.narrowed(number, [TimeWindow(start, start)])
        visits = [at(ties.problem.visit(name), meeting.begin_of(name, start)) for name in meeting.visits]
        found = _seated(draft, [v for v in visits if v.id not in draft.served])
        if then and found:
            yield start, then, found


def _some(meeting: Meeting) -> list[Seconds]:
    first, last = meeting.starts.first, meeting.starts.last
    steps = (first + (last - first) * n // TRIED_STARTS for n in range(TRIED_STARTS + 1))
    return sorted({start for t in steps if (start := meeting.starts.first_from(t)) is not None})


def _seated(draft: Draft, visits: Sequence[Visit]) -> Draft | None:
    """The cheapest draft with these visits on a route each, whichever chooses first."""
    found = []
    for line in permutations(visits):
        day, busy = draft, set()
        for visit in line:
            place = next((p for p in fitting(day, visit) if p.therapist not in busy), None)
            if place is None:
                break
            busy.add(place.therapist)
            day = day.put(place, visit)
        else:
            found.append(day)
    return min(found, key=lambda day: day.cost, default=None)
