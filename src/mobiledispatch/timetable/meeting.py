"""Orders of visits -> when those begin who meet on several routes: as early as can be, or where the orders clash.

Every route alone says how early one of its visits can begin; whoever meets waits for the last of them, which pushes
the routes on, until nothing moves any more. Earlier starts there are none, so a start past its latest means no.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import CommonStarts
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.frontier import Free, finishes, free_after

Orders = Mapping[str, Sequence[Visit]]
Starts = dict[int, Seconds]
"""The common start of meetings, by number."""
MOST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Meeting:
    """Visits, by id, that begin together, each on a route of its own and its `offset` before the common start.

    There is an offset where somebody who is not the first of a household meets people of another door.
    """

    visits: tuple[str, ...]
    offsets: tuple[int, ...]
    starts: CommonStarts

    def begin_of(self, visit: str, start: int) -> int:
        """When the visit begins if the meeting does at `start`."""
        return start - self.offsets[self.visits.index(visit)]

    def start_with(self, visit: str, begin: int) -> int:
        """When the meeting starts if the visit begins then."""
        return begin + self.offsets[self.visits.index(visit)]


@dataclass(frozen=True, slots=True)
class Clash:
    """Orders that allow no common starts. They allow the meeting of that number none before `start`, or none from then
    on, or each only because of another meeting."""

    meeting: int
    start: Seconds


def meet(problem: Problem, orders: Orders, meetings: Sequence[Meeting]) -> Starts | Clash:
    """The earliest common start of every meeting that these orders serve, or where they clash."""
    return _Day(problem, orders, meetings).met()


def nearest(problem: Problem, orders: Orders, meetings: Sequence[Meeting]) -> Starts:
    """A start for every meeting near those that the orders allow."""
    found = {}
    for k, (earliest, latest) in _Day(problem, orders, meetings).ends().items():
        start = meetings[k].starts.first_from(min(earliest, (earliest + latest) // 2 + 1))
        found[k] = meetings[k].starts.last if start is None else start
    return found


class _Day:
    """Orders and meetings, seen from each other."""

    def __init__(self, problem: Problem, orders: Orders, meetings: Sequence[Meeting]) -> None:
        self._problem = problem
        self._orders = orders
        self._meetings = meetings
        route_of = {visit.id: name for name, order in orders.items() for visit in order}
        self._served = [k for k, m in enumerate(meetings) if all(name in route_of for name in m.visits)]
        self._tied: dict[str, list[tuple[str, int]]] = {}
        for k in self._served:
            for visit in meetings[k].visits:
                self._tied.setdefault(route_of[visit], []).append((visit, k))

    def met(self) -> Starts | Clash:
        clash = self._apart()
        if clash:
            return clash
        waiting = [{k: self._meetings[k].starts.first for k in self._served}]
        failed: Clash | None = None
        for _ in range(MOST_TRIES):
            if not waiting:
                break
            found = self._pushed(waiting.pop())
            if isinstance(found, Clash):
                failed = failed or found
                continue
            late = next((name for name in self._tied if not self._keeps(name, found)), None)
            if late is None:
                return found
            # Every visit of the route can begin then, but not all of them: breaks lie before the one or the other.
            failed = failed or self._halved(found, late)
            waiting += self._later(found, late)
        assert failed is not None
        return failed

    def ends(self) -> dict[int, tuple[int, int]]:
        """Of every meeting when its last route can begin at the earliest, and its first one at the latest."""
        found: dict[int, list[tuple[int, int]]] = {}
        for name, tied in self._tied.items():
            order = self._orders[name]
            first = self._earliest(name, order)
            assert first is not None, "a route keeps its own windows"
            for visit, k in tied:
                last = self._latest(name, order, visit, first[visit])
                m = self._meetings[k]
                found.setdefault(k, []).append((m.start_with(visit, first[visit]), m.start_with(visit, last)))
        return {k: (max(a for a, _ in spans), min(b for _, b in spans)) for k, spans in found.items()}

    def _apart(self) -> Clash | None:
        """Where one route begins its visit of a meeting at the earliest after another one begins its own at the latest:
        the widest such gap, cut in its middle."""
        gaps = ((a - b, (a + b) // 2 + 1, k) for k, (a, b) in self.ends().items())
        gap, middle, k = max(gaps, default=(0, 0, 0))
        return Clash(k, Seconds(middle)) if gap > 0 else None

    def _pushed(self, starts: Starts) -> Starts | Clash:
        """The earliest starts from these on that suit every route by itself."""
        starts = dict(starts)
        moved = set(self._tied)
        while moved:
            name = min(moved)
            moved.remove(name)
            first = self._earliest(name, self._from(name, starts))
            if first is None:
                return self._stuck(name, starts)
            for visit, k in self._tied[name]:
                m = self._meetings[k]
                start = m.starts.first_from(m.start_with(visit, first[visit]))
                if start is None:
                    return self._stuck(name, starts)
                if start > starts[k]:
                    starts[k] = start
                    moved.update(other for other, tied in self._tied.items() if any(n == k for _, n in tied))
        return starts

    def _stuck(self, name: str, starts: Starts) -> Clash:
        """A route cannot begin so late: the meeting that was pushed the most is cut where it was pushed to."""
        pushed = {k: starts[k] - self._meetings[k].starts.first for _, k in self._tied[name]}
        k = max(pushed, key=lambda number: (pushed[number], -number))
        return Clash(k, starts[k])

    def _halved(self, starts: Starts, name: str) -> Clash:
        ends = {k: self._meetings[k].starts.last for _, k in self._tied[name]}
        k = max(ends, key=lambda number: (ends[number] - starts[number], -number))
        return Clash(k, Seconds((starts[k] + ends[k]) // 2 + 1))

    def _later(self, starts: Starts, name: str) -> Iterator[Starts]:
        """What is left to try if these starts do not suit the route: one of its meetings later."""
        for k in sorted({k for _, k in self._tied[name]}):
            after = self._meetings[k].starts.first_from(starts[k] + 1)
            if after is not None:
                yield {**starts, k: after}

    def _from(self, name: str, starts: Starts) -> list[Visit]:
        """The route with no tied visit before its meeting's start."""
        begins: dict[str, int] = {}
        for visit, k in self._tied[name]:
            begins[visit] = max(begins.get(visit, 0), self._meetings[k].begin_of(visit, starts[k]))
        return [_from(v, begins[v.id]) if v.id in begins else v for v in self._orders[name]]

    def _keeps(self, name: str, starts: Starts) -> bool:
        """Does the route keep a timetable with its meetings at these starts and no other?"""
        begins = {visit: self._meetings[k].begin_of(visit, starts[k]) for visit, k in self._tied[name]}
        order = [at(v, begins[v.id]) if v.id in begins else v for v in self._orders[name]]
        return keeps(self._problem, self._problem.therapist(name), order)

    def _earliest(self, name: str, order: Sequence[Visit]) -> Mapping[str, int] | None:
        tied = {visit for visit, _ in self._tied[name]}
        return _earliest(self._problem, self._problem.therapist(name), order, tied)

    def _latest(self, name: str, order: Sequence[Visit], visit: str, earliest: int) -> int:
        """The latest begin of the visit that the route allows, by halving."""
        therapist = self._problem.therapist(name)
        low, high = earliest, next(v.start_windows[-1].closes for v in order if v.id == visit)
        while low < high:
            middle = (low + high + 1) // 2
            if keeps(self._problem, therapist, [_from(v, middle) if v.id == visit else v for v in order]):
                low = middle
            else:
                high = Seconds(middle - 1)
        return low


def at(visit: Visit, begin: int) -> Visit:
    """The visit with that start and no other."""
    return replace(visit, start_windows=(TimeWindow(Seconds(begin), Seconds(begin)),))


def _from(visit: Visit, begin: int) -> Visit:
    """The visit with no start before `begin`."""
    windows = (TimeWindow(Seconds(max(w.opens, begin)), w.closes) for w in visit.start_windows if w.closes >= begin)
    return replace(visit, start_windows=tuple(windows))


def _earliest(problem: Problem, therapist: Therapist, order: Sequence[Visit], tied: set[str]) -> dict[str, int] | None:
    """When each of the `tied` visits can begin at the earliest with the whole route kept; None if it cannot be kept."""
    place, free, found = therapist.start, _morning(therapist), {}
    for k, visit in enumerate(order):
        free = free_after(problem, therapist, place, free, visit)
        place = visit.place
        if visit.id in tied:
            rest = order[k + 1 :]
            leaves = [t for taken, t in free.items() if finishes(problem, therapist, place, {taken: t}, rest)]
            if not leaves:
                return None
            found[visit.id] = min(leaves) - visit.wrap_up
    return found


def _morning(therapist: Therapist) -> Free:
    return {0: therapist.shift.opens}
