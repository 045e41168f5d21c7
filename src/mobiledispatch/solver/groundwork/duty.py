"""One kind of working day as arrays: what every route of that kind shares, made once for a whole search.

Therapists with the same home, shift, breaks, visits and preferences are interchangeable, so they are one duty
with a count. Visits are numbered locally, 0 to m-1, among those that the duty may serve at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from mobiledispatch.model.problem import BalanceStep
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.groundwork.road import NEVER, Ints, Road
from mobiledispatch.solver.groundwork.ties import Ties


@dataclass(frozen=True, eq=False)
class Windows:
    """When the service of one local visit may begin, ascending; no window closes before the one that it follows."""

    visit: int
    opens: Ints
    closes: Ints

    def begin_after(self, t: Ints) -> Ints:
        """The earliest begin at or after t, NEVER where all windows have closed."""
        row = np.searchsorted(self.closes, t)
        begin = np.maximum(t, self.opens.take(row, mode="clip"))
        return np.where(row < len(self.closes), begin, NEVER)


@dataclass(frozen=True, eq=False)
class Duty:
    """Arrays over m local visits, seconds throughout.

    `visits` are indices into the problem. `leg` is (m+1, m): from each visit, and in row m from the depot, with
    `cost` of the same shape adding the preference; `home` is (m+1,). `opens` and `closes`, (m,), say when service
    (set-up first) may first and last begin, `several` in which windows a visit that has more than one. Each of `rivals`
    lists visits of which a route serves one. `service` is (m,), and `massage` the part of it that counts against
    `hands_on_limit`.
    """

    therapists: tuple[str, ...]
    visits: Ints
    leg: Ints
    cost: Ints
    home: Ints
    opens: Ints
    closes: Ints
    several: tuple[Windows, ...]
    rivals: tuple[Ints, ...]
    service: Ints
    massage: Ints
    hands_on_limit: int
    balance: tuple[BalanceStep, ...]
    road: Road
    shift_opens: int
    shift_closes: int
    breaks: tuple[Break, ...]

    @property
    def size(self) -> int:
        return len(self.visits)

    def balance_cost(self, hands_on: Ints) -> Ints:
        """What so much massage in one day costs (`model.objective.balance_cost`), over arrays."""
        cost = np.zeros_like(hands_on)
        for step in self.balance:
            cost += np.maximum(0, hands_on - step.over) * step.per_hour // 3600
        return cost

    @property
    def all_taken(self) -> int:
        return (1 << len(self.breaks)) - 1

    def begin_after(self, t: Ints) -> Ints:
        """The earliest begin of service at or after t, NEVER where all windows have closed. t is (..., m)."""
        begin = np.maximum(t, self.opens)
        begin[begin > self.closes] = NEVER
        for windows in self.several:
            begin[..., windows.visit] = windows.begin_after(t[..., windows.visit])
        return begin

    def windows(self, visit: int) -> list[tuple[int, int]]:
        """When the service of a local visit may begin, ascending."""
        for windows in self.several:
            if windows.visit == visit:
                return list(zip(windows.opens.tolist(), windows.closes.tolist(), strict=True))
        return [(int(self.opens[visit]), int(self.closes[visit]))]

    def ways(self, taken: int) -> Iterator[tuple[int, tuple[Break, ...]]]:
        """Every sequence of further breaks on one leg, with the breaks taken after it."""
        left = [k for k in range(len(self.breaks)) if not taken >> k & 1]
        for count in range(len(left) + 1):
            for chosen in permutations(left, count):
                yield taken | sum(1 << k for k in chosen), tuple(self.breaks[k] for k in chosen)


def duties(ties: Ties) -> tuple[Duty, ...]:
    """The kinds of working day in a problem, in the order of their first therapist."""
    problem = ties.problem
    kinds: dict[object, list[Therapist]] = {}
    for therapist in problem.therapists:
        able = tuple(
            (k, v.preference_cost.get(therapist.id, 0))
            for k, v in enumerate(problem.visits)
            if therapist.id in v.therapists and v.start_windows
        )
        day = (therapist.start, therapist.end, therapist.shift, therapist.breaks, therapist.hands_on_limit)
        kind = (day, able)
        kinds.setdefault(kind, []).append(therapist)
    return tuple(_duty(ties, crew) for crew in kinds.values())


def _duty(ties: Ties, crew: Sequence[Therapist]) -> Duty:
    problem, one = ties.problem, crew[0]
    numbers = [k for k, v in enumerate(problem.visits) if one.id in v.therapists and v.start_windows]
    visits = [problem.visits[k] for k in numbers]
    places = [v.place for v in visits]
    seconds = np.array(problem.matrix.seconds, np.int64)
    leg = seconds[np.ix_([*places, one.start], places)] if places else np.zeros((1, 0), np.int64)
    windows = [_windows(k, visit) for k, visit in enumerate(visits)]
    return Duty(
        therapists=tuple(t.id for t in crew),
        visits=np.array(numbers, np.int64),
        leg=leg,
        cost=leg + np.array([v.preference_cost.get(one.id, 0) for v in visits], np.int64),
        home=seconds[[*places, one.start], one.end],
        opens=np.array([w.opens[0] for w in windows], np.int64),
        closes=np.array([w.closes[-1] for w in windows], np.int64),
        several=tuple(w for w in windows if len(w.opens) > 1),
        rivals=tuple(np.flatnonzero(np.isin(numbers, group)) for group in ties.rivals),
        service=np.array([v.service for v in visits], np.int64),
        massage=np.array([v.massage for v in visits], np.int64),
        hands_on_limit=int(NEVER if one.hands_on_limit is None else one.hands_on_limit),
        balance=problem.balance,
        road=Road(problem.clock),
        shift_opens=int(one.shift.opens),
        shift_closes=int(one.shift.closes),
        breaks=one.breaks,
    )


def _windows(number: int, visit: Visit) -> Windows:
    opens = np.array([w.opens - visit.setup for w in visit.start_windows], np.int64)
    closes = np.array([w.closes - visit.setup for w in visit.start_windows], np.int64)
    return Windows(number, opens, np.maximum.accumulate(closes))
