"""A hierarchy as the few arrays that ship with the program, in a form that compresses well."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.roads.contraction import CLOSED_WAY, Rows, Weights, contract
from tools.roads.graph import Kind, Net, Point, Street

AHEAD, BACK = 1, 2

SpeedClass = tuple[float, bool]
Row = tuple[int, int, int, int]


def pack(net: Net, path: Path) -> None:
    """Write the net's hierarchy; mobiledispatch/travel/network.py says what each array means.

    Shortcuts are told, not weighed: what they weigh follows from the streets.
    """
    hierarchy = contract(_weights(net))
    order = sorted(net.at, key=lambda u: _along_a_z(net.at[u]))
    spot = {u: i for i, u in enumerate(order)}
    classes = sorted({_speed_class(street) for _, _, street in net.edges()})
    rows = np.array([row for u in order for row in _climbing(net, hierarchy.up[u], u, spot, classes)])
    at = np.array([net.at[u] for u in order])
    np.savez_compressed(
        path,
        lat=_planes((at[:, 0] - 53) * 1e5, 3),
        lon=_planes((at[:, 1] + 115) * 1e5, 3),
        level=_planes(np.array([hierarchy.level[u] for u in order]), 1),
        count=_planes(np.array([len(hierarchy.up[u]) for u in order]), 1),
        head=_planes(rows[:, 0], 2),
        street=_planes(rows[rows[:, 1] > 0, 1], 2),
        speed=_planes(rows[:, 2], 1),
        ways=_planes(rows[rows[:, 1] > 0, 3], 1),
        kmh=_planes(np.array([kmh for kmh, _ in classes]), 1),
        closed=_planes(np.array([closed for _, closed in classes]), 1),
    )


def _along_a_z(point: Point) -> int:
    """Neighbours on the map stand near each other in this order, which saves bytes."""
    north, east = int((point[0] - 53) * 1e5), int((point[1] + 115) * 6e4)
    return sum((north >> i & 1) << 2 * i | (east >> i & 1) << 2 * i + 1 for i in range(20))


def _planes(numbers: NDArray[Any], width: int) -> NDArray[np.uint8]:
    """Whole numbers from 0 as rows of bytes, lowest first: like bytes beside like compress a tenth better."""
    whole = np.round(numbers).astype(np.int64)
    if whole.min() < 0 or whole.max() >= 256**width:
        raise ValueError(f"numbers from {whole.min()} to {whole.max()} do not fit into {width} bytes")
    return np.stack([(whole >> 8 * i & 255).astype(np.uint8) for i in range(width)])


def _weights(net: Net) -> Rows:
    return {u: {v: _weight(s) for v, s in sorted(row.items())} for u, row in net.streets.items()}


def _weight(street: Street) -> Weights:
    """Metres and deciseconds as network.py will reckon them: by the signs, and with every street open."""
    metres = _metres(street)
    lengths = metres, max(1, round(metres * 36 / street.kmh))
    return (*(lengths if street.open else (CLOSED_WAY, CLOSED_WAY)), *lengths)


def _metres(street: Street) -> int:
    return max(1, round(street.metres))


def _climbing(net: Net, up: list[int], u: int, spot: dict[int, int], classes: list[SpeedClass]) -> list[Row]:
    return [_row(net, u, v, spot[v], classes) for v in sorted(up, key=lambda v: spot[v])]


def _row(net: Net, u: int, v: int, head: int, classes: list[SpeedClass]) -> Row:
    """Head, metres, number of the speed class from 1, directions; zeros for a shortcut."""
    street = net.streets[u].get(v)
    if street is None:
        return head, 0, 0, 0
    ways = AHEAD * street.open + BACK * net.streets[v][u].open
    return head, _metres(street), 1 + classes.index(_speed_class(street)), ways


def _speed_class(street: Street) -> SpeedClass:
    return street.kmh, street.kind in (Kind.FREEWAY, Kind.RAMP)
