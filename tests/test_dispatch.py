"""The line from requests to a plan, on days of two or three people whose addresses a plain dictionary knows."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.dispatch import Outcome, plan_day
from mobiledispatch.errors import BadInput
from mobiledispatch.geocode import Answer, Placed, Query, Reason, Refused
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import DayLimits, Practice
from mobiledispatch.model.request import Answer as Told
from mobiledispatch.model.request import Request, Status, Strength, Wish
from mobiledispatch.solver import Limits, Watch
from mobiledispatch.travel import make_provider

MONDAY = datetime.date(2026, 11, 23)
PRACTICE = read_practice(Path(__file__).parents[1] / "data" / "practice.toml")
KNOWN = {
    "north": Place(lat=53.60, lon=-113.50),
    "south": Place(lat=53.46, lon=-113.50),
    "calgary": Place(lat=51.05, lon=-114.07),
}


class Directory:
    """A geocoder that knows a few words, and everybody's home and office in the middle of the city."""

    def locate(self, query: Query) -> Answer:
        place = KNOWN.get(query.address)
        if query.address.endswith(("Edmonton T5R 5X7", "T6L 0A9", "T8N 3Z9", "T5J 2V4")):
            place = Place(lat=53.54, lon=-113.49)
        if place is None:
            return Refused(Reason.NOT_FOUND, "nobody knows it")
        location = Location(
            place=place, quality=Quality.MANUAL, radius_metres=10, normalized=query.address, source="test"
        )
        return Placed(location)


CHLOE = (Wish(Strength.MUST, "chloe"),)


def ask(name: str, **more: object) -> Request:
    return replace(
        Request(id=name, client=name.title(), address="north", techniques=("therapeutic",), minutes=60),
        **more,  # type: ignore[arg-type]
    )


def plan(*requests: Request, practice: Practice = PRACTICE, date: datetime.date = MONDAY) -> Outcome:
    roads = make_provider(practice.travel)
    outcome = plan_day(requests, practice, date, Directory(), roads, Limits(seconds=30), Watch())
    assert outcome.violations == ()
    return outcome


def stops(outcome: Outcome) -> dict[str, tuple[str, Seconds]]:
    return {s.visit: (route.therapist, s.start) for route in outcome.plan.routes for s in route.stops}


def at(hour: float) -> TimeWindow:
    return TimeWindow(Seconds(round(hour * 3600)), Seconds(round(hour * 3600)))


def test_a_couple_together_is_served_by_two_therapists_at_one_time() -> None:
    both = stops(plan(ask("a", group="g", together=True), ask("b", group="g", together=True)))
    assert both["a"][1] == both["b"][1]
    assert both["a"][0] != both["b"][0]


def test_a_household_is_served_in_turn_with_one_set_up() -> None:
    outcome = plan(ask("a", group="g"), ask("b", group="g"))
    (route,) = outcome.plan.routes
    first, second = route.stops
    assert second.start == first.end + PRACTICE.visit_times.turnover
    assert second.travel == 0
    assert second.leave - first.arrive == (15 + 60 + 10 + 60 + 15 + 5) * 60


def test_strangers_at_one_address_are_two_stops() -> None:
    outcome = plan(ask("a"), ask("b"))
    assert outcome.problem.households == ()


def test_one_heater_goes_with_one_therapist_all_day() -> None:
    """Ana in the morning and Chloé in the afternoon are two keepers; the couple of the file needs two at once."""
    practice = replace(PRACTICE, limits=DayLimits(shared_equipment={"stone_heater": 1}))
    hot = {"techniques": ("hot_stone",)}
    apart = [
        ask("a", **hot, start=at(10), therapist=(Wish(Strength.MUST, "ana"),)),
        ask("b", **hot, availability=(TimeWindow(Seconds(14 * 3600), Seconds(18 * 3600)),), therapist=CHLOE),
    ]
    couple = [ask(name, **hot, group="g", together=True, address="south") for name in "cd"]
    outcome = plan(*apart, *couple, ask("e", address="south"), practice=practice)
    assert stops(outcome).keys() == {"a", "e"}
    assert {u.visit: u.reason for u in outcome.plan.unassigned} == dict.fromkeys("bcd", "equipment")
    for one in outcome.plan.unassigned:
        assert "more_equipment" in [r.kind for r in one.remedies]


def test_a_day_holds_no_more_massage_than_the_limit() -> None:
    practice = replace(PRACTICE, limits=DayLimits(hands_on=Seconds(3600)))
    only_ben = (Wish(Strength.MUST, "ben"),)
    outcome = plan(ask("a", therapist=only_ben), ask("b", therapist=only_ben), practice=practice)
    assert len(stops(outcome)) == len(outcome.plan.unassigned) == 1


def test_a_promise_is_kept_to_the_second() -> None:
    assert stops(plan(ask("a", start=at(13.5), status=Status.CONFIRMED)))["a"][1] == 13.5 * 3600


def test_an_availability_holds_arrival_and_departure() -> None:
    home = TimeWindow(Seconds(13 * 3600), Seconds(15 * 3600))
    (route,) = plan(ask("a", availability=(home,))).plan.routes
    assert home.opens <= route.stops[0].arrive
    assert route.stops[0].leave <= home.closes


def test_a_must_is_a_rule_and_a_preference_has_a_price() -> None:
    assert stops(plan(ask("a", therapist=(Wish(Strength.MUST, "ben"),))))["a"][0] == "ben"
    assert stops(plan(ask("a", therapist=(Wish(Strength.NOT, "ana"), Wish(Strength.NOT, "chloe")))))["a"][0] == "ben"
    liked = plan(ask("a", therapist=(Wish(Strength.PREFER, "ben"),), gender=(Wish(Strength.MUST, "female"),)))
    assert liked.plan.objective.preference == PRACTICE.costs.preference


def test_who_answers_yes_waits_for_a_person_unless_somebody_cleared_it() -> None:
    waits = plan(ask("a", fractures=Told.YES))
    assert [(h.visit, h.reason) for h in waits.plan.held] == [("a", "medical")]
    assert stops(plan(ask("a", fractures=Told.YES, cleared_by="Dr. Osei"))).keys() == {"a"}
    assert stops(plan(ask("a", fractures=Told.UNKNOWN))).keys() == {"a"}


def test_what_is_over_or_on_another_day_is_not_planned() -> None:
    tuesday = MONDAY + datetime.timedelta(days=1)
    outcome = plan(ask("a", status=Status.CANCELLED), ask("b", date=tuesday), ask("c", date=MONDAY), ask("d"))
    assert stops(outcome).keys() == {"c", "d"}
    assert outcome.notes == ("1 of the requests are not for 2026-11-23 but for 2026-11-24: not planned (b).",)
    assert outcome.plan.is_complete


def test_calgary_is_outside_the_service_area() -> None:
    (lost,) = plan(ask("a", address="calgary")).plan.lost
    assert lost.reason == "outside_area"
    assert "km" in lost.detail


def test_a_home_that_nobody_finds_is_a_fault_of_the_practice() -> None:
    homeless = replace(PRACTICE, practitioners=(replace(PRACTICE.practitioners[0], home="nowhere"),))
    with pytest.raises(BadInput, match=r"ana.*nowhere"):
        plan(ask("a"), practice=homeless)


def test_on_a_day_off_everybody_is_unassigned_with_a_reason() -> None:
    sunday = plan(ask("a"), date=MONDAY - datetime.timedelta(days=1))
    assert [(u.visit, u.reason) for u in sunday.plan.unassigned] == [("a", "no_therapist")]
