"""The least that any completion of a half-made route can still cost: a backward pass over (last visit, time).

The pass forgets which visits a route has already served, and rounds times down to a bucket; both only make the
bound lower, so a label that cannot pay even with it can be thrown away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.compiled_form import IS_COMPILED, quickest
from mobiledispatch.solver.exact import growth
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.local.tables import Tables

Floats = NDArray[np.float64]
Whole = NDArray[np.signedinteger[Any]]
NARROWEST_BUCKET, WIDEST_BUCKET = 60, 300


@dataclass(frozen=True, eq=False)
class Clockwork:
    """What the backward pass needs and no dual price changes. In the tables of its day the duty has a `number`.

    `ways` are the breaks taken before and after a leg. `next_cell` is (ways, buckets, m+1, m): where in a flat table of
    (buckets + 2, m + 1) one is free again after serving the last axis' visit: the column is that visit, the row the
    bucket, `buckets` where that cannot be, `buckets + 1` where it is the same bucket. Every other row lies at least
    `stride` below. `closing` is (states, buckets, m+1): what it costs to end the route here.
    """

    duty: Duty
    number: int
    tables: Tables
    bucket: int
    buckets: int
    stride: int
    ways: tuple[tuple[int, int], ...]
    next_cell: NDArray[np.int32]
    closing: Floats

    @cached_property
    def turns(self) -> tuple[NDArray[np.int32], NDArray[np.int16]]:
        """The steps that lead elsewhere than those from the next bucket: for the loop, which takes no others.

        The visits stand in the second list; those of a way, bucket and place from (ways, buckets, m+1) of the first.
        """
        late = self.buckets * (self.duty.size + 1)
        turns = (self.next_cell < late) | (self.next_cell > late + self.duty.size)
        turns[:, :-1] &= self.next_cell[:, :-1] != self.next_cell[:, 1:]
        ends = np.count_nonzero(turns, axis=3).cumsum()
        starts = np.concatenate([np.zeros(1, np.int32), ends]).astype(np.int32)
        return starts, (np.flatnonzero(turns) % max(1, self.duty.size)).astype(np.int16)

    def cells_of(self, taken: int, after: int) -> NDArray[np.int32]:
        """(buckets, m+1, m): `next_cell` of legs with these breaks taken before and after."""
        cells: NDArray[np.int32] = self.next_cell[self.ways.index((taken, after))]
        return cells

    @property
    def cells(self) -> int:
        return self.next_cell.size


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


def _ways(duty: Duty) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys((taken, after) for taken in range(duty.all_taken + 1) for after, _ in duty.ways(taken)))


def cells_of(duty: Duty, coarser: int = 1) -> int:
    """How many cells the tables of a duty's clockwork have."""
    return _bucket(duty, coarser)[1] * (duty.size + 1) * duty.size * len(_ways(duty))


def _bucket(duty: Duty, coarser: int) -> tuple[int, int]:
    """A bucket is as wide as the shortest step between two visits, within reason; and how many a shift has."""
    steps = duty.leg[:-1] + duty.service if duty.size else np.array([[WIDEST_BUCKET]])
    bucket = coarser * int(np.clip(steps.min(initial=WIDEST_BUCKET), NARROWEST_BUCKET, WIDEST_BUCKET))
    return bucket, max(1, (duty.shift_closes - duty.shift_opens) // bucket + 1)


def wind_up(
    duty: Duty, number: int, tables: Tables, told: Callable[[Duty, Ints], Arrivals] = arrivals_of, coarser: int = 1
) -> Clockwork:
    """The clockwork of the duty that has this number in the tables of its day.

    Coarser buckets make smaller tables, and lower bounds.
    """
    bucket, buckets = _bucket(duty, coarser)
    arrivals = told(duty, duty.shift_opens + bucket * np.arange(buckets, dtype=np.int64))
    ways, stride = _ways(duty), buckets
    straight = _cells(duty, bucket, buckets, arrivals.away[0][0][1])  # the same whatever breaks are behind
    next_cell = np.full((len(ways), buckets, duty.size + 1, duty.size), np.iinfo(np.int32).max, np.int32)
    closing = np.empty((duty.all_taken + 1, buckets, duty.size + 1))
    for taken in range(duty.all_taken + 1):
        closed = np.logical_or.reduce([may_close(duty, back, after) for after, back in arrivals.home[taken]])
        closing[taken] = np.where(closed, duty.home, np.inf)
        for after, arrive in arrivals.away[taken]:
            cells, nearest = straight if after == taken else _cells(duty, bucket, buckets, arrive)
            known = next_cell[ways.index((taken, after))]
            np.minimum(known, cells, out=known)
            stride = min(stride, nearest)
    return Clockwork(duty, number, tables, bucket, buckets, stride, ways, next_cell, closing)


def _cells(duty: Duty, bucket: int, buckets: int, arrive: Ints) -> tuple[NDArray[np.int32], int]:
    """The cells of one way to take breaks, and how many buckets on the nearest of another bucket is."""
    here, span = np.arange(buckets, dtype=np.int32)[:, None, None], duty.shift_closes - duty.shift_opens
    free = duty.begin_after(arrive)
    free += duty.service - duty.shift_opens
    since = np.minimum(free, span + 1).astype(np.int32)
    later = since // np.int32(bucket)
    np.putmask(later, since > span, buckets)
    ahead = later - here
    nearest = int(ahead.min(initial=buckets, where=(ahead > 0) & (later < buckets)))
    np.putmask(later, ahead == 0, buckets + 1)
    later *= np.int32(duty.size + 1)
    later += np.arange(duty.size, dtype=np.int32)
    return later, nearest


def may_close(duty: Duty, back: Ints, taken: int) -> NDArray[np.bool_]:
    """May a route end at these times of return, with the breaks in `taken` behind?"""
    return back <= duty.latest_return(taken)


def completion_bounds(clockwork: Clockwork, price: Floats) -> Floats:
    """(taken, buckets + 2, m + 1): the least reduced cost from being free at a place in a bucket to the end of the day.

    `price` (m,) is what serving each visit earns; column m is the depot. Row `buckets` is infinite: too late for
    anything. Row `buckets + 1` holds whatever the bucket: no day earns more than every price once.
    """
    duty = clockwork.duty
    bounds = np.full((duty.all_taken + 1, clockwork.buckets + 2, duty.size + 1), np.inf)
    bounds[:, -1] = -np.maximum(price, 0).sum()
    pass_backward(bounds, clockwork, duty.cost - price[None, :])
    return bounds


def by_arrays(bounds: Floats, clockwork: Clockwork, step: Floats) -> None:
    """Fill the rows of all buckets, where `step` is the reduced cost of each step."""
    # Nothing leads from one bucket of a block into another: a whole block is worked out at once, the latest first.
    for end in range(clockwork.buckets, 0, -clockwork.stride):
        block = slice(max(0, end - clockwork.stride), end)
        for taken in range(len(bounds)):
            best = clockwork.closing[taken, block].copy()
            for (before, after), cells in zip(clockwork.ways, clockwork.next_cell, strict=True):
                if before == taken and cells.size:
                    onwards = bounds[after].reshape(-1).take(cells[block], mode="clip")
                    onwards += step
                    np.minimum(best, onwards.min(axis=2), out=best)
            # Who is free sooner can do all that who is free later can.
            np.minimum(best[-1], bounds[taken, end], out=best[-1])
            bounds[taken, block] = np.minimum.accumulate(best[::-1])[::-1]


def by_loops(bounds: Floats, clockwork: Clockwork, step: Floats) -> None:
    """`by_arrays`, number by number: a step that leads where that from the next bucket does is in the bound of that."""
    ways, flat = np.array(clockwork.ways, np.int32), bounds.reshape(len(bounds), -1)
    starts, visits = clockwork.turns
    sweep(flat, clockwork.closing, ways, clockwork.next_cell.reshape(-1), starts, visits.data, step.reshape(-1))


sweep = quickest(growth.sweep)
pass_backward = by_loops if IS_COMPILED else by_arrays


def bucket_of(clockwork: Clockwork, free: Ints) -> Ints:
    """The bucket of each time; those past the shift fall into the last row, which is infinite."""
    return np.minimum((free - clockwork.duty.shift_opens) // clockwork.bucket, clockwork.buckets)
