"""Visits whose start others depend on, unfolded into one visit for each possible start.

Two therapists at one door must begin at the same time, and one stone heater cannot be in two places: routes that
share nothing else then depend on each other's times. With one visit for each start on the practice's grid, and
single instants for windows, a route says by the visits it serves when it serves them, and the master can compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Meeting:
    """Visits that begin at the same time: one of `options` is taken, or all are left out for `cost` seconds.

    Each option names its start and, for every visit of the meeting, the unfolded visit with that start.
    """

    options: tuple[tuple[Seconds, tuple[int, ...]], ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Options, as (meeting, option) numbers, of which at most `count` may be taken."""

    options: tuple[tuple[int, int], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A problem in which no visit's start depends on another's, and what ties its visits together.

    `plain` are indices of visits that stand for themselves; `rivals` are groups of indices that unfold one visit.
    """

    problem: Problem
    plain: tuple[int, ...]
    rivals: tuple[tuple[int, ...], ...]
    meetings: tuple[Meeting, ...]
    clashes: tuple[Clash, ...]


def unfold(problem: Problem) -> Unfolded:
    """The unfolded problem; a problem without ties comes back as it is."""
    groups = _groups(problem)
    tied = {name for group in groups for name in group}
    visits = [v for v in problem.visits if v.id not in tied]
    plain = tuple(range(len(visits)))
    rivals: list[tuple[int, ...]] = []
    meetings: list[Meeting] = []
    for group in groups:
        members = [problem.visit(name) for name in group]
        starts = common_starts(members, problem.slot)
        first = len(visits)
        for member in members:
            rivals.append(tuple(range(len(visits), len(visits) + len(starts))))
            visits += [_at(member, start) for start in starts]
        options = tuple((start, tuple(range(first + k, len(visits), len(starts)))) for k, start in enumerate(starts))
        meetings.append(Meeting(options, sum(v.unassigned_cost for v in members)))
    clashes = [clash for shared in problem.shared for clash in _clashes(problem, shared, groups, meetings)]
    inner = replace(problem, visits=tuple(visits), together=(), households=(), shared=())
    return Unfolded(inner, plain, tuple(rivals), tuple(meetings), tuple(clashes))


def folded(visit: Visit) -> Visit:
    """An unfolded visit under its own id again, with its one start for a window."""
    return replace(visit, id=visit.id.partition(_AT)[0])


_AT = "\0at "


def _groups(problem: Problem) -> list[tuple[str, ...]]:
    """Visits that meet, and alone those that may have to wait for shared equipment."""
    groups = list(problem.together)
    tied = {name for group in groups for name in group}
    for shared in problem.shared:
        if len(shared.visits) > shared.count and len(problem.therapists) > shared.count:
            groups += [(name,) for name in shared.visits if name not in tied]
            tied.update(shared.visits)
    return groups


def _at(visit: Visit, start: Seconds) -> Visit:
    return replace(visit, id=f"{visit.id}{_AT}{start}", start_windows=(TimeWindow(start, start),))


def common_starts(members: Iterable[Visit], slot: Seconds) -> tuple[Seconds, ...]:
    """Starts on the grid, and openings of windows, that suit every member."""
    windows = reduce(_shared_windows, (m.start_windows for m in members))
    starts = {w.opens for w in windows}
    starts |= {Seconds(t) for w in windows for t in range(-(-w.opens // slot) * slot, w.closes + 1, slot)}
    return tuple(sorted(starts))


def _shared_windows(some: tuple[TimeWindow, ...], others: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    return tuple(shared for a in some for b in others if (shared := a.meet(b)))


def _clashes(
    problem: Problem, shared: SharedEquipment, groups: list[tuple[str, ...]], meetings: list[Meeting]
) -> Iterable[Clash]:
    """For each instant at which an option begins to use the equipment, the options that then use it."""
    uses = [
        (start - problem.visit(name).setup, start + problem.visit(name).wrap_up, (number, k))
        for number, (group, meeting) in enumerate(zip(groups, meetings, strict=True))
        for name in group
        if name in shared.visits
        for k, (start, _) in enumerate(meeting.options)
    ]
    for begins in sorted({begin for begin, _, _ in uses}):
        at_once = tuple(option for begin, end, option in uses if begin <= begins < end)
        if len({number for number, _ in at_once}) > shared.count:
            yield Clash(at_once, shared.count)
