"""Seconds and metres between every two places."""

from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds

NO_WAY = Seconds(24 * 3600)
"""Between two places that no road joins: longer than any day, so that no route can hold such a leg."""


@dataclass(frozen=True, slots=True)
class TravelTimeMatrix:
    """Square tables, row = from, column = to: planned seconds, and road metres (empty where nobody knows them).

    `off_road` are the metres from each place to the road that stands for it, empty where nobody measured.
    """

    seconds: tuple[tuple[Seconds, ...], ...]
    metres: tuple[tuple[int, ...], ...] = ()
    off_road: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for table in (self.seconds, self.metres):
            if (table and any(len(row) != len(self.seconds) for row in table)) or len(table) not in (
                0,
                len(self.seconds),
            ):
                raise ValueError("a travel time matrix must be square")
        if any(min(row) < 0 for row in self.seconds):
            raise ValueError("a travel time is below zero")

    def __len__(self) -> int:
        return len(self.seconds)

    def metres_between(self, start: int, end: int) -> int:
        return self.metres[start][end] if self.metres else 0
