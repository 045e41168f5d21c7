"""A day as a problem: who works, where everybody is, and what each request means for the solver."""

import datetime
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch import demand, groups
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.request import Request, Status
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Break, Practitioner, Therapist


@dataclass(frozen=True, slots=True)
class Located:
    """A request and where it is."""

    request: Request
    location: Location


def pinned(booking: Booking) -> Request:
    """The request as the day has to keep it: a held slot as it was held."""
    request = booking.request
    return replace(request, status=Status.BOOKED) if request.status is Status.HELD else request


def on_shift(
    practice: Practice, date: datetime.date, shifts: Mapping[str, TimeWindow | None] | None = None
) -> tuple[Practitioner, ...]:
    """Who works on `date`; `shifts` are the hours of those who work otherwise than usual, None for an absence."""
    weekday, other = date.weekday(), shifts or {}
    hours = ((p, other[p.id] if p.id in other else p.shifts.get(weekday)) for p in practice.practitioners)
    return tuple(replace(p, shifts={**p.shifts, weekday: window}) for p, window in hours if window)


def pose(
    crew: Sequence[Practitioner],
    located: Sequence[Located],
    matrix: TravelTimeMatrix,
    practice: Practice,
    date: datetime.date,
    clock: RoadClock,
) -> Problem:
    """The day as a problem: a therapist's home and each visit are places of the matrix, in that order.

    `clock` is the road's on that date.
    """
    weekday = date.weekday()
    limit = practice.limits.hands_on
    therapists = tuple(
        Therapist(p.id, k, k, p.shifts[weekday], _breaks_in(p.shifts[weekday], p.breaks), limit)
        for k, p in enumerate(crew)
    )
    requests = [one.request for one in located]
    households = in_turn(requests, practice, crew, {one.request.id: one.location.place for one in located})
    turns = {name: demand.Turn(name == door[0], name == door[-1]) for door in households for name in door}
    visits = tuple(
        demand.visit_of(request, len(crew) + k, practice, crew, weekday, turns.get(request.id, demand.ALONE))
        for k, request in enumerate(requests)
    )
    return Problem(
        name=date.isoformat(),
        matrix=matrix,
        therapists=therapists,
        visits=visits,
        clock=clock,
        together=groups.couples(requests),
        households=households,
        shared=groups.shared_equipment(requests, practice),
        slot=practice.limits.start_grid,
        balance=(BalanceStep(practice.costs.balance_over, practice.costs.balance_per_hour),),
    )


def _breaks_in(shift: TimeWindow, breaks: Sequence[Break]) -> tuple[Break, ...]:
    """Whoever begins when lunch is over for today has had it: only a problem.json can ask for what nobody can keep."""
    return tuple(rest for rest in breaks if rest.start_window.closes >= shift.opens)


def in_turn(
    requests: Sequence[Request], practice: Practice, crew: Sequence[Practitioner], places: Mapping[str, Place]
) -> tuple[groups.Group, ...]:
    """Of the people at each door those who can be served in turn; a promise of a time apart is a stop of its own, and
    so is a place apart (one address may be two doors, in two towns)."""
    named = {r.id: r for r in requests}
    found = []
    for door in groups.households(requests):
        runs = [[door[0]]]
        for before, name in itertools.pairwise(door):
            at_one_door = places.get(before) == places.get(name)
            if at_one_door and _follows(named[before], named[name], practice, crew):
                runs[-1].append(name)
            else:
                runs.append([name])
        found += [tuple(run) for run in runs if len(run) > 1]
    return tuple(found)


def _follows(first: Request, then: Request, practice: Practice, crew: Sequence[Practitioner]) -> bool:
    """Can one massage follow the other with nobody waiting in between, and both keep their promises?"""
    if not first.start or not then.start:
        return True
    chosen = demand.able(then, practice, crew)
    setup = demand.durations(then, practice, chosen, demand.Turn(first=False)).setup
    later = first.minutes * 60 + setup
    return first.start.opens + later <= then.start.closes and then.start.opens <= first.start.closes + later
