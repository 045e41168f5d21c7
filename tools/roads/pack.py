"""A hierarchy as the few arrays that ship with the program, in a form that compresses well."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.roads.contraction import Rows, Weights, contract
from tools.roads.graph import Kind, Net, Point, Street

SHORTCUT, CLOSED, OPEN = 0, 1, 2


def pack(net: Net, path: Path) -> None:
    """Write the net's hierarchy; mobiledispatch/travel/network.py says what each array means."""
    hierarchy = contract(_weights(net))
    order = sorted(net.at, key=lambda u: _along_a_z(net.at[u]))
    spot = {u: i for i, u in enumerate(order)}
    edges = np.array([edge for u in order for edge in _climbing_edges(net, hierarchy.up[u], u, spot)])
    at = np.array([net.at[u] for u in order])
    np.savez_compressed(
        path,
        lat=_planes((at[:, 0] - 53) * 1e5, 3),
        lon=_planes((at[:, 1] + 115) * 1e5, 3),
        level=_planes(np.array([hierarchy.level[u] for u in order]), 1),
        count=_planes(np.array([len(hierarchy.up[u]) for u in order]), 1),
        head=_planes(edges[:, 0], 2),
        metres=_planes(edges[:, 1], 3),
        deciseconds=_planes(edges[:, 2], 3),
        kind=_planes(edges[:, 3], 1),
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
    return max(1, round(street.metres)), max(1, round(street.seconds * 10))


def _climbing_edges(net: Net, up: dict[int, Weights], u: int, spot: dict[int, int]) -> list[tuple[int, int, int, int]]:
    climbing = sorted(up.items(), key=lambda item: spot[item[0]])
    return [(spot[v], *weights, _kind(net.streets[u].get(v))) for v, weights in climbing]


def _kind(street: Street | None) -> int:
    if street is None:
        return SHORTCUT
    return CLOSED if street.kind in (Kind.FREEWAY, Kind.RAMP) else OPEN
