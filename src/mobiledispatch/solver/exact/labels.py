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
from mobiledispatch.solver.compiled_form import IS_COMPILED
from mobiledispatch.solver.exact.by_arrays import ByArrays
from mobiledispatch.solver.exact.by_loops import ByLoops
from mobiledispatch.solver.exact.completion import Clockwork, Floats, bucket_of, may_close
from mobiledispatch.solver.exact.layer import Layer, Prices, depot, words_of
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import Ints

Steps = ByLoops if IS_COMPILED else ByArrays

MOST_LABELS = 2_000_000
"""Labels in one layer, before those that others beat are dropped; fewer where memory is short."""
LONG = 200_000
"""Labels of a layer broken off that are no longer worth the time to compare them."""
COPIES, LABELS_AT_ONCE, CELLS_AT_ONCE = 4, 2048, 1_000_000
"""How often a layer stands in memory while it is made, and how many labels, and pairs of label and visit, are tried at
once."""

A_CELL, A_LABEL = 5e-8, 2e-6
"""Work (`Budget`): of asking whether a visit may follow a label, and of each label that comes of it."""


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
    layers, steps = [depot(duty, prices)], Steps(clockwork, bounds, prices, threshold)
    closed: list[tuple[int, NDArray[np.intp], Ints, Floats]] = []
    complete = True
    while len(layers[-1]):
        count, whole = _extend(steps, duty, layers[-1], most_labels, pace)
        complete &= whole
        if not whole and count > LONG and pace.is_over():
            break
        layer = steps.made()
        if len(layer) > width:
            complete = False
            promise = layer.reduced + bounds[layer.taken, bucket_of(clockwork, layer.free), layer.last]
            layer = layer.take(np.argpartition(promise, width)[:width])
        layers.append(layer)
        rows, costs, reduced = _close(duty, layer, threshold)
        if len(rows):
            closed.append((len(layers) - 1, rows, costs, reduced))
    return _collect(layers, closed, most, complete)


def _bytes_of_a_label(duty: Duty, prices: Prices) -> int:
    return 8 * (words_of(duty) + 7) + len(prices.cuts.fines)


def _extend(steps: ByArrays | ByLoops, duty: Duty, layer: Layer, most: int, pace: Pace) -> tuple[int, bool]:
    """Every label of `layer` with every visit that can follow it and may still pay: how many; False if broken off."""
    block, count = min(LABELS_AT_ONCE, 1 + min(CELLS_AT_ONCE, most) // max(1, duty.size)), 0
    steps.start(layer)
    for first in range(0, len(layer), block):
        last = min(first + block, len(layer))
        pace.spend(A_CELL * (last - first) * duty.size)
        if count > most or pace.is_over():
            return count, False
        came = steps.extend(first, last)
        count += came
        pace.spend(A_LABEL * came)
    return count, True


def _close(duty: Duty, layer: Layer, threshold: float) -> tuple[NDArray[np.intp], Ints, Floats]:
    """The labels that may drive home now and pay, with their cost and reduced cost."""
    closing = duty.home[layer.last] + duty.balance_cost(layer.hands_on)
    reduced = layer.reduced + closing
    rows = np.flatnonzero(reduced < threshold)
    rows = rows[_come_home(duty, layer.taken[rows], layer.free[rows], duty.home[layer.last[rows]])]
    return rows, layer.cost[rows] + closing[rows], reduced[rows]


def _come_home(duty: Duty, taken: Ints, free: Ints, leg: Ints) -> NDArray[np.bool_]:
    """Which of those who have taken these breaks may set off for home when they are free?"""
    fits = np.zeros(len(free), np.bool_)
    for state in np.flatnonzero(np.bincount(taken)).tolist():
        rows = np.flatnonzero(taken == state)
        for after, rests in duty.ways(state):
            fits[rows] |= may_close(duty, duty.road.arrival(free[rows], leg[rows], rests), after)
    return fits


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
