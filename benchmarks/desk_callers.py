"""Drawn callers: where they live, what they want, when they are at home, and which hour they would like best."""

import csv
import datetime
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from mobiledispatch.desk.standing import CALLER, Grounds
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request, Strength, Wish
from mobiledispatch.travel.estimate import load_estimate
from mobiledispatch.travel.rules import plan_times
from mobiledispatch.travel.traffic import day_clock

PROJECT = Path(__file__).parents[1]
HOMES = PROJECT.parent / "shared" / "data" / "homes.csv"
"""Columns lat,lon; homes are drawn around the towns where the file is not at hand."""

MONDAY = datetime.date(2026, 11, 23)
NEAR_KM = 25.0
"""Callers live no farther than this from the practice's base."""

BASE = Place(lat=53.5444, lon=-113.4909)
TOWNS = ((53.54, -113.49, 7.0), (53.63, -113.62, 3.0), (53.54, -113.30, 3.5), (53.43, -113.50, 4.0))
"""Latitude, longitude and spread in km of the towns among which homes are drawn."""

WANTED = {"relaxation": 30, "therapeutic": 25, "deep_tissue": 25, "hot_stone": 8, "sports": 6, "myofascial": 6}
LENGTHS = {45: 15, 60: 50, 75: 15, 90: 20}

Value = TypeVar("Value")

NEW_CLIENTS, SAME_THERAPIST, SAME_GENDER = 0.2, 0.1, 0.15
"""How many callers of one come for the first time, insist on one therapist, or on a gender."""


@dataclass(frozen=True, slots=True)
class Call:
    """One caller: the wish, where, and the hour that they like best of those at which they are at home."""

    wish: Request
    where: Location
    likes: Seconds


@dataclass(frozen=True)
class Stream:
    """Those who call for one date, in the order in which they call, and what the practice's day stands on."""

    grounds: Grounds
    calls: tuple[Call, ...]


@cache
def read_homes() -> tuple[Place, ...]:
    """Homes around Edmonton: of the file beside the project if there is one, else drawn."""
    if HOMES.exists():
        with HOMES.open(newline="") as file:
            homes = [Place(lat=float(row["lat"]), lon=float(row["lon"])) for row in csv.DictReader(file)]
    else:
        rng = random.Random("homes")
        homes = [_near_a_town(rng) for _ in range(5000)]
    return tuple(home for home in homes if home.metres_to(BASE) <= NEAR_KM * 1000)


def _near_a_town(rng: random.Random) -> Place:
    lat, lon, spread = rng.choice(TOWNS)
    north, east = rng.gauss(0, spread), rng.gauss(0, spread)
    return Place(lat=lat + north / 111.2, lon=lon + east / (111.2 * math.cos(math.radians(lat))))


def draw_stream(therapists: int, callers: int, seed: int) -> Stream:
    """Callers for a Monday of a practice of that size; the same arguments give the same stream."""
    rng = random.Random(f"{therapists}/{callers}/{seed}")
    practice = practice_of(therapists)
    depots = {p.id: _home(rng) for p in practice.practitioners}
    calls = tuple(_call(rng, practice, number) for number in range(callers))
    roads = _known_roads(practice, [one.place for one in depots.values()] + [call.where.place for call in calls])
    clock = day_clock(MONDAY, practice.travel, "dry", False)
    return Stream(Grounds(practice, depots, roads, lambda _: clock), calls)


@cache
def practice_of(therapists: int) -> Practice:
    """The sample practice, its therapists over and over until there are so many."""
    sample = read_practice(PROJECT / "data" / "practice.toml")
    people = sample.practitioners
    crew = [replace(people[k % len(people)], id=f"t{k}", name=f"T{k}") for k in range(therapists)]
    return replace(sample, practitioners=tuple(crew))


def _known_roads(practice: Practice, places: Sequence[Place]) -> Callable[[Sequence[Place]], TravelTimeMatrix]:
    """Planned driving by the embedded estimate, reckoned once for all who will call."""
    whole = plan_times(load_estimate().table(places), practice.travel)
    row = {place: k for k, place in enumerate(places)}

    def roads(some: Sequence[Place]) -> TravelTimeMatrix:
        ks = [row[place] for place in some]
        return TravelTimeMatrix(tuple(tuple(whole.seconds[a][b] for b in ks) for a in ks))

    return roads


def _home(rng: random.Random) -> Location:
    place = rng.choice(read_homes())
    return Location(place=place, quality=Quality.ROOFTOP, radius_metres=25, normalized="a home", source="drawn")


def _call(rng: random.Random, practice: Practice, number: int) -> Call:
    home = _availability(rng, practice.opening_hours[MONDAY.weekday()])
    who = rng.choice(practice.practitioners)
    wish = Request(
        id=CALLER,
        client=f"C{number}",
        address=f"home {number}",
        techniques=(_weighted(rng, WANTED),),
        minutes=_weighted(rng, LENGTHS),
        availability=(home,),
        first_visit=rng.random() < NEW_CLIENTS,
    )
    wishes = rng.random()
    if wishes < SAME_THERAPIST and wish.techniques[0] in who.skills:
        wish = replace(wish, therapist=(Wish(Strength.MUST, who.id),))
    elif wishes > 1 - SAME_GENDER:
        wish = replace(wish, gender=(Wish(Strength.MUST, rng.choice(["female", "female", "male"])),))
    return Call(wish, _home(rng), Seconds(rng.randrange(home.opens, home.closes, 900)))


def _weighted(rng: random.Random, weights: Mapping[Value, int]) -> Value:
    return rng.choices(list(weights), list(weights.values()))[0]


def _availability(rng: random.Random, hours: TimeWindow) -> TimeWindow:
    """At home from when until when: a third at any time, a third for half of the day, a third for three hours or so."""
    kind = rng.randrange(3)
    if kind == 0:
        return hours
    if kind == 1:
        noon = minutes(60 * rng.choice([12, 13, 14, 15]))
        return rng.choice([TimeWindow(hours.opens, noon), TimeWindow(noon, hours.closes)])
    length = minutes(rng.choice([150, 180, 240]))
    opens = Seconds(rng.randrange(hours.opens, hours.closes - length + 1, 1800))
    return TimeWindow(opens, Seconds(opens + length))
