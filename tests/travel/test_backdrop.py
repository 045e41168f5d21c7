"""The backdrop of the map is the freeways of the embedded net."""

from mobiledispatch.travel.backdrop import freeways


def test_the_ring_road_is_on_every_side_of_the_city() -> None:
    points = [point for line in freeways() for point in line]
    assert min(p.lat for p in points) < 53.45
    assert max(p.lat for p in points) > 53.60
    assert min(p.lon for p in points) < -113.60
    assert max(p.lon for p in points) > -113.40
