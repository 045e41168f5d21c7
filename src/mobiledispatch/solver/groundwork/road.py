"""The legs of a day in arrays: when each ends, with breaks on the way, at the speeds of the road's clock."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.model.road_clock import BASE, RoadClock
from mobiledispatch.model.therapist import Break
from mobiledispatch.timetable.legs import turns

Ints = NDArray[np.int64]
NEVER = np.int64(1 << 40)
"""A time that no day reaches: "cannot be done"."""


class Road:
    """`RoadClock` over arrays; the timetable's arithmetic to the second (tests hold the two together)."""

    def __init__(self, clock: RoadClock) -> None:
        self.clock = clock
        self._times, self._percents, self._work = (np.array(row, np.int64) for row in clock.table)

    def arrival(self, free: Ints, leg: Ints, rests: Sequence[Break]) -> Ints:
        """The earliest end of legs of `leg` seconds at base speed from `free`, with these breaks on the way, in order.

        NEVER where a break can no longer begin. The arrays are broadcast against each other.
        """
        if self.clock.is_even:
            return _even_arrival(free, leg, rests)
        start, work = np.broadcast_arrays(free, leg * BASE)
        return self._arrival(start, work, rests)

    def _arrival(self, free: Ints, work: Ints, rests: Sequence[Break]) -> Ints:
        straight = self._when(self._done(free) + work)
        if not rests:
            return straight
        rest, later = rests[0], rests[1:]
        opens = np.maximum(free, rest.start_window.opens)
        closes = np.minimum(rest.start_window.closes, np.maximum(opens, straight))
        best = np.full(free.shape, NEVER, np.int64)
        for begins in (opens, closes, *self._turns(opens, closes, rests)):
            left = np.maximum(0, work - (self._done(begins) - self._done(free)))
            arrive = self._arrival(begins + rest.seconds, left, later)
            fits = (begins >= opens) & (begins <= closes)
            best = np.where(fits, np.minimum(best, arrive), best)
        return best

    def _turns(self, opens: Ints, closes: Ints, rests: Sequence[Break]) -> list[Ints]:
        """Starts of the first break in between at which it may cost least (`timetable.legs.turns`)."""
        low, high = int(opens.min(initial=NEVER)), int(closes.max(initial=0))
        return [np.full(opens.shape, t, np.int64) for t in turns(self.clock, tuple(rests)) if low < t < high]

    def _done(self, t: Ints) -> Ints:
        k = np.searchsorted(self._times, t, side="right") - 1
        done: Ints = self._work[k] + self._percents[k] * (t - self._times[k])
        return done

    def _when(self, work: Ints) -> Ints:
        k = np.searchsorted(self._work, work, side="right") - 1
        when: Ints = self._times[k] - (self._work[k] - work) // self._percents[k]
        return when


def _even_arrival(free: Ints, leg: Ints, rests: Sequence[Break]) -> Ints:
    for rest in rests:
        begins = np.maximum(free, rest.start_window.opens)
        leg = np.maximum(0, leg - (begins - free))
        free = np.where(begins <= rest.start_window.closes, begins + rest.seconds, NEVER)
    return free + leg
