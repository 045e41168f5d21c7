"""What the practice does not promise by itself: each refusal names its policy, and a person may override it by name."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from mobiledispatch.model.clock import DAY, Seconds
from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.place import Location
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request

NOTICE, SAME_DAY, HOLIDAY = "policy_notice", "policy_new_client_same_day", "policy_holiday"
HOURS, LENGTH, AREA = "policy_opening_hours", "policy_least_length", "policy_service_area"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Starts from `opens` until before `closes` (seconds of the date) are refused by one policy."""

    policy: str
    opens: int
    closes: int
    detail: str

    def holds(self, start: int) -> bool:
        return self.opens <= start < self.closes


WHOLE = (0, 10**6)
PAST = "past"
"""No policy: nobody can override it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, as the practice's own clock has it."""

    date: datetime.date
    time: Seconds


def refusals(
    request: Request, date: datetime.date, now: Moment, practice: Practice, holiday: bool, far_km: float
) -> tuple[Refusal, ...]:
    """Every refusal of a visit on `date`, `far_km` from the practice; none where nothing stands against it."""
    found = [*past(date, now), *_by_time(request, date, now, practice), *_by_place(request, practice, far_km)]
    return (*found, *closed(date, practice, holiday))


def closed(date: datetime.date, practice: Practice, holiday: bool) -> tuple[Refusal, ...]:
    """Why the practice gives no massages at all on `date`, if it does not."""
    found = []
    if holiday and not practice.policies.open_on_holidays:
        found.append(Refusal(HOLIDAY, *WHOLE, f"closed on {date}, a general holiday"))
    if date.weekday() not in practice.opening_hours:
        found.append(Refusal(HOURS, *WHOLE, f"closed on {date:%A}s"))
    return tuple(found)


def past(date: datetime.date, now: Moment) -> tuple[Refusal, ...]:
    """The starts of `date` that are before now."""
    first = _now_on(date, now)
    if is_past(date, now):
        return (Refusal(PAST, *WHOLE, f"{date} is in the past; today is {now.date}"),)
    return (Refusal(PAST, 0, first, f"it is {time_words(now.time)} already"),) if first > 0 else ()


def is_past(date: datetime.date, now: Moment) -> bool:
    """Is the whole date over?"""
    return date < now.date


def _now_on(date: datetime.date, now: Moment) -> int:
    """Now, in seconds from the midnight with which `date` begins."""
    return (now.date - date).days * 86_400 + now.time


def _by_time(request: Request, date: datetime.date, now: Moment, practice: Practice) -> Iterator[Refusal]:
    rules = practice.policies
    first = _now_on(date, now) + rules.notice
    if first > 0 and not is_past(date, now):
        earliest = f"; {time_words(Seconds(first))} at the earliest" if first < DAY else ""
        yield Refusal(NOTICE, 0, first, f"needs {_hours(rules.notice)}' notice{earliest}")
    if request.first_visit and date == now.date:
        last = rules.new_client_same_day_until
        detail = f"on the day of the call, new clients are seen until {time_words(last)}"
        yield Refusal(SAME_DAY, last + 1, WHOLE[1], detail)


def _hours(span: Seconds) -> str:
    """A notice in words, ready for its apostrophe.

    >>> _hours(Seconds(7200)), _hours(Seconds(5400))
    ('2 hours', '90 minutes')
    """
    return f"{span // 3600} hours" if span % 3600 == 0 and span > 3600 else f"{round(span / 60)} minutes"


def _by_place(request: Request, practice: Practice, far_km: float) -> Iterator[Refusal]:
    area = practice.service_area.radius_km
    if far_km > area:
        yield Refusal(AREA, *WHOLE, f"{far_km:.0f} km from the practice; the service area ends at {area:.0f} km")
    for rule in practice.policies.least_lengths:
        if far_km > rule.beyond_km and request.minutes < rule.minutes:
            detail = f"{far_km:.0f} km away; beyond {rule.beyond_km:g} km at least {rule.minutes} minutes are booked"
            yield Refusal(LENGTH, *WHOLE, detail)


def kilometres(base: Location | None, there: Location) -> float:
    """As the crow flies from the practice; nought where its own place is not known."""
    return base.place.metres_to(there.place) / 1000 if base else 0.0
