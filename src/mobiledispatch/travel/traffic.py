"""The day's speed profile: how much slower the roads are at the peaks of that weekday, and in that weather.

One profile holds for every leg of a day (docs/how-travel-times-are-made.md). The matrix stays as it is, free-flow
driving on a dry road: the road's clock says how long that takes at which time of day.
"""

import datetime
from collections.abc import Iterable

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.practice import Peak, TravelRules
from mobiledispatch.model.road_clock import BASE, EVEN, RoadClock

SUNDAY = 6


def day_clock(date: datetime.date, rules: TravelRules, weather: str = "dry", holiday: bool | None = None) -> RoadClock:
    """The road's clock of `date`, a general holiday taken for a Sunday. KeyError for a weather unknown to `rules`.

    `holiday` says whether it is one, for callers who know and have no time to look it up.

    >>> clock = day_clock(datetime.date(2026, 11, 24), TravelRules(), "snow")
    >>> clock.steps[:3]  # 100 / 1.45 at night, 100 / (1.3 x 1.45) from seven to nine
    ((0, 69), (25200, 53), (32400, 69))
    """
    slowed = rules.weather[weather]
    weekday = SUNDAY if (is_holiday(date) if holiday is None else holiday) else date.weekday()
    peaks = [peak for peak in rules.peaks if weekday in peak.weekdays]
    corners = {Seconds(0)} | {corner for peak in peaks for corner in (peak.window.opens, peak.window.closes)}
    steps: list[tuple[Seconds, int]] = []
    for corner in sorted(corners):
        percent = max(1, round(BASE / (slowed * _factor(peaks, corner))))
        if not steps or steps[-1][1] != percent:
            steps.append((corner, percent))
    clock = RoadClock(tuple(steps))
    return EVEN if clock.is_even else clock


def _factor(peaks: Iterable[Peak], t: Seconds) -> float:
    """The slowest of the peaks at t: two that overlap are one jam, not two."""
    return max((peak.factor for peak in peaks if peak.window.opens <= t < peak.window.closes), default=1.0)


def is_holiday(date: datetime.date) -> bool:
    """Is it one of Alberta's nine general holidays?"""
    import holidays

    return date in holidays.country_holidays("CA", subdiv="AB", years=date.year)
