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

# Bits of `ways`: which directions of a street may be driven.
AHEAD, BACK = 1, 2

NO_ENTRY = 10**8
"""Weighs a direction that may not be driven: more than any way, and twenty of them still fit an int32."""

METRES, DECISECONDS, METRES_ANY, DECISECONDS_ANY = range(4)
"""The measures of a way: by the signs, and with every street open in both directions."""

# The plane touches the globe near downtown; across the region it is good to 1 %.
_LAT, _LON = 53.54, -113.5
_METRES_NORTH, _METRES_EAST = 111_250.0, 66_170.0


@dataclass(frozen=True)
class Network:
    """`first[u]:first[u + 1]` are u's climbing edges, each to a more important `head`.

    Kinds: SHORTCUT stands for two lower edges, CLOSED is a freeway or ramp, OPEN a street one can live on.
    `up[:, e]` are the least measures of a way from u to the head, `down[:, e]` back; `street[:, e]` are metres and
    deciseconds of the street itself, zero for a shortcut, open in the directions of `ways[e]`.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    level: Ints
    first: Ints
    head: Ints
    kind: Ints
    ways: Ints
    street: Ints
    up: Ints
    down: Ints

    def __len__(self) -> int:
        return len(self.lat)

    def tails(self) -> Ints:
        """The junction that each edge climbs from."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.first))


@cache
def load_network() -> Network:
    """The net that ships with the program; read once."""
    from mobiledispatch.travel.shortcuts import weigh_shortcuts

    with resources.files("mobiledispatch.travel").joinpath("data/roads.npz").open("rb") as file:
        table = {name: _whole(planes) for name, planes in np.load(file).items()}
    net = _by_importance(table)
    weigh_shortcuts(net)
    return net


def _by_importance(table: dict[str, Ints]) -> Network:
    """The file's junctions stand as on the map; here in order of level, so that every edge leads to a later one."""
    order = np.argsort(table["level"], kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    edges = np.argsort(np.repeat(rank, table["count"]), kind="stable")
    street, ways, kind = _streets(table)
    lengths = street[:, edges]
    return Network(
        lat=table["lat"][order] / 1e5 + 53,
        lon=table["lon"][order] / 1e5 - 115,
        level=table["level"][order],
        first=np.concatenate((np.zeros(1, np.int32), np.cumsum(table["count"][order], dtype=np.int32))),
        head=rank[table["head"][edges]],
        kind=kind[edges],
        ways=ways[edges],
        street=lengths,
        up=_measures(lengths, ways[edges] & AHEAD > 0),
        down=_measures(lengths, ways[edges] & BACK > 0),
    )


def _measures(lengths: Ints, is_open: NDArray[np.bool_]) -> Ints:
    closed = np.int32(NO_ENTRY)
    return np.concatenate((np.where(is_open, lengths, closed), np.where(lengths > 0, lengths, closed)))


def _streets(table: dict[str, Ints]) -> tuple[Ints, Ints, Ints]:
    """Metres and deciseconds, directions, and kind of every edge; the file tells them of streets alone."""
    speed = table["speed"]
    is_street = speed > 0
    metres, ways = np.zeros_like(speed), np.zeros_like(speed)
    metres[is_street], ways[is_street] = table["street"], table["ways"]
    kmh = np.concatenate((np.ones(1, np.int32), table["kmh"]))[speed]
    deciseconds = np.where(is_street, np.maximum(1, np.round(metres * 36 / kmh)), 0).astype(np.int32)
    kind = np.where(np.concatenate((np.zeros(1, np.int32), table["closed"]))[speed] > 0, CLOSED, OPEN)
    return np.stack((metres, deciseconds)), ways, np.where(is_street, kind, SHORTCUT).astype(np.int32)


def _whole(planes: NDArray[np.uint8]) -> Ints:
    """Whole numbers from rows of their bytes, lowest first."""
    scale = 256 ** np.arange(len(planes), dtype=np.int32)
    numbers: Ints = (planes * scale[:, None]).sum(axis=0, dtype=np.int32)
    return numbers


def on_plane(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Metres east and north of downtown."""
    east, north = (lon - _LON) * _METRES_EAST, (lat - _LAT) * _METRES_NORTH
    return east.astype(np.float32), north.astype(np.float32)
