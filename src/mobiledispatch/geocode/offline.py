"""The geocoder that needs no network: roads, survey grid and postal codes, and questions where they disagree."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mobiledispatch.geocode.answer import Ambiguous, Answer, Candidate, Placed, Query, Reason, Refused
from mobiledispatch.geocode.civic import Civic, in_title
from mobiledispatch.geocode.on_road import Spot
from mobiledispatch.geocode.outskirts import of_grid, on_section_road, outer_spot
from mobiledispatch.geocode.parse import parse
from mobiledispatch.geocode.postal import DISTRICT_LIMIT_METRES, Postal, find_postal, localities, neighbourhood
from mobiledispatch.geocode.rural import is_rural, survey_spot
from mobiledispatch.geocode.street import numbered
from mobiledispatch.geocode.streets import Street, namesakes, streets_of
from mobiledispatch.geocode.towns import CENTRED_ON_FIFTY, EDMONTON, TOWNS
from mobiledispatch.model.place import Location, Place, Quality

CONFLICT_METRES = 4_000.0
CLEARLY_METRES = 700.0
_SAME_PLACE_METRES = 350.0
OUTER_QUADRANTS = frozenset({"NW", "SW", "NE"})
OUTER_NEAR_METRES = 2_000.0
VAGUE_METRES = 450.0
WHATEVER_NUMBER = ("middle", "way")  # spots on roads that say nothing of whether they carry the number
_AT_THE_DOOR = re.compile(
    r"\b(DOOR|BUZZ\w*|CODE|KEYPAD|ENTRANCE|ENTRY|LOBBY|PARKING|FRONT|BACK|REAR|SIDE|ALLEY|GATE|FLOOR|HOUSE|CONDO\w*"
    r"|APARTMENTS?|MANOR|TOWERS?|LODGE|PLAZA|MALL|CENT(RE|ER)|HOTEL)\b"
)
Reading = tuple[Civic, Spot]


class Offline:
    """A Geocoder over the packaged tables."""

    def locate(self, query: Query) -> Answer:
        civic = parse(query)
        return civic if isinstance(civic, Refused) else locate_civic(civic)


def locate_civic(civic: Civic) -> Answer:
    """Place a civic address, ask, or refuse."""
    if stranger := unknown_locality(civic):
        return stranger
    postal = find_postal(civic.postal_code)
    readings = read(civic, postal)
    if isinstance(readings, Refused):
        return by_postal(civic, postal, readings)
    if len(readings) > 1:
        return ask(civic, readings)
    answer = cross_check(*readings[0], postal)
    if isinstance(answer, Placed) and not (civic.quadrant or postal):
        return replace(answer, notes=answer.notes + twin_notes(civic, readings[0][0]))
    return answer


def twin_notes(civic: Civic, read_as: Civic) -> tuple[str, ...]:
    """A sentence for the office where an address without quadrant may also be on a section road of the outskirts."""
    if read_as.quadrant != "NW" or not numbered(civic.street):
        return ()
    readings = (replace(civic, quadrant=quadrant, town=EDMONTON) for quadrant in ("SW", "NE"))
    twins = [reading.line for reading in readings if on_section_road(reading)]
    return (f"Read as {read_as.line}, as no quadrant was given; {' or '.join(twins)} may be meant.",) if twins else ()


def unknown_locality(civic: Civic) -> Refused | None:
    """Refuse an address that ends in a place nobody here knows: it may be in another province."""
    strange = [part for part in civic.rest if not (part in localities() or part in TOWNS or _AT_THE_DOOR.search(part))]
    if civic.town or civic.quadrant or civic.postal_code or not strange:
        return None
    return Refused(Reason.OUTSIDE_AREA, f"{strange[-1].title()!r} is no place known around Edmonton. Give the town.")


def read(civic: Civic, postal: Postal | None) -> list[Reading] | Refused:
    """All readings of the address, the likeliest first; never an empty list."""
    if is_rural(civic.street):
        spot = survey_spot(civic)
        return [(civic, spot)] if spot else refuse_number(civic)
    if civic.street[-1].isdigit() or civic.street[:-1].isdigit():
        return either_axis(civic, postal)
    streets = streets_of(civic)
    readings = of_that_name(civic, [(told(civic, s), spot) for s in streets if (spot := s.spot(civic.number))])
    if directions := unsaid_direction(civic, streets, readings):
        return directions
    readings = with_outskirts(civic, streets, readings, postal)
    if not readings:
        return refuse_number(civic) if streets else other_types(civic, postal)
    return choose(civic, readings, postal) + small_towns(civic, postal)


def of_that_name(civic: Civic, readings: list[Reading]) -> list[Reading]:
    """Where a road bears the very name, its namesakes to the north, south, east or west are not meant."""
    named = [r for r in readings if r[0].street == civic.street]
    if len(named) == len(readings):
        return readings
    surely = [r for r in named if r[1].how != "beyond"]
    return surely or [r for r in readings if r not in named]


def unsaid_direction(civic: Civic, streets: list[Street], readings: list[Reading]) -> Refused | None:
    """Refuse `Mill Woods Road` where only one of its four parts carries the number for certain: the others may."""
    names = sorted({s.name for s in streets if s.name != civic.street})
    if len(names) < 2 or len(readings) > 1 or any(at.street == civic.street for at, _ in readings):
        return None
    parts = ", ".join(in_title(name) for name in names)
    return Refused(Reason.UNKNOWN_STREET, f"{in_title(civic.street)} needs its direction: {parts}. Ask which.")


def with_outskirts(
    civic: Civic, streets: list[Street], readings: list[Reading], postal: Postal | None
) -> list[Reading]:
    """The readings of the tables, and those of the outskirts' numbering where the tables have none, or a vague one."""
    if not civic.may_be_edmonton or of_grid(civic.street) is None:
        return readings
    sure = [r for r in readings if r[1].radius <= VAGUE_METRES]
    if sure and (civic.quadrant or not postal):
        return readings
    outer = list(outer_readings(civic, streets, {c.quadrant for c, _ in sure}))
    if sure and postal:
        outer = [r for r in outer if postal.exact and postal.point.metres_to(r[1].point) < OUTER_NEAR_METRES]
    covered = {c.quadrant for c, _ in outer}
    return [r for r in readings if r in sure or r[0].quadrant not in covered] + outer


def outer_readings(civic: Civic, streets: list[Street], known: set[str]) -> Iterator[Reading]:
    """Readings on the numbering of the outskirts, in the quadrants that the address may mean."""
    possible = OUTER_QUADRANTS if numbered(civic.street) else {s.quadrant for s in streets}
    for quadrant in [civic.quadrant] if civic.quadrant else sorted(possible - known):
        lines = [line for s in streets if (s.quadrant, s.town) == (quadrant, EDMONTON) for line in s.lines]
        reading = replace(civic, quadrant=quadrant, town=EDMONTON)
        if spot := outer_spot(reading, lines):
            yield reading, spot


def told(civic: Civic, street: Street) -> Civic:
    """The address with what its street settles: spelling, town, quadrant."""
    town = civic.town if civic.town and civic.town != street.town else street.town
    return replace(civic, street=street.name, quadrant=street.quadrant, town=town)


def choose(civic: Civic, readings: list[Reading], postal: Postal | None) -> list[Reading]:
    """Drop readings that a postal code or better evidence rules out, and those at the same place as another."""
    readings = sorted(readings, key=lambda r: (r[0].town != EDMONTON, r[0].quadrant != "NW", r[1].radius))
    if postal and len(readings) > 1:
        readings = near_postal(readings, postal)
    if numbered(civic.street) and any(s.how != "beyond" for _, s in readings):
        readings = [r for r in readings if r[1].how != "beyond"]
    kept: list[Reading] = []
    for reading in readings:
        if all(k[1].point.metres_to(reading[1].point) > _SAME_PLACE_METRES for k in kept):
            kept.append(reading)
    return kept


def near_postal(readings: list[Reading], postal: Postal) -> list[Reading]:
    """The readings that a postal code leaves: those not far from it, and one alone where it is much the nearest."""
    by_distance = sorted(readings, key=lambda r: postal.point.metres_to(r[1].point))
    away = [postal.point.metres_to(spot.point) for _, spot in by_distance]
    if postal.exact and away[0] < CLEARLY_METRES and away[1] > 2 * away[0] + CLEARLY_METRES:
        return by_distance[:1]
    return [r for r in readings if postal.point.metres_to(r[1].point) < CONFLICT_METRES + postal.radius] or readings


def either_axis(civic: Civic, postal: Postal | None) -> list[Reading] | Refused:
    """`10205 101`, street or avenue? Both, where both exist."""
    both = [read(replace(civic, street=f"{civic.street} {axis}"), postal) for axis in ("STREET", "AVENUE")]
    return [r for found in both if isinstance(found, list) for r in found] or refuse_street(civic)


def other_types(civic: Civic, postal: Postal | None) -> list[Reading] | Refused:
    """A name without its type: the streets that add one and carry the number; several that only may are a question."""
    names = [] if numbered(civic.street) else namesakes(civic.street)
    found = [(name, read(replace(civic, street=name), postal)) for name in names]
    readings = [reading for _, one in found if isinstance(one, list) for reading in one]
    if len(names) > 1 and all(spot.how in WHATEVER_NUMBER for _, spot in readings):
        types = ", ".join(in_title(name) for name in names)
        return Refused(Reason.UNKNOWN_STREET, f"{in_title(civic.street)} needs its type: {types}. Ask which.")
    return readings or refuse_street(civic)


def small_towns(civic: Civic, postal: Postal | None) -> list[Reading]:
    """Readings in the towns that centre on 50 Street and 50 Avenue, for an address there that names no town."""
    street = numbered(civic.street)
    if civic.town or civic.quadrant or postal or not street:
        return []
    if not (44 <= street.number <= 56 and 44 <= civic.number // 100 <= 56):
        return []
    return [
        (replace(civic, town=town), Spot(at, Quality.TOWN, 2_000.0, "town"))
        for town in CENTRED_ON_FIFTY
        if (at := localities().get(town.upper()))
    ]


def refuse_street(civic: Civic) -> Refused:
    name, town = f"{in_title(civic.street)} {civic.quadrant}".strip(), civic.town or "Edmonton and its neighbours"
    return Refused(Reason.UNKNOWN_STREET, f"No {name} is known in {town}. Check the spelling, or add the postal code.")


def refuse_number(civic: Civic) -> Refused:
    return Refused(
        Reason.NUMBER_OUT_OF_RANGE,
        f"{civic.line} is not on the part of that street that is known. "
        "Check number and quadrant, or add the postal code.",
    )


def by_postal(civic: Civic, postal: Postal | None, refusal: Refused) -> Answer:
    """The postal code's own place, where the street has none."""
    if postal is None or not (postal.exact or postal.radius <= DISTRICT_LIMIT_METRES):
        return refusal
    quality = Quality.POSTAL if postal.exact else Quality.TOWN
    town = civic.town or postal.town
    spot = Spot(postal.point, quality, postal.radius, "postal")
    what = civic.postal_code if postal.exact else f"the district {civic.postal_code[:3]}"
    return Placed(location(replace(civic, town=town), spot), (f"Placed by {what} only. {refusal.detail}",))


def cross_check(civic: Civic, spot: Spot, postal: Postal | None) -> Answer:
    """Placed, unless the postal code lies somewhere else."""
    if postal and postal.exact and (away := postal.point.metres_to(spot.point)) > CONFLICT_METRES:
        other = Spot(postal.point, Quality.POSTAL, postal.radius, "postal")
        detail = (
            f"The street is {away / 1000:.1f} km from postal code {civic.postal_code}. Ask which of the two is right."
        )
        return Ambiguous(detail, (candidate(civic, spot), candidate(civic, other, postal.town)), Reason.CONFLICT)
    return Placed(location(civic, spot))


def ask(civic: Civic, readings: list[Reading]) -> Ambiguous:
    """A question with all readings."""
    names = "; ".join(str(c) for c, _ in readings)
    return Ambiguous(f"{civic.line} may be: {names}. Ask which.", tuple(candidate(c, s) for c, s in readings))


def candidate(civic: Civic, spot: Spot, town: str = "") -> Candidate:
    """One reading; `town` is where it lies if no neighbourhood of Edmonton is near."""
    near = civic.town if spot.quality is Quality.TOWN else neighbourhood(spot.point) or town or civic.town
    return Candidate(location(civic, spot), near)


def location(civic: Civic, spot: Spot) -> Location:
    """The answer's noun; `source` says which arithmetic found it."""
    return Location(
        place=Place(lat=round(spot.point.lat, 6), lon=round(spot.point.lon, 6)),
        quality=spot.quality,
        radius_metres=round(spot.radius),
        normalized=str(civic),
        source=f"offline:{spot.how}",
    )
