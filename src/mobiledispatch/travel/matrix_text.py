"""A travel time matrix in words: JSON for programs, a small table for people."""

import json
from collections.abc import Sequence

from mobiledispatch.model.matrix import NO_WAY, TravelTimeMatrix


def render_json(ids: Sequence[str], matrix: TravelTimeMatrix, provider: str) -> str:
    """One JSON object: ids, seconds, metres, provider; rows are from, columns are to; null where no road leads.

    >>> render_json(["a"], TravelTimeMatrix(((0,),), ((0,),)), "estimate")
    '{"ids": ["a"], "seconds": [[0]], "metres": [[0]], "provider": "estimate"}'
    """
    table = {"ids": list(ids), "seconds": _joined(matrix.seconds, matrix), "metres": _joined(matrix.metres, matrix)}
    return json.dumps({**table, "provider": provider}, ensure_ascii=False)


def _joined(rows: Sequence[Sequence[int]], matrix: TravelTimeMatrix) -> list[list[int | None]]:
    return [
        [None if t >= NO_WAY else cell for cell, t in zip(row, times, strict=True)]
        for row, times in zip(rows, matrix.seconds, strict=False)
    ]


def render_table(ids: Sequence[str], matrix: TravelTimeMatrix) -> str:
    """Minutes and kilometres between all places, one row a start.

    >>> print(render_table(["a", "b"], TravelTimeMatrix(((0, 600), (590, 0)), ((0, 5200), (5100, 0)))))
    min / km  a          b
    a         -          10 / 5.2
    b         10 / 5.1   -
    """
    if not ids:
        return "no places"
    places = range(len(ids))
    cells = [["-" if i == j else _leg(matrix, i, j) for j in places] for i in places]
    rows = [["min / km", *ids], *([name, *row] for name, row in zip(ids, cells, strict=True))]
    widths = [max(8, *(len(name) for name in ids)), *(max(9, len(name)) for name in ids)]
    return "\n".join("  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _leg(matrix: TravelTimeMatrix, start: int, end: int) -> str:
    if matrix.seconds[start][end] >= NO_WAY:
        return "no way"
    return f"{matrix.seconds[start][end] / 60:.0f} / {matrix.metres_between(start, end) / 1000:.1f}"
