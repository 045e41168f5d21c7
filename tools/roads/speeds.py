"""How fast a free-flowing street is, judged from how many trips need it.

The road graph names its streets but says nothing of their rank. Trips between random junctions crowd onto the
arterials, the more so once those are known to be faster: two rounds of counting tell arterials from lanes.
"""

import heapq
import random
from dataclasses import replace

from tools.roads.graph import Kind, Net, Street

# Averages of a free-flowing trip with its lights and turns, km/h, below the limits of 40, 50-60, 80 and 100.
KMH = {Kind.LOCAL: 24, Kind.COLLECTOR: 31, Kind.ARTERIAL: 39, Kind.RAMP: 45, Kind.FREEWAY: 71, Kind.RURAL: 65}
RING_KMH, HIGHWAY_KMH, EXPRESSWAY_KMH = 92, 100, 52
RING = "ANTHONY HENDAY DRIVE"
HIGHWAYS = ("QUEEN ELIZABETH II HIGHWAY", "YELLOWHEAD HIGHWAY", "TRANSCANADA", "HIGHWAY ")
EXPRESSWAYS = ("GATEWAY BOULEVARD", "CALGARY TRAIL", "TERWILLEGAR DRIVE", "MANNING DRIVE", "RAY GIBBON DRIVE")

# Shares of trips that need a street, from which it counts as a collector, or as an arterial.
_COLLECTOR_FROM, _ARTERIAL_FROM = 0.0008, 0.004


def kmh(street: Street) -> float:
    """Free-flow speed of a street by its class and, of the freeways, its name."""
    if street.kind is Kind.FREEWAY and street.name.startswith(RING):
        return RING_KMH
    if street.kind is Kind.FREEWAY and street.name.startswith(HIGHWAYS):
        return HIGHWAY_KMH
    is_expressway = street.kind is not Kind.FREEWAY and street.name.startswith(EXPRESSWAYS)
    return EXPRESSWAY_KMH if is_expressway else KMH[street.kind]


def rank_streets(net: Net, trips: int, seed: int) -> None:
    """Give every street a class and its speed, from the best ways out of `trips` random junctions."""
    _revise(net, {})
    for round_ in range(2):
        used = _usage(net, random.Random(seed + round_).sample(sorted(net.streets), trips))
        most = trips * len(net.streets)
        _revise(net, {edge: n / most for edge, n in used.items()})


def _revise(net: Net, shares: dict[tuple[int, int], float]) -> None:
    """Classes and speeds by the share of trips on each street; a carriageway has half of its road's trips."""
    for u, v, there in list(net.edges()):
        back = net.streets[v][u]
        share = shares.get((u, v), 0.0) * (1 if there.open and back.open else 2)
        kind = _class(there, share)
        new = replace(there, kind=kind, kmh=kmh(replace(there, kind=kind)))
        net.streets[u][v], net.streets[v][u] = new, replace(new, open=back.open)


def _class(street: Street, share: float) -> Kind:
    if street.kind in (Kind.FREEWAY, Kind.RAMP, Kind.RURAL):
        return street.kind
    return Kind.ARTERIAL if share > _ARTERIAL_FROM else Kind.COLLECTOR if share > _COLLECTOR_FROM else Kind.LOCAL


def _usage(net: Net, starts: list[int]) -> dict[tuple[int, int], int]:
    """How many best ways from the starts to every junction use each street either way, keyed by its ends in order."""
    used: dict[tuple[int, int], int] = {}
    for start in starts:
        order, parent = _tree(net, start)
        below = dict.fromkeys(order, 1)
        for v in reversed(order[1:]):
            u = parent[v]
            below[u] += below[v]
            edge = (u, v) if u < v else (v, u)
            used[edge] = used.get(edge, 0) + below[v]
    return used


def _tree(net: Net, start: int) -> tuple[list[int], dict[int, int]]:
    parent: dict[int, int] = {}
    best = {start: 0.0}
    order: list[int] = []
    queue = [(0.0, start, start)]
    while queue:
        t, u, came = heapq.heappop(queue)
        if u in parent:
            continue
        parent[u] = came
        order.append(u)
        for v, street in net.streets[u].items():
            there = t + street.seconds
            if street.open and v not in parent and there < best.get(v, float("inf")):
                best[v] = there
                heapq.heappush(queue, (there, v, u))
    return order, parent
