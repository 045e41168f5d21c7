"""One caller at one moment, and what one date of the book is for that caller."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.demand import Durations, start_windows
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.instant import marks
from mobiledispatch.desk.policy import AREA, LENGTH, PAST, Moment, Refusal, kilometres, past, refusals
from mobiledispatch.desk.standing import Grounds, Standing, stand, windows_hold
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.place import Location
from mobiledispatch.model.request import Request
from mobiledispatch.model.visit import Visit
from mobiledispatch.posing import Located

ANYTIME = TimeWindow(Seconds(0), DAY)


@dataclass(frozen=True)
class Asked:
    """A caller at one moment: `now` (aware), the practice's own date and time, and who overrides policies, if anybody.

    `is_holiday` knows the calendar; `wide` is how much wider windows are told in bad weather. `without` are visits
    whose slots are free for the caller. `keep` is the promise of a visit that changes in other ways: it stays, and with
    it the planned start `planned`, if it can.
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
    keep: TimeWindow | None = None
    planned: Seconds | None = None


@dataclass(frozen=True)
class Day:
    """One date for one caller: the day as it stands, the starts asked for, and what policies say of them.

    `visit` is the first stop of the caller's party. `keep` and `planned` as in `Asked`.
    """

    standing: Standing
    visit: Visit
    asked: tuple[TimeWindow, ...]
    refusals: tuple[Refusal, ...]
    keep: TimeWindow | None = None
    planned: Seconds | None = None

    @property
    def date(self) -> datetime.date:
        return self.standing.date

    @property
    def marks(self) -> list[int]:
        """Every start asked for, whatever a policy says."""
        found = set(marks(self.standing, self.asked))
        if self.planned is not None and windows_hold(self.asked, self.planned):
            found.add(self.planned)
        return sorted(found)

    @property
    def allowed(self) -> list[int]:
        return [m for m in self.marks if not any(r.holds(m) for r in self.refusals)]

    @property
    def untried(self) -> list[int]:
        """Starts that somebody might be free for if a policy did not refuse them; those in the past are nobody's."""
        refused = {m: {r.policy for r in self.refusals if r.holds(m)} for m in self.marks if self.visit.therapists}
        return [m for m, policies in refused.items() if policies and PAST not in policies]

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


def day_for(asked: Asked, booked: BookedDay, caller: Caller | None = None) -> Day:
    """One date of the book, with the caller (or another wish of theirs) in it."""
    practice = asked.grounds.practice
    people = (caller or asked.caller).people_on(booked.date, practice)
    located = [Located(person, asked.location) for person in people]
    day = stand(asked.grounds, booked, asked.now, located, asked.without)
    told, hours = _policies(asked, booked.date, people)
    windows = _windows(day, people, hours)
    if asked.keep:
        windows = tuple(kept for window in windows if (kept := window.meet(asked.keep)))
    visit = replace(day.party.stops[0], start_windows=windows, promise=None)
    return Day(day, visit, windows, told, asked.keep, asked.planned)


def _policies(
    asked: Asked, date: datetime.date, people: Sequence[Request]
) -> tuple[tuple[Refusal, ...], TimeWindow | None]:
    """What stands against the date, and the hours in which it may be (None: closed)."""
    practice = asked.grounds.practice
    hours: TimeWindow | None = practice.opening_hours.get(date.weekday())
    if asked.override:
        return past(date, asked.moment), ANYTIME
    if hours is None and practice.opening_hours:
        hours = ANYTIME  # closed: a refusal names the policy
    far = kilometres(asked.grounds.base, asked.location)
    holiday = asked.is_holiday(date)
    told = {r for one in people for r in refusals(one, date, asked.moment, practice, holiday, far)}
    if asked.keep:
        # It was promised already: no notice is too short for what stays.
        told = {r for r in told if r.policy in (AREA, LENGTH)} | set(past(date, asked.moment))
    return tuple(sorted(told, key=lambda r: (r.policy, r.opens))), hours


def _windows(day: Standing, people: Sequence[Request], hours: TimeWindow | None) -> tuple[TimeWindow, ...]:
    """When the first massage may begin, as far as the client is at home."""
    stops = day.party.stops
    longest = Durations(
        setup=max(stop.setup for stop in stops),
        massage=max(stop.massage for stop in stops),
        teardown=max(stop.teardown for stop in stops),
    )
    return start_windows(replace(people[0], start=None), hours, longest)
