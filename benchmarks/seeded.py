"""Seeded problems drawn around Edmonton: the days that tests and benchmarks share."""

import math
import random
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

TOWNS = ((0.0, 0.0, 7.0), (-9.0, 9.5, 3.0), (13.0, -0.5, 3.5), (-3.0, -12.0, 4.0))  # km east, km north, spread
LUNCH = Break(TimeWindow(Seconds(11 * 3600), Seconds(14 * 3600)), Seconds(1800))
MUST_SERVE = 1_000_000


PEAKS = RoadClock(tuple((Seconds(h * 1800), p) for h, p in ((0, 100), (14, 77), (18, 100), (31, 71), (36, 100))))
"""Slower from 07:00 to 09:00 and from 15:30 to 18:00."""


def draw_day(
    visits: int,
    therapists: int,
    seed: int,
    *,
    lunch: bool = False,
    windows: int = 1,
    hands_on: int | None = None,
    clock: RoadClock = EVEN,
) -> Problem:
    """A problem of that size; the same arguments give the same day.

    `windows` is the most start windows of a visit, `hands_on` each therapist's limit in minutes of massage.
    """
    rng = random.Random(f"{visits}/{therapists}/{seed}/{lunch}/{windows}")
    points = [_point(rng) for _ in range(therapists + visits)]
    limit = None if hands_on is None else Seconds(hands_on * 60)
    crew = tuple(replace(_therapist(rng, k, lunch), hands_on_limit=limit) for k in range(therapists))
    asked = tuple(_visit(rng, k, therapists, windows) for k in range(visits))
    matrix = TravelTimeMatrix(tuple(tuple(_drive(a, b) for b in points) for a in points))
    return Problem(f"{visits}x{therapists}s{seed}", matrix, crew, asked, clock)


def _point(rng: random.Random) -> tuple[float, float]:
    east, north, spread = rng.choice(TOWNS)
    return rng.gauss(east, spread), rng.gauss(north, spread)


def _drive(a: tuple[float, float], b: tuple[float, float]) -> Seconds:
    km = 1.3 * math.dist(a, b)
    return Seconds(round(km / (30 + min(30, km)) * 3600) + 180 if km else 0)


def _therapist(rng: random.Random, k: int, lunch: bool) -> Therapist:
    opens = rng.choice([8, 9, 9, 10]) * 3600
    shift = TimeWindow(Seconds(opens), Seconds(opens + rng.choice([7, 8, 9]) * 3600))
    return Therapist(f"t{k}", k, k, shift, (LUNCH,) if lunch else ())


def _visit(rng: random.Random, k: int, therapists: int, windows: int) -> Visit:
    able = tuple(f"t{j}" for j in range(therapists) if rng.random() < 0.75) or ("t0",)
    liked = rng.choice(able)
    return Visit(
        id=f"v{k}",
        place=therapists + k,
        service=Seconds((rng.choice([30, 45, 60, 60, 75, 90]) + 35) * 60),
        setup=Seconds(900),
        teardown=Seconds(1200),
        start_windows=_windows(rng, rng.randint(1, windows)),
        therapists=able,
        preference_cost={name: 900 for name in able if name != liked} if rng.random() < 0.3 else {},
        unassigned_cost=MUST_SERVE if rng.random() < 0.5 else 3600 * rng.randint(1, 3),
    )


def _windows(rng: random.Random, count: int) -> tuple[TimeWindow, ...]:
    """Windows that do not touch one another, in order."""
    slots = sorted(rng.sample(range(9 * 4, 18 * 4, 10), count))
    wide = [rng.choice([1, 4, 8]) if count > 1 else rng.choice([4, 8, 12, 16, 32]) for _ in slots]
    return tuple(TimeWindow(Seconds(s * 900), Seconds((s + w) * 900)) for s, w in zip(slots, wide, strict=True))
