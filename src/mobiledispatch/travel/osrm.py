"""OSRM as a provider: its `table` service for the matrix, its `route` service for the lines."""

from collections.abc import Iterable, Sequence

from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import Refusal
from mobiledispatch.travel.engine import Engine
from mobiledispatch.travel.in_blocks import Block, Nonsense, TooMany
from mobiledispatch.travel.polyline import read_polyline

USUAL_URL = "http://127.0.0.1:5000"

_TOO_LONG = 414


class Osrm(Engine):
    """A server that speaks OSRM's HTTP interface, version 1, with the driving profile."""

    name = "osrm"
    no_way = ("NoRoute",)

    def _way(self, start: Place, end: Place) -> Iterable[Place]:
        path = f"/route/v1/driving/{_written([start, end])}?overview=full&geometries=polyline6&steps=false"
        return read_polyline(self._server.ask(path)["routes"][0]["geometry"])

    def _block(self, starts: Sequence[Place], ends: Sequence[Place]) -> Block:
        known = list(dict.fromkeys((*starts, *ends)))
        # OSRM wants two coordinates at least, which may be the same one.
        named = known * 2 if len(known) == 1 else known
        path = f"/table/v1/driving/{_written(named)}?annotations=duration,distance"
        path += f"&sources={_numbers(known, starts)}&destinations={_numbers(known, ends)}"
        try:
            told = self._server.ask(path)
        except Refusal as refusal:
            if refusal.code == "TooBig" or refusal.status == _TOO_LONG:
                raise TooMany from None
            raise self._server.down(f"refuses a table of driving times ({refusal})") from None
        try:
            return Block(told["durations"], told["distances"], [_off_road(point) for point in told["sources"]])
        except (KeyError, TypeError):
            raise Nonsense("no table") from None


def _written(places: Sequence[Place]) -> str:
    return ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in places)


def _numbers(known: Sequence[Place], some: Sequence[Place]) -> str:
    which = {place: k for k, place in enumerate(known)}
    return ";".join(str(which[place]) for place in some)


def _off_road(point: object) -> float | None:
    metres = point.get("distance") if isinstance(point, dict) else None
    return float(metres) if isinstance(metres, int | float) else None
