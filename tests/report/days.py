"""A small planned day, made by hand: two therapists, four stops, a lunch, and one visit each unassigned, lost, held."""

import datetime
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow, minutes, read_clock
from mobiledispatch.model.clock_face import ClockFace
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.plan import Objective, Plan, Proof, Remedy, Route, Stop, Unassigned
from mobiledispatch.model.practice import Costs, Practice
from mobiledispatch.model.request import Answer, Request
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.treatment import Treatment
from mobiledispatch.report.day import DaySheet

TREATMENTS = (
    Treatment(code="deep_tissue", name="Deep tissue"),
    Treatment(code="relaxation", name="Relaxation"),
    Treatment(code="hot_stone", name="Hot stone", equipment=frozenset({"stone_heater"}), preheat=minutes(15)),
)

ANA = Practitioner(
    id="ana",
    name="Ana Lopez",
    home="10 Home St",
    association="MTAA",
    member_number="12345",
    equipment=frozenset({"stone_heater"}),
)
BEN = Practitioner(id="ben", name="Ben Ito", home="20 Home St")

PRACTICE = Practice(
    name="Prairie Hands",
    phone="+17805550100",
    address="10025 102A Avenue NW, Edmonton",
    opening_hours={0: TimeWindow(read_clock("08:00"), read_clock("20:00"))},
    treatments=TREATMENTS,
    practitioners=(ANA, BEN),
    costs=Costs(unassigned={3: 100_000}),
    clock=ClockFace.TWENTY_FOUR,
)

LIBRARY = "7 Sir Winston Churchill Square"

REQUESTS = (
    Request(
        id="r1",
        client="Mae Fong",
        address="10205 101 Street NW",
        unit="204",
        city="Edmonton",
        phone="+17805550101",
        email="mae@example.org",
        techniques=("deep_tissue", "relaxation"),
        minutes=60,
        pressure="lower back=firm",
        focus="neck; hips",
        reason="desk job tension",
        access=("elevator", "buzzer 204"),
        notes="shy dog at the door",
        first_visit=True,
    ),
    Request(
        id="r2",
        client="Zoë Roy",
        address="5 St. Anne Street",
        city="St. Albert",
        phone="+17805550102",
        techniques=("hot_stone",),
        minutes=90,
        open_wounds=Answer.NO,
        fractures=Answer.NO,
        blood_thinners=Answer.YES,
        cleared_by="Dr. Chen",
    ),
    Request(id="r3", client="Lou Best", address=LIBRARY, techniques=("relaxation",), minutes=60),
    Request(id="r4", client="Kim Best", address=LIBRARY, techniques=("relaxation",), minutes=45),
    Request(id="r5", client="Pat Full", address="401 Festival Lane", techniques=("hot_stone",), minutes=90),
    Request(id="r6", client="Sam Lostly", address="99999 Nowhere Crescent", techniques=("relaxation",), minutes=60),
    Request(
        id="r7",
        client="Uma Held",
        address="11 Fairway Drive",
        phone="+17805550107",
        techniques=("relaxation",),
        minutes=60,
        blood_thinners=Answer.YES,
    ),
)


def at(lat: float, lon: float, quality: Quality = Quality.INTERPOLATED, radius: float = 40) -> Location:
    return Location(place=Place(lat=lat, lon=lon), quality=quality, radius_metres=radius, normalized="", source="test")


def stop(visit: str, times: str, drive: float, km: float, where: Location, **more: object) -> Stop:
    """A stop from `arrive start end leave` in one string."""
    arrive, start, end, leave = (read_clock(time) for time in times.split())
    plain = Stop(
        visit=visit,
        arrive=arrive,
        start=start,
        end=end,
        leave=leave,
        travel=minutes(drive),
        metres=round(km * 1000),
        location=where,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


DOWNTOWN, ST_ALBERT = at(53.5439, -113.4914), at(53.6305, -113.6256, Quality.POSTAL, 667)

PROMISED = TimeWindow(read_clock("09:15"), read_clock("09:45"))

ANAS = Route(
    therapist="ana",
    leave_depot=read_clock("08:30"),
    back_at_depot=read_clock("15:00"),
    travel=minutes(75),
    metres=44_000,
    breaks=(TimeWindow(read_clock("11:10"), read_clock("11:40")),),
    stops=(
        stop("r1", "08:50 09:23 10:23 10:43", 20, 9, DOWNTOWN, slack=minutes(12), promise=PROMISED),
        stop("r2", "11:50 12:30 14:00 14:20", 27, 18, ST_ALBERT, waiting=minutes(10)),
    ),
)

BENS = Route(
    therapist="ben",
    leave_depot=read_clock("09:00"),
    back_at_depot=read_clock("12:20"),
    travel=minutes(40),
    metres=20_000,
    breaks=(),
    stops=(
        stop("r3", "09:20 09:35 10:35 10:40", 20, 10, at(53.5446, -113.4892), slack=Seconds(3600)),
        stop("r4", "10:40 10:50 11:35 11:55", 0, 0, at(53.5446, -113.4892), slack=Seconds(3600)),
    ),
)

PLAN = Plan(
    routes=(ANAS, BENS),
    unassigned=(
        Unassigned("r5", "day_full", "would fit an empty day", (Remedy("another_day", "Another day: Tuesday"),)),
    ),
    lost=(Lost("r6", "unknown_street", "no street called Nowhere Crescent is known"),),
    held=(
        Held(
            "r7",
            "medical",
            "Answered yes: blood thinners. Please consult a physician or call the clinic before booking.",
        ),
    ),
    objective=Objective.of(6900, 900, 100_000),
    proof=Proof("bounded", 107_000, 0.0075, 5),
    date=datetime.date(2026, 11, 23),
    practice="Prairie Hands",
)

DAY = DaySheet(
    plan=PLAN,
    practice=PRACTICE,
    requests={request.id: request for request in REQUESTS},
    depots={"ana": at(53.5225, -113.6242), "ben": at(53.4668, -113.5)},
)
