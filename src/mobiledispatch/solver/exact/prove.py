"""The search that ends with a proof: a bound from below, plans from above, until they meet.

docs/how-plans-are-proven.md tells it with a drawing.
"""

from dataclasses import replace
from math import inf

import numpy as np

from mobiledispatch.solver.exact.columns import Column, Cut
from mobiledispatch.solver.exact.cuts import A_TRIPLE, violated_cuts
from mobiledispatch.solver.exact.drafts import Drafts, Undrafted
from mobiledispatch.solver.exact.generation import PATIENCE, Market, columns_of, generate
from mobiledispatch.solver.exact.labels import grow
from mobiledispatch.solver.exact.partition import choose
from mobiledispatch.solver.exact.rank_one import violated_rank_one_cuts
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.exact.splitting import settle

CUTS_A_ROUND, FEW_CUTS = 40, 15
WORTH_A_CUT_ROUND = 0.002
"""A round of cuts that lifts the bound by less than this share of the routes' cost is the last one."""
FIRST_STEP, STEP_GROWTH, LEAST_GROWTH, NEAR_THE_END = 0.002, 2.0, 1.1, 1.5
WIDEST_LAYER, MOST_ROUTES = 400_000, 20_000
HEURISTIC_COLUMNS, EFFORT_A_LONG_LIST = 1500, 5.0
SHORTEST_LIST, SHORT_LIST, EFFORT_A_SHORT_LIST, SHARE_A_SHORT_LIST = 300, 600, 0.6, 0.3
"""Measured: a choice among a few hundred routes finds in half a second what one among thousands does not in two."""
WIDE_GAP = 0.02
SMALL_GAP, LONGEST_WHOLE_LIST = 0.08, 10_000
"""A gap of this share of the routes' cost is listed whole if that list is no longer: each step would cost a proof."""
FEW_TO_CHOOSE = 250
"""A list that CP-SAT is quicker with than splitting."""


def prove(search: Search, drafts: Drafts | Undrafted) -> None:
    """Improve `search` until its plan is proven, or its limits are reached."""
    drafts.begin()
    if not search.is_over():
        close_in(search, drafts)


def close_in(search: Search, drafts: Drafts | Undrafted, patience: float = PATIENCE) -> None:
    """Improve a search that has a good plan until it is proven, or its limits are reached (`patience`: `generate`)."""
    market = generate(search, patience)
    if market is None:
        if search.bound <= 0:
            drafts.cool()
        choose_early(search, drafts)
    else:
        if search.upper - market.mixture.value > FIRST_STEP * _routes_cost(market, search):
            choose_early(search, drafts)
        if not is_too_late(search):
            market = tighten(search, market)
            choose_while_far(search, drafts)
            close_gap(search, market)
    drafts.polish()


def is_too_late(search: Search) -> bool:
    """Is the gap so wide, so late, that a proof will not come in time, and a better plan is all that can be had?"""
    return search.upper - search.bound > WIDE_GAP * search.upper and search.seconds_left < search.budget.seconds / 3


def choose_while_far(search: Search, drafts: Drafts | Undrafted) -> None:
    """Better plans at the tightened prices, while they come, before routes are listed for so wide a gap."""
    before = search.upper + 1
    while search.upper < before and search.upper - search.bound > WIDE_GAP * search.upper and not search.is_over():
        before = search.upper
        choose_early(search, drafts)


def choose_early(search: Search, drafts: Drafts | Undrafted) -> None:
    """A good plan long before the proof: chosen among the columns of least reduced cost, and then improved."""
    mixture = search.master.solve()
    if mixture is None or search.is_over():
        return
    nearest, room = np.argsort(mixture.reduced, kind="stable"), search.upper - mixture.value
    count, finished = SHORTEST_LIST, True
    while (finished or count <= SHORT_LIST) and count < 2 * len(nearest) and count <= drafts.longest_list:
        routes = [search.master.columns[k] for k in nearest[:count] if mixture.reduced[k] < room]
        finished = improve_with(search, routes, EFFORT_A_SHORT_LIST)
        count *= 2
    drafts.improve()


def tighten(search: Search, market: Market) -> Market:
    """Cut off fractional mixtures while that lifts the bound."""
    while not search.is_over():
        before, shares, known = market.mixture.value, market.mixture.shares, search.master.cuts
        # Columns that came after the market opened stand behind those that it has shares of.
        covering, rows = search.covering(search.master.columns[: len(shares)])
        search.spend(A_TRIPLE * rows**3)
        cuts = violated_cuts(covering, shares, rows, known, CUTS_A_ROUND)
        if len(cuts) < FEW_CUTS:
            cuts += violated_rank_one_cuts(covering, shares, rows, known, CUTS_A_ROUND - len(cuts))
        if not cuts:
            break
        search.master.add_cuts(cuts)
        again = generate(search)
        if again is None:
            break
        market = again
        if market.mixture.value - before < WORTH_A_CUT_ROUND * _routes_cost(market, search):
            break
    return market


def close_gap(search: Search, market: Market) -> None:
    """Enumerate every route within a growing step of the bound, and choose among them.

    A plan costs the bound plus the reduced costs of its routes. So every plan dearer than the bound by less
    than the step is made of enumerated routes only: if the choice finds one, it is optimal; if it proves that
    there is none, the bound rises by the step.
    """
    floor, cost = market.mixture.value, _routes_cost(market, search)
    # Below the bound that is known already there is no plan to be listed.
    # Where no route costs anything the first step is a second: one of nothing would never grow.
    step = max(FIRST_STEP * cost, search.bound - floor, 1.0)
    settled, least, tried = 0.0, step / 2, inf
    while not search.is_over():
        gap = search.upper - floor
        step = _next_step(step, gap)
        routes = None
        if gap < tried and gap <= SMALL_GAP * cost:
            tried, routes = gap, within(search, market, gap, LONGEST_WHOLE_LIST)
            step = gap if routes is not None else step
        while routes is None and step > max(least, LEAST_GROWTH * settled) and not search.is_over():
            routes = within(search, market, step)
            step = step if routes is not None else (settled + step) / 2
        if routes is None:
            improve_with(search, _promising(search), EFFORT_A_LONG_LIST)
            return
        if settle_list(search, routes, search.master.cuts, floor + step):
            search.raise_bound(min(float(search.upper), floor + step))
            settled = step
        elif search.is_over():
            return
        step *= STEP_GROWTH


def _next_step(step: float, gap: float) -> float:
    # Close to the end, one larger list is cheaper than two.
    return gap if step * NEAR_THE_END >= gap else step


def within(search: Search, market: Market, step: float, most: int = MOST_ROUTES) -> list[Column] | None:
    """Every route whose reduced cost is at most `step`; None if they are more than `most`, or too many to list."""
    routes: list[Column] = []
    room = search.memory.left
    for k, clockwork in enumerate(search.clockworks):
        found = grow(clockwork, market.bounds[k], market.prices[k], step + 1e-3, WIDEST_LAYER, most, search, room)
        if not found.complete or found.total > most - len(routes):
            return None
        routes += columns_of(found, k, search.duties[k])
        if search.is_over():
            return None
    return routes


def settle_list(search: Search, routes: list[Column], cuts: list[Cut], ceiling: float) -> bool:
    """Take the best plan that these routes make, if it is better; True if none better costs up to `ceiling`."""
    if len(routes) <= FEW_TO_CHOOSE:
        return choose_among(search, routes)
    if settle(search, routes, cuts, ceiling, choose_among):
        return True
    # Where the linear program lost its way in the numbers, the whole list is chosen among.
    return not search.is_over() and choose_among(search, routes)


def choose_among(search: Search, routes: list[Column], effort: float = inf) -> bool:
    """Take the best plan that these routes make, if it is better; True if none better can be made of them."""
    limits = replace(search.limits, seconds=search.seconds_left)
    given = (search.ties, search.duties, routes, search.upper, limits, search)
    choice, finished = choose(*given, effort=effort)
    search.take_choice(choice)
    return finished


def improve_with(search: Search, routes: list[Column], effort: float) -> bool:
    """From the best plan on, a better one with the help of these routes; True if there is none better."""
    limits = replace(search.limits, seconds=SHARE_A_SHORT_LIST * search.seconds_left)
    given = (search.ties, search.duties, routes, search.upper, limits, search)
    choice, finished = choose(*given, search.best, effort)
    search.take_choice(choice)
    return finished


def _promising(search: Search) -> list[Column]:
    """The newest columns: those that the last, best prices asked for."""
    return list(search.pool)[-HEURISTIC_COLUMNS:]


def _routes_cost(market: Market, search: Search) -> float:
    """What the mixture's routes cost, without the visits that it leaves out."""
    priced = zip(search.master.columns, market.mixture.shares, strict=False)
    return float(sum(column.cost * share for column, share in priced if share > 0))
