"""The sentence that is read aloud, as it would be spoken."""

import datetime
from dataclasses import replace

import pytest

from mobiledispatch.desk.quoting import sentence
from mobiledispatch.model.clock import TimeWindow, read_clock
from mobiledispatch.model.clock_face import ClockFace, read_by
from mobiledispatch.model.practice import Costs, Practice, Quoting
from mobiledispatch.model.request import Request, Strength, Wish
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.treatment import Treatment

TREATMENTS = (
    Treatment(code="deep_tissue", name="Deep tissue", prices={60: 12_500}),
    Treatment(code="relaxation", name="Relaxation massage"),
    Treatment(code="therapy", name="Massage therapy"),
)
CREW = tuple(
    Practitioner(id=name.lower(), name=f"{name} Lopez", home="", skills=frozenset(), shifts={})
    for name in ("Ana", "Ben")
)
PRACTICE = Practice(
    name="Prairie Hands",
    phone="",
    address="",
    opening_hours={},
    treatments=TREATMENTS,
    practitioners=CREW,
    costs=Costs(unassigned={}),
)
ARRIVAL = replace(PRACTICE, quoting=Quoting(basis="arrival"))


def ask(*techniques: str, minutes: int = 60, must: str = "", together: bool = False) -> Request:
    wishes = (Wish(Strength.MUST, must),) if must else ()
    return Request(
        id="v1",
        client="Zoe",
        address="",
        techniques=techniques or ("deep_tissue",),
        minutes=minutes,
        therapist=wishes,
        together=together,
    )


def spoken(
    *people: Request,
    practice: Practice = PRACTICE,
    opens: str = "15:00",
    closes: str = "15:30",
    by: tuple[str, ...] = ("ana",),
    cents: int | None = None,
) -> str:
    window = TimeWindow(read_clock(opens), read_clock(closes))
    return sentence(practice, people, datetime.date(2026, 12, 3), by, window, cents)


def test_the_sentence_of_a_single_caller_is_that_of_the_issue() -> None:
    assert spoken(ask(), cents=12_500) == (
        "I can offer Thursday, December 3. Your 60-minute deep tissue massage would start between 3:00 and 3:30 pm, "
        "most likely with Ana. It is $125 plus tax. Shall I book it?"
    )


def test_by_the_other_clock_it_is_spoken_in_24_hours() -> None:
    with read_by(ClockFace.TWENTY_FOUR):
        assert "would start between 15:00 and 15:30, most" in spoken(ask())
        assert "would start between 11:30 and 12:00, most" in spoken(ask(), opens="11:30", closes="12:00")


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        ("11:45", "12:15", "between 11:45 am and 12:15 pm"),
        ("11:30", "12:00", "between 11:30 am and noon"),
        ("12:00", "12:30", "between noon and 12:30 pm"),
        ("09:15", "09:45", "between 9:15 and 9:45 am"),
        ("14:30", "14:30", "at 2:30 pm"),
        ("12:00", "12:00", "at noon"),
    ],
)
def test_windows_are_said_as_one_says_them(opens: str, closes: str, told: str) -> None:
    assert f"massage would start {told}, most likely" in spoken(ask(), opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("techniques", "told"),
    [
        (("relaxation",), "60-minute relaxation massage"),
        (("deep_tissue", "relaxation"), "60-minute deep tissue and relaxation massage"),
        (("relaxation", "deep_tissue"), "60-minute relaxation and deep tissue massage"),
        (("therapy",), "60-minute massage therapy session"),
    ],
)
def test_the_massage_is_named_once_whatever_the_treatments_are_called(techniques: tuple[str, ...], told: str) -> None:
    assert f"Your {told} would start" in spoken(ask(*techniques))


def test_only_whom_the_client_must_have_or_who_works_alone_is_promised() -> None:
    assert "3:30 pm, with Ana." in spoken(ask(must="ana"))
    assert "3:30 pm, with Ana." in spoken(ask(), practice=replace(PRACTICE, practitioners=CREW[:1]))
    assert "3:30 pm, most likely with Ana." in spoken(ask())


def test_two_people_are_told_how_they_are_served() -> None:
    both = (ask(together=True), ask(together=True))
    assert (
        "Your two 60-minute deep tissue massages would start at the same time, between 3:00 and 3:30 pm, "
        "most likely with Ana and Ben. Together it is $250 plus tax. Shall I book both?"
    ) in spoken(*both, by=("ana", "ben"), cents=25_000)
    assert (
        "Your 60-minute deep tissue massage and 90-minute relaxation massage would follow one after the other, "
        "the first starting between 3:00 and 3:30 pm, with Ana. Shall I book both?"
    ) in spoken(ask(must="ana"), ask("relaxation", minutes=90, must="ana"), by=("ana", "ana"))


def test_a_practice_that_quotes_arrivals_says_who_will_arrive() -> None:
    assert "Ana will arrive between 3:00 and 3:30 pm for your 60-minute deep tissue massage." in spoken(
        ask(must="ana"), practice=ARRIVAL
    )
    assert "Your therapist, most likely Ana, will arrive at 3:00 pm for your 60-minute deep tissue massage." in spoken(
        ask(), practice=ARRIVAL, closes="15:00"
    )
    assert (
        "Your therapists, most likely Ana and Ben, will arrive between 3:00 and 3:30 pm for your two 60-minute "
        "deep tissue massages, at the same time."
    ) in spoken(ask(together=True), ask(together=True), practice=ARRIVAL, by=("ana", "ben"))
