"""Which starts cannot be offered, and why: a reason from a closed list, the numbers in words."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.desk.fits import fits
from mobiledispatch.desk.offer import Blocked
from mobiledispatch.desk.policy import Refusal
from mobiledispatch.desk.standing import Standing
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import span_words, window_words
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, may_hold

NO_THERAPIST, OFF_SHIFT, HANDS_ON = "no_therapist", "off_shift", "hands_on_limit"
BOOKED, BREAK, AVAILABILITY = "booked", "break", "outside_availability"

_RANK = (OFF_SHIFT, HANDS_ON, BREAK, BOOKED)
"""The likelier another time mends it, the later; of several therapists' reasons the last one here is told."""

Why = dict[str, dict[int, str]]
"""Therapist -> start -> reason."""


def blocked(
    day: Standing,
    visit: Visit,
    marks: Sequence[int],
    offered: Iterable[int],
    refusals: Sequence[Refusal],
    tried_all: bool,
) -> tuple[Blocked, ...]:
    """The stretches of `marks` that are not `offered`. `tried_all` says that no rearrangement helps either."""
    free = set(offered)
    left = [m for m in marks if m not in free]
    refused = {m: next((r for r in refusals if r.holds(m)), None) for m in left}
    stops = day.party.stops
    able = [t for t in day.problem.therapists if any(t.id in names for names in _who_may(visit, stops))]
    open_marks = [m for m in left if refused[m] is None]
    why = {t.id: _why(day.draft, t, visit, open_marks) for t in able} if open_marks else {}
    reasons = {m: told.policy if (told := refused[m]) else _reason(why, m, len(stops)) for m in left}
    found = []
    for stretch in _stretches(marks, reasons):
        reason, first = reasons[stretch[0]], refused[stretch[0]]
        detail = first.detail if first else _detail(day, visit, reason, stretch, why, tried_all)
        found.append(Blocked(day.date, Seconds(stretch[0]), Seconds(stretch[-1]), reason, detail))
    return tuple(found)


def _stretches(marks: Sequence[int], reasons: Mapping[int, str]) -> Iterable[list[int]]:
    """Neighbouring marks with one reason."""
    for reason, run in itertools.groupby(marks, key=lambda m: reasons.get(m, "")):
        if reason:
            yield list(run)


def _why(draft: Draft, therapist: Therapist, visit: Visit, marks: Sequence[int]) -> dict[int, str]:
    """Why this therapist cannot begin at each mark, judged by leaving one thing after another out of the day."""
    one = replace(visit, therapists=(therapist.id,))
    untired = _with(draft, replace(therapist, hands_on_limit=None))
    alone = Draft(untired.problem, dict.fromkeys(draft.orders, ()))
    on_an_empty_day = {f.start for f in fits(alone, one, marks)}
    if not may_hold(therapist, (*draft.orders[therapist.id], visit)):
        return {m: HANDS_ON if m in on_an_empty_day else OFF_SHIFT for m in marks}
    restless = _with(draft, replace(therapist, breaks=()))
    without_breaks = {f.start for f in fits(restless, one, marks)} if therapist.breaks else set()
    with_the_day = {f.start for f in fits(draft, one, marks)}
    return {
        m: OFF_SHIFT if m not in on_an_empty_day else BREAK if m in without_breaks else BOOKED
        for m in marks
        if m not in with_the_day
    }


def _with(draft: Draft, therapist: Therapist) -> Draft:
    """The same routes with that therapist in place of the one of that name."""
    crew = tuple(therapist if t.id == therapist.id else t for t in draft.problem.therapists)
    return Draft(replace(draft.problem, therapists=crew), draft.orders)


def _who_may(visit: Visit, stops: Sequence[Visit]) -> list[tuple[str, ...]]:
    return [visit.therapists, *(stop.therapists for stop in stops[1:])]


def _reason(why: Why, mark: int, stops: int) -> str:
    told = [reasons[mark] for reasons in why.values() if mark in reasons]
    if len(why) < stops or not (told or stops > 1):
        return NO_THERAPIST
    return max(told, key=_RANK.index) if told else BOOKED


def _detail(day: Standing, visit: Visit, reason: str, stretch: Sequence[int], why: Why, tried_all: bool) -> str:
    stops = len(day.party.stops)
    if reason == NO_THERAPIST:
        return f"only {_listed(why)} may come, and {stops} are needed" if why and stops > 1 else _nobody(day, visit)
    parts = [f"{stops} therapists are needed at once"] if stops > 1 else []
    for name, reasons in why.items():
        told = sorted({reasons[m] for m in stretch if m in reasons}, key=_RANK.index)
        if told:
            parts.append(f"{_called(day, name)} {_about(day, name, visit, told[-1], stretch)}")
    more = "; no rearrangement of the day helps" if tried_all and reason in (BOOKED, BREAK) else ""
    return "; ".join(parts) + more


def _listed(why: Why) -> str:
    return " and ".join(why)


def _nobody(day: Standing, visit: Visit) -> str:
    if not day.crew:
        return "nobody works that day"
    names = ", ".join(_called(day, p.id) for p in day.crew)
    if visit.could_serve:
        return f"nobody who works that day ({names}) meets the client's wishes"
    return f"nobody who works that day ({names}) has the skills and the equipment"


def _called(day: Standing, name: str) -> str:
    return day.practitioner(name).name.split()[0]


def _about(day: Standing, name: str, visit: Visit, reason: str, stretch: Sequence[int]) -> str:
    therapist = day.problem.therapist(name)
    if reason == OFF_SHIFT:
        return f"works {window_words(therapist.shift)}, including the drive from and to home"
    if reason == HANDS_ON:
        assert therapist.hands_on_limit is not None
        return f"would give more than {therapist.hands_on_limit / 3600:g} hours of massage that day"
    if reason == BREAK:
        return "would have no time left for a break"
    told = (f"{b.id} ({span_words(begins, ends)})" for b, begins, ends in in_the_way(day, name, visit, stretch))
    return f"is with {', '.join(told) or 'others'}"


def in_the_way(
    day: Standing, name: str, visit: Visit, stretch: Sequence[int]
) -> Iterator[tuple[Booking, Seconds, Seconds]]:
    """The visits that a stretch runs into, the roads between included, each with its time at the door."""
    legs = day.problem.matrix.seconds
    first, last = stretch[0] - visit.setup, stretch[-1] + visit.wrap_up
    for booking in sorted((b for b in day.bookings if b.therapist == name), key=lambda b: b.start or 0):
        other = day.problem.visit(booking.id)
        begins, ends = Seconds((booking.start or 0) - other.setup), Seconds((booking.start or 0) + other.wrap_up)
        if begins - legs[visit.place][other.place] < last and ends + legs[other.place][visit.place] > first:
            yield booking, begins, ends
