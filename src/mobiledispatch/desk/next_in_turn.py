"""The second person of a door: served right after those who are booked there, at the same stop."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mobiledispatch.book.rows import plain
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import may_start, offer_of
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.party import party_fits
from mobiledispatch.desk.present import has_begun
from mobiledispatch.desk.quoting import price, quoted, sentence
from mobiledispatch.desk.standing import Standing, windows_hold
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.objective import Objective
from mobiledispatch.model.request import Request
from mobiledispatch.model.zone import load_zone
from mobiledispatch.timetable.draft import company


def in_turn(asked: Asked, day: Day) -> Iterator[tuple[Day, Asked, tuple[str, ...]]]:
    """The day as it would be with a single caller right after those who are booked at the same door: the same stop,
    with only the turnover of a household between. Each with the wish behind it, and the ids of those before."""
    if asked.caller.companions or asked.keep:
        return
    for chain in _at_the_door(day.standing, asked.caller.request):
        first, *others = chain
        if first.request.start is None or first.start is None:
            continue
        door = {name: getattr(first.request, name) for name in ("address", "unit", "city", "postal_code")}
        caller = replace(asked.caller.on(day.date, day.standing.practice), **door)
        companions = (*(b.request for b in others), caller)
        # Of those who were promised their time only the promise counts.
        party = replace(
            asked, caller=Caller(replace(first.request, availability=()), "", companions), keep=first.request.start
        )
        ids = frozenset(b.id for b in chain)
        joined = replace(party, planned=first.start, without=asked.without | ids)
        yield day_for(joined, day.standing.booked), joined, tuple(b.id for b in chain)


def _at_the_door(day: Standing, caller: Request) -> Iterator[list[Booking]]:
    """Those who are booked at the caller's door, each with whoever is served in turn with them."""
    told: set[str] = set()
    for booking in day.bookings:
        ids = company(day.problem, booking.id)
        chain = [day.booking(name) for name in ids]
        coupled = ids in day.problem.together
        if told.isdisjoint(ids) and not coupled and same_door(booking.request, caller) and _is_open(day, chain):
            told.update(ids)
            yield chain


def _is_open(day: Standing, chain: Sequence[Booking]) -> bool:
    local = day.now.astimezone(load_zone(day.practice.timezone))
    return not any(has_begun(b, local) for b in chain)


def same_door(one: Request, other: Request) -> bool:
    """Do both live behind one door, as far as the book knows? Of two flats whose numbers nobody has said it does not:
    so an offer says that it is right after somebody, and who takes it is told."""
    return plain(one.address) == plain(other.address) and plain(one.unit) == plain(other.unit)


def in_turn_offers(asked: Asked, day: Day) -> Iterator[Offer]:
    """What those who are booked at the caller's door leave open right after them."""
    wanted = day.windows()
    for joined, wish, chain in in_turn(asked, day):
        offers = offers_to_keep(joined, wish.wide)
        before, without = day.standing.draft.objective, joined.standing.draft.objective
        own = [_beside(as_told(offer, day, chain), before, without) for offer in offers]
        fitting = [o for o in own if windows_hold(wanted, o.start)]
        yield from sorted(fitting, key=lambda o: (o.cost, o.start))[:1]


def _beside(offer: Offer, before: Objective, without: Objective) -> Offer:
    """The offer of a whole chain as what the last of it adds to those who come before; it closes no more of the day."""
    travel, cost = without.travel - before.travel, without.routes - before.routes
    return replace(offer, added=offer.added + travel, cost=offer.cost + cost, lost=0)


def offers_to_keep(day: Day, wide: float) -> list[Offer]:
    """Offers that leave the promise as it is, the start nearest to the planned one first."""
    assert day.keep is not None
    found = party_fits(day.standing.draft, may_start(day.standing.party, day.windows()), day.allowed)
    offers = [offer_of(day.standing, fit, day.windows(), wide, told=day.keep) for fit in found]
    planned = day.planned if day.planned is not None else day.keep.opens
    return sorted(offers, key=lambda o: (o.cost, abs(o.start - planned), o.start))


def as_told(offer: Offer, day: Day, chain: tuple[str, ...]) -> Offer:
    """The offer of a whole chain as the one who comes last in it hears it."""
    assert day.standing.caller is not None
    mine, practice = offer.party[-1], day.standing.practice
    said = quoted(practice, mine.window, practice.visit_times.turnover)
    cents = price(practice, [day.standing.caller])
    return replace(
        offer,
        therapist=mine.therapist,
        start=mine.start,
        window=mine.window,
        quoted=said,
        price=cents,
        say=sentence(practice, [day.standing.caller], day.date, [mine.therapist], said, cents),
        party=(),
        after=chain[-1],
    )
