"""A travel time matrix asked for in blocks that a server's limits allow, put together and checked."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import NO_WAY, TravelTimeMatrix
from mobiledispatch.model.place import Place

SIDES = (50, 25, 10, 4, 1)
"""Places on a side of a block: 50 x 50 is within both engines' own limits; smaller where a server says too many."""

_LONGEST = 1e7


class TooMany(Exception):
    """The server answers for fewer places at a time."""


class Nonsense(ValueError):
    """An answer that is no table of driving."""


@dataclass(frozen=True, slots=True)
class Block:
    """What a server said of the ways from some places to others: as it came, not yet believed.

    `seconds` and `metres` have a row for each start, None where there is no way. `off_road` are the metres from each
    start to the road on which the server took it to be; None where it does not say.
    """

    seconds: object
    metres: object
    off_road: Sequence[float | None]


Ask = Callable[[Sequence[Place], Sequence[Place]], Block]


def table_in_blocks(places: Sequence[Place], ask: Ask) -> TravelTimeMatrix:
    """The matrix of all places, seconds and metres rounded up to whole ones, zero between identical places.

    NO_WAY where the server knows none. Nonsense where an answer is no table of the size asked for.
    """
    known = list(dict.fromkeys(places))
    if len(known) < 2:
        return _spread(places, known, [[0]], [[0]], ())
    for side in SIDES:
        try:
            return _spread(places, known, *_whole(known, ask, side))
        except TooMany:
            continue
    raise Nonsense("not even two places at a time")


def _whole(known: Sequence[Place], ask: Ask, side: int) -> tuple[list[list[int]], list[list[int]], tuple[int, ...]]:
    seconds: list[list[int]] = []
    metres: list[list[int]] = []
    off_road: list[float | None] = []
    for starts in _batched(known, side):
        blocks = [(ask(starts, ends), len(ends)) for ends in _batched(known, side)]
        off_road += blocks[0][0].off_road
        times = [_cells(block.seconds, len(starts), width) for block, width in blocks]
        ways = [_cells(block.metres, len(starts), width) for block, width in blocks]
        seconds += _joined(times, NO_WAY)
        metres += _joined(ways, 0)
    return seconds, metres, tuple(math.ceil(m) for m in off_road if m is not None)


def _batched(places: Sequence[Place], side: int) -> list[Sequence[Place]]:
    return [places[k : k + side] for k in range(0, len(places), side)]


def _joined(blocks: list[list[list[float | None]]], nothing: int) -> list[list[int]]:
    """Blocks side by side as one band of rows."""
    rows = (itertools.chain.from_iterable(parts) for parts in zip(*blocks, strict=True))
    return [[nothing if cell is None else _rounded_up(cell) for cell in row] for row in rows]


def _rounded_up(cell: float) -> int:
    # Rounding up keeps a detour from looking shorter than the direct way; the engines' own tenths are no more exact.
    return math.ceil(round(cell, 3))


def _cells(table: object, height: int, width: int) -> list[list[float | None]]:
    """The rows of a table of that size. Nonsense for any other, and for cells that are no length or time."""
    if not isinstance(table, list) or len(table) != height:
        raise Nonsense(f"not {height} rows")
    for row in table:
        if not isinstance(row, list) or len(row) != width:
            raise Nonsense(f"not {width} columns")
        if not all(cell is None or _is_amount(cell) for cell in row):
            raise Nonsense("a cell that is no number of seconds or metres")
    return table


def _is_amount(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < _LONGEST


def _spread(
    places: Sequence[Place],
    known: Sequence[Place],
    seconds: list[list[int]],
    metres: list[list[int]],
    off_road: tuple[int, ...],
) -> TravelTimeMatrix:
    """The tables of the known places as tables of all, which may name one place twice."""
    which = {place: k for k, place in enumerate(known)}
    index = [which[place] for place in places]
    return TravelTimeMatrix(
        tuple(tuple(Seconds(0 if i == j else seconds[i][j]) for j in index) for i in index),
        tuple(tuple(0 if i == j else metres[i][j] for j in index) for i in index),
        tuple(off_road[i] for i in index) if len(off_road) == len(known) else (),
    )
