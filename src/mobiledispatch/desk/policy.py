"""What the practice does not promise by itself: each refusal names its policy, and a person may override it by name."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, clock, in_words
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
    found = [*_by_time(request, date, now, practice), *_by_place(request, practice, far_km)]
    rules = practice.policies
    if holiday and not rules.open_on_holidays:
        found.append(Refusal(HOLIDAY, *WHOLE, f"{date} is a general holiday, and the practice keeps it"))
    if date.weekday() not in practice.opening_hours:
        found.append(Refusal(HOURS, *WHOLE, f"the practice is closed on {date:%A}s"))
    return tuple(found)


def past(date: datetime.date, now: Moment) -> tuple[Refusal, ...]:
    """The starts of `date` that are over."""
    first = _now_on(date, now)
    return (Refusal(PAST, 0, first, "that time is over"),) if first > 0 else ()


def _now_on(date: datetime.date, now: Moment) -> int:
    """Now, in seconds from the midnight with which `date` begins."""
    return (now.date - date).days * 86_400 + now.time


def _by_time(request: Request, date: datetime.date, now: Moment, practice: Practice) -> Iterator[Refusal]:
    rules = practice.policies
    first = _now_on(date, now) + rules.notice
    if first > 0:
        past = "is over" if date < now.date else f"is before {clock(Seconds(first % 86_400))}"
        yield Refusal(NOTICE, 0, first, f"the practice wants {in_words(rules.notice)} of notice, and that {past}")
    if request.first_visit and date == now.date:
        last = rules.new_client_same_day_until
        detail = f"a new client is not offered a start after {clock(last)} on the day of the call"
        yield Refusal(SAME_DAY, last + 1, WHOLE[1], detail)


def _by_place(request: Request, practice: Practice, far_km: float) -> Iterator[Refusal]:
    area = practice.service_area.radius_km
    if far_km > area:
        yield Refusal(AREA, *WHOLE, f"{far_km:.0f} km from the practice; the service area ends at {area:.0f} km")
    for rule in practice.policies.least_lengths:
        if far_km > rule.beyond_km and request.minutes < rule.minutes:
            detail = f"beyond {rule.beyond_km:g} km a massage has at least {rule.minutes} minutes ({far_km:.0f} km)"
            yield Refusal(LENGTH, *WHOLE, detail)


def kilometres(base: Location | None, there: Location) -> float:
    """As the crow flies from the practice; nought where its own place is not known."""
    return base.place.metres_to(there.place) / 1000 if base else 0.0
