"""The whole answer to a caller: offers of every date asked about, what is not possible, and the nearest yes."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.demand import start_windows
from mobiledispatch.desk.blocked import blocked
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.deciding import Solver, decide
from mobiledispatch.desk.deep import offers_of
from mobiledispatch.desk.instant import instant_offers, marks
from mobiledispatch.desk.offer import Answer, Blocked, Offer
from mobiledispatch.desk.policy import Moment, Refusal, kilometres, past, refusals
from mobiledispatch.desk.standing import Grounds, Standing, stand
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.place import Location
from mobiledispatch.model.request import Request
from mobiledispatch.model.visit import Visit
from mobiledispatch.posing import Located

FEW = 3
"""With fewer instant offers than this the exact search is asked too."""

_ANYTIME = TimeWindow(Seconds(0), DAY)


@dataclass(frozen=True)
class Asked:
    """A caller at one moment: `now` (aware), the practice's own date and time, and who overrides policies, if anybody.

    `is_holiday` knows the calendar; `wide` is how much wider windows are told in bad weather.
    """

    grounds: Grounds
    caller: Caller
    location: Location
    now: datetime.datetime
    moment: Moment
    is_holiday: Callable[[datetime.date], bool]
    override: str = ""
    wide: float = 1.0
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Day:
    """One date for one caller: the day as it stands, the starts asked for, and what policies say of them."""

    standing: Standing
    visit: Visit
    asked: tuple[TimeWindow, ...]
    refusals: tuple[Refusal, ...]

    @property
    def date(self) -> datetime.date:
        return self.standing.date

    @property
    def marks(self) -> list[int]:
        """Every start asked for, whatever a policy says."""
        return marks(self.standing, self.asked)

    @property
    def allowed(self) -> list[int]:
        return [m for m in self.marks if not any(r.holds(m) for r in self.refusals)]

    def windows(self) -> tuple[TimeWindow, ...]:
        """The allowed starts as windows, to the second."""
        found = list(self.asked)
        for refusal in self.refusals:
            found = [part for window in found for part in _outside(window, refusal)]
        return tuple(found)


def _outside(window: TimeWindow, refusal: Refusal) -> Iterator[TimeWindow]:
    if window.opens < refusal.opens:
        yield TimeWindow(window.opens, Seconds(min(window.closes, refusal.opens - 1)))
    if window.closes >= refusal.closes:
        yield TimeWindow(Seconds(max(window.opens, refusal.closes)), window.closes)


def day_for(asked: Asked, booked: BookedDay, request: Request | None = None) -> Day:
    """One date of the book, with the caller (or another wish of theirs) in it."""
    practice = asked.grounds.practice
    wish = request or asked.caller.on(booked.date, practice)
    day = stand(asked.grounds, booked, asked.now, Located(wish, asked.location), asked.without)
    far = kilometres(asked.grounds.base, asked.location)
    told = refusals(wish, booked.date, asked.moment, practice, asked.is_holiday(booked.date), far)
    hours: TimeWindow | None = practice.opening_hours.get(booked.date.weekday())
    if asked.override:
        told = past(booked.date, asked.moment)
        hours = _ANYTIME
    elif hours is None and practice.opening_hours:
        hours = _ANYTIME  # closed: a refusal names the policy
    windows = start_windows(wish, hours, day.spent)
    visit = replace(day.problem.visit(wish.id), start_windows=windows, promise=None)
    return Day(day, visit, windows, told)


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
    complete = False
    if deep or len(offers) < FEW:
        for offer in sorted(offers, key=lambda o: o.rank):
            tell(offer)
        offers, undecided = _deepened(asked, days, offers, solve, tell)
        complete = not undecided
        notes = (*notes, f"{undecided} starts are undecided: the search ended before.") if undecided else notes
    not_possible = tuple(one for day in days for one in _blocked(day, offers, complete))
    nearest = () if offers else tuple(nearest_yes(asked, days, read_day))
    return Answer(tuple(sorted(offers, key=lambda o: o.rank)), not_possible, nearest, complete, notes)


def _deepened(
    asked: Asked,
    days: Iterable[Day],
    offers: list[Offer],
    open_solver: Callable[[], Solver],
    tell: Callable[[Offer], None],
) -> tuple[list[Offer], int]:
    """The offers with those that only another order of the day allows, or makes cheaper; and how many starts the search
    left undecided."""
    undecided = 0
    found = list(offers)
    # Nobody could come to a day without therapists, whatever its order.
    worth_it = [day for day in days if day.visit.therapists and day.allowed]
    solver = open_solver() if worth_it else None
    for day in worth_it:
        assert solver is not None
        for decided in decide(day.standing, day.visit, day.allowed, solver):
            undecided += not decided.proven
            same = [o.cost for o in offers if (o.date, o.start) == (day.date, decided.start)]
            for offer in offers_of(day.standing, day.visit, decided, day.windows(), asked.wide):
                if not same or offer.cost < min(same):
                    found.append(offer)
                    tell(offer)
    return found, undecided


def _blocked(day: Day, offers: Iterable[Offer], complete: bool) -> tuple[Blocked, ...]:
    offered = {o.start for o in offers if o.date == day.date}
    return blocked(day.standing, day.visit, day.marks, offered, day.refusals, complete)


DAYS_AHEAD = 14
USUAL_MINUTES = (30, 45, 60, 75, 90, 120)


def nearest_yes(asked: Asked, days: Sequence[Day], read_day: Callable[[datetime.date], BookedDay]) -> Iterator[Offer]:
    """The best offer of each wish that differs in one thing: who comes, at what time, how long, on what day."""
    for day in days:
        yield from _same_day(asked, day)
    tomorrow = max(day.date for day in days) + datetime.timedelta(days=1)
    for ahead in range(DAYS_AHEAD):
        later = day_for(asked, read_day(tomorrow + datetime.timedelta(days=ahead)))
        if best := _best(asked, later):
            yield replace(best, differs=f"another day: {later.date:%A %B} {later.date.day}")
            return


def _same_day(asked: Asked, day: Day) -> Iterator[Offer]:
    wish = day.standing.caller
    assert wish is not None
    if wish.therapist or wish.gender:
        yield from _offered(asked, day, replace(wish, therapist=(), gender=()), "another therapist")
    if wish.availability:
        yield from _offered(asked, day, replace(wish, availability=()), "another time that day")
    for minutes in reversed(_lengths(asked, wish)):
        found = list(_offered(asked, day, replace(wish, minutes=minutes), f"{minutes} minutes"))
        if found:
            yield from found
            return


def _lengths(asked: Asked, wish: Request) -> list[int]:
    """Shorter massages that the practice gives, and never less than half of what was wanted."""
    priced = {m for code in wish.techniques for m in asked.grounds.practice.treatment(code).prices}
    return [m for m in sorted(priced or USUAL_MINUTES) if wish.minutes / 2 <= m < wish.minutes]


def _offered(asked: Asked, day: Day, wish: Request, differs: str) -> Iterator[Offer]:
    if best := _best(asked, day_for(asked, day.standing.booked, wish)):
        yield replace(best, differs=differs)


def _best(asked: Asked, day: Day) -> Offer | None:
    return min(instant_offers(day.standing, day.windows(), asked.wide), key=lambda o: o.rank, default=None)
