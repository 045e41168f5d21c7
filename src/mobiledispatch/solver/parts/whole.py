"""Routes at the prices of the whole day, for each therapist with those visits only that have come to suit them.

Parts that are all as good as can be may still make a poor day: what one of them should give away is a price that it
does not know. Over all visits of all therapists those prices would take longer than there is; over the few dozen
visits that stand in good routes of a therapist they take seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import Floats
from mobiledispatch.solver.exact.drafts import Drafts
from mobiledispatch.solver.exact.generation import generate
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.search import TIME_TO_CHOOSE, Search, keeper_cuts
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Watch

MOST_VISITS = 40
"""Of one therapist: a bound on all routes of so many takes a sixth of what it takes with a hundred."""
WIDTHS = (1500, 12_000)
"""`generation.WIDTHS`, without the last: that no route pays need not be proven."""
UNKNOWN = 1e9
"""What a visit is worth to a therapist of whom no route is known that serves it: less than any that is."""


def routes_that_pay(search: Search, known: Sequence[Column], seconds: float) -> list[Column]:
    """Routes beside the `known` ones that pay at the prices of the whole day, sought for so many seconds at most."""
    crew = tuple(_crew(search, known))
    budget = search.share(seconds / (1 - TIME_TO_CHOOSE))  # the rest of it nobody spends
    whole = Search(search.ties, search.limits, Watch(stop=search.is_over), budget=budget, crew=crew)
    whole.add_columns(known)
    whole.take_plan(search.best)
    before = len(whole.pool)
    generate(whole, patience=1.0, widths=WIDTHS)
    return list(whole.pool)[before:]


def further_plans(ties: Ties, limits: Limits, budget: Budget, number: int, count: int, seconds: float) -> list[Column]:
    """Routes met in making so many first plans, each in so many seconds; with every `number` others."""
    search = Search(ties, replace(limits, seed=limits.seed + number), Watch(), budget=budget)
    drafts = Drafts(search)
    for _ in range(count):
        drafts.open(seconds)
    return list(search.pool)


def look_afresh(
    ties: Ties,
    limits: Limits,
    budget: Budget,
    best: Sequence[Column],
    known: Sequence[Column],
    number: int,
    seconds: float,
) -> list[Column]:
    """Routes met in making one more plan, in so many seconds; and those that pay beside them."""
    search = Search(ties, replace(limits, seed=limits.seed + number), Watch(), budget=budget)
    search.add_columns(known)
    search.take_plan(best)
    before = len(search.pool)
    Drafts(search).open(seconds)
    fresh = list(search.pool)[before:]
    return fresh + routes_that_pay(search, [*known, *fresh], budget.seconds_left)


def _crew(search: Search, known: Sequence[Column]) -> Iterator[Duty]:
    """The duties, each with the visits of its best known routes, and the nearest ones if those are few."""
    worth = _worth(search, known)
    for number, duty in enumerate(search.duties):
        near = duty.travel[duty.stops[-1], duty.stops[:-1]] + duty.liking
        order = np.lexsort((near, worth[number, duty.visits]))
        yield duty.among(np.sort(order[:MOST_VISITS]))


def _worth(search: Search, known: Sequence[Column]) -> Floats:
    """(duties, visits): the least reduced cost of a known route of each duty with each visit."""
    worth = np.full((len(search.duties), len(search.ties.problem.visits)), UNKNOWN)
    master = Master(search.ties, search.duties, search)
    master.add_cuts(keeper_cuts(search.ties))
    master.add_columns([*search.best, *known])
    mixture = master.solve()
    for column, cost in zip(master.columns, () if mixture is None else mixture.reduced, strict=False):
        row = worth[column.duty]
        row[list(column.visits)] = np.minimum(row[list(column.visits)], cost)
    for column in search.best:
        worth[column.duty, list(column.visits)] = -1.0
    return worth
