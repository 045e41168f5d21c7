"""Labels of one length, and the prices that they are reckoned with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.exact.completion import Floats
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import Ints

Words = NDArray[np.uint64]


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
        # One after the other: a matrix product adds them up in an order of its own on each machine.
        return (crossing * self.fines).cumsum(axis=1)[:, -1] if len(self.fines) else np.zeros(len(visit))

    def met_with(self, met: NDArray[np.int8], visit: NDArray[np.intp]) -> NDArray[np.int8]:
        """(labels, cuts): what labels have met once they have served `visit` as well."""
        return met + self.weights.T[visit] if len(self.fines) else met


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

    def put(self, first: "Layer") -> None:
        """Write labels over the first of these."""
        for own, given in zip(vars(self).values(), vars(first).values(), strict=True):
            own[: len(first)] = given


def depot(duty: Duty, prices: Prices) -> Layer:
    """The one label that has served nobody yet."""
    zero = np.zeros(1, np.int64)
    start = np.full(1, duty.shift_opens, np.int64)
    met = prices.cuts.headstarts[None, :]
    sets = np.zeros((1, words_of(duty)), np.uint64)
    return Layer(sets, zero + duty.size, zero, start, zero, zero, np.full(1, -prices.duty), zero - 1, met)


def joined(layers: Sequence[Layer]) -> Layer:
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


def words_of(duty: Duty) -> int:
    """Of 64 bits each, to hold a bit for every visit."""
    return max(1, -(-duty.size // 64))


def own_bits(duty: Duty) -> Words:
    """(m, words): in each row the bit of one visit."""
    bits, visit = np.zeros((duty.size, words_of(duty)), np.uint64), np.arange(duty.size)
    bits[visit, visit // 64] = np.left_shift(np.uint64(1), (visit % 64).astype(np.uint64))
    return bits
