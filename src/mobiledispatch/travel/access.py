"""From a door to the road: the nearest street that one can live on, and the point where its drive meets it."""

from dataclasses import dataclass

import numpy as np

from mobiledispatch.model.place import Place
from mobiledispatch.travel.network import CLOSED, SHORTCUT, Floats, Ints, Network, on_plane

# The net draws streets straight to within 25 m, and a door stands back from its street: this much is no detour.
_SETBACK_METRES = 30.0
_DETOUR = 1.25
# Nobody lives on a freeway or its ramps; a door that stands on one (a rest stop) has no other street near.
_CLOSED_METRES = 60.0
# Beyond the setback: lanes and drives first, then country roads.
_LANE_METRES, _LANE_KMH, _COUNTRY_KMH = 400.0, 26.0, 65.0


@dataclass(frozen=True, slots=True)
class Access:
    """Where a place meets the net: on the street `edge` between junctions `ends`, split as (metres, deciseconds).

    `to_ends` is the way along the street to either end; `spur` the way from the door to the street.
    """

    edge: int
    ends: tuple[int, int]
    to_ends: tuple[tuple[int, int], tuple[int, int]]
    spur: tuple[int, int]
    point: Place


class Doorsteps:
    """Finds accesses. Never the nearest junctions: the nearest may lie across the river."""

    def __init__(self, net: Network) -> None:
        self._net = net
        self._edges: Ints = np.flatnonzero(net.kind != SHORTCUT).astype(np.int32)
        tails = np.repeat(np.arange(len(net), dtype=np.int32), np.diff(net.first))
        self._tails, self._heads = tails[self._edges], net.head[self._edges]
        east, north = on_plane(net.lat, net.lon)
        self._east, self._north = east[self._tails], north[self._tails]
        self._run, self._rise = east[self._heads] - self._east, north[self._heads] - self._north
        self._handicap: Floats = np.where(net.kind[self._edges] == CLOSED, _CLOSED_METRES, 0).astype(np.float32)
        self._square: Floats = np.maximum(self._run**2 + self._rise**2, np.float32(1))

    def access(self, place: Place) -> Access:
        """The nearest point of the nearest open street, as the crow flies."""
        (east,), (north,) = on_plane(np.array([place.lat]), np.array([place.lon]))
        x, y = east - self._east, north - self._north
        along = np.clip((x * self._run + y * self._rise) / self._square, 0, 1)
        off = np.hypot(x - along * self._run, y - along * self._rise)
        i = int((off + self._handicap).argmin())
        return self._met(i, float(along[i]), float(off[i]))

    def _met(self, i: int, along: float, off: float) -> Access:
        edge, tail, head = int(self._edges[i]), int(self._tails[i]), int(self._heads[i])
        whole = int(self._net.metres[edge]), int(self._net.deciseconds[edge])
        near = round(along * whole[0]), round(along * whole[1])
        lat, lon = self._net.lat, self._net.lon
        point = Place(
            lat=float(lat[tail] + along * (lat[head] - lat[tail])),
            lon=float(lon[tail] + along * (lon[head] - lon[tail])),
        )
        return Access(edge, (tail, head), (near, (whole[0] - near[0], whole[1] - near[1])), _spur(off), point)


def _spur(off: float) -> tuple[int, int]:
    metres = max(0.0, off - _SETBACK_METRES) * _DETOUR
    lane = min(metres, _LANE_METRES)
    return round(metres), round(36 * (lane / _LANE_KMH + (metres - lane) / _COUNTRY_KMH))
