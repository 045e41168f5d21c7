"""When a command has to be done: at its limit, a tenth more and two seconds, whatever the problem.

The limit is the search's. What comes before and after it, the reasons for those left out among it, shares what is over;
where that is not enough, the search gives some of its own time.
"""

import time

from mobiledispatch.solver.budget import Budget, Clock, Tally
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Watch

SHARE_MORE, SECONDS_MORE = 0.1, 2.0
STARTING = 0.25
"""Seconds that Python takes before any of ours can look at a clock."""
AFTER, AFTER_A_VISIT = 0.25, 0.0015
"""Seconds that checking and writing a plan take, and what each visit adds."""
LEAST_SHARE = 0.5
"""A search gets this share of its limit even if the services before it were slow."""
LEAST_TO_EXPLAIN = 0.1


class HardStop:
    """The moment of one command's end, and the budgets that keep to it. `begun` is on the monotonic clock."""

    def __init__(self, limits: Limits, watch: Watch | None = None, begun: float | None = None) -> None:
        self._limits, self._watch = limits, watch or Watch()
        self._meter = Tally() if limits.counted else Clock()
        began = time.monotonic() if begun is None else begun
        self._end = began - STARTING + (1 + SHARE_MORE) * limits.seconds + SECONDS_MORE

    def searching(self, visits: int) -> Budget:
        """For a search on a day of so many visits."""
        limit = self._limits.seconds
        if not self._limits.counted:
            limit = max(LEAST_SHARE * limit, min(limit, self._left(visits)))
        return Budget(limit, self._meter)

    def explaining(self, visits: int) -> Budget:
        """For the reasons of those left out; nothing is left of it once the search was called off."""
        rest = SHARE_MORE * self._limits.seconds + SECONDS_MORE / 2
        if not self._limits.counted:
            rest = max(LEAST_TO_EXPLAIN, self._left(visits))
        return Budget(rest, self._meter, self._watch.stop)

    def _left(self, visits: int) -> float:
        return self._end - time.monotonic() - AFTER - AFTER_A_VISIT * visits
