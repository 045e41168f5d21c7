"""The best plan of a long list of routes, by branch and bound over its own linear program.

Either one route covers two given rows of the master (two visits, or a visit and a therapist), or none does; or else
somebody is left out, or is not. Each half bars some of the routes, which lifts the bound, and a route whose reduced
cost lifts that to the best plan's cost is barred as well: soon so few are left that they are quickly chosen among. A
cut holds for every plan, so one that is found in a half is kept for all that comes of it. Which split lifts the bound
most is tried on a few (strong branching).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from mobiledispatch.solver.exact.columns import Column, Cut
from mobiledispatch.solver.exact.completion import Floats
from mobiledispatch.solver.exact.cuts import A_TRIPLE, violated_cuts
from mobiledispatch.solver.exact.master import Mixture
from mobiledispatch.solver.exact.narrow import Marks, Narrow
from mobiledispatch.solver.exact.rank_one import violated_rank_one_cuts
from mobiledispatch.solver.exact.search import Search, keeper_cuts

FEW_ROUTES = 220
"""Measured: CP-SAT proves the best of so many in a tenth of a second, and of half as many more in ten times as long."""
TRIED, TRIED_OUT = 4, 2
"""Pairs of rows, and groups left out, whose halves are solved before one is chosen."""
CUTS_A_ROUND, FEW_CUTS, MOST_CUTS, MOST_ROUNDS = 30, 10, 400, 20
WORTH_A_ROUND = 0.02
"""A round of cuts that closes less than this share of the gap is the last one of its half."""
WORTH_A_MASTER = 0.5
"""A half that is left with less than this share of its master's routes gets a master of its own."""
HALVES_BEFORE_A_CHOICE, EFFORT_A_HALF = 60, 0.015
"""After so many halves, and twice as many, and so on, CP-SAT is given a while for what is left: where halves lift the
bound but little, it may be quicker."""

Choose = Callable[[Search, list[Column], float], bool]
"""Takes the best plan of some routes, with so much effort; were they enough?"""


@dataclass(frozen=True, eq=False)
class Branch:
    """Routes that are still allowed, and a master that holds them all."""

    allowed: Marks
    among: Narrow


@dataclass(frozen=True, eq=False)
class Half(Branch):
    """A branch whose best mixture is known."""

    mixture: Mixture


class Splitting:
    """One list of routes, taken apart until each part is chosen among, or holds nothing better than the best plan."""

    def __init__(
        self,
        search: Search,
        routes: Sequence[Column],
        cuts: Sequence[Cut],
        ceiling: float,
        choose: Choose,
    ) -> None:
        self._search = search
        self._choose = choose
        self._routes = routes
        self._cuts = cuts
        self._keepers = keeper_cuts(search.ties)
        self._ceiling = ceiling
        covering, self._rows = search.covering(routes)
        groups = search.ties.groups
        # Who is left out is covered by that as by a route, but no cut counts it.
        self._covering = [*covering, *(() for _ in groups)]
        self._covers = np.zeros((len(self._covering), self._rows), np.bool_)
        for number, rows in enumerate([*covering, *groups]):
            self._covers[number, list(rows)] = True

    def settle(self) -> bool:
        """Take the best plan of the list, if it is better; True if none better costs up to the ceiling."""
        every = np.ones(len(self._covering), np.bool_)
        parts = [Branch(every, Narrow(self._search, self._routes, every, self._cuts))]
        tried, patience = 0, HALVES_BEFORE_A_CHOICE
        while parts:
            if self._search.is_over():
                return False
            if tried == patience:
                if self._choose(self._search, self._columns(_union(parts)), EFFORT_A_HALF * tried):
                    return True
                patience *= 2
            tried += 1
            half = self._tightened(parts.pop())
            if half is None:
                return False
            if self._room(half) < 0:
                continue
            half = self._narrowed(half)
            pair = self._pair(half) if self._count(half.allowed) > FEW_ROUTES else None
            if pair is None:
                if not self._chosen(half):
                    return False
                continue
            # The half that promises more comes last, and so is the next one.
            parts += [Branch(allowed, half.among) for allowed in pair]
        return True

    def _chosen(self, half: Half) -> bool:
        if self._count(half.allowed) > FEW_ROUTES:
            # Nothing is split: the mixture is a plan, and no other of these routes costs less.
            self._choose(self._search, self._columns(half.mixture.shares > 0.5), inf)
            if self._room(half) < 0:
                return True
        return self._choose(self._search, self._columns(half.allowed), inf)

    def _room(self, half: Half) -> float:
        """How much dearer than the mixture a plan may be and still be one that is sought."""
        return self._search.most(self._ceiling) - half.mixture.value

    def _columns(self, allowed: Marks) -> list[Column]:
        return [self._routes[k] for k in np.flatnonzero(allowed[: len(self._routes)]).tolist()]

    def _count(self, allowed: Marks) -> int:
        return int(allowed[: len(self._routes)].sum())

    def _solve(self, part: Branch) -> Half | None:
        mixture = part.among.solve(part.allowed)
        return None if mixture is None else Half(part.allowed, part.among, mixture)

    def _hopeful(self, half: Half) -> Marks:
        """The routes that a plan of this half that is better than the best one may use."""
        return half.allowed & (half.mixture.reduced <= self._room(half))

    def _narrowed(self, half: Half) -> Half:
        """The same without routes that are of no use any more, with a master of its own where most of them are."""
        allowed, among = self._hopeful(half), half.among
        if self._count(allowed) < WORTH_A_MASTER * len(among):
            # What the equipment allows is no cut that would be found again.
            binding = [cut for cut in among.binding(half.mixture) if cut not in self._keepers]
            among = Narrow(self._search, self._routes, allowed, [*self._keepers, *binding])
        return Half(allowed, among, half.mixture)

    def _tightened(self, part: Branch) -> Half | None:
        """The mixture of these routes after as many rounds of cuts as are worth it; None if it cannot be had."""
        half = self._solve(part)
        for _ in range(MOST_ROUNDS):
            if half is None or self._room(half) < 0 or self._search.is_over():
                break
            cuts = self._violated(half)
            if not cuts:
                break
            half.among.add_cuts(cuts)
            before, half = half, self._solve(Branch(self._hopeful(half), half.among))
            if half and half.mixture.value - before.mixture.value < WORTH_A_ROUND * self._room(before):
                break
        return half

    def _violated(self, half: Half) -> list[Cut]:
        known, shares = half.among.cuts, half.mixture.shares
        if len(known) >= MOST_CUTS:
            return []
        self._search.spend(A_TRIPLE * self._rows**3)
        cuts = violated_cuts(self._covering, shares, self._rows, known, CUTS_A_ROUND)
        if len(cuts) < FEW_CUTS:
            cuts += violated_rank_one_cuts(self._covering, shares, self._rows, known, CUTS_A_ROUND)
        return cuts

    def _pair(self, half: Half) -> tuple[Marks, Marks] | None:
        """The routes of either half of the best split, the half that promises less first; None if nothing is split."""
        best: tuple[float, tuple[Marks, Marks]] | None = None
        for parts in self._splits(half):
            gains = [self._gain(half, allowed) for allowed in parts]
            worth = min(gains[0], self._room(half) + 1) * min(gains[1], self._room(half) + 1)
            if best is None or worth > best[0]:
                best = worth, parts if gains[0] >= gains[1] else (parts[1], parts[0])
        return best and best[1]

    def _gain(self, half: Half, allowed: Marks) -> float:
        """By how much the bound of a half rises if only these routes are allowed."""
        value = half.among.value(allowed)
        return 0.0 if value is None else value - half.mixture.value

    def _splits(self, half: Half) -> list[tuple[Marks, Marks]]:
        """The halves that are worth a try: of the pairs of rows, and of those left out, that are most torn."""
        shares, first = half.mixture.shares, len(self._routes)
        splits = []
        for number in _most_torn(shares[first:], TRIED_OUT):
            # Either no route covers them, or the column is barred by which they are left out.
            out: Marks = np.logical_not(self._covers[:, self._covers[first + number]].any(axis=1))
            served = np.ones(len(out), np.bool_)
            out[first + number], served[first + number] = True, False
            splits.append((half.allowed & served, half.allowed & out))
        fractional = np.flatnonzero((shares > 1e-6) & (shares < 1 - 1e-6))
        covers = self._covers[fractional].astype(float)
        together = np.triu((covers * shares[fractional, None]).T @ covers, 1)
        for pair in _most_torn(together.reshape(-1), TRIED):
            one, other = self._covers[:, pair // self._rows], self._covers[:, pair % self._rows]
            splits.append((half.allowed & (one == other), half.allowed & ~(one & other)))
        return splits


def _union(parts: Sequence[Branch]) -> Marks:
    allowed: Marks = np.logical_or.reduce([part.allowed for part in parts])
    return allowed


def _most_torn(shares: Floats, most: int) -> list[int]:
    """The numbers of the shares that are nearest to a half, so far as they are no whole ones."""
    torn = np.minimum(shares, 1 - shares)
    return [int(k) for k in np.argsort(-torn, kind="stable")[:most] if torn[k] > 1e-3]


def settle(
    search: Search,
    routes: list[Column],
    cuts: Sequence[Cut],
    ceiling: float,
    choose: Choose,
) -> bool:
    """Take the best plan that these routes make, if it is better; True if none better costs up to `ceiling`."""
    return Splitting(search, routes, cuts, ceiling, choose).settle()
