"""The optimum of a small problem.json by trying everything. Nothing here is shared with the program, not even a noun.

What the keys mean is read off docs/json.md; `apart.by_second` holds this to a day that is lived second by second.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from apart.day import Asked, Data, Hand
from apart.route import Block, Moments, Told, after, home, times


@dataclass(frozen=True)
class Way:
    """One therapist's people in order, and what that costs."""

    cost: int
    order: tuple[Block, ...]


@dataclass(frozen=True)
class Best:
    """The least objective; who serves whom in which order; when those start who start together."""

    total: int
    orders: Mapping[str, tuple[Block, ...]]
    pins: Mapping[str, int]


def optimum(data: Data, grid: int | None = None) -> Best:
    """The cheapest plan of the problem; `grid` is another step of the starts of those who start together."""
    return _Everything(Asked(data, grid)).best()


class _Everything:
    """All plans of one day."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.names = list(asked.people)
        self.ways = [self._ways(hand) for hand in asked.hands]
        self.timed = cache(self._timed)

    def best(self) -> Best:
        everybody = sum(self.bit(name) for name in self.names)
        best = Best(self._left_out(everybody), {}, {})
        for bound, parts in sorted(self._shares(everybody)):
            if bound >= best.total:
                break
            for ways in self._cheapest_first(parts):
                total = sum(way.cost for way in ways) + self._left_out(everybody & ~sum(parts))
                if total >= best.total:
                    break
                pins = self._meet(ways, parts)
                if pins is not None:
                    orders = {h.id: way.order for h, way in zip(self.asked.hands, ways, strict=True) if way.order}
                    best = Best(total, orders, pins)
                    break
        return best

    def bit(self, name: str) -> int:
        return 1 << self.names.index(name)

    def _mask(self, names: Sequence[str]) -> int:
        return sum(self.bit(name) for name in names)

    def _left_out(self, mask: int) -> int:
        return sum(self.asked.people[name].left_out for name in self.names if mask & self.bit(name))

    def _ways(self, hand: Hand) -> dict[int, list[Way]]:
        """The orders of every set of people, cheapest first; of those that nobody else's times depend on, the one."""
        found: dict[int, list[Way]] = {0: [Way(0, ())]}
        able = [block for block in self.asked.blocks() if all(hand.id in self.asked.people[n].crew for n in block)]
        for way in self._orders(hand, able, (), {frozenset(): (hand.opens, None)}, hand.start, 0):
            mask = self._mask([name for block in way.order for name in block])
            found.setdefault(mask, []).append(way)
        for mask, ways in found.items():
            ways.sort(key=lambda way: way.cost)
            if not any(mask & self.bit(name) for name in self.asked.tied):
                del ways[1:]
        return found

    def _orders(
        self, hand: Hand, able: Sequence[Block], order: tuple[Block, ...], moments: Moments, here: int, road: int
    ) -> Iterator[Way]:
        for block in able:
            if block in order:
                continue
            longer = (*order, block)
            then = after(self.asked, hand, moments, here, block, {})
            if not then or not self._may_hold(hand, longer):
                continue
            places = [here, *(self.asked.people[name].place for name in block)]
            way = road + sum(self.asked.seconds[a][b] for a, b in itertools.pairwise(places))
            if home(self.asked, hand, then, places[-1]):
                yield Way(self._cost(hand, longer, way + self.asked.seconds[places[-1]][hand.end]), longer)
            yield from self._orders(hand, able, longer, then, places[-1], way)

    def _may_hold(self, hand: Hand, order: Sequence[Block]) -> bool:
        return hand.limit is None or self._massage(order) <= hand.limit

    def _massage(self, order: Sequence[Block]) -> int:
        return sum(self.asked.people[name].massage for block in order for name in block)

    def _cost(self, hand: Hand, order: Sequence[Block], road: int) -> int:
        liking = sum(self.asked.people[name].liking.get(hand.id, 0) for block in order for name in block)
        return road + liking + self.asked.balance(self._massage(order))

    def _shares(self, everybody: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Who serves which set of people, with what that costs at the least; what belongs together kept together."""
        for parts in _apart([tuple(ways) for ways in self.ways], 0):
            if self._belongs(parts):
                least = sum(ways[part][0].cost for ways, part in zip(self.ways, parts, strict=True))
                yield least + self._left_out(everybody & ~sum(parts)), parts

    def _belongs(self, parts: Sequence[int]) -> bool:
        for tie in self.asked.ties:
            group = self._mask(tie.members)
            if sum(parts) & group not in (0, group) or any((part & group).bit_count() > 1 for part in parts):
                return False
        for names, count in self.asked.shared:
            needed = self._mask(list(names))
            if sum(1 for part in parts if part & needed) > count:
                return False
        return True

    def _cheapest_first(self, parts: Sequence[int]) -> list[tuple[Way, ...]]:
        choices = itertools.product(*(ways[part] for ways, part in zip(self.ways, parts, strict=True)))
        return sorted(choices, key=lambda ways: sum(way.cost for way in ways))

    def _meet(self, ways: Sequence[Way], parts: Sequence[int]) -> Mapping[str, int] | None:
        """Starts of those who start together that every therapist can keep; None if there are none."""
        ties = [tie for tie in self.asked.ties if sum(parts) & self._mask(tie.members)]
        return self._pinned(ways, [(tie.members, tie.starts) for tie in ties], {})

    def _pinned(
        self, ways: Sequence[Way], left: Sequence[tuple[tuple[str, ...], tuple[int, ...]]], pins: Mapping[str, int]
    ) -> Mapping[str, int] | None:
        if not all(self._keeps(k, way, pins) for k, way in enumerate(ways)):
            return None
        if not left:
            return pins
        members, starts = left[0]
        tries = (self._pinned(ways, left[1:], {**pins, **dict.fromkeys(members, t)}) for t in starts)
        return next((found for found in tries if found is not None), None)

    def _keeps(self, number: int, way: Way, pins: Mapping[str, int]) -> bool:
        own = tuple((name, pins[name]) for block in way.order for name in block if name in pins)
        return not way.order or self.timed(number, way.order, own) is not None

    def _timed(self, number: int, order: tuple[Block, ...], pins: tuple[tuple[str, int], ...]) -> Told | None:
        return times(self.asked, self.asked.hands[number], order, dict(pins))


def _apart(choices: Sequence[Sequence[int]], taken: int) -> Iterator[tuple[int, ...]]:
    """One set out of each of the choices, no two of which share anybody."""
    if not choices:
        yield ()
        return
    for part in choices[0]:
        if not part & taken:
            for parts in _apart(choices[1:], taken | part):
                yield (part, *parts)
