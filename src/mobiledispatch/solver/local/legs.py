"""Legs, breaks and windows in flat arrays: what one step from stop to stop allows, forwards and backwards.

This file and the two that stand on it, rows.py and kernel.py, run as they are, and as one module in C where a compiler
was at hand when the project was built (compiled.pxd, hatch_build.py). Both forms make the same plans of the same seed.
"""

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mobiledispatch.solver.local.tables import Tables


def zeros(kind: str, count: int) -> "array[int]":
    return array(kind, bytes(count * array(kind).itemsize))


class Legs:
    """The arithmetic of `timetable.legs`, one leg at a time; `tables` say what there is to keep (`tables.Tables`)."""

    def __init__(self, t: "Tables", seed: int) -> None:
        self.never, self.too_early = 1 << 40, -1
        self.low_bits = 0xFFFFFFFF
        self.dice = (seed * 2654435761 + 88675123) % 4294967296 or 1
        self.visits, self.nodes, self.slots, self.states = t.visits, t.nodes, t.slots, t.states
        self.leg, self.leg_to, self.service, self.massage = t.leg, t.leg_to, t.service, t.massage
        self.window_from, self.opens, self.closes = t.window_from, t.opens, t.closes
        self.way_from, self.way_then, self.way_rest = t.way_from, t.way_then, t.way_rest
        self.rest_opens, self.rest_closes, self.rest_seconds = t.rest_opens, t.rest_closes, t.rest_seconds
        self.turn_from, self.turns = t.turn_from, t.turns
        self.times, self.percents, self.done_by, self.steps = t.times, t.percents, t.done_by, len(t.times)
        self.is_even, self.never_faster = t.is_even, t.never_faster
        self.over, self.per_hour, self.balances = t.over, t.per_hour, len(t.over)

    def draw(self, below: int) -> int:
        """A number from 0 to one less than `below`: xorshift, in 32 bits, alike in C and in Python."""
        x = self.dice
        x ^= (x << 13) & self.low_bits
        x ^= x >> 17
        x ^= (x << 5) & self.low_bits
        self.dice = x
        return (x * below) >> 32

    def share(self) -> float:
        """A number from 0 up to one."""
        return self.draw(1 << 30) / 1073741824.0

    def done(self, t: int) -> int:
        """`RoadClock.done`."""
        k = self.steps - 1
        while k > 0 and self.times[k] > t:
            k -= 1
        return self.done_by[k] + self.percents[k] * (t - self.times[k])

    def when(self, work: int) -> int:
        """`RoadClock.when`."""
        k = self.steps - 1
        while k > 0 and self.done_by[k] > work:
            k -= 1
        return self.times[k] - (self.done_by[k] - work) // self.percents[k]

    def arrival(self, free: int, leg: int, way: int) -> int:
        """`Road.arrival` of one leg, with the breaks of a way."""
        first, last = self.way_rest[way], self.way_rest[way + 1]
        if not self.is_even:
            return self.uneven_arrival(free, leg * 100, first, last)
        for k in range(first, last):
            begins = free if free > self.rest_opens[k] else self.rest_opens[k]
            if begins > self.rest_closes[k]:
                return self.never
            leg -= begins - free
            if leg < 0:
                leg = 0
            free = begins + self.rest_seconds[k]
        return free + leg

    def uneven_arrival(self, free: int, work: int, rest: int, last: int) -> int:
        straight = self.when(self.done(free) + work)
        if rest == last:
            return straight
        opens = max(free, self.rest_opens[rest])
        closes = min(self.rest_closes[rest], max(opens, straight))
        best = self.never
        if opens <= closes:
            best = min(self.after_rest(free, work, rest, last, opens), self.after_rest(free, work, rest, last, closes))
            for k in range(self.turn_from[rest], self.turn_from[rest + 1]):
                if opens < self.turns[k] < closes:
                    best = min(best, self.after_rest(free, work, rest, last, self.turns[k]))
        return best

    def after_rest(self, free: int, work: int, rest: int, last: int, begins: int) -> int:
        """The arrival when the next break begins at `begins`."""
        left = max(0, work - (self.done(begins) - self.done(free)))
        return self.uneven_arrival(begins + self.rest_seconds[rest], left, rest + 1, last)

    def latest_departure(self, by: int, leg: int, way: int) -> int:
        """The latest second from which a leg with a way's breaks ends at `by` or before; too early if there is none."""
        first, last = self.way_rest[way], self.way_rest[way + 1]
        if by < 0:
            return self.too_early
        if self.is_even and last - first < 2:
            if first == last:
                return by - leg
            if self.rest_opens[first] + self.rest_seconds[first] > by:
                return self.too_early
            return min(self.rest_closes[first], by - self.rest_seconds[first] - leg)
        # Leaving later never arrives earlier, so the last second that does is found by halving.
        low, high = self.too_early, by
        while low < high:
            middle = (low + high + 1) // 2
            if self.arrival(middle, leg, way) <= by:
                low = middle
            else:
                high = middle - 1
        return low

    def begin(self, visit: int, arrive: int) -> int:
        """The earliest begin of service at or after `arrive`; never when every window has closed."""
        for k in range(self.window_from[visit], self.window_from[visit + 1]):
            if arrive <= self.closes[k]:
                return arrive if arrive > self.opens[k] else self.opens[k]
        return self.never

    def latest_begin(self, visit: int, by: int) -> int:
        """The latest begin of service at or before `by`; too early when no window has opened."""
        for k in range(self.window_from[visit + 1] - 1, self.window_from[visit] - 1, -1):
            if self.opens[k] <= by:
                return by if by < self.closes[k] else self.closes[k]
        return self.too_early

    def balance_cost(self, hands_on: int) -> int:
        """`model.objective.balance_cost`."""
        cost = 0
        for k in range(self.balances):
            if hands_on > self.over[k]:
                cost += (hands_on - self.over[k]) * self.per_hour[k] // 3600
        return cost
