"""Visits that are served with others or not at all: a household's people in turn as one, a couple's common starts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import accumulate, pairwise

from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.road_clock import RoadClock, work_of
from mobiledispatch.model.visit import Visit

Windows = tuple[TimeWindow, ...]


def merged(members: Sequence[Visit], matrix: TravelTimeMatrix, road: RoadClock) -> Visit:
    """A household as one visit, under the id of its first; nobody waits between two people.

    If there is a road between two people, and it is slower at times, the visit is as long as it is at its longest.
    """
    first, inside = members[0], sum(_legs(members, matrix))
    in_turn = _InTurn(members, _legs(members, matrix), road)
    therapists = tuple(t for t in first.therapists if all(t in m.therapists for m in members))
    # What is driven between two people is driven whoever serves them.
    costs = {t: inside + sum(m.preference_cost.get(t, 0) for m in members) for t in therapists}
    windows = in_turn.windows()
    service = in_turn.longest(windows)
    return replace(
        first,
        service=service,
        # All that is no massage and not the first set-up, so that limits and balance count what hands really do.
        teardown=Seconds(service - first.setup - sum(m.massage for m in members)),
        start_windows=windows,
        therapists=therapists,
        preference_cost={t: cost for t, cost in costs.items() if cost},
        unassigned_cost=sum(m.unassigned_cost for m in members),
    )


def _legs(members: Sequence[Visit], matrix: TravelTimeMatrix) -> list[int]:
    """Seconds on the road between one person and the next: nothing, unless the table has them at one door."""
    return [matrix.seconds[a.place][b.place] for a, b in pairwise(members)]


@dataclass(frozen=True, slots=True)
class _InTurn:
    """A household's people, the roads between them, and the clock of these roads."""

    members: Sequence[Visit]
    legs: Sequence[int]
    road: RoadClock

    def start_of(self, number: int, first: int) -> Seconds:
        """When one of them starts if the first starts then."""
        start = Seconds(first)
        for before, then, leg in zip(self.members[:number], self.members[1:], self.legs, strict=False):
            start = Seconds(self.road.after(Seconds(start + before.wrap_up), work_of(Seconds(leg))) + then.setup)
        return start

    def windows(self) -> Windows:
        """Starts of the first from which everybody, one after the other, starts inside a window."""
        return reduce(shared_windows, (tuple(self._windows_of(number)) for number in range(len(self.members))))

    def _windows_of(self, number: int) -> Iterator[TimeWindow]:
        """Starts of the first from which this one starts inside a window; starting later, nobody follows earlier."""
        firsts = range(max((w.closes for w in self.members[0].start_windows), default=0) + 1)
        for window in self.members[number].start_windows:
            opens = bisect_left(firsts, window.opens, key=lambda first: self.start_of(number, first))
            after = bisect_right(firsts, window.closes, key=lambda first: self.start_of(number, first))
            if opens < after:
                yield TimeWindow(Seconds(opens), Seconds(after - 1))

    def longest(self, windows: Windows) -> Seconds:
        """The most time from set-up for the first to leaving, of all starts in the windows."""
        steady = self.road.is_even or not any(self.legs)
        # Nobody starts after midnight, whatever a window says.
        ends = [(min(w.opens, DAY), min(w.opens if steady else w.closes, DAY)) for w in windows] or [(DAY, DAY)]
        starts = (start for opens, closes in ends for start in range(opens, closes + 1))
        last = len(self.members) - 1
        longest = max(self.start_of(last, start) - start for start in starts)
        return Seconds(self.members[0].setup + longest + self.members[-1].wrap_up)


def offsets(members: Sequence[Visit], matrix: TravelTimeMatrix) -> tuple[int, ...]:
    """Seconds from the start of a household's first massage to the start of each."""
    steps = (m.service + leg for m, leg in zip(members, _legs(members, matrix), strict=False))
    after = accumulate(steps, initial=0)
    return tuple(since + m.setup - members[0].setup for m, since in zip(members, after, strict=True))


def shifted(windows: Iterable[TimeWindow], seconds: int) -> Windows:
    """The windows so many seconds later, as far as they lie within the day's seconds."""
    return tuple(
        TimeWindow(Seconds(max(0, w.opens + seconds)), Seconds(w.closes + seconds))
        for w in windows
        if w.closes + seconds >= 0
    )


def shared_windows(some: Iterable[TimeWindow], others: Sequence[TimeWindow]) -> Windows:
    """Where the two overlap: windows in order, each after the one before has closed."""
    apart: list[TimeWindow] = []
    for window in sorted(both for a in some for b in others if (both := a.meet(b))):
        if apart and window.opens <= apart[-1].closes:
            apart[-1] = TimeWindow(apart[-1].opens, max(apart[-1].closes, window.closes))
        else:
            apart.append(window)
    return tuple(apart)


def may_run_short(problem: Problem, shared: SharedEquipment) -> bool:
    """Can more therapists be in need of it than there are pieces?"""
    return len(shared.visits) > shared.count and len(problem.therapists) > shared.count


@dataclass(frozen=True, slots=True)
class CommonStarts:
    """When those who meet may begin within `windows`: on the practice's grid, and at certain `openings`.

    However fine the grid, no start is ever listed. Every window begins and ends with a start.
    """

    windows: Windows
    slot: Seconds
    openings: tuple[Seconds, ...]

    @classmethod
    def of(cls, members: Iterable[Visit], slot: Seconds) -> "CommonStarts":
        """The starts that suit every member: also where a window that they share opens.

        >>> window = (TimeWindow(Seconds(100), Seconds(1000)),)
        >>> v = Visit(id="v", place=1, service=Seconds(60), start_windows=window, therapists=(), unassigned_cost=1)
        >>> starts = CommonStarts.of([v], Seconds(300))
        >>> starts.first_from(0), starts.first_from(101), starts.first_from(901)
        (100, 300, None)
        """
        windows = reduce(shared_windows, (m.start_windows for m in members))
        return cls(windows, slot, tuple(sorted({w.opens for w in windows}))).within(windows)

    def within(self, windows: Sequence[TimeWindow]) -> "CommonStarts":
        """Those of the starts that lie in `windows` as well."""
        ends = ((self._up(w.opens), self._down(w.closes)) for w in shared_windows(self.windows, windows))
        return replace(self, windows=tuple(TimeWindow(a, b) for a, b in ends if a <= b))

    def first_from(self, t: int) -> Seconds | None:
        """The earliest start at `t` or later."""
        return min((start for w in self.windows if (start := self._up(max(t, w.opens))) <= w.closes), default=None)

    @property
    def first(self) -> Seconds:
        """The earliest start; there must be one."""
        return self.windows[0].opens

    @property
    def last(self) -> Seconds:
        """The latest start; there must be one."""
        return max(w.closes for w in self.windows)

    def _up(self, t: int) -> Seconds:
        on_grid = Seconds(-(-t // self.slot) * self.slot)
        return min((opening for opening in self.openings if t <= opening < on_grid), default=on_grid)

    def _down(self, t: int) -> Seconds:
        on_grid = Seconds(t // self.slot * self.slot)
        return max((opening for opening in self.openings if on_grid < opening <= t), default=on_grid)
