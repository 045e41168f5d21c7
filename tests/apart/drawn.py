"""Small days with every key of problem.json in combination, drawn by seed, with a leaning to the awkward."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
Span = list[int]


@dataclass(frozen=True)
class Scale:
    """How large a day is: its seconds, the choices for each length, and how many visits and therapists at most."""

    name: str
    opens: Sequence[int]
    shift: Sequence[int]
    legs: tuple[int, int]
    massage: Sequence[int]
    setup: Sequence[int]
    rests: Sequence[int]
    width: Sequence[int]
    slots: Sequence[int]
    visits: Sequence[int]
    crew: Sequence[int]


WORKDAY = Scale(
    name="workday",
    opens=(28_800, 32_400, 36_000),
    shift=(1800, 14_400, 21_600, 28_800, 28_800, 32_400, 36_000),
    legs=(0, 1900),
    massage=(0, 1800, 1800, 2700, 3600, 5400),
    setup=(0, 0, 600, 900),
    rests=(600, 900, 900, 1800, 1800),
    width=(0, 60, 3600, 3600, 7200, 14_400, 14_400, 36_000),
    slots=(300, 900, 1800),
    visits=(3, 4, 5, 5, 6),
    crew=(1, 2, 2, 3, 3),
)
"""Times as they are in a practice."""

MINUTES = Scale(
    name="minutes",
    opens=(0, 100, 700),
    shift=(90, 900, 1300, 1900, 1900, 2500),
    legs=(0, 120),
    massage=(0, 1, 60, 61, 119, 250),
    setup=(0, 0, 7, 60),
    rests=(1, 30, 30, 61, 120),
    width=(0, 1, 59, 240, 700, 700, 2000, 2000),
    slots=(60, 61, 120),
    visits=(3, 4, 4, 5, 6),
    crew=(1, 2, 2, 3, 3),
)
"""Half an hour in which every second counts."""

INSTANTS = Scale(
    name="instants",
    opens=(0, 2),
    shift=(8, 14, 18, 20, 20),
    legs=(0, 3),
    massage=(0, 1, 1, 2),
    setup=(0, 0, 1),
    rests=(0, 1, 2, 4),
    width=(0, 1, 4, 8, 20),
    slots=(2, 3, 5),
    visits=(1, 2, 2, 3),
    crew=(1, 1, 2),
)
"""Less than half a minute, to be lived second by second."""


def draw(seed: int, scale: Scale) -> Data:
    """The problem.json of that seed; the same arguments give the same day."""
    return _Drawing(random.Random(f"{scale.name}/{seed}"), scale).day()


class _Drawing:
    def __init__(self, rng: random.Random, scale: Scale) -> None:
        self.rng, self.scale = rng, scale
        self.opens, self.length = rng.choice(scale.opens), rng.choice(scale.shift)

    def day(self) -> Data:
        crew, visits = self.rng.choice(self.scale.crew), self.rng.choice(self.scale.visits)
        size = self.rng.randint(2, crew + visits)
        self.slot = self.rng.choice(self.scale.slots)
        data: Data = {
            "schema": "mobiledispatch.problem/1",
            "travel_seconds": self._table(size),
            "therapists": self._crew(crew, size),
            "visits": [],
            "slot_seconds": self.slot,
        }
        names = [f"t{k}" for k in range(crew)]
        data["visits"] = [self._visit(k, size, names) for k in range(visits)]
        if self._chance(0.45):
            data["speed_profile"] = self._profile()
        if self._chance(0.3):
            data["balance"] = [self._step() for _ in range(self.rng.choice([1, 2]))]
        self._households(data)
        self._together(data)
        self._free_the_home_of_couples(data)
        self._equipment(data)
        return data

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _moment(self) -> int:
        """Any second of the shift, often one of its ends, and some just outside it."""
        edges = [self.opens, self.opens, self.opens + self.length, max(0, self.opens - self.length // 10)]
        inside = self.rng.randint(self.opens, self.opens + 4 * self.length // 5)
        return self.rng.choice(edges) if self._chance(0.12) else inside

    def _span(self) -> Span:
        opens = self._moment()
        return [opens, opens + self.rng.choice(self.scale.width)]

    def _table(self, size: int) -> list[list[int]]:
        """Legs neither the same there and back nor the shortest; some take no time, or lead nowhere else."""
        low, high = self.scale.legs
        table = [[self.rng.randint(low, high) for _ in range(size)] for _ in range(size)]
        itself, nothing = self.rng.choice([0, 0, 1]), self.rng.choice([0, 0.1, 0.3])
        for a in range(size):
            for b in range(size):
                if self._chance(nothing):
                    table[a][b] = 0
            table[a][a] = itself * self.rng.randint(low, high // 8 + 1)
        return table

    def _crew(self, count: int, size: int) -> list[Data]:
        crew = [self._therapist(size) for _ in range(count)]
        if self._chance(0.35):
            crew = [dict(crew[0]) for _ in crew]
        return [{"id": f"t{k}", **row} for k, row in enumerate(crew)]

    def _therapist(self, size: int) -> Data:
        start = self.rng.randrange(size)
        opens, closes = self.opens, self.opens + self.length
        if self._chance(0.2):
            opens += self.rng.randint(0, self.length // 5)
        row: Data = {
            "start": start,
            "end": start if self._chance(0.7) else self.rng.randrange(size),
            "shift": [opens, closes],
            "breaks": [self._rest(opens, closes) for _ in range(self.rng.choice([0, 1, 1, 2, 2]))],
        }
        if len(row["breaks"]) == 2 and self._chance(0.4):
            # Two windows at one time: the order in which they are taken matters.
            row["breaks"][1]["start_window"] = _later(row["breaks"][0]["start_window"], self.rng.choice([0, 1, 60]))
        if self._chance(0.2):
            row["hands_on_limit"] = sum(self.rng.choice(self.scale.massage) for _ in range(4))
        return row

    def _rest(self, opens: int, closes: int) -> Data:
        seconds = min(self.rng.choice(self.scale.rests), closes - opens)
        window = self._span()
        if self._chance(0.7):
            # A window that closes early is one that a break is owed to.
            first = opens + self.rng.randint(0, self.length // 2)
            window = [first, first + self.length // 6]
        if self._chance(0.1):
            window[1] = window[0]
        if self._chance(0.1):
            window = [closes - seconds, closes + self.rng.choice(self.scale.width)]
        return {"start_window": window, "seconds": seconds}

    def _visit(self, number: int, size: int, names: Sequence[str]) -> Data:
        setup, teardown = self.rng.choice(self.scale.setup), self.rng.choice(self.scale.setup)
        able = [name for name in names if self._chance(0.8)] or [self.rng.choice(names)]
        windows = [self._span() for _ in range(self.rng.choice([1, 1, 1, 2, 3]))]
        row: Data = {
            "id": f"v{number}",
            "place": self.rng.randrange(size),
            "service_seconds": setup + self.rng.choice(self.scale.massage) + teardown,
            "setup_seconds": setup,
            "teardown_seconds": teardown,
            "start_windows": windows,
            "therapists": able,
            "unassigned_cost": self._price(),
        }
        if self._chance(0.25):
            row["preference_cost"] = {name: self._liking() for name in able if self._chance(0.7)}
        self._promise(row)
        return row

    def _price(self) -> int:
        return 1_000_000 if self._chance(0.6) else self.rng.randint(0, 3 * self.scale.legs[1])

    def _liking(self) -> int:
        return self.rng.randint(0, self.scale.legs[1])

    def _promise(self, row: Data) -> None:
        """A promise narrower than the windows, or one that covers several; a pin within what is left."""
        window = self.rng.choice(row["start_windows"])
        if self._chance(0.2):
            first = self.rng.randint(*window)
            row["promise"] = [first, self.rng.choice([first, self.rng.randint(first, window[1]), window[1] + 1])]
            window = [first, min(row["promise"][1], window[1])]
        if self._chance(0.12):
            row["pinned_start"] = self.rng.randint(*window)
        if self._chance(0.12):
            row["pinned_therapist"] = self.rng.choice(row["therapists"])

    def _profile(self) -> list[Span]:
        """Speeds from a crawl to ten times the usual, changing within the shift."""
        times = sorted({self._moment() for _ in range(self.rng.choice([1, 2, 3]))} - {0})
        extreme = self._chance(0.2)
        speeds = [1, 9, 37, 100, 333, 1000] if extreme else [50, 71, 77, 100, 100, 130]
        return [[t, self.rng.choice(speeds)] for t in (0, *times)]

    def _step(self) -> Data:
        return {"over_seconds": self.rng.choice(self.scale.massage), "per_hour": self.rng.choice([0, 600, 3601, 7200])}

    def _households(self, data: Data) -> None:
        rows = self.rng.sample(data["visits"], len(data["visits"]))
        if len(rows) < 2 or not self._chance(0.45):
            return
        members = rows[: 3 if len(rows) > 3 and self._chance(0.3) else 2]
        data["households"] = [[row["id"] for row in members]]
        door = members[0]["place"]
        if "speed_profile" in data:
            # How long a leg from a place to itself takes between two people would depend on the hour: that is refused.
            data["travel_seconds"][door][door] = 0
        for row in members:
            row["place"] = door
            if self._chance(0.8):
                row["start_windows"] = [_wider(w, self.length) for w in row["start_windows"]]
            if self._chance(0.8):
                row["therapists"] = [t["id"] for t in data["therapists"]]

    def _together(self, data: Data) -> None:
        rows = self.rng.sample(data["visits"], len(data["visits"]))
        crew = len(data["therapists"])
        if len(rows) < 2 or not self._chance(0.7 if crew > 1 else 0.1):
            return
        if len(rows) > 2 and self._chance(0.5 if crew > 2 else 0.1):
            data["together"] = [self._tie(data, rows[:3])]
            return
        data["together"] = [self._tie(data, rows[:2])]
        if len(rows) > 3 and self._chance(0.4):
            data["together"].append(self._tie(data, rows[2:4]))

    def _tie(self, data: Data, members: list[Data]) -> list[str]:
        """Mostly people who can meet: with windows in common, and able therapists."""
        most = 8 * self.slot
        middle = self.opens + self.rng.randint(self.length // 6, 2 * self.length // 3)
        window = [self._moment() if self._chance(0.2) else middle] * 2
        window[1] += self.rng.randint(0, most)
        for row in members:
            row.pop("promise", None)
            row.pop("pinned_start", None)
            apart = self.rng.choice([0, 0, 1, self.slot // 2, self.slot])
            row["start_windows"] = [_later(window, apart)]
            if self._chance(0.2):
                row["start_windows"].append(_later(window, -apart if window[0] >= apart else 0))
            if self._chance(0.85):
                row["therapists"] = [t["id"] for t in data["therapists"]]
                row.pop("pinned_therapist", None)
            if self._chance(0.15):
                row["promise"] = [row["start_windows"][0][0], row["start_windows"][0][0] + self.slot]
        return [row["id"] for row in members]

    def _free_the_home_of_couples(self, data: Data) -> None:
        """Where one of a household starts with somebody else, the others mostly can follow."""
        tied = {name for group in data.get("together", []) for name in group}
        for household in data.get("households", []):
            for row in data["visits"]:
                if tied & set(household) and row["id"] in set(household) - tied and self._chance(0.8):
                    row["start_windows"] = [[self.opens, self.opens + self.length]]
                    row["therapists"] = [t["id"] for t in data["therapists"]]
                    for key in ("promise", "pinned_start", "pinned_therapist"):
                        row.pop(key, None)

    def _equipment(self, data: Data) -> None:
        if not self._chance(0.5):
            return
        names = [row["id"] for row in data["visits"]]
        data["shared_equipment"] = []
        for number in range(self.rng.choice([1, 1, 2])):
            needed = {name for name in names if self._chance(0.5)}
            if data.get("together") and self._chance(0.5):
                needed |= set(data["together"][0])
            row = {"name": f"e{number}", "visits": sorted(needed), "count": self.rng.choice([0, 1, 1, 1, 1, 1, 2, 2])}
            data["shared_equipment"].append(row)


def _later(window: Span, by: int) -> Span:
    return [window[0] + by, window[1] + by]


def _wider(window: Span, by: int) -> Span:
    return [max(0, window[0] - by // 4), window[1] + by]
