"""A start that cannot be had: who has it, or which rule stands against it, and the nearest that can."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.desk.answering import nearest_yes
from mobiledispatch.desk.blocked import EQUIPMENT, NO_THERAPIST, blocked, in_the_way, takers
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.policy import is_past, past
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.when import day_words
from mobiledispatch.errors import Conflict
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import time_words

MOST = 3
_TOOK = frozenset({"held", "booked", "moved", "imported"})


@dataclass(frozen=True, slots=True)
class Rival:
    """Who took a slot: the person at the desk, when (UTC), and for which visit."""

    by: str
    at: datetime.datetime | None
    visit: str


class SlotGone(Conflict):
    """The start cannot be had. `nearest` are the offers closest to it; `rival` has it, if a visit is in the way."""

    def __init__(self, reason: str, detail: str, rival: Rival | None, nearest: Sequence[Offer]) -> None:
        self.reason, self.detail, self.rival, self.nearest = reason, detail, rival, tuple(nearest)
        super().__init__(detail)


def slot_gone(desk: Desk, asked: Asked, day: Day, start: Seconds, therapist: str) -> SlotGone:
    """Why `start` cannot be had (with `therapist`, if one is named), and what can."""
    visit = replace(day.visit, therapists=tuple(t for t in day.visit.therapists if therapist in ("", t)))
    outside = not is_past(day.date, asked.moment) and not any(w.holds(start) for w in day.asked)
    found = () if outside else blocked(day.standing, visit, [start], (), day.refusals, tried_all=False)
    reason, detail = (found[0].reason, found[0].detail) if found else ("booked", "somebody is there already")
    if reason == NO_THERAPIST and therapist:
        detail = f"{therapist} {_why_not_with(day, therapist)}"
    if outside:
        reason, detail = "outside_availability", "outside the hours that were asked for"
    rivals = [b for t in visit.therapists for b, _, _ in in_the_way(day.standing, t, visit, [start])]
    if reason == EQUIPMENT:
        rivals = takers(day.standing)
    rival = None if any(r.holds(start) for r in day.refusals) else _latest(desk, rivals)
    said = f"{time_words(start)} on {day_words(day.date)} is not available: {detail}."
    if rival:
        said += f" {rival.visit} was taken by {rival.by}."
    return SlotGone(reason, said, rival, nearest(desk, asked, day, start))


def _why_not_with(day: Day, name: str) -> str:
    """Why that therapist cannot come to the caller, whatever the time; as one says it behind the name."""
    person = next((p for p in day.standing.crew if p.id == name), None)
    if person is None:
        return "does not work that day"
    treatments = [day.standing.practice.treatment(code) for r in day.standing.callers for code in r.techniques]
    for treatment in treatments:
        if treatment.code not in person.skills:
            return f"does not give {treatment.name.lower()}"
        if missing := sorted(treatment.equipment - person.equipment):
            return f"has no {missing[0].replace('_', ' ')}"
    return "is not whom the client wants"


def nearest(desk: Desk, asked: Asked, day: Day, start: Seconds) -> list[Offer]:
    """The offers of the day closest to a start; where there is none, the nearest yes of another kind."""
    if asked.keep:
        # What could not stay as promised may be promised anew.
        asked = replace(asked, keep=None, planned=None)
        day = day_for(asked, day.standing.booked)
    offers = instant_offers(day.standing, day.windows(), asked.wide)
    best: dict[Seconds, Offer] = {}
    for offer in offers:
        best.setdefault(offer.start, offer)
    close = sorted(best.values(), key=lambda o: (abs(o.start - start), o.rank))[:MOST]
    return close or list(nearest_yes(asked, [day], desk.read_day))[:MOST]


def already_booked(desk: Desk, asked: Asked, day: Day, other: Booking, start: Seconds) -> SlotGone:
    """The same person has a visit that day."""
    at = time_words(other.start) if other.start is not None else "without a time"
    detail = (
        f"{other.request.client} is already booked at {at} on {day_words(other.date)} ({other.id}): "
        f"move it (mobiledispatch move {other.id}), or is this a second person (--second-person)?"
    )
    return SlotGone("already_booked", detail, _latest(desk, [other]), nearest(desk, asked, day, start))


def not_in_the_past(desk: Desk, date: datetime.date) -> None:
    """SlotGone if the date is over: nothing is promised or changed on it any more."""
    for refusal in past(date, desk.moment) if is_past(date, desk.moment) else ():
        raise SlotGone(refusal.policy, f"{refusal.detail}.", None, ())


def would_bump(desk: Desk, asked: Asked, day: Day, names: Sequence[str], start: Seconds) -> SlotGone:
    """The start costs visits without a promise their places, and nobody has said that it may."""
    when = f"At {time_words(start)} on {day_words(day.date)}"
    detail = f"{when} {', '.join(names)} would lose the time. Use --bump to allow that."
    return SlotGone("would_bump", detail, None, nearest(desk, asked, day, start))


def changed(desk: Desk, booking: Booking, said: str) -> SlotGone:
    """Somebody has done something to the visit itself, so that there is nothing of it to take."""
    last = desk.book.history(booking.id)[-1:]
    rival = Rival(last[0].who, last[0].at, booking.id) if last else None
    state = str(booking.status).replace("_", " ")
    by = f" (by {rival.by})" if rival else ""
    detail = f"{booking.id} is {state} {said}{by}. See: mobiledispatch find {booking.id}"
    return SlotGone("changed", detail, rival, ())


def _latest(desk: Desk, rivals: Sequence[Booking]) -> Rival | None:
    """Of the visits in the way, the one that came last. Who only moved it aside for another has not taken it."""
    lines = []
    for booking in rivals:
        entries = desk.book.history(booking.id)
        took = [e for e in entries if e.what in _TOOK] or entries
        lines += [(e.at, e.who, booking.id) for e in took[-1:]]
    if not lines:
        return None
    at, who, visit = max(lines)
    return Rival(who, at, visit)
