"""One kind of working day as arrays: what every route of that kind shares, made once for a whole search.

Therapists with the same home, shift, breaks, visits and preferences are interchangeable, so they are one duty
with a count. Visits are numbered locally, 0 to m-1, among those that the duty may serve at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.groundwork.road import NEVER, Ints, Road
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.timetable.legs import Way, latest_return, ways

Liking = tuple[int, int]
"""A visit's number, and what it costs that this therapist serves it."""


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

    `visits` are indices into the problem, and `stops`, (m+1,), their places, then the depot's; `travel` is between all
    places, one table for all duties. `liking`, (m,), is the cost of preference. `opens` and `closes`, (m,), say when
    service (set-up first) may first and last begin, `several` in which windows a visit that has more than one. Each of
    `rivals` lists visits of which a route serves one. `service` is (m,), and `massage` the part of it that counts
    against `hands_on_limit`.
    """

    therapists: tuple[str, ...]
    visits: Ints
    stops: Ints
    end: int
    travel: Ints
    liking: Ints
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

    # A duty's own tables are made when asked for: on a day of hundreds most duties are never asked.

    @cached_property
    def leg(self) -> Ints:
        """(m+1, m): from each visit, and in row m from the depot, to each visit."""
        return self.travel[np.ix_(self.stops, self.stops[:-1])]

    @cached_property
    def cost(self) -> Ints:
        """`leg` with the preference for the visit that it leads to."""
        cost: Ints = self.leg + self.liking
        return cost

    @cached_property
    def home(self) -> Ints:
        """(m+1,): from each stop to where the day ends."""
        home: Ints = self.travel[self.stops, self.end]
        return home

    def among(self, kept: Ints) -> "Duty":
        """The same working day for these local visits only, (kept,) in ascending order."""
        number = {int(old): new for new, old in enumerate(kept)}
        return replace(
            self,
            visits=self.visits[kept],
            stops=np.append(self.stops[kept], self.stops[-1]),
            liking=self.liking[kept],
            opens=self.opens[kept],
            closes=self.closes[kept],
            several=tuple(replace(w, visit=number[w.visit]) for w in self.several if w.visit in number),
            rivals=tuple(np.flatnonzero(np.isin(kept, group)) for group in self.rivals),
            service=self.service[kept],
            massage=self.massage[kept],
        )

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

    def begin_at(self, visit: NDArray[np.intp], t: Ints) -> Ints:
        """`begin_after` for one visit a time: `visit` and t are alike in shape."""
        begin = np.maximum(t, self.opens[visit])
        begin[begin > self.closes[visit]] = NEVER
        for windows in self.several:
            own = visit == windows.visit
            begin[own] = windows.begin_after(t[own])
        return begin

    def windows(self, visit: int) -> list[tuple[int, int]]:
        """When the service of a local visit may begin, ascending."""
        for windows in self.several:
            if windows.visit == visit:
                return list(zip(windows.opens.tolist(), windows.closes.tolist(), strict=True))
        return [(int(self.opens[visit]), int(self.closes[visit]))]

    def ways(self, taken: int) -> tuple[Way, ...]:
        """Every order of further breaks on one leg, with the breaks taken after it."""
        return ways(taken, self.breaks)

    def latest_return(self, taken: int) -> int:
        """By when a route must end with these breaks taken."""
        return latest_return(taken, self.breaks, self.shift_closes)


def duties(ties: Ties) -> tuple[Duty, ...]:
    """The kinds of working day in a problem, in the order of their first therapist."""
    problem = ties.problem
    kinds: dict[object, list[Therapist]] = {}
    able = _able(problem)
    for therapist in problem.therapists:
        day = (therapist.start, therapist.end, therapist.shift, therapist.breaks, therapist.hands_on_limit)
        kinds.setdefault((day, tuple(able[therapist.id])), []).append(therapist)
    travel = np.array(problem.matrix.seconds, np.int64)
    visits = _Visits.of(problem.visits)
    return tuple(_duty(ties, crew, travel, visits, able[crew[0].id]) for crew in kinds.values())


def _able(problem: Problem) -> dict[str, list[Liking]]:
    """For each therapist the visits that they may serve, and at what cost of preference."""
    able: dict[str, list[Liking]] = {t.id: [] for t in problem.therapists}
    for number, visit in enumerate(problem.visits):
        if visit.start_windows:
            for name in able.keys() & set(visit.therapists):
                able[name].append((number, visit.preference_cost.get(name, 0)))
    return able


@dataclass(frozen=True, eq=False)
class _Visits:
    """What every duty says of a visit alike, by its number in the problem: made once, since hundreds of duties ask."""

    place: Ints
    opens: Ints
    closes: Ints
    several: Mapping[int, tuple[Ints, Ints]]
    service: Ints
    massage: Ints

    @staticmethod
    def of(visits: Sequence[Visit]) -> "_Visits":
        windows = {number: _windows(visit) for number, visit in enumerate(visits) if visit.start_windows}
        opens, closes = np.zeros((2, len(visits)), np.int64)
        for number, (first, last) in windows.items():
            opens[number], closes[number] = first[0], last[-1]
        return _Visits(
            place=np.array([v.place for v in visits], np.int64),
            opens=opens,
            closes=closes,
            several={number: pair for number, pair in windows.items() if len(pair[0]) > 1},
            service=np.array([v.service for v in visits], np.int64),
            massage=np.array([v.massage for v in visits], np.int64),
        )


def _duty(ties: Ties, crew: Sequence[Therapist], travel: Ints, all_visits: _Visits, able: Sequence[Liking]) -> Duty:
    one, numbers = crew[0], np.array([number for number, _ in able], np.int64)
    several = ((k, all_visits.several.get(number)) for k, (number, _) in enumerate(able))
    return Duty(
        therapists=tuple(t.id for t in crew),
        visits=numbers,
        stops=np.append(all_visits.place[numbers], one.start),
        end=one.end,
        travel=travel,
        liking=np.array([liking for _, liking in able], np.int64),
        opens=all_visits.opens[numbers],
        closes=all_visits.closes[numbers],
        several=tuple(Windows(k, *pair) for k, pair in several if pair),
        rivals=tuple(np.flatnonzero(np.isin(numbers, group)) for group in ties.rivals),
        service=all_visits.service[numbers],
        massage=all_visits.massage[numbers],
        hands_on_limit=int(NEVER if one.hands_on_limit is None else one.hands_on_limit),
        balance=ties.problem.balance,
        road=Road(ties.problem.clock),
        shift_opens=int(one.shift.opens),
        shift_closes=int(one.shift.closes),
        breaks=one.breaks,
    )


def _windows(visit: Visit) -> tuple[Ints, Ints]:
    """When service of the visit may begin, first and last, ascending; no window closes before the one it follows."""
    opens = np.array([w.opens - visit.setup for w in visit.start_windows], np.int64)
    closes = np.array([w.closes - visit.setup for w in visit.start_windows], np.int64)
    return opens, np.maximum.accumulate(closes)
