"""The embedded estimate: driving in and around Edmonton with no network and no road engine."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.access import Access, Doorsteps, Seeds
from mobiledispatch.travel.climb import Climber, core_table
from mobiledispatch.travel.line import Lines, turns_on_the_spot
from mobiledispatch.travel.network import (
    DECISECONDS,
    DECISECONDS_ANY,
    METRES_ANY,
    NO_ENTRY,
    Ints,
    Network,
    load_network,
)

Label = Seeds

# Weighed so that errors stay down against either reference (docs/attribution-roads.md).
_BY_THE_SIGNS, _OF = 3, 5


class Estimate:
    """Shortest metres and quickest seconds over the embedded net, each a mean of the way by the signs and the way
    with every street open in both directions.

    Both keep the triangle inequality exactly: no way is longer than by way of a third place.
    """

    name = "estimate"

    def __init__(self, net: Network) -> None:
        self._net = net
        self._doorsteps = Doorsteps(net)
        self._leaving, self._reaching = Climber(net, net.up), Climber(net, net.down)
        self._core = core_table(net)

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Free-flow driving seconds and road metres, row = from, column = to; zero between identical places."""
        accesses = {place: self._doorsteps.access(place) for place in dict.fromkeys(places)}
        ways = self._ways(tuple(accesses.values()))
        which = {place: i for i, place in enumerate(accesses)}
        index = [which[place] for place in places]
        metres, deciseconds = _expected(ways[:METRES_ANY], ways[METRES_ANY:])[:, index][:, :, index].tolist()
        seconds = tuple(tuple(Seconds(-(-t // 10)) for t in row) for row in deciseconds)
        return TravelTimeMatrix(seconds, tuple(map(tuple, metres)))

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The quickest way from start to end as points for the map, both included: by the signs.

        Where that turns on the spot, as no driver would, with every street open both ways: at an interchange the
        two lie closer together than a line on the map is wide.
        """
        if start == end:
            return start, end
        accesses = self._doorsteps.access(start), self._doorsteps.access(end)
        by_the_signs = self._lines.line(start, end, *accesses)
        return self._lines_any.line(start, end, *accesses) if turns_on_the_spot(by_the_signs) else by_the_signs

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._net, DECISECONDS)

    @cached_property
    def _lines_any(self) -> Lines:
        return Lines(self._net, DECISECONDS_ANY)

    def _ways(self, accesses: tuple[Access, ...]) -> Ints:
        there = [self._leaving.climb(access.leaving) for access in accesses]
        back = [self._reaching.climb(access.reaching) for access in accesses]
        ways = self._meetings(there, back)
        _shorten_on_one_street(ways, accesses)
        spurs = np.array([access.spur * 2 for access in accesses], np.int32).reshape(-1, 4).T
        ways += spurs[:, :, None] + spurs[:, None, :]
        ways[:, range(len(accesses)), range(len(accesses))] = 0
        return ways

    def _meetings(self, there: list[Label], back: list[Label]) -> Ints:
        """Best ways between the labelled places, by way of a junction that both climbs meet, or of the core."""
        floor = self._leaving.floor
        met = sorted({u for label in back for u in label})
        column = {u: i for i, u in enumerate(met)}
        low = bisect_left(met, floor)
        core = self._core.take([u - floor for u in met[low:]], axis=2)
        reach = np.full((len(met), 4, len(there)), NO_ENTRY, np.int32)
        for row, label in enumerate(there):
            below = [u for u in label if u < floor and u in column]
            reach[[column[u] for u in below], :, row] = _weights(label, below)
            gates = [u for u in label if u >= floor]
            to_core = core[:, [u - floor for u in gates]] + _weights(label, gates).T[:, :, None]
            reach[low:, :, row] = to_core.min(axis=1, initial=NO_ENTRY).T
        ways = np.empty((4, len(there), len(back)), np.int32)
        for row, label in enumerate(back):
            columns = [column[u] for u in label]
            ways[:, :, row] = (reach[columns] + _weights(label, list(label))[:, :, None]).min(axis=0)
        return ways


def _weights(label: Label, junctions: list[int]) -> Ints:
    """Shape (junctions, 4)."""
    weights = np.array([label[u] for u in junctions], np.int64).reshape(-1, 4)
    return np.minimum(weights, NO_ENTRY).astype(np.int32)


def _shorten_on_one_street(ways: Ints, accesses: tuple[Access, ...]) -> None:
    """Two doors on one street need not drive to its end."""
    streets: dict[int, list[int]] = {}
    for i, access in enumerate(accesses):
        streets.setdefault(access.edge, []).append(i)
    for doors in streets.values():
        for i in doors:
            for j in doors:
                for measure, (a, b) in enumerate(zip(accesses[i].along * 2, accesses[j].along * 2, strict=True)):
                    is_open = measure >= METRES_ANY or a == b or (accesses[i].ahead if a < b else accesses[i].back)
                    if is_open:
                        ways[measure, i, j] = min(ways[measure, i, j], abs(a - b))


def _expected(by_the_signs: Ints, both_ways: Ints) -> Ints:
    """What to expect of a door known to some 50 m: its side of a divided road, and the gaps in the median, are not.

    Rounded up, which keeps a detour from looking shorter than the direct way.
    """
    return -(-(_BY_THE_SIGNS * by_the_signs + (_OF - _BY_THE_SIGNS) * both_ways) // _OF)


@cache
def load_estimate() -> Estimate:
    """The estimate over the net that ships with the program; built once."""
    return Estimate(load_network())
