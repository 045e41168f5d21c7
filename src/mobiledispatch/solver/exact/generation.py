"""Column generation: ask the master for prices, the labels for routes that pay at those prices, until none does.

Then the master's value is a lower bound on every plan. Long before that, each round gives a weaker one: what
the mixture costs less the most that one route of each duty could still save, by its completion bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mobiledispatch.solver.budget import Pace
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import Floats, completion_bounds
from mobiledispatch.solver.exact.labels import Found, grow
from mobiledispatch.solver.exact.layer import CutPrices, Prices
from mobiledispatch.solver.exact.master import Master, Mixture
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.duty import Duty

PAYS = -1e-4
"""A route whose reduced cost is above this pays nothing worth a round."""
WIDTHS = (1500, 12_000, 10**9)
"""Labels kept a layer: a few while routes are easy to find, more when none was found, and all of them for the proof."""
ROUTES_A_ROUND = 60
"""For each therapist of a duty."""
PATIENCE, LEAST_PATIENCE = 0.2, 1.5
"""The share of a search's time, and the least seconds, to wait for a first bound: with long routes none comes."""


A_BOUND = 3e-9
"""Work (`Budget`) of one cell of a clockwork in a backward pass."""


class Impatience:
    """The pace of a search that is over when the rest of its time is better spent on choosing a plan."""

    def __init__(self, search: Search, patience: float) -> None:
        self._search = search
        self._until = search.seconds_left - max(LEAST_PATIENCE, patience * search.budget.seconds)
        self.spend = search.spend

    def is_over(self) -> bool:
        search = self._search
        return search.must_choose() or (search.bound <= 0 and search.seconds_left < self._until)


@dataclass(frozen=True, eq=False)
class Market:
    """A mixture, the prices it sets for each duty, and the completion bounds at those prices."""

    mixture: Mixture
    prices: list[Prices]
    bounds: list[Floats]

    def least(self, k: int) -> float:
        """No route of duty k has a reduced cost below this."""
        return float(self.bounds[k][0, 0, -1]) - self.prices[k].duty


def generate(search: Search, patience: float = PATIENCE, widths: Sequence[int] = WIDTHS) -> Market | None:
    """Add columns until none pays, and raise the bound to the master's value.

    `patience` is the share of the search's time in which a first bound is waited for. None if the search ran out
    first, if what is left of its time is better spent on choosing a plan, or if the last of the `widths` leaves it
    open whether a route pays.
    """
    pace = Impatience(search, patience)
    while True:
        market = open_market(search)
        if market is None:
            return None
        _raise(search, market.mixture.value, [market.least(k) for k in range(len(search.duties))])
        new, complete = 0, False
        for width in widths:
            if not new and not complete:
                new, complete = _buy(search, market, width, pace)
                if not search.has_room or (pace.is_over() and not complete):
                    return None
        if not new:
            if not complete:
                return None
            search.raise_bound(market.mixture.value)
            return market


def open_market(search: Search) -> Market | None:
    """Solve the master and work out each duty's prices and completion bounds.

    None if the master failed, or if time or memory ran out.
    """
    mixture, clockworks = search.master.solve(), search.clockworks
    if mixture is None or len(clockworks) < len(search.duties):
        return None
    prices, bounds = [], []
    for k, (duty, clockwork) in enumerate(zip(search.duties, clockworks, strict=True)):
        if search.is_over():
            return None
        prices.append(local_prices(search.master, mixture, k, duty))
        bounds.append(completion_bounds(clockwork, prices[k].visit))
        search.spend(A_BOUND * clockwork.cells)
    return Market(mixture, prices, bounds)


def _raise(search: Search, value: float, least: list[float]) -> None:
    saving = sum(len(d.therapists) * min(0.0, x) for d, x in zip(search.duties, least, strict=True))
    search.raise_bound(value + saving)


def _buy(search: Search, market: Market, width: int, pace: Pace) -> tuple[int, bool]:
    """Offer the master the best routes of every duty; how many were new, and whether no better ones exist."""
    new, least, complete = 0, [], True
    for k, clockwork in enumerate(search.clockworks):
        if market.least(k) > PAYS:
            least.append(0.0)
            continue
        most = ROUTES_A_ROUND * len(search.duties[k].therapists)
        found = grow(clockwork, market.bounds[k], market.prices[k], PAYS, width, most, pace, search.memory.left)
        best = float(found.reduced[0]) if len(found.orders) else 0.0
        least.append(best if found.complete else market.least(k))
        complete &= found.complete
        new += search.add_columns(columns_of(found, k, search.duties[k]))
        if pace.is_over():
            return new, False
    _raise(search, market.mixture.value, least)
    return new, complete


def columns_of(found: Found, number: int, duty: Duty) -> list[Column]:
    """Found routes with the problem's own indices of visits."""
    return [
        Column(number, tuple(int(duty.visits[k]) for k in order), int(cost))
        for order, cost in zip(found.orders, found.costs, strict=True)
    ]


def local_prices(master: Master, mixture: Mixture, number: int, duty: Duty) -> Prices:
    """The mixture's duals in a duty's own numbers. Cuts that the duty cannot meet twice are left away."""
    local = {int(visit): k for k, visit in enumerate(duty.visits)}
    own_row = len(mixture.visit) + number
    weights, headstarts, divisors, fines = [], [], [], []
    for cut, dual in zip(master.cuts, mixture.cut, strict=True):
        if dual >= -1e-9:
            continue
        row, headstart = np.zeros(duty.size, np.int8), 0
        for covered, weight in zip(cut.rows, cut.weights, strict=True):
            if covered in local:
                row[local[covered]] = weight
            elif covered == own_row:
                headstart = weight
        if headstart + row.sum() >= cut.divisor:
            weights.append(row)
            headstarts.append(headstart)
            divisors.append(cut.divisor)
            fines.append(-dual)
    cuts = CutPrices(
        np.array(weights, np.int8).reshape(len(weights), duty.size),
        np.array(headstarts, np.int8),
        np.array(divisors, np.int8),
        np.array(fines, float),
    )
    return Prices(mixture.visit[duty.visits], float(mixture.duty[number]), cuts)
