"""Freeways and ramps of the embedded net, drawn faintly under a map's routes so that one knows where one is."""

from mobiledispatch.model.place import Place
from mobiledispatch.travel.network import CLOSED, load_network


def freeways() -> tuple[tuple[Place, Place], ...]:
    """Every stretch of freeway between two junctions of the net, as a line."""
    net = load_network()
    points = [Place(lat=round(float(a), 5), lon=round(float(b), 5)) for a, b in zip(net.lat, net.lon, strict=True)]
    return tuple(
        (points[u], points[int(net.head[edge])])
        for u in range(len(net))
        for edge in range(int(net.first[u]), int(net.first[u + 1]))
        if net.kind[edge] == CLOSED
    )
