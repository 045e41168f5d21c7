"""One leg of a route: when it ends, with the breaks that may be taken on the way."""

from collections.abc import Iterator, Sequence

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.therapist import Break

Leg = tuple[Seconds, int, tuple[TimeWindow, ...]]
"""Arrival, the bit set of breaks taken by then, and when the breaks on this leg were."""


def legs(clock: RoadClock, free: Seconds, work: int, taken: int, breaks: Sequence[Break]) -> list[Leg]:
    """Every arrival worth having at the end of `work` begun at `free`: with no further break, or with some."""
    arrive = clock.after(free, work)
    found: list[Leg] = [(arrive, taken, ())]
    for k, rest in enumerate(breaks):
        if taken >> k & 1:
            continue
        others = len(breaks) - (taken | 1 << k).bit_count()
        for begins in _rest_starts(clock, free, arrive, rest, others):
            over = Seconds(begins + rest.seconds)
            left = max(0, work - (clock.done(begins) - clock.done(free)))
            behind = TimeWindow(begins, over)
            for at_door, all_taken, more in legs(clock, over, left, taken | 1 << k, breaks):
                found.append((at_door, all_taken, (behind, *more)))
    return found


def _rest_starts(clock: RoadClock, free: Seconds, arrive: Seconds, rest: Break, others: int) -> tuple[Seconds, ...]:
    """When a rest on this leg may begin to best effect, the most natural start first.

    `others` are breaks that may follow on the same leg.
    """
    opens = max(free, rest.start_window.opens)
    closes = min(rest.start_window.closes, max(opens, arrive))
    if opens > closes:
        return ()
    # Before driving off if the window is open by then; else near the next door: nobody stops half-way for it.
    natural = Seconds(opens if opens == free else closes)
    if clock.is_even:
        # Near the next door may be too late for the break after this one.
        return (natural,) if natural == opens or not others else (natural, opens)
    others_starts = clock.rest_starts(opens, closes, rest.seconds)
    return (natural, *(Seconds(t) for t in others_starts if t != natural))


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
