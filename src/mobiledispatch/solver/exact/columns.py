"""Routes as columns of the master problem."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cut:
    """Weighted rows of the master of which at most `most` routes of a plan may cover `divisor` or more, by weight.

    A row is a visit, or a duty of one therapist. With three rows of weight one and the divisor two: at most one
    route covers two of the three.
    """

    rows: tuple[int, ...]
    weights: tuple[int, ...]
    divisor: int
    most: int = 1


def counted(covered: Sequence[Sequence[int]], cuts: Sequence[Cut], rows: int) -> NDArray[np.bool_]:
    """(routes, cuts): does the route count in the cut? `covered` are the rows of each route, of `rows` in all."""
    covers = np.zeros((len(covered), rows), np.int16)
    covers[np.repeat(np.arange(len(covered)), [len(c) for c in covered]), [row for c in covered for row in c]] = 1
    weights = np.zeros((rows, len(cuts)), np.int16)
    for number, cut in enumerate(cuts):
        weights[list(cut.rows), number] = cut.weights
    return np.asarray(covers @ weights >= np.array([cut.divisor for cut in cuts], np.int16))


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
