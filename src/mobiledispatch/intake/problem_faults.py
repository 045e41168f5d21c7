"""What is wrong with a problem.json whose rows are each in order: one sentence a fault, with the name of who has it."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mobiledispatch.intake.problem_rows import Pair, ProblemRows, TherapistRow, VisitRow
from mobiledispatch.intake.words import shown
from mobiledispatch.model.clock import Seconds, clock
from mobiledispatch.model.road_clock import BASE

Names = frozenset[str]


def faults_of(rows: ProblemRows, passed_over: Names = frozenset()) -> Iterator[str]:
    """Every fault, in the order of the file. `passed_over` are ids of rows that could not be read, and are known."""
    size = len(rows.travel_seconds)
    crew = frozenset(t.id for t in rows.therapists) | passed_over
    asked = frozenset(v.id for v in rows.visits) | passed_over
    yield from _tables(rows)
    yield from _repeated("therapist", [t.id for t in rows.therapists])
    yield from _repeated("visit", [v.id for v in rows.visits])
    for therapist in rows.therapists:
        for fault in _therapist(therapist, size):
            yield f"therapist {shown(therapist.id)}: {fault}"
    for visit in rows.visits:
        for fault in (*_times(visit, size), *_crew(visit, crew)):
            yield f"visit {shown(visit.id)}: {fault}"
    yield from _groups(rows, asked)
    yield from _equipment(rows, asked)
    yield from _speeds(rows)
    yield from _aside(rows)


def _tables(rows: ProblemRows) -> Iterator[str]:
    size = len(rows.travel_seconds)
    for name, table in (("travel_seconds", rows.travel_seconds), ("travel_metres", rows.travel_metres)):
        if table and len(table) != size:
            yield f"{name}: has {len(table)} rows, travel_seconds {size}. Give both one row for each place."
        for number, row in enumerate(table):
            if len(row) != size:
                yield f"{name}[{number}]: the row has {len(row)} cells of {size}. A table is square."
    if rows.places and len(rows.places) != size:
        yield f"places: has {len(rows.places)} entries, the tables {size} rows. Give one for each row, or none."


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {shown(name)}: the id stands there {times} times. Give each its own."


def _therapist(row: TherapistRow, size: int) -> Iterator[str]:
    for name, place in (("start", row.start), ("end", row.end)):
        yield from _off_the_table(name, place, size)
    yield from _reversed("shift", [row.shift])
    for rest in row.breaks:
        yield from _reversed("a break's start_window", [rest.start_window])
        if rest.seconds > row.shift[1] - row.shift[0] >= 0:
            yield f"a break of {rest.seconds} s is longer than the shift {_told(row.shift)}. Shorten it."


def _off_the_table(name: str, place: int, size: int) -> Iterator[str]:
    if place >= size:
        yield f"{name}: {place} is no row of the tables, which have {size}, from 0."


def _reversed(name: str, windows: Iterable[Pair]) -> Iterator[str]:
    for opens, closes in windows:
        if closes < opens:
            yield f"{name}: closes at {_clock(closes)}, before it opens at {_clock(opens)}. Swap them."


def _told(window: Pair) -> str:
    return f"{_clock(window[0])}-{_clock(window[1])}"


def _clock(t: int) -> str:
    return f"{t} ({clock(Seconds(t))})"


def _times(row: VisitRow, size: int) -> Iterator[str]:
    yield from _off_the_table("place", row.place, size)
    if row.setup_seconds + row.teardown_seconds > row.service_seconds:
        spent = row.setup_seconds + row.teardown_seconds
        yield f"set-up and tear-down take {spent} s of {row.service_seconds} s of service. Make the service longer."
    yield from _reversed("start_windows", row.start_windows)
    yield from _reversed("at_home", row.at_home)
    yield from _reversed("promise", [row.promise] if row.promise else [])
    pin = None if row.pinned_start is None else (row.pinned_start, row.pinned_start)
    given = {
        "start_windows": row.start_windows,
        "promise": [row.promise] if row.promise else [],
        "pinned_start": [pin] if pin else [],
    }
    for (name, some), (other, others) in itertools.combinations(given.items(), 2):
        if some and others and not any(_meet(a, b) for a in some for b in others):
            yield f"{other} {_all(others)} lies outside {name} {_all(some)}. Correct one of the two."


def _meet(a: Pair, b: Pair) -> bool:
    return max(a[0], b[0]) <= min(a[1], b[1]) or a[1] < a[0] or b[1] < b[0]  # a reversed one is told by itself


def _all(windows: Sequence[Pair]) -> str:
    return " and ".join(_told(w) for w in windows[:3])


def _crew(row: VisitRow, known: Names) -> Iterator[str]:
    pinned = [] if row.pinned_therapist is None else [row.pinned_therapist]
    named: Mapping[str, Iterable[str]] = {
        "therapists": row.therapists,
        "preference_cost": row.preference_cost,
        "could_serve": row.could_serve,
        "pinned_therapist": pinned,
    }
    for where, names in named.items():
        for name in names:
            if name not in known:
                yield f"{where}: {shown(name)} is not among the therapists. Add them, or take them out."
    for name in pinned:
        if name in known and name not in row.therapists:
            yield f"pinned_therapist: {shown(name)} is not among those who may serve it. Add them to its therapists."


def _groups(rows: ProblemRows, known: Names) -> Iterator[str]:
    places = {v.id: v.place for v in rows.visits}
    for key, groups in (("together", rows.together), ("households", rows.households)):
        group_of: dict[str, str] = {}
        for number, group in enumerate(groups):
            where = f"{key}[{number}]"
            if len(group) < 2:
                yield f"{where}: names {_names(group)}, and needs two visits at least. Take the group out."
            yield from _strangers(where, group, known)
            for name, times in Counter(group).items():
                if times > 1:
                    yield f"{where}: visit {shown(name)} stands there {times} times. Name it once."
                if name in group_of:
                    yield f"{where}: visit {shown(name)} is in {group_of[name]} as well. It can be in one of them."
                group_of.setdefault(name, where)
            if key == "households":
                yield from _doors(where, [name for name in group if name in places], places, rows)


def _names(group: Sequence[str]) -> str:
    return f"only visit {shown(group[0])}" if group else "nobody"


def _strangers(where: str, names: Iterable[str], known: Names) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{where}: {shown(name)} is not among the visits. Add it, or take it out."


def _doors(where: str, names: Sequence[str], places: Mapping[str, int], rows: ProblemRows) -> Iterator[str]:
    for first, other in itertools.pairwise(names):
        if not _is_one_door(rows, places[first], places[other]):
            yield f"{where}: visits {shown(first)} and {shown(other)} are at two places. A household has one door."
        elif _is_uneven(rows, names, places[first], places[other]):
            yield (
                f"{where}: travel_seconds has a way from {shown(first)} to {shown(other)}, which the speed_profile "
                "makes longer or shorter by the hour. Make it 0."
            )


def _is_uneven(rows: ProblemRows, names: Sequence[str], a: int, b: int) -> bool:
    """Does a way lie between two people that takes longer at times, where that cannot be: from a place to itself, or
    where somebody of the household meets people of another door?"""
    table = rows.travel_seconds
    there = a < len(table) and b < len(table[a]) and table[a][b] > 0
    meets = any(name in group for name in names for group in rows.together)
    return there and (a == b or meets) and any(percent != BASE for _, percent in rows.speed_profile)


def _is_one_door(rows: ProblemRows, a: int, b: int) -> bool:
    """One row of the tables, or two for one point on the map, or two with no time on the road between them."""
    if a == b:
        return True
    if max(a, b) < len(rows.places):
        return (rows.places[a].lat, rows.places[a].lon) == (rows.places[b].lat, rows.places[b].lon)
    table = rows.travel_seconds
    if max(a, b) >= min([len(table), *map(len, table)]):
        return True  # off the table, which is told by itself
    return table[a][b] == table[b][a] == 0


def _equipment(rows: ProblemRows, known: Names) -> Iterator[str]:
    yield from _repeated("shared_equipment", [s.name for s in rows.shared_equipment])
    for shared in rows.shared_equipment:
        where = f"shared_equipment {shown(shared.name)}"
        yield from _strangers(where, shared.visits, known)
        for name, times in Counter(shared.visits).items():
            if times > 1:
                yield f"{where}: visit {shown(name)} stands there {times} times. Name it once."


def _speeds(rows: ProblemRows) -> Iterator[str]:
    times = [t for t, _ in rows.speed_profile]
    if not times or times[0] != 0:
        yield "speed_profile: does not start at 0. Begin with [0, 100]."
    for before, then in itertools.pairwise(times):
        if then <= before:
            yield f"speed_profile: {then} comes after {before}. Put its times in order, each once."


def _aside(rows: ProblemRows) -> Iterator[str]:
    asked = {v.id for v in rows.visits}
    for name, times in Counter((*rows.set_aside.held, *rows.set_aside.lost)).items():
        if times > 1:
            yield f"set_aside: {shown(name)} stands there {times} times. Name it once."
        if name in asked:
            yield f"set_aside: {shown(name)} is a visit as well. Take it out of one of the two."
