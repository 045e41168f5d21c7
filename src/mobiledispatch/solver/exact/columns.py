"""Routes as columns of the master problem."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """Weighted rows of the master of which at most one route of a plan may cover `divisor` or more, counted by weight.

    A row is a visit, or a duty of one therapist. With three rows of weight one and the divisor two: at most one
    route covers two of the three.
    """

    rows: tuple[int, ...]
    weights: tuple[int, ...]
    divisor: int

    def holds(self, covered: Iterable[int]) -> bool:
        """Does a route that covers these rows count?"""
        rows = set(covered)
        return sum(w for row, w in zip(self.rows, self.weights, strict=True) if row in rows) >= self.divisor


@dataclass(frozen=True, slots=True)
class Column:
    """A route that some therapist of `duty` can drive: problem indices of visits in order, cost in seconds."""

    duty: int
    visits: tuple[int, ...]
    cost: int

    def rows(self, visits: int) -> tuple[int, ...]:
        """The master's rows that this route covers, where the problem has so many visits: theirs, then the duty's."""
        return (*self.visits, visits + self.duty)

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
