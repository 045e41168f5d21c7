"""Every reading of a street address that the tables allow."""

from dataclasses import dataclass, replace
from functools import lru_cache

from mobiledispatch.geocode.block import Point
from mobiledispatch.geocode.civic import Civic
from mobiledispatch.geocode.cross_streets import weighed
from mobiledispatch.geocode.neighbours import between_neighbours
from mobiledispatch.geocode.on_road import Line, Spot, lines
from mobiledispatch.geocode.on_way import on_way
from mobiledispatch.geocode.street import DIRECTIONS, numbered
from mobiledispatch.geocode.tables import Road, roads
from mobiledispatch.geocode.towns import EDMONTON, SAME_ROADS
from mobiledispatch.model.place import Quality

TABLES = ("roads_osm", "roads_gtfs", "roads_city")
SHORT_ROAD_METRES = 300.0
NAMED_RADIUS = 2.5
_SAME_SPOT_METRES = 350.0


@dataclass(frozen=True)
class Street:
    """One street of one town and quadrant, as all tables know it together; the first table is trusted most."""

    town: str
    name: str
    quadrant: str
    tables: tuple[Road, ...]
    lines: tuple[Line, ...]

    def spot(self, number: int) -> Spot | None:
        """Where house `number` stands; None where the street is not known to carry that number."""
        is_numbered = numbered(self.name) is not None
        lines = self.lines if is_numbered else [one for one in self.lines if one.surely_bears(number)]
        spots = (
            weighed(self.name, line, spot, number, self.lines_beside) for line in lines if (spot := line.spot(number))
        )
        found = [spot for spot in spots if spot]
        if not found:
            return self.inferred(number) if is_numbered else self.whole(number)
        if not is_numbered:
            # Named roads bend, and their parcels are larger.
            found = [replace(spot, radius=NAMED_RADIUS * spot.radius) for spot in found]
        found.sort(key=lambda s: s.radius)
        rivals = [s for s in found[1:] if s.quality is found[0].quality]
        if any(found[0].point.metres_to(s.point) > _SAME_SPOT_METRES for s in rivals):
            return None
        return found[0] if found else None

    def inferred(self, number: int) -> Spot | None:
        """A house on a stretch that only its parallels tell of."""
        spots = (between_neighbours(self.name, line, number, self.lines_beside) for line in self.lines)
        return next((spot for spot in spots if spot), None)

    def lines_beside(self, name: str) -> list[Line]:
        """The lines of another street of this town and quadrant."""
        same = (s for s in known_streets(name) if (s.town, s.quadrant) == (self.town, self.quadrant))
        return [line for street in same for line in street.lines]

    def whole(self, number: int) -> Spot | None:
        """On a named road that is short in every table that knows it: along its way, or else its middle will do."""
        road = self.tables[0]
        middle = Point(*road.middle)
        reach = max(middle.metres_to(Point(*r.middle)) + r.reach for r in self.tables)
        if road.reach <= 0 or reach > SHORT_ROAD_METRES:
            return None
        if road.way:
            return on_way([Point(*p) for p in road.way], number)
        return Spot(middle, Quality.GRID, reach + 70.0, "middle")


@lru_cache(maxsize=8192)
def known_streets(name: str) -> tuple[Street, ...]:
    """The streets of that full name in every town and quadrant."""
    groups: dict[tuple[str, str], list[Road]] = {}
    for table in TABLES:
        for road in roads(table).named(name):
            groups.setdefault((road.town, road.quadrant), []).append(road)
    return tuple(
        Street(town, found[0].name, quadrant, tuple(found), tuple(lines(found)))
        for (town, quadrant), found in groups.items()
    )


def streets_of(civic: Civic) -> list[Street]:
    """The streets that a civic address may mean, by town, quadrant and, left unsaid, by direction."""
    names = [civic.street]
    if not numbered(civic.street) and civic.street.rpartition(" ")[2] not in DIRECTIONS:
        names += [f"{civic.street} {d}" for d in sorted(set(DIRECTIONS.values()))]
    return [s for name in names for s in known_streets(name) if fits(civic, s)]


def fits(civic: Civic, street: Street) -> bool:
    """Whether town and quadrant, where said, are the street's."""
    town = SAME_ROADS.get(civic.town, civic.town)
    return town in ("", street.town) and (civic.quadrant in ("", street.quadrant) or street.town != EDMONTON)


def namesakes(stem: str) -> list[str]:
    """Full names that add a type to `stem`: `HADDOW` may be the Drive."""
    return sorted({name for table in TABLES for name in roads(table).starting(stem)})
