"""One therapist's day: every order of people, each kept in mind only if there are times for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from apart.day import Asked, Hand, Window

Block = tuple[str, ...]
Pins = Mapping[str, int]
"""The starts that some people have to have."""


@dataclass(frozen=True)
class Told:
    """A leg and the people at its end: the breaks on it, the arrival, the starts of the massages; the way home too."""

    rests: tuple[tuple[int, int], ...]
    arrive: int
    starts: tuple[int, ...]
    before: "Told | None"


Moments = dict[frozenset[int], tuple[int, Told | None]]
"""For each set of breaks behind: the first second at which one is free again, and how that came about."""


def times(asked: Asked, hand: Hand, order: Sequence[Block], pins: Pins) -> Told | None:
    """The whole day in this order, told from its end; None if it cannot be."""
    moments: Moments = {frozenset(): (hand.opens, None)}
    here = hand.start
    for block in order:
        moments = after(asked, hand, moments, here, block, pins)
        here = asked.people[block[-1]].place
    return home(asked, hand, moments, here)


def after(asked: Asked, hand: Hand, moments: Moments, here: int, block: Block, pins: Pins) -> Moments:
    """Everything that may have come about once these people are served next."""
    found: Moments = {}
    there = asked.people[block[0]].place
    for behind, arrive, rests, before in _legs(asked, hand, moments, here, there):
        starts = in_turn(asked, block, arrive, pins)
        if starts is None:
            continue
        free = starts[-1] + asked.people[block[-1]].after_start
        if behind not in found or free < found[behind][0]:
            found[behind] = free, Told(rests, arrive, starts, before)
    return found


def home(asked: Asked, hand: Hand, moments: Moments, here: int) -> Told | None:
    """The first return within the shift to which no break is owed: none whose window has closed by then."""
    best: Told | None = None
    for behind, back, rests, before in _legs(asked, hand, moments, here, hand.end):
        owed = any(closes < back for k, (_, closes, _) in enumerate(hand.rests) if k not in behind)
        if back <= hand.closes and not owed and (best is None or back < best.arrive):
            best = Told(rests, back, (), before)
    return best


Ended = tuple[frozenset[int], int, tuple[tuple[int, int], ...], Told | None]


def _legs(asked: Asked, hand: Hand, moments: Moments, here: int, there: int) -> Iterator[Ended]:
    """Every end of a leg, with no break on it or with some, in every order."""
    seconds = asked.seconds[here][there]
    for behind, (free, before) in moments.items():
        left = [k for k in range(len(hand.rests)) if k not in behind]
        for count in range(len(left) + 1):
            for chosen in permutations(left, count):
                rests = [hand.rests[k] for k in chosen]
                ended = asked.road.leg(free, seconds, rests)
                if ended is not None:
                    arrive, begins = ended
                    taken = tuple((b, b + rest[2]) for b, rest in zip(begins, rests, strict=True))
                    yield behind | set(chosen), arrive, taken, before


def in_turn(asked: Asked, block: Block, ready: int, pins: Pins) -> tuple[int, ...] | None:
    """The first starts of all these people, the first one's set-up not before `ready`, nobody waiting in between."""
    windows = [_windows(asked, name, pins) for name in block]
    while True:
        starts = _starts(asked, block, ready)
        late = next((k for k, start in enumerate(starts) if not _holds(windows[k], start)), None)
        if late is None:
            return starts
        opens = min((o for o, _ in windows[late] if o > starts[late]), default=None)
        if opens is None:
            return None
        ready = _ready_for(asked, block, ready, late, opens)


def _windows(asked: Asked, name: str, pins: Pins) -> tuple[Window, ...]:
    if name in pins:
        return ((pins[name], pins[name]),)
    if name in asked.tied:
        return tuple((t, t) for t in asked.tied[name].starts)
    return asked.people[name].starts


def _holds(windows: tuple[Window, ...], start: int) -> bool:
    return any(opens <= start <= closes for opens, closes in windows)


def _starts(asked: Asked, block: Block, ready: int) -> tuple[int, ...]:
    starts: list[int] = []
    for number, name in enumerate(block):
        person = asked.people[name]
        if number:
            before = asked.people[block[number - 1]]
            leg = 100 * asked.seconds[before.place][person.place]
            ready = asked.road.arrive(starts[-1] + before.after_start, leg)
        starts.append(ready + person.setup)
    return tuple(starts)


def _ready_for(asked: Asked, block: Block, low: int, number: int, opens: int) -> int:
    """The first second after `low` from which that person starts at `opens` or later: later there is later here."""
    high = opens
    while low < high:
        middle = (low + high) // 2
        if _starts(asked, block, middle)[number] >= opens:
            high = middle
        else:
            low = middle + 1
    return high
