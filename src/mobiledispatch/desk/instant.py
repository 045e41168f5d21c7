"""Offers of the day as it stands: insertion, with every promise, shift and break kept by the timetable's arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.desk.capacity import lost
from mobiledispatch.desk.offer import INSTANT, RESHUFFLE, Attendance, Offer, Shift
from mobiledispatch.desk.party import Party, PartyFit, cheapest, party_fits, shifted
from mobiledispatch.desk.quoting import price, promise, quoted, sentence
from mobiledispatch.desk.standing import Standing, grid, windows_hold
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.visit import Visit


def instant_offers(day: Standing, windows: Sequence[TimeWindow], wide: float = 1.0) -> tuple[Offer, ...]:
    """Every therapist and start of the grid inside `windows` that the routes as they stand have room for."""
    found = cheapest(party_fits(day.draft, may_start(day.party, windows), marks(day, windows)))
    return tuple(sorted((offer_of(day, fit, windows, wide) for fit in found), key=lambda o: o.rank))


def may_start(party: Party, windows: Sequence[TimeWindow]) -> Party:
    """The party with these windows for its start, and nothing promised."""
    stops = tuple(replace(stop, start_windows=tuple(windows), promise=None) for stop in party.stops)
    return replace(party, stops=stops)


def marks(day: Standing, windows: Sequence[TimeWindow]) -> list[int]:
    """The grid's starts inside the windows, ascending."""
    if not windows:
        return []
    whole = grid(day.practice, min(w.opens for w in windows), max(w.closes for w in windows))
    return [m for m in whole if windows_hold(windows, m)]


def offer_of(
    day: Standing, fit: PartyFit, windows: Sequence[TimeWindow], wide: float, told: TimeWindow | None = None
) -> Offer:
    """The offer of a place in the routes as they stand; `told` is what was promised before and stays."""
    seats = {
        stop.id: Spot(seat.therapist, seat.position, day.planned.get(seat.therapist, []))
        for stop, seat in zip(day.party.stops, fit.seats, strict=True)
    }
    return offer_at(day, fit.start, seats, windows, wide, fit.added, fit.cost, told=told)


@dataclass(frozen=True, slots=True)
class Spot:
    """Whom a stop is with, how many stops come before it, and that therapist's other visits with their starts."""

    therapist: str
    position: int
    others: Sequence[tuple[Visit, Seconds]]


def offer_at(
    day: Standing,
    start: Seconds,
    spots: Mapping[str, Spot],
    windows: Sequence[TimeWindow],
    wide: float,
    added: int,
    cost: int,
    changes: tuple[Shift, ...] | None = None,
    told: TimeWindow | None = None,
) -> Offer:
    """What is promised, told and charged for a start, each stop of the party at its spot; with `changes`, even none, it
    needs the day in another order."""
    assert day.caller is not None
    lead = day.party.stops[0]
    spot = spots[lead.id]
    told = told or promise(day.practice, start, max(s.position for s in spots.values()), windows, wide)
    people: tuple[Attendance, ...] = ()
    if len(day.callers) > 1:
        people = attendances(day, start, {name: s.therapist for name, s in spots.items()}, told)
    whose = [one.therapist for one in people] or [spot.therapist]
    cents = price(day.practice, day.callers)
    said = quoted(day.practice, told, lead.setup)
    later = sum(_lost(day, spots[stop.id], stop, windows, start) for stop in day.party.stops)
    return Offer(
        date=day.date,
        therapist=spot.therapist,
        start=start,
        window=told,
        quoted=said,
        kind=INSTANT if changes is None else RESHUFFLE,
        added=added,
        cost=cost,
        lost=later,
        changes=changes or (),
        price=cents,
        say=sentence(day.practice, day.callers, day.date, whose, said, cents),
        party=people,
    )


def _lost(day: Standing, spot: Spot, stop: Visit, windows: Sequence[TimeWindow], start: Seconds) -> int:
    asked = replace(stop, start_windows=tuple(windows), promise=None)
    return lost(day.problem.therapist(spot.therapist), spot.others, asked, start)


def attendances(
    day: Standing, start: Seconds, therapists: Mapping[str, str], told: TimeWindow
) -> tuple[Attendance, ...]:
    """Everybody of the party, with the therapist of their stop."""
    whose = {name: therapists[stop.id] for stop in day.party.stops for name in day.party.named(stop.id)}
    return tuple(
        Attendance(r.client, whose[r.id], Seconds(start + day.party.after[r.id]), shifted(told, day.party.after[r.id]))
        for r in day.callers
    )
