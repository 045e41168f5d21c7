"""What a search may spend: seconds of a clock, or work that is counted and so is the same on every machine.

Every loop asks its budget and tells it what it has done; nothing else in a search reads a clock. A unit of counted work
is about what one second does, so that "a third of the time" means the same of either.
"""

import time
from collections.abc import Callable
from typing import Protocol

from mobiledispatch.solver.limits import Limits


class Pace(Protocol):
    """What every step of a search asks and tells: a whole search, its budget, or a part of either."""

    def is_over(self) -> bool: ...

    def spend(self, work: float, /) -> None: ...


class Meter(Protocol):
    """What runs down while a search goes on."""

    def now(self) -> float: ...

    def spend(self, work: float, /) -> None: ...


class Clock:
    """Seconds pass whatever is done."""

    def now(self) -> float:
        return time.monotonic()

    def spend(self, _: float, /) -> None:
        return


class Tally:
    """Only work counts: a busy machine takes longer over the same plan."""

    def __init__(self) -> None:
        self._done = 0.0

    def now(self) -> float:
        return self._done

    def spend(self, work: float, /) -> None:
        self._done += work


class Budget:
    """So many seconds, or units of work, from now on; `share` hands a part of them on.

    Nothing is left of it once it is `called_off`.
    """

    def __init__(self, seconds: float, meter: Meter, called_off: Callable[[], bool] = lambda: False) -> None:
        self.seconds = seconds
        self._meter, self._called_off = meter, called_off
        self._end = meter.now() + seconds

    @staticmethod
    def of(limits: Limits) -> "Budget":
        return Budget(limits.seconds, Tally() if limits.counted else Clock())

    @property
    def seconds_left(self) -> float:
        return 0.0 if self._called_off() else self._end - self._meter.now()

    @property
    def spent(self) -> float:
        return self.seconds - (self._end - self._meter.now())

    def is_over(self) -> bool:
        return self.seconds_left <= 0

    def spend(self, work: float, /) -> None:
        """Count work that has been done, in units of about a second; a clock does not hear it."""
        self._meter.spend(work)

    def share(self, seconds: float) -> "Budget":
        """A budget of so much of what is left, and never more: what is spent of it is spent of this one."""
        return Budget(max(0.0, min(seconds, self.seconds_left)), self._meter, self._called_off)
