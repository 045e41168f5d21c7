"""The smallest changes that would fit a visit in, each tried against the timetable of the routes as they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mobiledispatch.explain.pieces import MorePieces
from mobiledispatch.explain.reasons import all_of, parts, told
from mobiledispatch.explain.room import Room
from mobiledispatch.explain.starts import asked, away, nearest_start, widened
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow, in_words
from mobiledispatch.model.clock_face import span_words, time_words, window_words
from mobiledispatch.model.plan import Remedy
from mobiledispatch.model.problem import pieces
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, blockers, company, fitting, is_free

LENGTHS = tuple(Seconds(60 * n) for n in (120, 90, 75, 60, 45, 30))
"""The usual massages, longest first."""


class RemedyKind(StrEnum):
    """What a remedy changes."""

    WIDEN_WINDOW = "widen_window"
    SHORTEN = "shorten"
    ANOTHER_THERAPIST = "another_therapist"
    MOVE_VISIT = "move_visit"
    MORE_EQUIPMENT = "more_equipment"
    RAISE_PRIORITY = "raise_priority"
    ANOTHER_DAY = "another_day"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A remedy, how much it asks of people, in seconds, and a day with it in which everybody is served.

    The smallest change is listed first.
    """

    effort: int
    remedy: Remedy
    after: Draft


# What it takes: a client who was told nothing yet, another client who is content, a wish to be given up, a purchase.
ASK_ANOTHER_CLIENT = 900
GIVE_UP_A_WISH = 3600
BUY_A_PIECE = 7200
TRIED_PLACES = 3


def by_insertion(draft: Draft, visit: Visit) -> list[Candidate]:
    """A remedy of each kind for which there is one, the rest of the plan keeping its order."""
    if not is_free(draft.problem, visit.id):
        return []
    found = (widen(draft, visit), shorten(draft, visit), another_therapist(draft, visit), move_visit(draft, visit))
    return [one for one in found if one]


def widen(draft: Draft, visit: Visit) -> Candidate | None:
    """Start outside the windows, by as little as possible."""
    near = nearest_start(draft, visit)
    return widening(visit, near.start, draft.put(near.place, at(visit, near.start))) if near else None


def at(visit: Visit, start: Seconds) -> Visit:
    """The visit starting then and at no other time."""
    return replace(visit, start_windows=(TimeWindow(start, start),))


def widening(visit: Visit, start: Seconds, after: Draft) -> Candidate:
    """The remedy of letting the massage start at `start`."""
    change: dict[str, Any] = {"visit": visit.id, "start_windows": _pairs(widened(visit, start))}
    instead = f"instead of {told(visit)}" if visit.start_windows else f"with somebody at home {_needed(visit, start)}"
    if visit.promise:
        change["promise"] = [min(visit.promise.opens, start), max(visit.promise.closes, start)]
        instead = f"instead of the promised {window_words(visit.promise)}"
    say = f"Let the massage start at {time_words(start)} {instead}."
    return Candidate(away(asked(visit), start), Remedy(RemedyKind.WIDEN_WINDOW, say, change), after)


def shorten(draft: Draft, visit: Visit) -> Candidate | None:
    """The longest usual massage, shorter than the one asked for, that fits."""
    for one in shorter(visit):
        if places := fitting(draft, one):
            return shortening(visit, one, draft.put(places[0], one))
    return None


def shorter(visit: Visit) -> Iterator[Visit]:
    """The visit with every shorter usual massage, longest first; set-up and tear-down stay."""
    for length in LENGTHS:
        if length < visit.massage:
            service = Seconds(visit.service - visit.massage + length)
            yield replace(visit, service=service, start_windows=_with_more_time(visit, service))


def _with_more_time(visit: Visit, service: Seconds) -> tuple[TimeWindow, ...]:
    """A shorter massage may begin later, where it is known how long the client is at home."""
    wrap_up = service - visit.setup
    ends = [(Seconds(home.opens + visit.setup), Seconds(home.closes - wrap_up)) for home in visit.at_home]
    return tuple(sorted({TimeWindow(a, b) for a, b in ends if a <= b})) or visit.start_windows


def shortening(visit: Visit, short: Visit, after: Draft) -> Candidate:
    """The remedy of giving the massage of `short`."""
    change: dict[str, Any] = {"visit": visit.id, "service_seconds": short.service}
    if short.start_windows != visit.start_windows:
        change["start_windows"] = _pairs(short.start_windows)
    say = f"Shorten the massage from {in_words(visit.massage)} to {in_words(short.massage)}."
    return Candidate(visit.massage - short.massage, Remedy(RemedyKind.SHORTEN, say, change), after)


def another_therapist(draft: Draft, visit: Visit) -> Candidate | None:
    """Somebody with the skill and the equipment whom only a wish excludes."""
    others = tuple(t for t in visit.could_serve if t not in visit.therapists and draft.problem.has_therapist(t))
    places = fitting(draft, replace(visit, therapists=others))
    return another(visit, places[0].therapist, draft.put(places[0], visit)) if places else None


def another(visit: Visit, therapist: str, after: Draft) -> Candidate:
    """The remedy of sending `therapist` against the client's wish."""
    asked_for = f" instead of {' or '.join(visit.therapists)}" if visit.therapists else ", against the client's wish"
    change = {"visit": visit.id, "therapists": [*visit.therapists, therapist]}
    say = f"Let {therapist} come{asked_for}."
    return Candidate(GIVE_UP_A_WISH, Remedy(RemedyKind.ANOTHER_THERAPIST, say, change), after)


def move_visit(draft: Draft, visit: Visit) -> Candidate | None:
    """Another visit, to which nothing is promised, starts outside its windows by as little as possible."""
    best, within = None, DAY + 1
    for name in blockers(draft, visit):
        other, rest = draft.problem.visit(name), draft.without(name)
        if other.promise or not is_free(draft.problem, name):
            continue
        for place in fitting(rest, visit)[:TRIED_PLACES]:
            denser = rest.put(place, visit)
            near = nearest_start(denser, other, within)
            if near:
                after = denser.put(near.place, at(other, near.start))
                best, within = moving(other, near.start, after), near.away
    return best


def moving(other: Visit, start: Seconds, after: Draft) -> Candidate:
    """The remedy of letting `other` start at `start`."""
    change = {"visit": other.id, "start_windows": _pairs(widened(other, start))}
    say = f"Move {other.id} to {time_words(start)} (it asked for {told(other)})."
    effort = ASK_ANOTHER_CLIENT + away(asked(other), start)
    return Candidate(effort, Remedy(RemedyKind.MOVE_VISIT, say, change), after)


def more_equipment(draft: Draft, visit: Visit, more: MorePieces) -> Candidate:
    """The remedy of having more of what therapists share."""
    had = {shared.name: shared.count for shared in draft.problem.shared}
    have = " and ".join(
        f"{pieces(name, n)} that day instead of {had[name] or 'none'}" for name, n in more.counts.items()
    )
    names = company(draft.problem, visit.id)
    who = [t for t, order in more.after.orders.items() if any(v.id in names for v in order)]
    say = f"Have {have}: then {' and '.join(who)} can serve {all_of(draft.problem, visit)}."
    change = {"visit": visit.id, "shared_equipment": dict(more.counts)}
    return Candidate(BUY_A_PIECE, Remedy(RemedyKind.MORE_EQUIPMENT, say, change), more.after)


def raise_priority(draft: Draft, visit: Visit, room: Room) -> Candidate:
    """Price leaving it out, with its company, above what serving them adds to the day."""
    it, cost = all_of(draft.problem, visit), f"{in_words(Seconds(room.cost))} of {parts(draft.problem)}"
    say = f"Give it a higher priority: serving {it} costs {cost}."
    change = {"visit": visit.id, "unassigned_cost": visit.unassigned_cost + room.cost - room.price + 1}
    return Candidate(0, Remedy(RemedyKind.RAISE_PRIORITY, say, change), room.after)


def _pairs(windows: Sequence[TimeWindow]) -> list[list[int]]:
    return [[int(w.opens), int(w.closes)] for w in windows]


def _needed(visit: Visit, start: Seconds) -> str:
    return span_words(Seconds(start - visit.setup), Seconds(start + visit.wrap_up))
