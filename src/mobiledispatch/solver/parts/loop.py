"""Part after part planned anew, until nothing is left to try or the time is over."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import replace
from functools import partial
from math import inf

from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.parts.day import BigDay
from mobiledispatch.solver.parts.mixing import Mixing
from mobiledispatch.solver.parts.part import KnownRoute, Part, Replanned
from mobiledispatch.solver.parts.picker import SIZES, Picker
from mobiledispatch.solver.parts.whole import look_afresh, routes_that_pay
from mobiledispatch.solver.parts.workshop import Workshop, workshop

PARTS_A_MIX = 20
PARTS_AT_A_LOOK, A_WHILE = 4, 0.1
"""Parts, and seconds where there are none, between two questions whether a look is done."""


class Parts:
    """The parts of one search's day. `search` holds the best plan, which every exchange leaves whole."""

    def __init__(self, search: Search, sizes: tuple[int, int] = SIZES) -> None:
        self._search = search
        self._duty_of = {name: k for k, duty in enumerate(search.duties) for name in duty.therapists}
        self.day = BigDay(search.ties.problem, search.orders())
        self.picker = Picker(search.ties, self.day, search.limits.seed, sizes)
        self.mixing = Mixing(search)
        self._taken = len(search.pool)
        self.planned = self.looks = 0

    def run(self, seconds: float) -> None:
        """Plan parts until none is left to try, or so many seconds are over."""
        with workshop(self._search) as shop:
            self.run_in(shop, self._search.share(seconds))

    def run_in(self, shop: Workshop, budget: Budget, most: float = inf) -> None:
        """Plan parts in an empty shop until none is left to try, so many are planned, or the budget is over.

        Where the search goes on when the budget is over, the shop may not be empty.
        """
        waiting, last = deque[Part](), self.planned + most
        self._begin()
        while not budget.is_over() and not self._search.is_over():
            while len(waiting) < min(shop.places, last - self.planned) and (part := self._next(waiting)):
                shop.hand_in(part)
                waiting.append(part)
            answer = shop.take_out() if waiting else None
            if answer is None:
                break
            self._learn(waiting.popleft(), answer)
        self.mix()

    def take_in(self, answers: "Sequence[Future[list[Column]]]", seconds: float) -> None:
        """Learn of routes that are sought elsewhere; wait so many seconds at most: whoever seeks them may be gone."""
        budget = self._search.share(seconds)
        for answer in answers:
            while not answer.done() and not budget.is_over() and not self._search.is_over():
                wait([answer], A_WHILE)
            if answer.done():
                self.mixing.add(answer.result())

    def look(self, seconds: float) -> None:
        """Take so many seconds at most to find routes that pay at the whole day's prices, and a plan with them."""
        self._take_over()
        if not self._search.is_over():
            self.mixing.add(routes_that_pay(self._search, self.mixing.routes, seconds))
            self.mix()

    def look_aside(self, shop: Workshop, budget: Budget, seconds: float, afresh: float) -> bool:
        """The same beside the parts, and another plan made in `afresh` seconds; False if nobody is there to do it."""
        self.looks += 1
        # With each look another draft: the same one again would bring nothing.
        known, best = self.mixing.routes, self._search.best
        work = partial(look_afresh, best=best, known=known, number=self.looks, seconds=afresh)
        looked = shop.aside(work, seconds + afresh)
        if looked is None:
            return False
        patience = self._search.share(2 * (seconds + afresh))  # whoever looks may be gone
        while not looked.done() and not patience.is_over() and not self._search.is_over():
            before = self.planned
            self.run_in(shop, budget, PARTS_AT_A_LOOK)
            if self.planned == before:
                wait([looked], A_WHILE)
        if looked.done():
            self.mixing.add(looked.result())
            self.mix()
        return True

    def _begin(self) -> None:
        self._take_over()
        self.picker.begin()
        self.mix()

    def _take_over(self) -> None:
        """Learn what the search has found meanwhile."""
        self.mixing.add(self._search.pool[k] for k in range(self._taken, len(self._search.pool)))
        self._taken = len(self._search.pool)
        self.day.take_orders(self._search.orders())

    def _next(self, waiting: "deque[Part]") -> Part | None:
        part = self.picker.next({k for one in waiting for k in one.routes})
        return part and self._with_known(part)

    def _with_known(self, part: Part) -> Part:
        therapists = self.day.problem.therapists
        one_of = {self._duty_of[therapists[k].id]: k for k in part.routes}
        known = self.mixing.within(frozenset(one_of), frozenset(part.visits))
        return replace(part, known=tuple(KnownRoute(one_of[c.duty], c.visits, c.cost) for c in known))

    def _learn(self, part: Part, answer: Replanned) -> None:
        self.planned += 1
        self.mixing.add(self._column(found) for found in answer.found)
        if self._stands(part, answer):
            if answer.gain > 0:
                self.day.take(answer.routes)
                self._search.take_plan(self._search.columns_of(self.day.orders))
            self.picker.tell(part, answer.is_best)
        if self.planned % PARTS_A_MIX == 0:
            self.mix()

    def _stands(self, part: Part, answer: Replanned) -> bool:
        """Is the day around the part still what it was planned for? If not, what it found is worth knowing, no more."""
        routes = self.day.routes
        if any(routes[k] != route for k, route in part.routes.items()) or not set(part.out) <= set(self.day.out):
            return False
        return self._search.ties.holds([answer.routes.get(k, route) for k, route in enumerate(routes)])

    def mix(self) -> None:
        """The best plan of the day that all routes make which have been found."""
        before = self._search.upper
        if not self._search.is_over():
            self.mixing.mix()
        if self._search.upper < before:
            self.day.take_orders(self._search.orders())

    def _column(self, found: KnownRoute) -> Column:
        name = self.day.problem.therapists[found.therapist].id
        return Column(self._duty_of[name], found.order, found.cost)
