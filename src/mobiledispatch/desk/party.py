"""Who is served with the caller: nobody else, the next person in turn, or somebody at the same time.

A party has one start, that of its first massage. People in turn are one stop of one therapist; people at the same time
need a therapist each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product

from mobiledispatch.desk.fits import Fit, fits
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.company import merged, offsets
from mobiledispatch.timetable.draft import Draft
from mobiledispatch.timetable.keepers import too_few


@dataclass(frozen=True)
class Party:
    """Visits of one problem that are placed together.

    `stops` are what is put into routes, each with a therapist of its own: people in turn are one of them, under the id
    of the first. `people` are the visits at each stop, `after` the seconds from the party's start to each massage.
    """

    stops: tuple[Visit, ...]
    people: Mapping[str, tuple[Visit, ...]]
    after: Mapping[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.after)

    def named(self, stop: str) -> tuple[str, ...]:
        """The ids of the people at that stop."""
        return tuple(person.id for person in self.people[stop])

    def pinned(self, stop: str, start: int) -> tuple[Visit, ...]:
        """The people at a stop, each starting when the party starts at `start` and not otherwise."""
        return tuple(_at(person, start + self.after[person.id]) for person in self.people[stop])

    def windows_of(self, name: str, windows: Sequence[TimeWindow]) -> tuple[TimeWindow, ...]:
        """When one of the people may start if the party may start in `windows`."""
        return tuple(shifted(window, self.after[name]) for window in windows)


def _at(visit: Visit, start: int) -> Visit:
    return replace(visit, start_windows=(TimeWindow(Seconds(start), Seconds(start)),))


def shifted(window: TimeWindow, seconds: int) -> TimeWindow:
    """The window so many seconds later."""
    return TimeWindow(Seconds(window.opens + seconds), Seconds(window.closes + seconds))


def party_of(problem: Problem, names: Sequence[str]) -> Party:
    """The visits of these names as the problem ties them; a single one is a party of its own."""
    visits = tuple(problem.visit(name) for name in names)
    if tuple(names) in problem.together:
        return Party(visits, {v.id: (v,) for v in visits}, dict.fromkeys(names, 0))
    if len(visits) == 1:
        return Party(visits, {visits[0].id: visits}, {visits[0].id: 0})
    after = offsets(visits, problem.matrix)
    whole = merged(visits, problem.matrix, problem.clock)
    return Party((whole,), {visits[0].id: visits}, dict(zip(names, after, strict=True)))


@dataclass(frozen=True, slots=True)
class PartyFit:
    """A start at which every other stop is kept in its order: one fit a stop. `added` and `cost` as in
    `Fit`."""

    start: Seconds
    seats: tuple[Fit, ...]

    @property
    def added(self) -> int:
        return sum(seat.added for seat in self.seats)

    @property
    def cost(self) -> int:
        return sum(seat.cost for seat in self.seats)

    @property
    def therapists(self) -> tuple[str, ...]:
        return tuple(seat.therapist for seat in self.seats)


def party_fits(draft: Draft, party: Party, marks: Sequence[int]) -> tuple[PartyFit, ...]:
    """Every way to begin at one of the ascending `marks`, the stops in the cheapest place of each therapist's route."""
    options = [_by_start(fits(draft, stop, marks, party.named(stop.id))) for stop in party.stops]
    enough = cache(partial(_have_pieces, draft, party))
    return tuple(
        PartyFit(Seconds(mark), seats)
        for mark in marks
        for seats in product(*(by_start.get(mark, []) for by_start in options))
        if len({seat.therapist for seat in seats}) == len(seats) and enough(tuple(s.therapist for s in seats))
    )


def cheapest(found: Iterable[PartyFit]) -> tuple[PartyFit, ...]:
    """For each start and each therapist of the first stop the cheapest fit."""
    best: dict[tuple[int, str], PartyFit] = {}
    for fit in found:
        kept = best.setdefault((fit.start, fit.therapists[0]), fit)
        if fit.cost < kept.cost:
            best[fit.start, fit.therapists[0]] = fit
    return tuple(best.values())


def _by_start(found: Sequence[Fit]) -> dict[int, list[Fit]]:
    sorted_in: dict[int, list[Fit]] = {}
    for fit in found:
        sorted_in.setdefault(fit.start, []).append(fit)
    return sorted_in


def _have_pieces(draft: Draft, party: Party, therapists: Sequence[str]) -> bool:
    """Is there enough of what therapists share if these serve the party, each a stop, in the order of the stops?"""
    more = {name: party.named(stop.id) for name, stop in zip(therapists, party.stops, strict=True)}
    return not too_few(draft.problem, draft.orders, more)
