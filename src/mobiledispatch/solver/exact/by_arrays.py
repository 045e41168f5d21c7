"""The labels that follow those of a layer, a whole array at once: the form for where nothing was compiled."""

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.exact.completion import Clockwork, Floats, bucket_of
from mobiledispatch.solver.exact.layer import Layer, Prices, joined
from mobiledispatch.solver.groundwork.road import NEVER, Ints
from mobiledispatch.timetable.legs import Way


class ByArrays:
    """Grows one layer after another at the same prices; `growth.Growth` in arrays."""

    def __init__(self, clockwork: Clockwork, bounds: Floats, prices: Prices, threshold: float) -> None:
        self._clockwork, self._duty, self._prices, self._threshold = clockwork, clockwork.duty, prices, threshold
        self._bounds = bounds
        self._step = self._duty.cost - prices.visit[None, :]

    def start(self, layer: Layer) -> None:
        """Grow from this layer now."""
        self._layer, self._fresh = layer, [layer.take(np.zeros(0, np.intp))]

    def extend(self, first: int, last: int) -> int:
        """Add what may follow the labels from `first` to before `last` and still pay; how many came."""
        before, some = len(self._fresh), self._layer.taken[first:last]
        for taken in np.flatnonzero(np.bincount(some)).tolist():
            rows = first + np.flatnonzero(some == taken)
            gain = self._layer.reduced[rows, None] + self._step[self._layer.last[rows]]
            np.copyto(gain, np.inf, where=self._barred(rows))
            self._fresh += [self._followed(rows, gain, taken, way) for way in self._duty.ways(taken)]
        return sum(len(x) for x in self._fresh[before:])

    def made(self) -> Layer:
        """The labels that came since the start, without those that others beat."""
        return undominated(joined(self._fresh))

    def _barred(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """(labels, m): the visits that are served already, the rivals of those, and those too long for who serves."""
        duty = self._duty
        bits = np.unpackbits(self._layer.sets[rows].view(np.uint8), axis=1, bitorder="little")
        barred = bits[:, : duty.size].astype(np.bool_)
        for rivals in duty.rivals:
            barred[:, rivals] = barred[:, rivals].any(axis=1, keepdims=True)
        if duty.hands_on_limit < NEVER:
            barred |= self._layer.hands_on[rows, None] + duty.massage > duty.hands_on_limit
        return barred

    def _followed(self, rows: NDArray[np.intp], gain: Floats, taken: int, way: Way) -> Layer:
        """Every visit that may follow these labels, which have `taken` so many breaks, after a leg with a way's."""
        duty, layer, (then, rests) = self._duty, self._layer, way
        # The road is asked about those alone that have hope from the beginning of the bucket.
        cells = self._clockwork.cells_of(taken, then)[self._row(layer.free[rows]), layer.last[rows]]
        hope = self._bounds[then].reshape(-1).take(cells, mode="clip")
        hope += gain
        cell = np.flatnonzero(hope < self._threshold)
        row = cell // max(1, duty.size)
        visit = cell - row * duty.size
        parent, gains = rows[row], gain.reshape(-1)[cell]
        arrive = duty.road.arrival(layer.free[parent], duty.leg[layer.last[parent], visit], rests)
        free = duty.begin_at(visit, arrive) + duty.service[visit]
        hope = gains + self._bounds[then][self._row(free), visit]
        hopeful = np.flatnonzero(hope < self._threshold)
        # Fines only make a label dearer, so they are worked out for those alone that still had hope.
        fines = self._prices.cuts.fined(layer.met[parent[hopeful]], visit[hopeful])
        pays = hope[hopeful] + fines < self._threshold
        kept = hopeful[pays]
        return self._grown(parent[kept], visit[kept], then, free[kept], gains[kept] + fines[pays])

    def _row(self, free: Ints) -> Ints:
        return bucket_of(self._clockwork, free)

    def _grown(self, parent: NDArray[np.intp], visit: NDArray[np.intp], taken: int, free: Ints, gain: Floats) -> Layer:
        duty, layer = self._duty, self._layer
        sets = layer.sets[parent]
        sets[np.arange(len(visit)), visit // 64] |= np.left_shift(np.uint64(1), (visit % 64).astype(np.uint64))
        cost = layer.cost[parent] + duty.cost[layer.last[parent], visit]
        breaks, hands_on = np.full(len(visit), taken, np.int64), layer.hands_on[parent] + duty.massage[visit]
        met = self._prices.cuts.met_with(layer.met[parent], visit)
        return Layer(sets, visit.astype(np.int64), breaks, free, hands_on, cost, gain, parent, met)


def undominated(layer: Layer) -> Layer:
    """Without every label that another of the same set, last visit and breaks beats in both cost and time."""
    if len(layer) < 2:
        return layer
    keys = (*layer.sets.T, layer.last, layer.taken)
    order = np.lexsort((layer.free, layer.cost, *keys))
    new_group = np.ones(len(order), np.bool_)
    new_group[1:] = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
    # Later groups are shifted below earlier ones, so that one running minimum over all is a minimum within each.
    shifted = layer.free[order] - np.cumsum(new_group) * NEVER
    before = np.minimum.accumulate(shifted)
    keep = new_group.copy()
    keep[1:] |= shifted[1:] < before[:-1]
    return layer.take(np.sort(order[keep]))
