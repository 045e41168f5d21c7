"""One leg of a route: when it ends, with the breaks that may be taken on the way."""

from collections.abc import Sequence

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
        for begins in _rest_starts(clock, free, arrive, rest):
            over = Seconds(begins + rest.seconds)
            left = max(0, work - (clock.done(begins) - clock.done(free)))
            behind = TimeWindow(begins, over)
            for at_door, all_taken, more in legs(clock, over, left, taken | 1 << k, breaks):
                found.append((at_door, all_taken, (behind, *more)))
    return found


def _rest_starts(clock: RoadClock, free: Seconds, arrive: Seconds, rest: Break) -> tuple[Seconds, ...]:
    """When a rest on this leg may begin to best effect, the most natural start first."""
    opens = max(free, rest.start_window.opens)
    closes = min(rest.start_window.closes, max(opens, arrive))
    if opens > closes:
        return ()
    # Before driving off if the window is open by then; else near the next door: nobody stops half-way for it.
    natural = Seconds(opens if opens == free else closes)
    if clock.is_even:
        return (natural,)
    others = clock.rest_starts(opens, closes, rest.seconds)
    return (natural, *(Seconds(t) for t in others if t != natural))
