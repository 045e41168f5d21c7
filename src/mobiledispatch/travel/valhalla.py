"""Valhalla as a provider: `sources_to_targets` for the matrix, `route` for the lines."""

from collections.abc import Sequence
from typing import Any

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import Refusal, Server
from mobiledispatch.travel.coverage import covered_table, uncovered
from mobiledispatch.travel.in_blocks import Block, Nonsense, TooMany
from mobiledispatch.travel.polyline import read_polyline

USUAL_URL = "http://127.0.0.1:8002"

# Valhalla's error codes.
_TOO_MANY = ("150",)
_NO_ROAD_NEAR = ("170", "171")
_NO_PATH = ("442",)


class Valhalla:
    """A server that speaks Valhalla's HTTP interface, with its costing for cars."""

    name = "valhalla"

    def __init__(self, server: Server) -> None:
        self._server = server

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Driving seconds and road metres, row = from, column = to. EngineDown where the server fails."""
        return covered_table(self._server, places, self._block)

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The quickest way from start to end as points for the map; straight where there is none."""
        if start == end:
            return start, end
        question = {"locations": _written([start, end]), "costing": "auto", "directions_type": "none"}
        try:
            told = self._server.ask("/route", question)
        except Refusal as refusal:
            if refusal.code in _NO_PATH:
                return start, end
            raise self._server.down(f"refuses to draw a line ({refusal})") from None
        try:
            legs = [read_polyline(leg["shape"]) for leg in told["trip"]["legs"]]
        except (KeyError, TypeError, ValueError):
            raise self._server.nonsense("line along the roads") from None
        return start, *(point for leg in legs for point in leg), end

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
