"""The least that any completion of a half-made route can still cost: a backward pass over (last visit, time).

The pass forgets which visits a route has already served, and rounds times down to a bucket; both only make the
bound lower, so a label that cannot pay even with it can be thrown away.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import NEVER, Ints

Floats = NDArray[np.float64]
NARROWEST_BUCKET, WIDEST_BUCKET = 60, 300


@dataclass(frozen=True, eq=False)
class Clockwork:
    """What the backward pass needs and no dual price changes.

    `next_cell[a, b]` is (buckets, m+1, m): where in a flat table of (buckets + 2, m + 1) one is free again after
    serving the column's visit. The column is that visit; the row is the bucket, `buckets` where that cannot be,
    `buckets + 1` where it is the same bucket. Every other row lies at least `stride` below. `closed[a]` is
    (buckets, m+1): may the route end here? a and b are the breaks taken before and after the leg.
    """

    duty: Duty
    bucket: int
    buckets: int
    stride: int
    next_cell: dict[tuple[int, int], NDArray[np.int32]]
    closed: dict[int, NDArray[np.bool_]]

    @property
    def cells(self) -> int:
        return sum(table.size for table in self.next_cell.values())


@dataclass(frozen=True, eq=False)
class Arrivals:
    """When every leg of a duty ends that begins at a bucket's time, whatever the visits' windows.

    `away[a]` lists for the breaks `a` taken before it (breaks after it, (buckets, m+1, m) of seconds); `home[a]`
    likewise with (buckets, m+1).
    """

    away: dict[int, list[tuple[int, Ints]]]
    home: dict[int, list[tuple[int, Ints]]]


def arrivals_of(duty: Duty, times: Ints) -> Arrivals:
    """The arrivals of legs begun at `times`, (buckets,)."""
    away: dict[int, list[tuple[int, Ints]]] = {}
    home: dict[int, list[tuple[int, Ints]]] = {}
    for taken in range(duty.all_taken + 1):
        ways = duty.ways(taken)
        away[taken] = [(after, duty.road.arrival(times[:, None, None], duty.leg[None], rests)) for after, rests in ways]
        home[taken] = [(after, duty.road.arrival(times[:, None], duty.home[None], rests)) for after, rests in ways]
    return Arrivals(away, home)


class Roads:
    """Arrivals reckoned once for all days that differ in windows only, which the road does not know."""

    def __init__(self) -> None:
        self._arrivals: dict[tuple[object, ...], Arrivals] = {}

    def arrivals_of(self, duty: Duty, times: Ints) -> Arrivals:
        key = (duty.therapists, duty.leg.tobytes(), times.tobytes())
        if key not in self._arrivals:
            self._arrivals[key] = arrivals_of(duty, times)
        return self._arrivals[key]


def cells_of(duty: Duty, coarser: int = 1) -> int:
    """How many cells the tables of a duty's clockwork have."""
    ways = {(taken, after) for taken in range(duty.all_taken + 1) for after, _ in duty.ways(taken)}
    return _bucket(duty, coarser)[1] * (duty.size + 1) * duty.size * len(ways)


def _bucket(duty: Duty, coarser: int) -> tuple[int, int]:
    """A bucket is as wide as the shortest step between two visits, within reason; and how many a shift has."""
    steps = duty.leg[:-1] + duty.service if duty.size else np.array([[WIDEST_BUCKET]])
    bucket = coarser * int(np.clip(steps.min(initial=WIDEST_BUCKET), NARROWEST_BUCKET, WIDEST_BUCKET))
    return bucket, max(1, (duty.shift_closes - duty.shift_opens) // bucket + 1)


def wind_up(duty: Duty, told: Callable[[Duty, Ints], Arrivals] = arrivals_of, coarser: int = 1) -> Clockwork:
    """The clockwork of one duty. Coarser buckets make smaller tables, and lower bounds."""
    bucket, buckets = _bucket(duty, coarser)
    here, columns = np.arange(buckets, dtype=np.int32)[:, None, None], np.arange(duty.size, dtype=np.int32)
    arrivals = told(duty, duty.shift_opens + bucket * np.arange(buckets, dtype=np.int64))
    next_cell: dict[tuple[int, int], NDArray[np.int32]] = {}
    stride = buckets
    closed: dict[int, NDArray[np.bool_]] = {}
    for taken in range(duty.all_taken + 1):
        closed[taken] = np.logical_or.reduce([may_close(duty, back, after) for after, back in arrivals.home[taken]])
        for after, arrive in arrivals.away[taken]:
            free = duty.begin_after(arrive) + duty.service
            later = np.where(free <= duty.shift_closes, (free - duty.shift_opens) // bucket, buckets).astype(np.int32)
            ahead = later - here
            later[ahead == 0] = buckets + 1
            stride = min(stride, int(ahead.min(initial=buckets, where=(ahead > 0) & (later < buckets))))
            cell = later * np.int32(duty.size + 1) + columns
            known = next_cell.get((taken, after))
            next_cell[taken, after] = cell if known is None else np.minimum(cell, known)
    return Clockwork(duty, bucket, buckets, stride, next_cell, closed)


def may_close(duty: Duty, back: Ints, taken: int) -> NDArray[np.bool_]:
    """May a route end at these times of return, with the breaks in `taken` behind?"""
    return back <= duty.latest_return(taken)


def completion_bounds(clockwork: Clockwork, price: Floats) -> Floats:
    """(taken, buckets + 2, m + 1): the least reduced cost from being free at a place in a bucket to the end of the day.

    `price` (m,) is what serving each visit earns; column m is the depot. Row `buckets` is infinite: too late for
    anything. Row `buckets + 1` holds whatever the bucket: no day earns more than every price once.
    """
    duty, states = clockwork.duty, clockwork.duty.all_taken + 1
    bounds = np.full((states, clockwork.buckets + 2, duty.size + 1), np.inf)
    bounds[:, -1] = -np.maximum(price, 0).sum()
    step = duty.cost - price[None, :]
    # Nothing leads from one bucket of a block into another: a whole block is worked out at once, the latest first.
    for end in range(clockwork.buckets, 0, -clockwork.stride):
        block = slice(max(0, end - clockwork.stride), end)
        for taken in range(states):
            best = np.where(clockwork.closed[taken][block], duty.home, np.inf)
            for (before, after), cells in clockwork.next_cell.items():
                if before == taken and duty.size:
                    onwards = bounds[after].reshape(-1).take(cells[block], mode="clip")
                    onwards += step
                    np.minimum(best, onwards.min(axis=2), out=best)
            bounds[taken, block] = best
    return bounds


def bucket_of(clockwork: Clockwork, free: Ints) -> Ints:
    """The bucket of each time; those past the shift fall into the last row, which is infinite."""
    inside = (free - clockwork.duty.shift_opens) // clockwork.bucket
    return np.where(free < NEVER, np.minimum(inside, clockwork.buckets), clockwork.buckets)
