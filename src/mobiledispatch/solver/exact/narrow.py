"""The master of a part of a list of routes: the narrower the part, the quicker it is solved."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.solver.exact.columns import Column, Cut
from mobiledispatch.solver.exact.completion import Floats
from mobiledispatch.solver.exact.master import Master, Mixture
from mobiledispatch.solver.exact.search import Search

Marks = NDArray[np.bool_]


class Narrow:
    """A master of the marked routes of a list.

    Marks, shares and reduced costs have a place for every route of the whole list, and then one for every group that
    may be left out.
    """

    def __init__(self, search: Search, routes: Sequence[Column], marks: Marks, cuts: Sequence[Cut]) -> None:
        self._numbers = np.flatnonzero(marks[: len(routes)])
        self._size = len(routes)
        self._master = Master(search.ties, search.duties, search, from_last=True)
        self._master.add_columns([routes[k] for k in self._numbers.tolist()])
        self._master.add_cuts(cuts)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def cuts(self) -> Sequence[Cut]:
        return self._master.cuts

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        self._master.add_cuts(cuts)

    def value(self, allowed: Marks) -> float | None:
        """The cost of the best mixture of what is allowed; None if it cannot be had."""
        self._master.allow(allowed[self._numbers], allowed[self._size :])
        return self._master.value()

    def solve(self, allowed: Marks) -> Mixture | None:
        """The best mixture of what is allowed; a route of the list that is none of its own has no share, and an endless
        reduced cost."""
        self._master.allow(allowed[self._numbers], allowed[self._size :])
        mixture = self._master.solve()
        if mixture is None:
            return None
        shares = self._spread(mixture.shares, mixture.left, 0.0)
        return replace(mixture, shares=shares, reduced=self._spread(mixture.reduced, mixture.left_reduced, np.inf))

    def _spread(self, own: Floats, left: Floats, elsewhere: float) -> Floats:
        spread = np.full(self._size + len(left), elsewhere)
        spread[self._numbers] = own
        spread[self._size :] = left
        return spread

    def binding(self, mixture: Mixture) -> list[Cut]:
        """The cuts that hold this mixture where it is."""
        return [cut for cut, dual in zip(self._master.cuts, mixture.cut, strict=False) if dual < -1e-9]
