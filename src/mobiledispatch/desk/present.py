"""What the present leaves open of a day: nothing begins in the past, and whoever is driving to a visit gets there."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.request import Status
from mobiledispatch.model.visit import Visit

LEAD = 3600
"""Seconds before its planned start from which on a visit stays with its therapist, and is not called earlier."""

_UNDER_WAY = frozenset({Status.EN_ROUTE, Status.IN_PROGRESS, Status.DONE})


def as_of(problem: Problem, bookings: Sequence[Booking], date: datetime.date, local: datetime.datetime) -> Problem:
    """The problem of `date` as it still can be at `local`, the practice's own time."""
    planned = {b.id: b for b in bookings}
    return replace(problem, visits=tuple(_left_open(v, planned.get(v.id), date, local) for v in problem.visits))


def not_before(problem: Problem, bookings: Sequence[Booking], date: datetime.date, local: datetime.datetime) -> Problem:
    """The problem of `date` in which no visit but those of `bookings` begins before `local`."""
    if date > local.date():
        return problem
    now, planned = _seconds(local) if date == local.date() else DAY, {b.id for b in bookings}
    return replace(
        problem,
        visits=tuple(
            v if v.id in planned else replace(v, start_windows=tuple(_from(v.start_windows, now)))
            for v in problem.visits
        ),
    )


def _left_open(visit: Visit, booking: Booking | None, date: datetime.date, local: datetime.datetime) -> Visit:
    if booking is None:
        return visit
    soon = _seconds(local) + LEAD if date == local.date() else 0
    start = booking.start
    if start is not None and has_begun(booking, local):
        # As long as the road was said to be, it may have been longer: late within the promise is no contradiction.
        told = booking.request.start or TimeWindow(start, start)
        window = TimeWindow(start, max(start, told.closes))
        return replace(visit, therapists=(booking.therapist,), start_windows=(window,), promise=window)
    if start is not None and start <= soon:
        left = tuple(_from(visit.start_windows, start)) or (TimeWindow(start, start),)
        return replace(visit, therapists=(booking.therapist,), start_windows=left)
    return replace(visit, start_windows=tuple(_from(visit.start_windows, soon))) if soon else visit


def _from(windows: Sequence[TimeWindow], first: int) -> Iterator[TimeWindow]:
    """What of the windows is not before `first`."""
    for window in windows:
        if window.closes >= first:
            yield TimeWindow(Seconds(max(window.opens, first)), window.closes)


def has_begun(booking: Booking, local: datetime.datetime) -> bool:
    """Is somebody at work or done, or said to be on the way, or should be at work by the practice's own clock?"""
    if booking.start is None:
        return False
    return booking.status in _UNDER_WAY or (booking.date, booking.start) <= (local.date(), _seconds(local))


def _seconds(local: datetime.datetime) -> int:
    return local.hour * 3600 + local.minute * 60 + local.second
