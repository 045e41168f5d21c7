"""Routes as columns of the master problem."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Cut = tuple[int, int, int]
"""Three visits of which at most one route may serve two (a subset-row cut)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A route that some therapist of `duty` can drive: problem indices of visits in order, cost in seconds."""

    duty: int
    visits: tuple[int, ...]
    cost: int

    @property
    def key(self) -> tuple[int, frozenset[int]]:
        return self.duty, frozenset(self.visits)


class Pool:
    """Columns, the cheapest of each duty and set of visits, in the order in which they came."""

    def __init__(self) -> None:
        self._columns: list[Column] = []
        self._number: dict[tuple[int, frozenset[int]], int] = {}

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[Column]:
        return iter(self._columns)

    def __getitem__(self, number: int) -> Column:
        return self._columns[number]

    def add(self, columns: Iterable[Column]) -> int:
        """Take in what is new, or cheaper than what stands for its set; how many were."""
        new = 0
        for column in columns:
            number = self._number.get(column.key)
            if number is None:
                self._number[column.key] = len(self._columns)
                self._columns.append(column)
            elif column.cost < self._columns[number].cost:
                self._columns[number] = column
            else:
                continue
            new += 1
        return new
