"""One leg of a route: when it ends with some breaks on the way, and when these breaks are.

Which breaks may be taken in which order (`ways`), when one may begin to best effect (`turns`), and by when who has not
taken all must be back (`latest_return`) is decided here, for timetable and solver alike.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.road_clock import BASE, RoadClock
from mobiledispatch.model.therapist import Break

Rests = tuple[TimeWindow, ...]
"""When breaks are taken, in order of time."""

Way = tuple[int, tuple[Break, ...]]
"""Breaks to take on one leg, in their order; before them the bit set of all breaks that are behind then."""

Leg = tuple[Seconds, tuple[Break, ...]]
"""When a leg ends, and the breaks on the way."""


@lru_cache(maxsize=4096)
def ways(taken: int, breaks: tuple[Break, ...]) -> tuple[Way, ...]:
    """Every order of further breaks on one leg that their windows allow at all, none first."""
    return tuple(_ways(taken, breaks, (), 0))


def _ways(taken: int, breaks: tuple[Break, ...], before: tuple[Break, ...], free: int) -> Iterator[Way]:
    yield taken, before
    for k, rest in enumerate(breaks):
        begins = max(free, rest.start_window.opens)
        if not taken >> k & 1 and begins <= rest.start_window.closes:
            yield from _ways(taken | 1 << k, breaks, (*before, rest), begins + rest.seconds)


def legs(clock: RoadClock, free: Seconds, work: int, taken: int, breaks: tuple[Break, ...]) -> dict[int, Leg]:
    """The earliest end of `work` begun at `free`, for each set of breaks that may be behind by then."""
    found: dict[int, Leg] = {}
    for after, rests in ways(taken, breaks):
        arrive = arrival(clock, free, work, rests)
        if arrive is not None and (after not in found or arrive < found[after][0]):
            found[after] = arrive, rests
    return found


def arrival(clock: RoadClock, free: Seconds, work: int, rests: Sequence[Break]) -> Seconds | None:
    """The earliest end of `work` begun at `free`, with these breaks on the way in this order.

    None if one of them can no longer begin.
    """
    if not clock.is_even:
        return _uneven_arrival(clock, free, work, rests)
    for rest in rests:
        begins = max(free, rest.start_window.opens)
        if begins > rest.start_window.closes:
            return None
        work = max(0, work - BASE * (begins - free))
        free = Seconds(begins + rest.seconds)
    return clock.after(free, work)


def _uneven_arrival(clock: RoadClock, free: Seconds, work: int, rests: Sequence[Break]) -> Seconds | None:
    if not rests:
        return clock.after(free, work)
    ends = (end for _, end in _begun(clock, free, work, rests, _starts(clock, free, work, rests)))
    return min((end for end in ends if end is not None), default=None)


def placed(clock: RoadClock, free: Seconds, work: int, rests: Sequence[Break], by: Seconds) -> Rests:
    """When these breaks are taken on a leg that ends at `by`, its `arrival`: each at its most natural start.

    That is before driving off if its window is open by then; else as near the next door as can be: nobody stops
    half-way for it.
    """
    if not rests:
        return ()
    starts = sorted({*_starts(clock, free, work, rests), _near_the_door(clock, free, work, rests[0])}, reverse=True)
    if starts[-1] == free:
        starts = [free, *starts[:-1]]
    begins = next(begins for begins, end in _begun(clock, free, work, rests, starts) if end == by)
    over = Seconds(begins + rests[0].seconds)
    return (TimeWindow(begins, over), *placed(clock, over, _left(clock, free, work, begins), rests[1:], by))


def _begun(
    clock: RoadClock, free: Seconds, work: int, rests: Sequence[Break], starts: Sequence[Seconds]
) -> Iterator[tuple[Seconds, Seconds | None]]:
    """Each of the `starts` of the first break, and the end of the leg that begins so."""
    for begins in starts:
        left = _left(clock, free, work, begins)
        yield begins, arrival(clock, Seconds(begins + rests[0].seconds), left, rests[1:])


def _left(clock: RoadClock, free: Seconds, work: int, begins: Seconds) -> int:
    """The work that is still to do when a break begins."""
    return max(0, work - (clock.done(begins) - clock.done(free)))


def _starts(clock: RoadClock, free: Seconds, work: int, rests: Sequence[Break]) -> Sequence[Seconds]:
    """Starts of the first break among which is the best one, ascending: on an even road the earliest is."""
    opens, closes = max(free, rests[0].start_window.opens), rests[0].start_window.closes
    if opens > closes:
        return ()
    if clock.is_even:
        return (opens,)
    closes = _near_the_door(clock, free, work, rests[0])
    between = (Seconds(t) for t in turns(clock, tuple(rests)) if opens < t < closes)
    return (opens, *between, closes) if closes > opens else (opens,)


def _near_the_door(clock: RoadClock, free: Seconds, work: int, rest: Break) -> Seconds:
    """The last start that delays nothing for its own sake: when one is there, and the window is open."""
    opens = max(free, rest.start_window.opens)
    return min(rest.start_window.closes, max(opens, clock.after(free, work)))


@lru_cache(maxsize=4096)
def turns(clock: RoadClock, rests: tuple[Break, ...]) -> tuple[int, ...]:
    """Starts of the first of these breaks, beside the first and the last that it has, at which it may cost least.

    The work lost to a break is piecewise linear in its start: it is least where the break begins or ends as the road
    changes its speed. Of breaks that follow one another at once, it is enough that this, or the window, binds one.
    """
    if clock.is_even:
        return ()
    found: set[int] = set()
    behind = 0
    for k, rest in enumerate(rests):
        ends = (rest.start_window.opens, rest.start_window.closes) if k else ()
        marks = (*ends, *(t for t, _ in clock.steps), *(t - rest.seconds for t, _ in clock.steps))
        found.update(mark - behind for mark in marks)
        behind += rest.seconds
    return tuple(sorted(found))


def latest_return(taken: int, breaks: Sequence[Break], closes: int) -> int:
    """By when one must be back, with the breaks in `taken` behind, from a shift that closes then.

    A break whose window is still open when the therapist is back for the day costs no time.
    """
    return min([closes, *(rest.start_window.closes for k, rest in enumerate(breaks) if not taken >> k & 1)])


Stretch = tuple[str, Seconds, Seconds]
"""`drive`, `wait` or `break`, from and until when."""


def stretches(clock: RoadClock, leave: Seconds, work: int, rests: Sequence[TimeWindow]) -> Iterator[Stretch]:
    """A leg of that much work, begun at `leave`, with `rests` on the way: in order of time, without gaps.

    Who has driven all the way before a rest begins waits for it.
    """
    at, left = leave, work
    for rest in rests:
        begins = max(at, rest.opens)
        until = min(clock.after(at, left), begins) if left else at
        if until > at:
            yield "drive", at, until
        if begins > until:
            yield "wait", until, begins
        left = max(0, left - (clock.done(until) - clock.done(at)))
        at = max(begins, rest.closes)
        if at > begins:
            yield "break", begins, at
    if left:
        yield "drive", at, clock.after(at, left)
