"""The embedded road net: Edmonton's streets in the order of a contraction hierarchy.

Computed by tools/build_roads.py from OpenStreetMap (ODbL; data/NOTICE-roads.txt). Junctions stand in order of
importance, and each lists its streets and shortcuts to more important ones: every best way climbs, then descends.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

SHORTCUT, CLOSED, OPEN = 0, 1, 2

# The plane touches the globe near downtown; across the region it is good to 1 %.
_LAT, _LON = 53.54, -113.5
_METRES_NORTH, _METRES_EAST = 111_250.0, 66_170.0


@dataclass(frozen=True)
class Network:
    """`first[u]:first[u + 1]` are u's climbing edges: to `head`, so many `metres` and `deciseconds`, of a `kind`.

    Kinds: SHORTCUT stands for two lower edges, CLOSED is a freeway or ramp, OPEN a street one can live on.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    first: Ints
    head: Ints
    metres: Ints
    deciseconds: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.lat)


@cache
def load_network() -> Network:
    """The net that ships with the program; read once."""
    with resources.files("mobiledispatch.travel").joinpath("data/roads.npz").open("rb") as file:
        table = {name: _whole(planes) for name, planes in np.load(file).items()}
    return _by_importance(table)


def _by_importance(table: dict[str, Ints]) -> Network:
    """The file's junctions stand as on the map; here in order of level, so that every edge leads to a later one."""
    order = np.argsort(table["level"], kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    tails = np.repeat(rank, table["count"])
    edges = np.argsort(tails, kind="stable")
    first = np.concatenate((np.zeros(1, np.int32), np.cumsum(table["count"][order], dtype=np.int32)))
    return Network(
        lat=table["lat"][order] / 1e5 + 53,
        lon=table["lon"][order] / 1e5 - 115,
        first=first,
        head=rank[table["head"][edges]],
        metres=table["metres"][edges],
        deciseconds=table["deciseconds"][edges],
        kind=table["kind"][edges],
    )


def _whole(planes: NDArray[np.uint8]) -> Ints:
    """Whole numbers from rows of their bytes, lowest first."""
    scale = 256 ** np.arange(len(planes), dtype=np.int32)
    numbers: Ints = (planes * scale[:, None]).sum(axis=0, dtype=np.int32)
    return numbers


def on_plane(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Metres east and north of downtown."""
    east, north = (lon - _LON) * _METRES_EAST, (lat - _LAT) * _METRES_NORTH
    return east.astype(np.float32), north.astype(np.float32)
