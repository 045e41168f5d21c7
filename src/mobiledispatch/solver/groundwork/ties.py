"""What ties visits together, taken apart: a day of visits that know nothing of one another, and rows that bind them.

A household is one visit. Those who meet keep the windows that suit them all, and may not share a route; that they
begin at the same second is left to who searches (`solver.tree`), so the day below is easier than the real one.
Equipment goes with one therapist all day, so who needs it is in so many routes at most.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import (
    CommonStarts,
    Windows,
    may_run_short,
    merged,
    offsets,
    shared_windows,
    shifted,
)
from mobiledispatch.timetable.meeting import Meeting, at

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Visits that need a piece of equipment of which there are `count`: at most so many routes serve any of them."""

    visits: Numbers
    count: int


@dataclass(frozen=True, eq=False)
class Ties:
    """The day as the exact search sees it, in numbers of its visits.

    `problem` has no ties; a visit in it that can never be served has no therapists. The visits of one of `groups` are
    served all or none; every visit is in one, most are alone. Of `rivals` a route serves one at most. `meetings` are
    those that can take place.
    """

    real: Problem
    problem: Problem
    groups: tuple[Numbers, ...]
    rivals: tuple[Numbers, ...]
    keepers: tuple[Keeper, ...]
    meetings: tuple[Meeting, ...]

    @property
    def loose(self) -> Numbers:
        """The visits that are served with no other."""
        return tuple(group[0] for group in self.groups if len(group) == 1)

    def cost_of_leaving_out(self, served: Iterable[int]) -> int:
        there, visits = frozenset(served), self.problem.visits
        return sum(v.unassigned_cost for k, v in enumerate(visits) if k not in there)

    def holds(self, routes: Sequence[Sequence[int]]) -> bool:
        """Do these routes serve groups whole, keep who meets apart, and go round with the equipment?"""
        served = {visit for route in routes for visit in route}
        return (
            all(served.issuperset(group) or served.isdisjoint(group) for group in self.groups)
            and all(len(served.intersection(rivals)) == _met(routes, rivals) for rivals in self.rivals)
            and all(_met(routes, keeper.visits) <= keeper.count for keeper in self.keepers)
        )

    def narrowed(self, number: int, windows: Sequence[TimeWindow]) -> "Ties | None":
        """The same day with one of the meetings in these windows only; None if that leaves it no start."""
        meetings = list(self.meetings)
        meetings[number] = replace(meetings[number], starts=meetings[number].starts.within(windows))
        found = _settled(self.problem, meetings)
        return replace(self, problem=found[0], meetings=found[1]) if found else None

    def split(self, orders: Mapping[str, Sequence[Visit]]) -> dict[str, list[Visit]]:
        """Orders of `problem` with everybody of a household in them again."""
        doors = {door[0]: door for door in self.real.households}
        return {
            name: [one for visit in order for one in self._people(visit, doors.get(visit.id, (visit.id,)))]
            for name, order in orders.items()
        }

    def _people(self, visit: Visit, door: Sequence[str]) -> list[Visit]:
        people = [self.real.visit(name) for name in door]
        first, begins = visit.start_windows[0].opens, offsets(people, self.real.matrix)
        met = {name for group in self.real.together for name in group}
        # The first starts only when the others' windows can follow, as the merged visit's windows say; whoever meets
        # people of another door has its start by now.
        return [
            replace(people[0], start_windows=visit.start_windows),
            *(at(v, first + n) if v.id in met else v for v, n in zip(people[1:], begins[1:], strict=True)),
        ]


def _met(routes: Iterable[Sequence[int]], visits: Sequence[int]) -> int:
    """How many of the routes serve any of the visits."""
    return sum(1 for route in routes if not frozenset(visits).isdisjoint(route))


def tie(problem: Problem) -> Ties:
    """The ties of a day, and the day without them."""
    visits, seat = _merged(problem)
    number = {v.id: k for k, v in enumerate(visits)}
    tied = [[seat[name] for name in group] for group in problem.together]
    keepers = tuple(
        Keeper(tuple(dict.fromkeys(number[seat[name][0]] for name in shared.visits)), shared.count)
        for shared in problem.shared
        if _binds(problem, shared)
    )
    rivals = tuple(tuple(number[name] for name, _ in seats) for seats in tied)
    groups = tuple(_groups(len(visits), rivals))
    inner = replace(problem, visits=tuple(visits), together=(), households=(), shared=())
    meetings: list[Meeting] = []
    for group in groups:
        inside = [k for k, met in enumerate(rivals) if met[0] in group]
        found = _settled(inner, [_meeting(problem, k, tied[k]) for k in inside])
        if found and all(_can_meet(visits, rivals[k], keepers) for k in inside) and _has_pieces(group, keepers):
            inner = found[0]
            meetings += found[1]
        else:
            inner = _never(inner, group)
    return Ties(problem, inner, groups, rivals, keepers, tuple(meetings))


def _never(problem: Problem, group: Numbers) -> Problem:
    """The problem with nobody who may serve the visits of the group."""
    visits = (replace(v, therapists=()) if k in group else v for k, v in enumerate(problem.visits))
    return replace(problem, visits=tuple(visits))


def _has_pieces(group: Numbers, keepers: Sequence[Keeper]) -> bool:
    return all(keeper.count or set(keeper.visits).isdisjoint(group) for keeper in keepers)


def _settled(problem: Problem, meetings: Sequence[Meeting]) -> tuple[Problem, tuple[Meeting, ...]] | None:
    """Everybody's windows cut to these meetings' starts, and the other way round, until nothing moves; None if some
    meeting has no start left."""
    while all(m.starts.windows for m in meetings):
        problem = _cut(problem, meetings)
        before, meetings = meetings, [_cut_to(problem, m) for m in meetings]
        if meetings == before:
            return problem, tuple(meetings)
    return None


def _merged(problem: Problem) -> tuple[list[Visit], dict[str, tuple[str, int]]]:
    """The visits with each household as one; and for every id the visit that it is in, and how much after its start."""
    door_of = {name: door for door in problem.households for name in door}
    visits: list[Visit] = []
    seat: dict[str, tuple[str, int]] = {}
    for visit in problem.visits:
        if visit.id in seat:
            continue
        door = [problem.visit(name) for name in door_of.get(visit.id, (visit.id,))]
        seat.update((v.id, (door[0].id, after)) for v, after in zip(door, offsets(door, problem.matrix), strict=True))
        visits.append(merged(door, problem.matrix, problem.clock) if len(door) > 1 else visit)
    return visits, seat


def _meeting(problem: Problem, number: int, seats: Sequence[tuple[str, int]]) -> Meeting:
    """A group of the day as a meeting of the visits in which its people are."""
    starts = CommonStarts.of([problem.visit(name) for name in problem.together[number]], problem.slot)
    return Meeting(tuple(name for name, _ in seats), tuple(after for _, after in seats), starts)


def _cut(problem: Problem, meetings: Sequence[Meeting]) -> Problem:
    """The problem with nobody who meets outside the starts of the meeting."""
    if not meetings:
        return problem
    windows: dict[str, Windows] = {}
    for meeting in meetings:
        for name, offset in zip(meeting.visits, meeting.offsets, strict=True):
            own = windows.get(name, problem.visit(name).start_windows)
            windows[name] = shared_windows(own, shifted(meeting.starts.windows, -offset))
    visits = (replace(v, start_windows=windows[v.id]) if v.id in windows else v for v in problem.visits)
    return replace(problem, visits=tuple(visits))


def _cut_to(problem: Problem, meeting: Meeting) -> Meeting:
    """The meeting with no start outside anybody's windows."""
    starts = meeting.starts
    for name, offset in zip(meeting.visits, meeting.offsets, strict=True):
        starts = starts.within(shifted(problem.visit(name).start_windows, offset))
    return replace(meeting, starts=starts)


def _binds(problem: Problem, shared: SharedEquipment) -> bool:
    return bool(shared.visits) and (not shared.count or may_run_short(problem, shared))


def _can_meet(visits: Sequence[Visit], met: Numbers, keepers: Sequence[Keeper]) -> bool:
    """Is there a therapist for each, and a piece for each who needs one?"""
    if any(len(set(keeper.visits).intersection(met)) > keeper.count for keeper in keepers):
        return False
    return len(set(met)) == len(met) == _matched([visits[k].therapists for k in met])


def _matched(crews: Sequence[Sequence[str]]) -> int:
    """How many of the crews can send somebody who is sent by no other."""
    sent: dict[str, int] = {}

    def send(number: int, asked: set[str]) -> bool:
        for name in crews[number]:
            if name not in asked:
                asked.add(name)
                if name not in sent or send(sent[name], asked):
                    sent[name] = number
                    return True
        return False

    return sum(send(number, set()) for number in range(len(crews)))


def _groups(count: int, tied: Iterable[Numbers]) -> Iterator[Numbers]:
    """The visits in groups that hang together, in the order of their first."""
    group_of = {k: {k} for k in range(count)}
    for visits in tied:
        joined = set().union(*(group_of[k] for k in visits))
        group_of.update((k, joined) for k in joined)
    for k in range(count):
        if k == min(group_of[k]):
            yield tuple(sorted(group_of[k]))
