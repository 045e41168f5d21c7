"""The best plan that the good routes of all parts make together: what one part found may suit what another one did."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.partition import choose
from mobiledispatch.solver.exact.search import Search, keeper_cuts

MOST_KEPT, MOST_MIXED = 8000, 1500
"""Routes that are kept, and those of them that a plan is chosen among, by reduced cost."""
EFFORT, TIME_TO_MIX = 2.0, 0.2
"""CP-SAT's own count of work, about seconds; and the share of the time left that it may take."""


class Mixing:
    """The good routes of one day. Those with visits that meet are left as they are: they stand and fall together."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._met = frozenset(v for group in search.ties.groups if len(group) > 1 for v in group)
        self._routes: dict[tuple[int, frozenset[int]], Column] = {}
        self._is_mixed = False
        self.add(search.pool)

    def add(self, columns: Iterable[Column]) -> None:
        """Remember these routes, each set of visits in its cheapest order."""
        for column in columns:
            known = self._routes.get(column.key)
            if self._met.isdisjoint(column.visits) and (known is None or column.cost < known.cost):
                self._routes[column.key] = column
                self._is_mixed = False

    def within(self, duties: frozenset[int], visits: frozenset[int]) -> list[Column]:
        """The routes of these duties that serve none but these visits."""
        return [c for c in self._routes.values() if c.duty in duties and visits.issuperset(c.visits)]

    @property
    def routes(self) -> list[Column]:
        return list(self._routes.values())

    def mix(self) -> None:
        """A better plan for the search, if these routes make one; those that are far too dear are forgotten."""
        if self._is_mixed:
            return
        self._is_mixed, search = True, self._search
        master = Master(search.ties, search.duties, search)
        master.add_cuts(keeper_cuts(search.ties))
        master.add_columns([*search.best, *self._routes.values()])
        mixture = master.solve()
        if mixture is None:
            return
        nearest = [k for k in np.argsort(mixture.reduced, kind="stable") if k >= len(search.best)]
        kept = [master.columns[k] for k in nearest[:MOST_KEPT]]
        self._routes = {column.key: column for column in kept}
        room = search.upper - mixture.value
        routes = [master.columns[k] for k in nearest[:MOST_MIXED] if mixture.reduced[k] < room]
        limits = replace(search.limits, seconds=TIME_TO_MIX * search.seconds_left)
        given = (search.ties, search.duties, routes, search.upper, limits, search)
        choice, _ = choose(*given, search.best, EFFORT)
        search.take_choice(choice)
