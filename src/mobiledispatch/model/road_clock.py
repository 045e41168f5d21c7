"""The road's clock: how much driving fits between two times of a day whose roads are slower at the peaks.

A leg is an amount of work: its seconds at the day's base speed, times 100. While the road runs at p percent of
the base speed, p units of work are done a second. So leaving later never arrives earlier, and all of it is whole
numbers.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds

BASE = 100


@dataclass(frozen=True)
class RoadClock:
    """`steps` are (from this second on, percent of the base speed), the first from 0. ValueError if out of order.

    >>> peak = RoadClock(((Seconds(0), 100), (Seconds(25200), 50), (Seconds(32400), 100)))
    >>> peak.after(Seconds(24900), work_of(Seconds(600)))  # 300 s at full speed, 300 s of work at half
    25800
    """

    steps: tuple[tuple[Seconds, int], ...] = ((Seconds(0), BASE),)
    _times: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _percents: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _work: tuple[int, ...] = field(init=False, repr=False, compare=False)
    is_even: bool = field(init=False, repr=False, compare=False)
    """Does the road run at its base speed all day?"""

    def __post_init__(self) -> None:
        times = tuple(int(t) for t, _ in self.steps)
        percents = tuple(p for _, p in self.steps)
        if not times or times[0] != 0 or list(times) != sorted(set(times)):
            raise ValueError("a speed profile starts at 0 and its times grow")
        if min(percents) < 1:
            raise ValueError("a road that stands still has no timetable: give at least 1 percent")
        work = [0]
        for k in range(1, len(times)):
            work.append(work[-1] + percents[k - 1] * (times[k] - times[k - 1]))
        object.__setattr__(self, "_times", times)
        object.__setattr__(self, "_percents", percents)
        object.__setattr__(self, "_work", tuple(work))
        object.__setattr__(self, "is_even", percents == (BASE,))

    @property
    def table(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Times, percents, and work done since midnight at each time: for those who reckon in arrays."""
        return self._times, self._percents, self._work

    def done(self, t: int) -> int:
        """Work that the road allows from midnight to t."""
        k = bisect_right(self._times, t) - 1
        return self._work[k] + self._percents[k] * (t - self._times[k])

    def when(self, work: int) -> int:
        """The first second at which that much work since midnight can be done."""
        k = bisect_right(self._work, work) - 1
        return self._times[k] - (self._work[k] - work) // self._percents[k]

    def after(self, t: Seconds, work: int) -> Seconds:
        """When work begun at t is done."""
        if self.is_even:
            return Seconds(t - -work // BASE)
        return Seconds(self.when(self.done(t) + work))

    def latest_departure(self, arrive: Seconds, work: int) -> Seconds:
        """The last second at which work may be begun to be done by `arrive`."""
        target = self.done(arrive) - work
        k = bisect_right(self._work, target) - 1
        return Seconds(self._times[max(k, 0)] + (target - self._work[max(k, 0)]) // self._percents[max(k, 0)])


def work_of(leg: Seconds) -> int:
    """The work of a leg that takes `leg` seconds at base speed."""
    return BASE * leg


EVEN = RoadClock()
