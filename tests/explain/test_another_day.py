"""Another day is named where a visit fits on an empty one, found from the practice's own shifts."""

import datetime
from dataclasses import replace
from pathlib import Path

from mobiledispatch.dispatch import later_days, plan_day, travel_times
from mobiledispatch.explain import all_or_none
from mobiledispatch.geocode import Answer, Placed, Query
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.locating import locate
from mobiledispatch.model.clock import TimeWindow, read_clock
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.request import Request, Strength, Wish
from mobiledispatch.posing import on_shift, pose
from mobiledispatch.solver import Limits, Watch, solve
from mobiledispatch.travel import make_provider
from mobiledispatch.travel.traffic import day_clock

MONDAY = datetime.date(2026, 11, 23)
SHIPPED = read_practice(Path(__file__).parents[2] / "data" / "practice.toml")
ONLY_ANA = (replace(SHIPPED.practitioner("ana"), skills=frozenset({"therapeutic"})),)


class Middle:
    """A geocoder that finds everything in the middle of the city."""

    def locate(self, query: Query) -> Answer:
        place = Place(lat=53.54, lon=-113.49)
        where = Location(place=place, quality=Quality.MANUAL, radius_metres=1, normalized=query.address, source="test")
        return Placed(where)


def works(*weekdays: int) -> dict[int, TimeWindow]:
    return {day: TimeWindow(read_clock("09:00"), read_clock("17:00")) for day in weekdays}


def ask(name: str, start: str) -> Request:
    promised = TimeWindow(read_clock(start), read_clock(start))
    usual = Request(id=name, client=name, address="here", techniques=("therapeutic",), minutes=60)
    return replace(usual, start=promised, therapist=(Wish(Strength.MUST, "ana"),))


def planned(*requests: Request, weekdays: tuple[int, ...]) -> Plan:
    ana = replace(ONLY_ANA[0], shifts=works(*weekdays))
    practice = replace(SHIPPED, practitioners=(ana,))
    roads = make_provider(practice.travel)
    return plan_day(requests, practice, MONDAY, Middle(), roads, Limits(seconds=30), Watch()).plan


def test_the_next_day_that_its_therapist_works_is_named() -> None:
    plan = planned(ask("v1", "10:00"), ask("v2", "10:00"), weekdays=(0, 3))
    (one,) = plan.unassigned
    remedy = one.remedies[-1]
    assert remedy.kind == "another_day"
    assert remedy.say == "Another day: Thursday 26 November with ana (alone on an empty day)."
    assert remedy.change == {"visit": one.visit, "date": "2026-11-26"}


def test_the_visit_fits_on_the_day_named() -> None:
    practice = replace(SHIPPED, practitioners=(replace(ONLY_ANA[0], shifts=works(0, 3)),))
    roads, thursday = make_provider(practice.travel), datetime.date(2026, 11, 26)
    located, _, _ = locate([ask("v2", "10:00")], practice, Middle())
    crew = on_shift(practice, thursday)
    depots = {p.id: located[0].location for p in crew}
    matrix, clock = travel_times(crew, depots, located, practice, roads), day_clock(thursday, practice.travel)
    problem = pose(crew, located, matrix, practice, thursday, clock)
    assert solve(all_or_none(problem, {"v2"}), Limits(seconds=30)).unassigned == ()


def test_no_day_is_named_on_which_nobody_works() -> None:
    practice = replace(SHIPPED, practitioners=(replace(ONLY_ANA[0], shifts=works(0)),))
    located, _, _ = locate([ask("v2", "10:00")], practice, Middle())
    on = later_days(located, practice, Middle(), make_provider(practice.travel))
    assert on(datetime.date(2026, 11, 24)) is None
    assert on(datetime.date(2026, 11, 30)) is not None
