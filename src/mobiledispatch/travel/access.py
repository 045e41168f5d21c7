"""From a door to the road: the nearest street that one can live on, and the point where its drive meets it."""

from dataclasses import dataclass
from math import inf

import numpy as np

from mobiledispatch.model.place import Place
from mobiledispatch.travel.network import AHEAD, BACK, CLOSED, NO_ENTRY, SHORTCUT, Floats, Ints, Network, on_plane

# A door stands back from its street: this much is no detour.
_SETBACK_METRES = 30.0
_DETOUR = 1.25
# Nobody lives on a freeway or its ramps; a place that is on one (a rest stop) is within its lanes, or has no
# other street near.
_CLOSED_METRES, _LANES_METRES = 60.0, 5.0
# Beyond the setback: lanes and drives first, then country roads.
_LANE_METRES, _LANE_KMH, _COUNTRY_KMH = 400.0, 26.0, 65.0
# Streets whose middle is farther north or south than _BAND are no nearer than _SURE, unless they are long.
_BAND_METRES, _SURE_METRES = 1000.0, 600.0
_LONG_METRES = 2 * (_BAND_METRES - _SURE_METRES)

Weights = tuple[int, int, int, int]
Seeds = dict[int, Weights]


@dataclass(frozen=True, slots=True)
class Access:
    """Where a place meets the net: on the street `edge`, so far from its tail `along` it, as (metres, deciseconds).

    `leaving` are the measures of the way to either end of the street, `reaching` of the way from there;
    `ahead` and `back` say which directions are open; `spur` is the way from the door to the street.
    """

    edge: int
    along: tuple[int, int]
    ahead: bool
    back: bool
    leaving: Seeds
    reaching: Seeds
    spur: tuple[int, int]
    point: Place


class Doorsteps:
    """Finds accesses. Never the nearest junctions: the nearest may lie across the river."""

    def __init__(self, net: Network) -> None:
        self._net = net
        east, north = on_plane(net.lat, net.lon)
        tails = net.tails()
        streets = np.flatnonzero(net.kind != SHORTCUT)
        length = np.hypot(east[tails] - east[net.head], north[tails] - north[net.head])[streets]
        middle = ((north[tails] + north[net.head]) / np.float32(2))[streets]
        # Long streets stand at the end, where every search sees them.
        order = np.lexsort((middle, length > _LONG_METRES))
        self._edges: Ints = streets[order].astype(np.int32)
        self._short = int((length <= _LONG_METRES).sum())
        self._middle: Floats = middle[order][: self._short]
        self._tails, self._heads = tails[self._edges], net.head[self._edges]
        self._east, self._north = east[self._tails], north[self._tails]
        self._run, self._rise = east[self._heads] - self._east, north[self._heads] - self._north
        self._square: Floats = np.maximum(self._run**2 + self._rise**2, np.float32(1))
        self._closed = net.kind[self._edges] == CLOSED

    def access(self, place: Place) -> Access:
        """The nearest point of the nearest open street, as the crow flies."""
        (east,), (north,) = on_plane(np.array([place.lat]), np.array([place.lon]))
        low, high = np.searchsorted(self._middle, (north - _BAND_METRES, north + _BAND_METRES)).tolist()
        found = min(self._nearest(east, north, slice(low, high)), self._nearest(east, north, slice(self._short, None)))
        if found[0] > _SURE_METRES:
            found = self._nearest(east, north, slice(None))
        return self._met(*found[1:])

    def _nearest(self, east: np.float32, north: np.float32, of: slice) -> tuple[float, int, float, float]:
        """The nearest of some streets: metres to it as a home sees them, which it is, where along it, true metres."""
        if not len(self._edges[of]):
            return inf, 0, 0.0, 0.0
        run, rise = self._run[of], self._rise[of]
        x, y = east - self._east[of], north - self._north[of]
        along = np.clip((x * run + y * rise) / self._square[of], 0, 1)
        off = np.hypot(x - along * run, y - along * rise)
        burden = off + np.where(self._closed[of] & (off > _LANES_METRES), np.float32(_CLOSED_METRES), 0)
        k = int(burden.argmin())
        return float(burden[k]), (of.start or 0) + k, float(along[k]), float(off[k])

    def _met(self, i: int, part: float, off: float) -> Access:
        edge, tail, head = int(self._edges[i]), int(self._tails[i]), int(self._heads[i])
        metres, deciseconds = self._net.street[:, edge].tolist()
        along = round(part * metres), round(part * deciseconds)
        rest = metres - along[0], deciseconds - along[1]
        ahead, back = (bool(self._net.ways[edge] & bit) for bit in (AHEAD, BACK))
        return Access(
            edge=edge,
            along=along,
            ahead=ahead,
            back=back,
            leaving={tail: _measured(along, back), head: _measured(rest, ahead)},
            reaching={tail: _measured(along, ahead), head: _measured(rest, back)},
            spur=_spur(off),
            point=self._between(tail, head, part),
        )

    def _between(self, tail: int, head: int, part: float) -> Place:
        lat, lon = self._net.lat, self._net.lon
        return Place(
            lat=float(lat[tail] + part * (lat[head] - lat[tail])),
            lon=float(lon[tail] + part * (lon[head] - lon[tail])),
        )


def _measured(lengths: tuple[int, int], is_open: bool) -> Weights:
    return (*(lengths if is_open else (NO_ENTRY, NO_ENTRY)), *lengths)


def _spur(off: float) -> tuple[int, int]:
    metres = max(0.0, off - _SETBACK_METRES) * _DETOUR
    lane = min(metres, _LANE_METRES)
    return round(metres), round(36 * (lane / _LANE_KMH + (metres - lane) / _COUNTRY_KMH))
