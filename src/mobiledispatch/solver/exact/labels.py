"""Every route of one duty that could pay, grown a visit at a time, a whole layer of labels at once.

A label is a route without its way home: the set of its visits (64 to a word), the last one, the breaks taken,
when it is free, its hands-on time, its cost and its reduced cost. Among labels with the same set, last visit and
breaks, one that is dearer and later than another is dropped; all others are kept, so nothing cheaper is ever
lost. A label whose completion bound already exceeds the threshold cannot pay and is dropped too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.completion import Clockwork, Floats, bucket_of, may_close
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import NEVER, Ints

Words = NDArray[np.uint64]
MOST_LABELS = 2_000_000
"""Labels in one layer, before those that others beat are dropped; fewer where memory is short."""
LONG = 200_000
"""Labels of a layer broken off that are no longer worth the time to compare them."""
COPIES, CELLS_AT_ONCE = 4, 1_000_000
"""How often a layer stands in memory while it is made, and how many pairs of label and visit are tried at once."""

A_CELL, A_LABEL = 5e-8, 2e-6
"""Work (`Budget`): of asking whether a visit may follow a label, and of each label that comes of it."""


@dataclass(frozen=True, eq=False)
class CutPrices:
    """The cuts that a duty can meet: (cuts, m) weights of its visits, and (cuts,) headstarts, divisors and fines.

    A route pays a cut's fine, zero or more, once the headstart and the weights of its visits add up to the divisor.
    """

    weights: NDArray[np.int8]
    headstarts: NDArray[np.int8]
    divisors: NDArray[np.int8]
    fines: Floats

    def fined(self, met: NDArray[np.int8], visit: NDArray[np.intp]) -> Floats:
        """(labels,): the fines that serving `visit` next brings to labels that have `met` (labels, cuts) so far."""
        crossing = (met < self.divisors) & (met + self.weights.T[visit] >= self.divisors)
        fined: Floats = crossing @ self.fines
        return fined


@dataclass(frozen=True, eq=False)
class Prices:
    """Duals in one duty's local numbers: (m,) for visits, one for the duty, and those of the cuts."""

    visit: Floats
    duty: float
    cuts: CutPrices


@dataclass(eq=False)
class Layer:
    """Labels of one length, an array a field.

    `parent` indexes the layer before; `met` adds up, cut by cut, the weights of the visits served.
    """

    sets: Words
    last: Ints
    taken: Ints
    free: Ints
    hands_on: Ints
    cost: Ints
    reduced: Floats
    parent: Ints
    met: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.last)

    def take(self, rows: NDArray[np.intp]) -> "Layer":
        return Layer(
            self.sets[rows],
            self.last[rows],
            self.taken[rows],
            self.free[rows],
            self.hands_on[rows],
            self.cost[rows],
            self.reduced[rows],
            self.parent[rows],
            self.met[rows],
        )


@dataclass(frozen=True, eq=False)
class Found:
    """Closed routes of one duty, best first: local visits in order, cost in seconds, reduced cost.

    `complete` if no label was passed over for width, so that the first route is the best there is; `total` counts
    the routes before the list was cut to the best.
    """

    orders: list[tuple[int, ...]]
    costs: Ints
    reduced: Floats
    complete: bool
    total: int


def grow(
    clockwork: Clockwork,
    bounds: Floats,
    prices: Prices,
    threshold: float,
    width: int,
    most: int,
    pace: Pace,
    room: int = 10**9,
) -> Found:
    """Routes with reduced cost below `threshold`, one for each set, the best `most` of them.

    At most `width` labels of a layer are kept, the most promising; `complete` is False once that mattered, or once
    `pace` was over, or labels would have taken more than `room`, in bytes.
    """
    duty = clockwork.duty
    most_labels = min(MOST_LABELS, room // (COPIES * _bytes_of_a_label(duty, prices)))
    layers = [_depot(duty, prices)]
    closed: list[tuple[int, NDArray[np.intp], Ints, Floats]] = []
    complete = True
    while len(layers[-1]):
        layer, whole = _extend(clockwork, bounds, prices, layers[-1], threshold, pace, most_labels)
        complete &= whole
        if not whole and len(layer) > LONG and pace.is_over():
            break
        layer = _undominated(layer)
        if len(layer) > width:
            complete = False
            promise = layer.reduced + bounds[layer.taken, bucket_of(clockwork, layer.free), layer.last]
            layer = layer.take(np.argpartition(promise, width)[:width])
        layers.append(layer)
        rows, costs, reduced = _close(duty, layer, threshold)
        if len(rows):
            closed.append((len(layers) - 1, rows, costs, reduced))
    return _collect(layers, closed, most, complete)


def _depot(duty: Duty, prices: Prices) -> Layer:
    zero = np.zeros(1, np.int64)
    words = np.zeros((1, max(1, -(-duty.size // 64))), np.uint64)
    start = np.full(1, duty.shift_opens, np.int64)
    met = prices.cuts.headstarts[None, :]
    return Layer(words, zero + duty.size, zero, start, zero, zero, np.full(1, -prices.duty), zero - 1, met)


def _bytes_of_a_label(duty: Duty, prices: Prices) -> int:
    return 8 * (max(1, -(-duty.size // 64)) + 7) + len(prices.cuts.fines)


def _extend(
    clockwork: Clockwork,
    bounds: Floats,
    prices: Prices,
    layer: Layer,
    threshold: float,
    pace: Pace,
    most: int,
) -> tuple[Layer, bool]:
    """Every label of `layer` with every visit that can follow it and may still pay; False if it was broken off."""
    duty, count = clockwork.duty, 0
    step = duty.cost - prices.visit[None, :]
    fresh: list[Layer] = []
    for taken in np.unique(layer.taken):
        rows = np.flatnonzero(layer.taken == taken)
        for block in np.array_split(rows, len(rows) // min(8192, 1 + CELLS_AT_ONCE // max(1, duty.size)) + 1):
            pace.spend(A_CELL * len(block) * duty.size)
            if count > most or pace.is_over():
                return _joined(fresh or [layer.take(rows[:0])]), False
            barred = _barred(duty, layer.sets[block])
            barred |= layer.hands_on[block, None] + duty.massage > duty.hands_on_limit
            reduced = layer.reduced[block, None] + step[layer.last[block]]
            for after, rests in duty.ways(int(taken)):
                begin = duty.begin_after(duty.road.arrival(layer.free[block, None], duty.leg[layer.last[block]], rests))
                free = begin + duty.service
                hope = reduced + bounds[after][bucket_of(clockwork, free), np.arange(duty.size)]
                parent, visit = np.nonzero((hope < threshold) & ~barred)
                # Fines only make a label dearer, so they are worked out for those alone that still had hope.
                fines = prices.cuts.fined(layer.met[block[parent]], visit)
                paying = hope[parent, visit] + fines < threshold
                parent, visit, fines = parent[paying], visit[paying], fines[paying]
                gains = reduced[parent, visit] + fines
                fresh.append(_grown(duty, layer, block[parent], visit, after, free[parent, visit], gains, prices))
                count += len(visit)
                pace.spend(A_LABEL * len(visit))
    return _joined(fresh), True


def _barred(duty: Duty, sets: Words) -> NDArray[np.bool_]:
    """(labels, m): the visits that are served already, and the rivals of those."""
    bits = np.unpackbits(sets.view(np.uint8), axis=1, bitorder="little")
    barred = bits[:, : duty.size].astype(np.bool_)
    for rivals in duty.rivals:
        barred[:, rivals] = barred[:, rivals].any(axis=1, keepdims=True)
    return barred


def _grown(
    duty: Duty,
    layer: Layer,
    parent: NDArray[np.intp],
    visit: NDArray[np.intp],
    taken: int,
    free: Ints,
    reduced: Floats,
    prices: Prices,
) -> Layer:
    sets = layer.sets[parent]
    sets[np.arange(len(visit)), visit // 64] |= np.left_shift(np.uint64(1), (visit % 64).astype(np.uint64))
    met = layer.met[parent]
    if met.shape[1]:
        met = met + prices.cuts.weights.T[visit]
    cost = layer.cost[parent] + duty.cost[layer.last[parent], visit]
    hands_on = layer.hands_on[parent] + duty.massage[visit]
    last, breaks = visit.astype(np.int64), np.full(len(visit), taken, np.int64)
    return Layer(sets, last, breaks, free, hands_on, cost, reduced, parent, met)


def _joined(layers: Sequence[Layer]) -> Layer:
    return Layer(
        np.concatenate([x.sets for x in layers]),
        np.concatenate([x.last for x in layers]),
        np.concatenate([x.taken for x in layers]),
        np.concatenate([x.free for x in layers]),
        np.concatenate([x.hands_on for x in layers]),
        np.concatenate([x.cost for x in layers]),
        np.concatenate([x.reduced for x in layers]),
        np.concatenate([x.parent for x in layers]),
        np.concatenate([x.met for x in layers]),
    )


def _undominated(layer: Layer) -> Layer:
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
    return layer.take(order[keep])


def _close(duty: Duty, layer: Layer, threshold: float) -> tuple[NDArray[np.intp], Ints, Floats]:
    """The labels that may drive home now and pay, with their cost and reduced cost."""
    fits = np.zeros(len(layer), np.bool_)
    for taken in np.unique(layer.taken):
        rows = np.flatnonzero(layer.taken == taken)
        for after, rests in duty.ways(int(taken)):
            back = duty.road.arrival(layer.free[rows], duty.home[layer.last[rows]], rests)
            fits[rows] |= may_close(duty, back, after)
    closing = duty.home[layer.last] + duty.balance_cost(layer.hands_on)
    reduced = layer.reduced + closing
    rows = np.flatnonzero(fits & (reduced < threshold))
    return rows, layer.cost[rows] + closing[rows], reduced[rows]


def _collect(
    layers: Sequence[Layer], closed: Sequence[tuple[int, NDArray[np.intp], Ints, Floats]], most: int, complete: bool
) -> Found:
    """The best route of each set, cheapest reduced cost first; a set lies wholly within one layer."""
    chosen: list[tuple[float, int, int, int]] = []
    for depth, rows, prices, gains in closed:
        sets = layers[depth].sets[rows]
        order = np.lexsort((prices, *sets.T))
        first = np.ones(len(order), np.bool_)
        first[1:] = (sets[order][1:] != sets[order][:-1]).any(axis=1)
        chosen += [(float(gains[k]), int(prices[k]), depth, int(rows[k])) for k in order[first]]
    chosen.sort()
    kept = chosen[:most]
    orders = [_order(layers, depth, row) for _, _, depth, row in kept]
    costs = np.array([cost for _, cost, _, _ in kept], np.int64)
    reduced = np.array([value for value, _, _, _ in kept], np.float64)
    return Found(orders, costs, reduced, complete, len(chosen))


def _order(layers: Sequence[Layer], depth: int, row: int) -> tuple[int, ...]:
    visits = []
    while depth:
        visits.append(int(layers[depth].last[row]))
        row = int(layers[depth].parent[row])
        depth -= 1
    return tuple(reversed(visits))
