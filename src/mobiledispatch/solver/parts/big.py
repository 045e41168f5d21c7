"""A day too big to be proven in its time: a first plan, its parts, and the whole where that can bring a bound."""

from concurrent.futures import Future
from functools import partial
from typing import Any

from mobiledispatch.solver.assemble import Orders
from mobiledispatch.solver.exact.completion import WIDEST_BUCKET, Roads
from mobiledispatch.solver.exact.drafts import Drafts
from mobiledispatch.solver.exact.known import Known
from mobiledispatch.solver.exact.prove import close_in
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.first_plan import first_plans
from mobiledispatch.solver.parts.loop import Parts
from mobiledispatch.solver.parts.whole import further_plans
from mobiledispatch.solver.parts.workshop import Workshop, workshop
from mobiledispatch.solver.tree import Tree
from mobiledispatch.solver.watch import Watch

WORTH_PARTS = 10.0
"""In less time local search alone comes as far."""
SECONDS_A_CELL, WORTH_A_PROOF = 6e-7, 4.0
"""Measured: what a bound takes for each cell of the tables, and how many times as long a proof."""
BYTES_A_CELL, MOST_MEMORY = 7.0, 0.6
"""What a cell takes of memory, and the share of the memory allowed that all may take."""
TIME_TO_OPEN, TIME_FOR_PARTS, TIME_TO_LOOK = 0.25, 0.25, 0.25
"""Shares of the time: for the first plans; for their parts, where the rest is to bring a bound; and, where no bound is
to be had, for each look at the whole day at most."""
SECONDS_A_VISIT = 0.02
"""What a first plan takes. In more time it gets no better; another one may, and the routes of all are mixed."""
PARTS_A_THERAPIST = 0.6
"""Parts between two looks at the whole day: its prices say little before all of it has been planned anew."""

Result = tuple[Orders, int, int]
"""A plan, its cost, and what no plan costs less than."""


def is_too_big(search: Search) -> bool:
    """Would the time be over before a proof is?"""
    left = search.seconds_left
    return left >= WORTH_PARTS and WORTH_A_PROOF * SECONDS_A_CELL * _cells(search) > left


def plan_by_parts(search: Search, watch: Watch) -> Result:
    """The best plan found until the time of the search is over."""
    given, drafts = search.seconds_left, Drafts(search)
    with workshop(search) as shop:
        further = _further_plans(search, shop, TIME_TO_OPEN * given)
        _open(search, drafts, _seconds_to_draft(search) if further else TIME_TO_OPEN * given)
        parts = Parts(search)
        parts.take_in(further, TIME_TO_OPEN * given)
        if _can_be_bounded(search, (1 - TIME_TO_OPEN - TIME_FOR_PARTS) * given):
            parts.run_in(shop, search.share(TIME_FOR_PARTS * given))
            return _bounded(search, watch, parts)
        _improve(search, drafts, parts, shop, TIME_TO_LOOK * given)
    return _told(search, watch)


def _further_plans(search: Search, shop: Workshop, seconds: float) -> "list[Future[Any]]":
    """First plans beside the one that is made here, as many as there is time for; none if nobody is there to do it."""
    one = _seconds_to_draft(search)
    works = (
        partial(further_plans, number=number, count=max(1, round(seconds / one)), seconds=one)
        for number in range(1, search.limits.threads + 1)
    )
    return [answer for work in works if (answer := shop.aside(work, seconds))]


def _improve(search: Search, drafts: Drafts, parts: Parts, shop: Workshop, seconds: float) -> None:
    """Parts, a look at the whole day that takes so many seconds at most, and another plan to mix with, in turn."""
    count, afresh = round(PARTS_A_THERAPIST * len(parts.day.routes)), _seconds_to_draft(search)
    while not search.is_over():
        parts.run_in(shop, search.budget, count)
        if parts.look_aside(shop, search.budget, seconds, afresh):
            continue
        parts.look(seconds)
        if search.seconds_left > 2 * afresh:
            drafts.open(afresh)


def _seconds_to_draft(search: Search) -> float:
    return SECONDS_A_VISIT * len(search.ties.problem.visits)


def _cells(search: Search) -> int:
    """How many cells there are in the tables from which completion bounds are read, all duties together."""
    return sum(
        (duty.shift_closes - duty.shift_opens) // WIDEST_BUCKET * duty.size**2 * 3 ** len(duty.breaks)
        for duty in search.duties
    )


def _can_be_bounded(search: Search, seconds: float) -> bool:
    """Do so many seconds, and the memory allowed, suffice for a bound?"""
    cells = _cells(search)
    memory = MOST_MEMORY * 1e6 * search.limits.memory
    return SECONDS_A_CELL * cells < seconds and BYTES_A_CELL * cells < memory


def _open(search: Search, drafts: Drafts, seconds: float) -> None:
    """A first plan: meetings where there is room, everybody else around them."""
    if not search.ties.meetings:
        _anneal(search, drafts, seconds)
        return
    ties, orders = next(first_plans(search.ties))
    pinned = Search(ties, search.limits, Watch(stop=search.is_over), budget=search.share(search.seconds_left))
    pinned.take_plan(pinned.columns_of(orders))
    _anneal(pinned, Drafts(pinned), seconds)
    search.take_plan(search.columns_of(pinned.orders()))


def _anneal(search: Search, drafts: Drafts, seconds: float) -> None:
    """As many first plans as there is time for, one at least."""
    count = max(1, round(seconds / _seconds_to_draft(search)))
    for _ in range(count):
        drafts.open(seconds / count)


def _bounded(search: Search, watch: Watch, parts: Parts) -> Result:
    """The whole day searched with all that its parts have found."""
    if search.ties.meetings:
        return _told(search, watch, runs=True)
    whole = Search(search.ties, search.limits, watch, budget=search.share(search.seconds_left))
    whole.add_columns(parts.mixing.routes)
    whole.take_plan(search.best)
    if not whole.is_over():
        close_in(whole, Drafts(whole), patience=1.0)
    return whole.orders(), whole.upper, whole.lower


def _told(search: Search, watch: Watch, *, runs: bool = False) -> Result:
    """The plan of the search, with everybody who meets at their common start."""
    if not search.ties.meetings:
        return search.orders(), search.upper, search.lower
    tree = Tree(search.ties, search.limits, watch, Known(), Roads(), budget=search.share(search.seconds_left))
    tree.take_plan(search.orders())
    if runs:
        tree.run()
    return tree.orders, tree.upper, tree.lower
