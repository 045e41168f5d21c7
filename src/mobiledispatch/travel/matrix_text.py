"""A travel time matrix in words: JSON for programs, a small table for people."""

import json
from collections.abc import Sequence

from mobiledispatch.model.matrix import TravelTimeMatrix


def render_json(ids: Sequence[str], matrix: TravelTimeMatrix, provider: str) -> str:
    """One JSON object: ids, seconds, metres, provider; rows are from, columns are to.

    >>> render_json(["a"], TravelTimeMatrix(((0,),), ((0,),)), "estimate")
    '{"ids": ["a"], "seconds": [[0]], "metres": [[0]], "provider": "estimate"}'
    """
    table = {"ids": list(ids), "seconds": matrix.seconds, "metres": matrix.metres, "provider": provider}
    return json.dumps(table, ensure_ascii=False)


def render_table(ids: Sequence[str], matrix: TravelTimeMatrix) -> str:
    """Minutes and kilometres between all places, one row a start.

    >>> print(render_table(["a", "b"], TravelTimeMatrix(((0, 600), (590, 0)), ((0, 5200), (5100, 0)))))
    min / km  a          b
    a         -          10 / 5.2
    b         10 / 5.1   -
    """
    places = range(len(ids))
    cells = [["-" if i == j else _leg(matrix, i, j) for j in places] for i in places]
    rows = [["min / km", *ids], *([name, *row] for name, row in zip(ids, cells, strict=True))]
    widths = [max(8, *(len(name) for name in ids)), *(max(9, len(name)) for name in ids)]
    return "\n".join("  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _leg(matrix: TravelTimeMatrix, start: int, end: int) -> str:
    return f"{matrix.seconds[start][end] / 60:.0f} / {matrix.metres_between(start, end) / 1000:.1f}"
