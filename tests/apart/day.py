"""A problem.json, read as plain rows: what it asks, with nothing of the program in between."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from apart.road import Rest, Road

Data = dict[str, Any]
Window = tuple[int, int]


@dataclass(frozen=True)
class Person:
    """A visit: where, how long each part lasts, when the massage may start, who may come and what each choice costs."""

    id: str
    place: int
    setup: int
    massage: int
    teardown: int
    starts: tuple[Window, ...]
    crew: frozenset[str]
    liking: dict[str, int]
    left_out: int
    promise: Window | None

    @property
    def after_start(self) -> int:
        return self.massage + self.teardown


@dataclass(frozen=True)
class Hand:
    """A therapist."""

    id: str
    start: int
    end: int
    opens: int
    closes: int
    rests: tuple[Rest, ...]
    limit: int | None


@dataclass(frozen=True)
class Tie:
    """People who start at one time, and the times at which they all can."""

    members: tuple[str, ...]
    starts: tuple[int, ...]


class Asked:
    """The whole day. `grid` is the step of common starts; None for the day's own."""

    def __init__(self, data: Data, grid: int | None = None) -> None:
        self.seconds: list[list[int]] = data["travel_seconds"]
        self.road = Road(data.get("speed_profile") or [[0, 100]])
        self.hands = [_hand(row) for row in data["therapists"]]
        self.people = {row["id"]: _person(row) for row in data["visits"]}
        self.households: list[tuple[str, ...]] = [tuple(names) for names in data.get("households", [])]
        self.shared = [(frozenset(s["visits"]), s.get("count", 1)) for s in data.get("shared_equipment", [])]
        self.steps = [(step["over_seconds"], step["per_hour"]) for step in data.get("balance", [])]
        slot = grid or data.get("slot_seconds", 900)
        self.ties = [self._tie(tuple(names), slot) for names in data.get("together", [])]
        self.tied = {name: tie for tie in self.ties for name in tie.members}

    def _tie(self, members: tuple[str, ...], slot: int) -> Tie:
        windows = self.people[members[0]].starts
        for name in members[1:]:
            windows = meet(windows, self.people[name].starts)
        starts = {opens for opens, _ in windows}
        starts |= {t for opens, closes in windows for t in range(opens, closes + 1) if t % slot == 0}
        return Tie(members, tuple(sorted(starts)))

    def blocks(self) -> list[tuple[str, ...]]:
        """Who is served one straight after the other: households whole, and everybody else alone."""
        homes = {names[0]: names for names in self.households}
        others = {name for names in self.households for name in names[1:]}
        return [homes.get(name, (name,)) for name in self.people if name not in others]

    def balance(self, massage: int) -> int:
        return sum(max(0, massage - over) * per_hour // 3600 for over, per_hour in self.steps)


def union(windows: Iterable[Sequence[int]]) -> tuple[Window, ...]:
    """The same seconds with no two windows that touch."""
    found: list[Window] = []
    for opens, closes in sorted((opens, closes) for opens, closes in windows):
        if found and opens <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(closes, found[-1][1])
        else:
            found.append((opens, closes))
    return tuple(found)


def meet(some: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    """What each window of one list shares with each of another."""
    pairs = itertools.product(some, others)
    shared = ((max(a[0], b[0]), min(a[1], b[1])) for a, b in pairs)
    return tuple(sorted((opens, closes) for opens, closes in shared if opens <= closes))


def _hand(row: Data) -> Hand:
    rests = tuple((*b["start_window"], b["seconds"]) for b in row.get("breaks", []))
    opens, closes = row["shift"]
    return Hand(row["id"], row["start"], row["end"], opens, closes, rests, row.get("hands_on_limit"))


def _person(row: Data) -> Person:
    setup, teardown = row.get("setup_seconds", 0), row.get("teardown_seconds", 0)
    pinned = row.get("pinned_therapist")
    return Person(
        id=row["id"],
        place=row["place"],
        setup=setup,
        massage=row["service_seconds"] - setup - teardown,
        teardown=teardown,
        starts=_starts(row),
        crew=frozenset(name for name in row["therapists"] if pinned in (None, name)),
        liking=row.get("preference_cost", {}),
        left_out=row["unassigned_cost"],
        promise=tuple(row["promise"]) if row.get("promise") else None,
    )


def _starts(row: Data) -> tuple[Window, ...]:
    """The windows as far as the promise and the pin leave them."""
    starts = union(row["start_windows"])
    if row.get("promise"):
        starts = meet(starts, (tuple(row["promise"]),))
    pin = row.get("pinned_start")
    return starts if pin is None else meet(starts, ((pin, pin),))
