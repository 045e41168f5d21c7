"""A day of the book as it stands: a problem, and the routes that everybody counts on, with one more visit to place."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mobiledispatch.demand import ALONE, Durations, able, durations
from mobiledispatch.desk.party import Party, party_of
from mobiledispatch.desk.present import as_of
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.request import Request
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.visit import Visit
from mobiledispatch.model.zone import load_zone
from mobiledispatch.posing import Located, on_shift, pinned, pose
from mobiledispatch.timetable.draft import Draft, as_planned

CALLER = "caller"
"""The id of a visit that has none yet."""


def caller_id(number: int) -> str:
    """The id of the number-th person of a call, from 0, as long as the book has given none."""
    return CALLER if number == 0 else f"{CALLER}-{number + 1}"


Roads = Callable[[Sequence[Place]], TravelTimeMatrix]


@dataclass(frozen=True)
class Grounds:
    """What every day of a practice stands on: therapists' homes, planned driving, and each date's road clock."""

    practice: Practice
    depots: Mapping[str, Location]
    roads: Roads
    clock: Callable[[datetime.date], RoadClock]
    base: Location | None = None


@dataclass(frozen=True)
class Standing:
    """One date: `booked` as read, the visits that stand, and the callers', if any, in one problem.

    `callers` are people who want to be served together, the one who calls first.
    """

    grounds: Grounds
    booked: BookedDay
    now: datetime.datetime
    bookings: tuple[Booking, ...]
    crew: tuple[Practitioner, ...]
    problem: Problem
    callers: tuple[Request, ...] = ()

    @property
    def practice(self) -> Practice:
        return self.grounds.practice

    @property
    def date(self) -> datetime.date:
        return self.booked.date

    @cached_property
    def draft(self) -> Draft:
        """The routes as they stand, without the caller."""
        orders: dict[str, tuple[Visit, ...]] = {p.id: () for p in self.crew}
        for booking in sorted(self.bookings, key=lambda b: (b.start or 0, b.id)):
            if booking.therapist in orders and booking.start is not None:
                visit = as_planned(self.problem, booking.id, booking.start)
                orders[booking.therapist] += (visit,)
        return Draft(self.problem, orders)

    @cached_property
    def planned(self) -> dict[str, list[tuple[Visit, Seconds]]]:
        """The visits of each therapist and when each is planned to start."""
        found: dict[str, list[tuple[Visit, Seconds]]] = {}
        for booking in self.bookings:
            if booking.start is not None:
                found.setdefault(booking.therapist, []).append((self.problem.visit(booking.id), booking.start))
        return found

    @cached_property
    def strays(self) -> tuple[Booking, ...]:
        """Booked visits whose therapist does not work that day after all."""
        at_work = {p.id for p in self.crew}
        return tuple(b for b in self.bookings if b.therapist not in at_work)

    @property
    def caller(self) -> Request | None:
        return self.callers[0] if self.callers else None

    @cached_property
    def party(self) -> Party:
        """The callers' visits as they are placed."""
        return party_of(self.problem, [r.id for r in self.callers])

    def booking(self, name: str) -> Booking:
        return next(b for b in self.bookings if b.id == name)

    def practitioner(self, name: str) -> Practitioner:
        return next(p for p in self.crew if p.id == name)


def stand(
    grounds: Grounds,
    booked: BookedDay,
    now: datetime.datetime,
    callers: Sequence[Located] = (),
    without: frozenset[str] = frozenset(),
) -> Standing:
    """The day at `now`, without the bookings named in `without`, and with the callers' visits."""
    practice, date = grounds.practice, booked.date
    crew = on_shift(practice, date, booked.shifts)
    bookings = tuple(b for b in booked.standing(now) if b.id not in without and b.location is not None)
    located = [Located(pinned(b), b.location) for b in bookings if b.location]
    # Stops of their own, also at a door where others are booked: they need not be right after theirs.
    group = CALLER if len(callers) > 1 else ""
    located += [replace(one, request=replace(one.request, group=group, start=None)) for one in callers]
    places = [grounds.depots[p.id].place for p in crew] + [one.location.place for one in located]
    matrix = grounds.roads(places)
    problem = pose(crew, located, matrix, practice, date, grounds.clock(date))
    problem = as_of(problem, bookings, date, now.astimezone(load_zone(practice.timezone)))
    return Standing(grounds, booked, now, bookings, crew, problem, tuple(one.request for one in callers))


def time_at_door(request: Request, practice: Practice, crew: Sequence[Practitioner]) -> Durations:
    """What a visit of its own takes, whoever of `crew` comes."""
    return durations(request, practice, able(request, practice, crew), ALONE)


def grid(practice: Practice, opens: int, closes: int) -> range:
    """The practice's starts between two times, both ends included."""
    step = practice.limits.start_grid
    return range(-(-opens // step) * step, closes + 1, step)


def windows_hold(windows: Sequence[TimeWindow], start: int) -> bool:
    return any(window.holds(Seconds(start)) for window in windows)
