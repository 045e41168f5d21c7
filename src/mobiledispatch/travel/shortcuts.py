"""What the hierarchy's shortcuts weigh: worked out from the streets when the net is read; no file carries it."""

import numpy as np

from mobiledispatch.travel.network import Ints, Network


def weigh_shortcuts(net: Network) -> None:
    """Lower `up` and `down` of every edge to the best way over one less important junction, lowest level first."""
    over, (to_low, to_high) = _triangles(net)
    levels = net.level[net.tails()[to_low]]
    order = np.argsort(levels, kind="stable")
    over, to_low, to_high = over[order], to_low[order], to_high[order]
    # Junctions of one level are no neighbours: all of them at once.
    for same in np.split(np.arange(len(order)), np.flatnonzero(np.diff(levels[order])) + 1):
        edge, low, high = over[same], to_low[same], to_high[same]
        for up, down in zip(net.up, net.down, strict=True):
            ahead, back = down[low] + up[high], down[high] + up[low]
            np.minimum.at(up, edge, ahead)
            np.minimum.at(down, edge, back)


def _triangles(net: Network) -> tuple[Ints, tuple[Ints, Ints]]:
    """Every edge with two others that climb from one junction to its ends: to the lower end, to the higher."""
    ones, others = _pairs(net)
    swapped = net.head[ones] > net.head[others]
    to_low, to_high = np.where(swapped, others, ones), np.where(swapped, ones, others)
    names = net.tails().astype(np.int64) * len(net) + net.head
    sought = net.head[to_low].astype(np.int64) * len(net) + net.head[to_high]
    order = np.argsort(names)
    place = np.minimum(np.searchsorted(names[order], sought), len(order) - 1)
    over = order[place].astype(np.int32)
    found = names[over] == sought
    return over[found], (to_low[found], to_high[found])


def _pairs(net: Network) -> tuple[Ints, Ints]:
    """All pairs of edges that climb from the same junction."""
    edges = np.arange(len(net.head), dtype=np.int32)
    later = net.first[net.tails() + 1] - 1 - edges
    ones = np.repeat(edges, later)
    nth = np.arange(len(ones), dtype=np.int32) - np.repeat(np.cumsum(later) - later, later)
    return ones, (ones + 1 + nth).astype(np.int32)
