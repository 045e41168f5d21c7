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

    `next_bucket[a, b]` is (buckets, m+1, m): the bucket in which one is free again after serving the column's
    visit, `buckets` where that cannot be, `buckets + 1` where it is the same bucket. `closed[a]` is
    (buckets, m+1): may the route end here? a and b are the breaks taken before and after the leg.
    """

    duty: Duty
    bucket: int
    buckets: int
    next_bucket: dict[tuple[int, int], NDArray[np.int32]]
    closed: dict[int, NDArray[np.bool_]]


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
        ways = list(duty.ways(taken))
        away[taken] = [(after, duty.road.arrival(times[:, None, None], duty.leg[None], rests)) for after, rests in ways]
        home[taken] = [(after, duty.road.arrival(times[:, None], duty.home[None], rests)) for after, rests in ways]
    return Arrivals(away, home)


def wind_up(duty: Duty, told: Callable[[Duty, Ints], Arrivals] = arrivals_of) -> Clockwork:
    """The clockwork of one duty. A bucket is as wide as the shortest step between two visits, within reason."""
    steps = duty.leg[:-1] + duty.service if duty.size else np.array([[WIDEST_BUCKET]])
    bucket = int(np.clip(steps.min(initial=WIDEST_BUCKET), NARROWEST_BUCKET, WIDEST_BUCKET))
    buckets = max(1, (duty.shift_closes - duty.shift_opens) // bucket + 1)
    arrivals = told(duty, duty.shift_opens + bucket * np.arange(buckets, dtype=np.int64))
    next_bucket: dict[tuple[int, int], NDArray[np.int32]] = {}
    closed: dict[int, NDArray[np.bool_]] = {}
    for taken in range(duty.all_taken + 1):
        closed[taken] = np.logical_or.reduce([may_close(duty, back, after) for after, back in arrivals.home[taken]])
        for after, arrive in arrivals.away[taken]:
            free = duty.begin_after(arrive) + duty.service
            step = np.where(free <= duty.shift_closes, (free - duty.shift_opens) // bucket, buckets).astype(np.int32)
            step[step == np.arange(buckets)[:, None, None]] = buckets + 1
            known = next_bucket.get((taken, after))
            next_bucket[taken, after] = step if known is None else np.minimum(step, known)
    return Clockwork(duty, bucket, buckets, next_bucket, closed)


def may_close(duty: Duty, back: Ints, taken: int) -> NDArray[np.bool_]:
    """May a route end at these times of return? A break still open then costs no time; a missed one forbids it."""
    latest = duty.shift_closes
    for k, rest in enumerate(duty.breaks):
        if not taken >> k & 1:
            latest = min(latest, int(rest.start_window.closes))
    return back <= latest


def completion_bounds(clockwork: Clockwork, price: Floats) -> Floats:
    """(taken, buckets + 2, m + 1): the least reduced cost from being free at a place in a bucket to the end of the day.

    `price` (m,) is what serving each visit earns; column m is the depot. Row `buckets` is infinite: too late for
    anything. Row `buckets + 1` holds whatever the bucket: no day earns more than every price once.
    """
    duty, states = clockwork.duty, clockwork.duty.all_taken + 1
    bounds = np.full((states, clockwork.buckets + 2, duty.size + 1), np.inf)
    bounds[:, -1] = -np.maximum(price, 0).sum()
    step = duty.cost - price[None, :]
    columns = np.arange(duty.size)[None, :]
    for now in range(clockwork.buckets - 1, -1, -1):
        for taken in range(states - 1, -1, -1):
            best = np.where(clockwork.closed[taken][now], duty.home, np.inf)
            for (before, after), later in clockwork.next_bucket.items():
                if before == taken and duty.size:
                    np.minimum(best, (step + bounds[after][later[now], columns]).min(axis=1), out=best)
            bounds[taken, now] = best
    return bounds


def bucket_of(clockwork: Clockwork, free: Ints) -> Ints:
    """The bucket of each time; those past the shift fall into the last row, which is infinite."""
    inside = (free - clockwork.duty.shift_opens) // clockwork.bucket
    return np.where(free < NEVER, np.minimum(inside, clockwork.buckets), clockwork.buckets)
