"""The embedded estimate: driving in and around Edmonton with no network and no road engine."""

from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.access import Access, Doorsteps
from mobiledispatch.travel.climb import Climber, core_table
from mobiledispatch.travel.line import Lines
from mobiledispatch.travel.network import Ints, Network, load_network

_FAR = np.int32(10**9)


class Estimate:
    """Shortest metres and quickest seconds over the embedded net, each a metric of its own: both ways alike, and
    never longer than by way of a third place.
    """

    name = "estimate"

    def __init__(self, net: Network) -> None:
        self._net = net
        self._doorsteps = Doorsteps(net)
        self._climber = Climber(net)
        self._core = core_table(net)

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Free-flow driving seconds and road metres, row = from, column = to; zero between identical places."""
        accesses = {place: self._doorsteps.access(place) for place in dict.fromkeys(places)}
        ways = self._ways(tuple(accesses.values()))
        which = {place: i for i, place in enumerate(accesses)}
        index = [which[place] for place in places]
        metres, deciseconds = ways[:, index][:, :, index].tolist()
        # Rounding up keeps a detour from looking shorter than the direct way.
        seconds = tuple(tuple(Seconds(-(-t // 10)) for t in row) for row in deciseconds)
        return TravelTimeMatrix(seconds, tuple(map(tuple, metres)))

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The quickest way from start to end as points for the map, both included."""
        if start == end:
            return start, end
        return self._lines.line(start, end, self._doorsteps.access(start), self._doorsteps.access(end))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._net)

    def _ways(self, accesses: tuple[Access, ...]) -> Ints:
        labels = [self._climber.climb(_seeds(access)) for access in accesses]
        ways = self._meetings(labels)
        _shorten_on_one_street(ways, accesses)
        spurs = np.array([access.spur for access in accesses], np.int32).reshape(-1, 2).T
        ways += spurs[:, :, None] + spurs[:, None, :]
        ways[:, range(len(accesses)), range(len(accesses))] = 0
        return ways

    def _meetings(self, labels: list[dict[int, tuple[int, int]]]) -> Ints:
        """Best ways between the labelled places, by way of a junction that both climbs meet, or of the core."""
        floor = self._climber.floor
        low = sorted({u for label in labels for u in label if u < floor})
        column = {u: i for i, u in enumerate(low)}
        reach = np.full((2, len(labels), len(low) + len(self._net) - floor), _FAR, np.int32)
        for row, label in enumerate(labels):
            below = [u for u in label if u < floor]
            reach[:, row, [column[u] for u in below]] = _weights(label, below)
            gates = [u for u in label if u >= floor]
            to_core = self._core[:, [u - floor for u in gates], :] + _weights(label, gates)[:, :, None]
            reach[:, row, len(low) :] = to_core.min(axis=1, initial=_FAR)
        ways = np.empty((2, len(labels), len(labels)), np.int32)
        for row, label in enumerate(labels):
            columns = [column[u] if u < floor else len(low) + u - floor for u in label]
            ways[:, :, row] = (reach[:, :, columns] + _weights(label, list(label))[:, None, :]).min(axis=2)
        return ways


def _seeds(access: Access) -> dict[int, tuple[int, int]]:
    return dict(zip(access.ends, access.to_ends, strict=True))


def _weights(label: dict[int, tuple[int, int]], junctions: list[int]) -> Ints:
    return np.array([label[u] for u in junctions], np.int32).reshape(-1, 2).T


def _shorten_on_one_street(ways: Ints, accesses: tuple[Access, ...]) -> None:
    """Two doors on one street need not drive to its end."""
    streets: dict[int, list[int]] = {}
    for i, access in enumerate(accesses):
        streets.setdefault(access.edge, []).append(i)
    for doors in streets.values():
        for i in doors:
            for j in doors:
                for measure in (0, 1):
                    along = abs(accesses[i].to_ends[0][measure] - accesses[j].to_ends[0][measure])
                    ways[measure, i, j] = min(ways[measure, i, j], along)


@cache
def load_estimate() -> Estimate:
    """The estimate over the net that ships with the program; built once."""
    return Estimate(load_network())
