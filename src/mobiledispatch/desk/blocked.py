"""Which starts cannot be offered, and why: a reason from a closed list, the numbers in words."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mobiledispatch.desk.deciding import joined
from mobiledispatch.desk.fits import fits
from mobiledispatch.desk.offer import Blocked
from mobiledispatch.desk.party import party_fits
from mobiledispatch.desk.policy import Refusal
from mobiledispatch.desk.standing import Standing
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import span_words, window_words
from mobiledispatch.model.problem import SharedEquipment
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, may_hold
from mobiledispatch.timetable.keepers import keepers, too_few

NO_THERAPIST, OFF_SHIFT, HANDS_ON, EQUIPMENT = "no_therapist", "off_shift", "hands_on_limit", "equipment"
BOOKED, BREAK, AVAILABILITY = "booked", "break", "outside_availability"

_RANK = (OFF_SHIFT, HANDS_ON, EQUIPMENT, BREAK, BOOKED)
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
    why = {t.id: _why(day, t, visit, open_marks) for t in able} if open_marks else {}
    short = _short_of_pieces(day, visit, open_marks)
    reasons = {m: told.policy if (told := refused[m]) else _reason(why, m, len(stops), m in short) for m in left}
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


def _why(day: Standing, therapist: Therapist, visit: Visit, marks: Sequence[int]) -> dict[int, str]:
    """Why this therapist cannot begin at each mark, judged by leaving one thing after another out of the day."""
    draft, names = day.draft, day.party.named(visit.id)
    one = replace(visit, therapists=(therapist.id,))

    def begins(some: Draft) -> set[int]:
        return {int(f.start) for f in fits(some, one, marks, names)}

    untired = _with(_with_all_pieces(draft), replace(therapist, hands_on_limit=None))
    on_an_empty_day = begins(Draft(untired.problem, dict.fromkeys(draft.orders, ())))
    if not may_hold(therapist, (*draft.orders[therapist.id], visit)):
        return {m: HANDS_ON if m in on_an_empty_day else OFF_SHIFT for m in marks}
    without_breaks = begins(_with(draft, replace(therapist, breaks=()))) if therapist.breaks else set()
    with_the_day = begins(draft)
    lacks = too_few(draft.problem, draft.orders, {therapist.id: names})
    with_pieces = begins(_with_all_pieces(draft)) if lacks else with_the_day
    return {
        m: OFF_SHIFT
        if m not in on_an_empty_day
        else EQUIPMENT
        if m in with_pieces
        else BREAK
        if m in without_breaks
        else BOOKED
        for m in marks
        if m not in with_the_day
    }


def _with_all_pieces(draft: Draft) -> Draft:
    """The same routes with enough of everything that therapists share."""
    return Draft(replace(draft.problem, shared=()), draft.orders)


def _short_of_pieces(day: Standing, visit: Visit, marks: Sequence[int]) -> set[int]:
    """The marks at which those who are served at once could begin if there were enough of what they share."""
    if len(day.party.stops) == 1 or not day.problem.shared:
        return set()
    party = joined(day, visit)
    possible = {int(fit.start) for fit in party_fits(day.draft, party, marks)}
    return {int(fit.start) for fit in party_fits(_with_all_pieces(day.draft), party, marks)} - possible


def _with(draft: Draft, therapist: Therapist) -> Draft:
    """The same routes with that therapist in place of the one of that name."""
    crew = tuple(therapist if t.id == therapist.id else t for t in draft.problem.therapists)
    return Draft(replace(draft.problem, therapists=crew), draft.orders)


def _who_may(visit: Visit, stops: Sequence[Visit]) -> list[tuple[str, ...]]:
    return [visit.therapists, *(stop.therapists for stop in stops[1:])]


def _reason(why: Why, mark: int, stops: int, is_short: bool) -> str:
    told = [reasons[mark] for reasons in why.values() if mark in reasons]
    if len(why) < stops or not (told or stops > 1):
        return NO_THERAPIST
    if is_short:
        return EQUIPMENT
    return max(told, key=_RANK.index) if told else BOOKED


def _detail(day: Standing, visit: Visit, reason: str, stretch: Sequence[int], why: Why, tried_all: bool) -> str:
    stops = len(day.party.stops)
    if reason == NO_THERAPIST:
        return f"only {_listed(why)} may come, and {stops} are needed" if why and stops > 1 else _nobody(day, visit)
    parts = [f"{stops} therapists are needed at once"] if stops > 1 else []
    parts += [_piece_words(day, s) for s in _needed(day)] if stops > 1 and reason == EQUIPMENT else []
    for name, reasons in why.items():
        told = sorted({reasons[m] for m in stretch if m in reasons}, key=_RANK.index)
        if told:
            parts.append(f"{_called(day, name)} {_about(day, name, visit, told[-1], stretch)}")
    more = "; no rearrangement of the day helps" if tried_all and reason in (BOOKED, BREAK, EQUIPMENT) else ""
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
    if reason == EQUIPMENT:
        lacking = too_few(day.problem, day.draft.orders, {name: day.party.named(visit.id)})
        return f"cannot have one: {' and '.join(_piece_words(day, shared) for shared in lacking)}"
    told = (f"{b.id} ({span_words(begins, ends)})" for b, begins, ends in in_the_way(day, name, visit, stretch))
    return f"is with {', '.join(told) or 'others'}"


def _needed(day: Standing) -> list[SharedEquipment]:
    """What the callers need of that which therapists share."""
    return [s for s in day.problem.shared if not set(day.party.names).isdisjoint(s.visits)]


def _piece_words(day: Standing, shared: SharedEquipment) -> str:
    """How many there are, and with whom they go that day, for whose sake."""
    who = " and ".join(_called(day, name) for name in keepers(shared, day.draft.orders))
    there, goes = f"the practice has {shared.pieces}", "goes" if shared.count == 1 else "go"
    return (
        f"{there}, which {goes} with {who} all day ({', '.join(b.id for b in day.bookings if b.id in shared.visits)})"
        if who
        else there
    )


def takers(day: Standing) -> list[Booking]:
    """The bookings for whose sake somebody has a piece of what the caller needs as well."""
    return [b for b in day.bookings if any(b.id in shared.visits for shared in _needed(day))]


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
