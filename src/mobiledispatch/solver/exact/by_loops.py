"""The labels that follow those of a layer, by the compiled loop: `by_arrays.ByArrays` gives the same, to the bit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.compiled_form import quickest
from mobiledispatch.solver.exact.completion import Clockwork, Floats
from mobiledispatch.solver.exact.growth import Growth
from mobiledispatch.solver.exact.layer import Layer, Prices, Words, own_bits
from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.local.tables import Tables

QUICKEST = quickest(Growth)
LEAST_ROOM = 1 << 16
"""For so many labels, from the beginning."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Soil:
    """What a duty's labels grow on, in flat arrays: `tables` of the day, and what is its own in its own numbers.

    `legs`, `step` and `costs` are (m+1, m), `bits` and `bars` (m, words): each visit's own bit, and with its rivals'.
    `next_cell` is the clockwork's, by the breaks taken before a leg times the tables' states, plus those taken after.
    """

    tables: Tables
    number: int
    size: int
    words: int
    rows: int
    dawn: int
    bucket: int
    limit: int
    threshold: float
    numbers: Ints
    legs: Ints
    step: Floats
    costs: Ints
    bits: Words
    bars: Words
    bounds: Floats
    next_cell: dict[int, NDArray[np.int32]]
    weights: NDArray[np.int8]
    divisors: NDArray[np.int8]
    fines: Floats


class ByLoops:
    """Grows one layer after another at the same prices."""

    def __init__(
        self, clockwork: Clockwork, bounds: Floats, prices: Prices, threshold: float, loops: type[Growth] = QUICKEST
    ) -> None:
        soil, duty = _soil(clockwork, bounds, prices, threshold), clockwork.duty
        self._growth, self._words, self._cuts = loops(soil), soil.words, len(soil.fines)
        self._most_steps = duty.size * max(len(duty.ways(taken)) for taken in range(duty.all_taken + 1))
        self._take_room(LEAST_ROOM)

    def start(self, layer: Layer) -> None:
        """Grow from this layer now."""
        self._growth.start(layer)

    def extend(self, first: int, last: int) -> int:
        """Add what may follow the labels from `first` to before `last` and still pay; how many came."""
        count = self._growth.count
        room = count + (last - first) * self._most_steps + 1
        if room > len(self._alive):
            old = self._made.take(np.arange(count)), self._alive[:count], self._onwards[:count]
            self._take_room(max(room, 2 * len(self._alive)))
            self._made.put(old[0])
            self._alive[:count], self._onwards[:count] = old[1:]
        return self._growth.extend(first, last)

    def made(self) -> Layer:
        """The labels that came since the start, without those that others beat."""
        return self._made.take(np.flatnonzero(self._alive[: self._growth.count]))

    def _take_room(self, count: int) -> None:
        # What is not written to takes no memory.
        last, taken, free, hands_on, cost, parent, alive, onwards = (np.empty(count, np.int64) for _ in range(8))
        sets, met = np.empty((count, self._words), np.uint64), np.empty((count, self._cuts), np.int8)
        self._made = Layer(sets, last, taken, free, hands_on, cost, np.empty(count), parent, met)
        self._alive, self._onwards = alive, onwards
        self._growth.give_room(self._made, alive, onwards)


def _soil(clockwork: Clockwork, bounds: Floats, prices: Prices, threshold: float) -> Soil:
    duty, tables, cuts = clockwork.duty, clockwork.tables, prices.cuts
    bits = own_bits(duty)
    bars = bits.copy()
    for rivals in duty.rivals:
        bars[rivals] = np.bitwise_or.reduce(bits[rivals], axis=0)
    return Soil(
        tables=tables,
        number=clockwork.number,
        size=duty.size,
        words=bits.shape[1],
        rows=bounds.shape[1],
        dawn=duty.shift_opens,
        bucket=clockwork.bucket,
        limit=duty.hands_on_limit,
        threshold=threshold,
        numbers=duty.visits,
        legs=duty.leg.reshape(-1),
        step=(duty.cost - prices.visit[None, :]).reshape(-1),
        costs=duty.cost.reshape(-1),
        bits=bits.reshape(-1),
        bars=bars.reshape(-1),
        bounds=bounds.reshape(-1),
        next_cell={
            taken * tables.states + after: clockwork.cells_of(taken, after).reshape(-1)
            for taken, after in clockwork.ways
        },
        weights=np.ascontiguousarray(cuts.weights.T).reshape(-1),
        divisors=cuts.divisors,
        fines=cuts.fines,
    )
