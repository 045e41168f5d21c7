"""Valhalla as a provider: `sources_to_targets` for the matrix, `route` for the lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import Refusal
from mobiledispatch.travel.coverage import uncovered
from mobiledispatch.travel.engine import Engine
from mobiledispatch.travel.in_blocks import Block, Nonsense, TooMany
from mobiledispatch.travel.polyline import read_polyline

USUAL_URL = "http://127.0.0.1:8002"

# Valhalla's error codes.
_TOO_MANY = ("150",)
_NO_ROAD_NEAR = ("170", "171")


class Valhalla(Engine):
    """A server that speaks Valhalla's HTTP interface, with its costing for cars."""

    name = "valhalla"
    no_way = ("442",)

    def _way(self, start: Place, end: Place) -> Iterable[Place]:
        question = {"locations": _written([start, end]), "costing": "auto", "directions_type": "none"}
        legs = self._server.ask("/route", question)["trip"]["legs"]
        return [point for leg in legs for point in read_polyline(leg["shape"])]

    def _block(self, starts: Sequence[Place], ends: Sequence[Place]) -> Block:
        question = {"sources": _written(starts), "targets": _written(ends), "costing": "auto", "units": "kilometers"}
        try:
            told = self._server.ask("/sources_to_targets", question)
        except Refusal as refusal:
            if refusal.code in _TOO_MANY:
                raise TooMany from None
            if refusal.code in _NO_ROAD_NEAR:
                raise uncovered(self._server, self._without_road([*starts, *ends]) or list(starts)) from None
            raise self._server.down(f"refuses a table of driving times ({refusal})") from None
        try:
            rows = told["sources_to_targets"]
            seconds = [[cell["time"] for cell in row] for row in rows]
            metres = [[_metres(cell["distance"]) for cell in row] for row in rows]
            return Block(seconds, metres, _off_road(starts, told.get("sources")))
        except (KeyError, TypeError):
            raise Nonsense("no table") from None

    def _without_road(self, places: Sequence[Place]) -> list[Place]:
        """Those of the places that Valhalla finds on none of its roads."""
        known = list(dict.fromkeys(places))
        try:
            told = self._server.ask("/locate", {"locations": _written(known), "costing": "auto"})
        except Refusal:
            return []
        if not isinstance(told, list) or len(told) != len(known):
            return []
        return [p for p, one in zip(known, told, strict=True) if not (isinstance(one, dict) and one.get("edges"))]


def _written(places: Sequence[Place]) -> list[dict[str, float]]:
    return [{"lat": round(place.lat, 6), "lon": round(place.lon, 6)} for place in places]


def _metres(kilometres: float | None) -> float | None:
    return None if kilometres is None else 1000 * kilometres


def _off_road(starts: Sequence[Place], snapped: Any) -> list[float | None]:
    """Metres from each place to the point of the road that stands for it; older servers do not tell that point."""
    if not isinstance(snapped, list) or len(snapped) != len(starts):
        return [None] * len(starts)
    return [_between(place, point) for place, point in zip(starts, snapped, strict=True)]


def _between(place: Place, point: Any) -> float | None:
    try:
        return place.metres_to(Place(lat=point["lat"], lon=point["lon"]))
    except (KeyError, TypeError, ValueError):
        return None
