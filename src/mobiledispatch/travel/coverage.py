"""Does a road engine's map hold the places asked about? Some engines answer for any place, from wherever it ends."""

from collections.abc import Sequence

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import EngineDown, Server
from mobiledispatch.travel.in_blocks import Ask, Nonsense, table_in_blocks

BEYOND_METRES = 5_000
"""No home is as far from any road as this: the engine's map ends before it."""

_NAMED = 3


def covered_table(server: Server, places: Sequence[Place], ask: Ask) -> TravelTimeMatrix:
    """The matrix of a server whose answers for a block `ask` brings.

    EngineDown if an answer makes no sense, or a place lies beyond the map that the server was built from.
    """
    try:
        matrix = table_in_blocks(places, ask)
    except Nonsense:
        raise server.nonsense("table of driving times") from None
    off_road = zip(places, matrix.off_road, strict=False)
    beyond = [place for place, metres in off_road if metres > BEYOND_METRES]
    if beyond:
        raise uncovered(server, beyond)
    return matrix


def uncovered(server: Server, beyond: Sequence[Place]) -> EngineDown:
    """The news that the server's map does not hold these places."""
    some = "; ".join(f"{place.lat:.4f}, {place.lon:.4f}" for place in beyond[:_NAMED])
    more = f" and {len(beyond) - _NAMED} more" if len(beyond) > _NAMED else ""
    return server.down(f"its map has no road near {some}{more}; build it from an extract that holds all of the area")
