"""Small days with every kind of break, drawn: what tests and `break_differences.py` try."""

import random
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

OPENS, CLOSES = 20, 100
WHO = "ana"


def draw(seed: int, breaks: int = 3) -> Problem:
    """A day of some eighty seconds for one therapist, with up to so many breaks; the same seed gives the same day."""
    rng = random.Random(seed)
    # Long roads have room for several breaks on one leg, short ones for several stops in one day.
    is_far = rng.random() < 0.4
    count = 1 if is_far else rng.choice([1, 2, 2, 3])
    size, most = count + 1, 30 if is_far else 12
    table = tuple(tuple(Seconds(rng.randint(0, most if a != b else 2)) for b in range(size)) for a in range(size))
    shift = _window(rng.randint(OPENS, OPENS + 10), rng.randint(40, 80))
    rests = tuple(_break(rng) for _ in range(rng.randint(1 if is_far else 0, breaks)))
    if len(rests) > 1 and rng.random() < 0.2:
        rests = (*rests[:-1], replace(rests[0], seconds=rests[-1].seconds))
    ana = Therapist(WHO, 0, rng.randrange(size), shift, rests)
    visits = tuple(_visit(rng, k) for k in range(count))
    households: tuple[tuple[str, ...], ...] = ()
    if count > 1 and rng.random() < 0.3:
        visits = (visits[0], replace(visits[1], place=visits[0].place), *visits[2:])
        households = ((visits[0].id, visits[1].id),)
    clock = _clock(rng, 3 if is_far else 1)
    return Problem(f"breaks {seed}", TravelTimeMatrix(table), (ana,), visits, clock, households=households)


def stretched(problem: Problem, by: int) -> Problem:
    """The same day with every time so many times as long, on an even road."""

    def window(one: TimeWindow) -> TimeWindow:
        return TimeWindow(Seconds(one.opens * by), Seconds(one.closes * by))

    def therapist(one: Therapist) -> Therapist:
        rests = tuple(Break(window(b.start_window), Seconds(b.seconds * by)) for b in one.breaks)
        return replace(one, shift=window(one.shift), breaks=rests)

    def visit(one: Visit) -> Visit:
        return replace(
            one,
            service=Seconds(one.service * by),
            setup=Seconds(one.setup * by),
            teardown=Seconds(one.teardown * by),
            start_windows=tuple(window(w) for w in one.start_windows),
            promise=window(one.promise) if one.promise else None,
            unassigned_cost=one.unassigned_cost * by,
        )

    table = tuple(tuple(Seconds(leg * by) for leg in row) for row in problem.matrix.seconds)
    return replace(
        problem,
        matrix=TravelTimeMatrix(table),
        therapists=tuple(therapist(t) for t in problem.therapists),
        visits=tuple(visit(v) for v in problem.visits),
        clock=EVEN,
    )


def _window(opens: int, width: int) -> TimeWindow:
    return TimeWindow(Seconds(opens), Seconds(opens + width))


def _break(rng: random.Random) -> Break:
    window = _window(rng.randint(OPENS - 15, CLOSES), rng.choice([0, 1, 3, 10, 10, 25, 40]))
    return Break(window, Seconds(rng.choice([0, 1, 3, 5, 5, 8, 12])))


def _visit(rng: random.Random, k: int) -> Visit:
    setup, teardown = rng.choice([(0, 0), (1, 2), (2, 0)])
    first = _window(rng.randint(OPENS, CLOSES - 25), rng.choice([0, 3, 12, 30, 60]))
    windows = [first]
    if rng.random() < 0.3:
        windows.append(_window(first.closes + rng.randint(1, 12), rng.choice([0, 4, 10])))
    promise = first if len(windows) == 1 and rng.random() < 0.4 else None
    return Visit(
        id=f"v{k}",
        place=k + 1,
        service=Seconds(setup + teardown + rng.choice([0, 4, 8, 15])),
        setup=Seconds(setup),
        teardown=Seconds(teardown),
        start_windows=tuple(windows),
        therapists=(WHO,),
        unassigned_cost=1000,
        promise=promise,
    )


def _clock(rng: random.Random, least: int) -> RoadClock:
    if rng.random() < 0.4:
        return EVEN
    times = sorted(rng.sample(range(OPENS - 5, CLOSES), rng.randint(least, least + 3)))
    steps = [(Seconds(0), 100), *((Seconds(t), rng.choice([30, 50, 77, 100, 130, 200])) for t in times)]
    return RoadClock(tuple(steps))
