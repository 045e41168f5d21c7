"""The whole answer to a caller: offers of every date asked about, what is not possible, and the nearest yes."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from mobiledispatch.desk.blocked import blocked
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.deciding import Solver, decide
from mobiledispatch.desk.deep import offers_of
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.next_in_turn import in_turn_offers
from mobiledispatch.desk.offer import Answer, Blocked, Offer
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.request import Request

FEW = 3
"""With fewer instant offers than this the exact search is asked too."""


def _nobody(_: Offer) -> None:
    return None


def answer(
    asked: Asked,
    booked: Sequence[BookedDay],
    read_day: Callable[[datetime.date], BookedDay],
    solve: Callable[[], Solver],
    deep: bool = False,
    tell: Callable[[Offer], None] = _nobody,
    notes: tuple[str, ...] = (),
) -> Answer:
    """Offers for the dates of `booked`, best first. `solve` opens the exact solver, `tell` hears of
    offers as they are found where the exact search is asked, which takes its time."""
    days = [day_for(asked, one) for one in booked]
    offers = [offer for day in days for offer in instant_offers(day.standing, day.windows(), asked.wide)]
    undecided: dict[datetime.date, int] = {}
    if deep or len(offers) < FEW:
        for offer in sorted(offers, key=lambda o: o.rank):
            tell(offer)
        offers, undecided = _deepened(asked, days, offers, solve, tell)
    if left := sum(undecided.values()):
        notes = (*notes, f"{left} {'start is' if left == 1 else 'starts are'} undecided: the search was ended early.")
    offers += [offer for day in days for offer in in_turn_offers(asked, day)]
    not_possible = tuple(one for day in days for one in _blocked(day, offers, undecided.get(day.date) == 0))
    nearest = () if offers else tuple(nearest_yes(asked, days, read_day))
    complete = bool(undecided) and not left and not any(day.untried for day in days)
    return Answer(tuple(sorted(offers, key=lambda o: o.rank)), not_possible, nearest, complete, notes)


def _deepened(
    asked: Asked,
    days: Iterable[Day],
    offers: list[Offer],
    open_solver: Callable[[], Solver],
    tell: Callable[[Offer], None],
) -> tuple[list[Offer], dict[datetime.date, int]]:
    """The offers with those that only another order of the day allows, or makes cheaper; and of each date that was
    searched, how many starts are left undecided."""
    undecided: dict[datetime.date, int] = {}
    found = list(offers)
    # Nobody could come to a day without therapists, whatever its order.
    worth_it = [day for day in days if day.visit.therapists and day.allowed]
    solver = open_solver() if worth_it else None
    for day in worth_it:
        assert solver is not None
        undecided[day.date] = 0
        for decided in decide(day.standing, day.visit, day.allowed, solver):
            undecided[day.date] += not decided.proven
            same = [o.cost for o in offers if (o.date, o.start) == (day.date, decided.start)]
            for offer in offers_of(day.standing, decided, day.windows(), asked.wide):
                if not same or offer.cost < min(same):
                    found.append(offer)
                    tell(offer)
    return found, undecided


def _blocked(day: Day, offers: Iterable[Offer], tried_all: bool) -> tuple[Blocked, ...]:
    offered = {o.start for o in offers if o.date == day.date}
    return blocked(day.standing, day.visit, day.marks, offered, day.refusals, tried_all)


DAYS_AHEAD = 14
ANOTHER_THERAPIST, ANOTHER_TIME = "another therapist", "another time that day"
USUAL_MINUTES = (30, 45, 60, 75, 90, 120)


def nearest_yes(asked: Asked, days: Sequence[Day], read_day: Callable[[datetime.date], BookedDay]) -> Iterator[Offer]:
    """The best offer of each wish that differs in one thing: who comes, at what time, how long, on what day."""
    for day in days:
        yield from _same_day(asked, day)
    after = max(day.date for day in days) + datetime.timedelta(days=1)
    first = max(after, asked.moment.date)
    for ahead in range(DAYS_AHEAD):
        later = day_for(asked, read_day(first + datetime.timedelta(days=ahead)))
        if best := _best(asked, later):
            yield replace(best, differs=f"another day: {later.date:%A %B} {later.date.day}")
            return


def _same_day(asked: Asked, day: Day) -> Iterator[Offer]:
    wish = day.standing.caller
    assert wish is not None
    if wish.therapist or wish.gender:
        yield from _offered(asked, day, asked.caller.wishing(therapist=(), gender=()), ANOTHER_THERAPIST)
    if wish.availability:
        yield from _offered(asked, day, asked.caller.wishing(availability=()), ANOTHER_TIME)
    for minutes in reversed(_lengths(asked, wish)):
        found = list(_offered(asked, day, asked.caller.wishing(minutes=minutes), f"{minutes} minutes"))
        if found:
            yield from found
            return


def _lengths(asked: Asked, wish: Request) -> list[int]:
    """Shorter massages that the practice gives, and never less than half of what was wanted."""
    priced = {m for code in wish.techniques for m in asked.grounds.practice.treatment(code).prices}
    return [m for m in sorted(priced or USUAL_MINUTES) if wish.minutes / 2 <= m < wish.minutes]


def _offered(asked: Asked, day: Day, wish: Caller, differs: str) -> Iterator[Offer]:
    if best := _best(asked, day_for(asked, day.standing.booked, wish)):
        yield replace(best, differs=differs)


def _best(asked: Asked, day: Day) -> Offer | None:
    return min(instant_offers(day.standing, day.windows(), asked.wide), key=lambda o: o.rank, default=None)


def wish_of(asked: Asked, offer: Offer) -> Caller:
    """The wish that an offer answers: the caller's own, changed in the one thing by which a nearest yes differs."""
    if offer.differs == ANOTHER_THERAPIST:
        return asked.caller.wishing(therapist=(), gender=())
    if offer.differs == ANOTHER_TIME:
        return asked.caller.wishing(availability=())
    if offer.differs.endswith(" minutes"):
        return asked.caller.wishing(minutes=int(offer.differs.split()[0]))
    return asked.caller
