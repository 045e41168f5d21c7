"""Drawn days of a small practice: callers one after the other are booked at an instant offer, as a desk would."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace

from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.policy import Moment
from mobiledispatch.desk.standing import CALLER, Grounds
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds, TimeWindow, minutes
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place, Quality
from mobiledispatch.model.practice import Costs, DayLimits, Practice, TravelRules
from mobiledispatch.model.request import Request, Status, Strength, Wish
from mobiledispatch.model.therapist import Break, Practitioner
from mobiledispatch.model.treatment import Treatment
from mobiledispatch.travel.traffic import day_clock

MONDAY = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 20, 15, tzinfo=datetime.UTC)
HOURS = TimeWindow(minutes(9 * 60), minutes(18 * 60))


def roads(places: Sequence[Place]) -> TravelTimeMatrix:
    """Thirty kilometres an hour as the crow flies, and five minutes for the car park."""
    seconds = tuple(
        tuple(Seconds(0 if a == b else round(a.metres_to(b) / 30 * 3.6) + 300) for b in places) for a in places
    )
    return TravelTimeMatrix(seconds, tuple(tuple(round(a.metres_to(b)) for b in places) for a in places))


def a_place(rng: random.Random) -> Location:
    where = Place(lat=rng.uniform(53.48, 53.60), lon=rng.uniform(-113.62, -113.40))
    return Location(place=where, quality=Quality.ROOFTOP, radius_metres=25, normalized="somewhere", source="drawn")


def a_practice(rng: random.Random, therapists: int) -> Practice:
    people = tuple(_person(rng, f"t{k}") for k in range(therapists))
    treatments = (
        Treatment(code="relax", name="Relaxation"),
        Treatment(code="stone", name="Hot stone", equipment=frozenset({"heater"})),
    )
    limits = DayLimits(
        hands_on=minutes(rng.choice([180, 300])),
        start_grid=minutes(30),
        shared_equipment={"heater": 1} if rng.random() < 0.3 else {},
    )
    return Practice(
        name="Drawn",
        phone="",
        address="",
        opening_hours={0: HOURS},
        treatments=treatments,
        practitioners=people,
        costs=Costs(
            unassigned={1: 1_000_000, 2: 300_000, 3: 100_000, 4: 30_000, 5: 7_200},
            preference=rng.choice([900, 2_700]),
            balance_per_hour=rng.choice([0, 1_200, 3_600]),
            balance_over=minutes(rng.choice([60, 120])),
        ),
        limits=limits,
        travel=TravelRules(),
    )


def _person(rng: random.Random, name: str) -> Practitioner:
    opens = rng.choice([9, 9, 10])
    lunch = Break(TimeWindow(minutes(11 * 60), minutes(14 * 60)), minutes(30))
    tea = Break(TimeWindow(minutes(14 * 60 + 30), minutes(16 * 60)), minutes(15))
    return Practitioner(
        id=name,
        name=name,
        home="",
        gender=rng.choice(["female", "male"]),
        skills=frozenset({"relax", "stone"}),
        equipment=frozenset({"heater"} if rng.random() < 0.7 else ()),
        shifts={0: TimeWindow(minutes(60 * opens), minutes(60 * (opens + rng.choice([6, 8]))))},
        breaks=rng.choice([(), (lunch,), (lunch,), (lunch, tea)]),
    )


def grounds_of(rng: random.Random, practice: Practice) -> Grounds:
    depots = {p.id: a_place(rng) for p in practice.practitioners}
    return Grounds(practice, depots, roads, lambda date: day_clock(date, practice.travel, "dry", False))


_TWO_WINDOWS = (TimeWindow(minutes(9 * 60), minutes(12 * 60)), TimeWindow(minutes(13 * 60), minutes(18 * 60)))


def a_wish(rng: random.Random, practice: Practice) -> Request:
    wish: tuple[Wish, ...] = ()
    if rng.random() < 0.25:
        who = rng.choice(practice.practitioners).id
        wish = (Wish(rng.choice([Strength.MUST, Strength.PREFER, Strength.NOT]), who),)
    return Request(
        id=CALLER,
        availability=rng.choice([(), (), _TWO_WINDOWS]),
        gender=(Wish(Strength.PREFER, "female"),) if rng.random() < 0.2 else (),
        client="C",
        address=f"{rng.random()}",
        techniques=(rng.choice(["relax", "relax", "stone"]),),
        minutes=rng.choice([45, 60, 90]),
        therapist=wish,
        priority=rng.choice([3, 5]),
    )


def asks(grounds: Grounds, wish: Request, where: Location) -> Asked:
    moment = Moment(NOW.date(), minutes(9 * 60))
    return Asked(grounds, Caller(wish), where, NOW, moment, lambda _: False)


def with_heaters(practice: Practice, count: int) -> Practice:
    """The practice with so many stone heaters, which any of its therapists can use."""
    people = tuple(replace(p, equipment=frozenset({"heater"})) for p in practice.practitioners)
    return replace(practice, practitioners=people, limits=replace(practice.limits, shared_equipment={"heater": count}))


def a_day(
    rng: random.Random, therapists: int, visits: int, practice: Practice | None = None
) -> tuple[Grounds, BookedDay]:
    """A day with up to so many visits, most of them promised, some only asked for."""
    practice = practice or a_practice(rng, therapists)
    grounds, booked = grounds_of(rng, practice), BookedDay(MONDAY)
    for number in range(visits):
        asked = asks(grounds, a_wish(rng, practice), a_place(rng))
        day = day_for(asked, booked)
        offers = instant_offers(day.standing, day.windows())
        if offers:
            taken = rng.choice(offers)
            booked = with_booking(booked, asked, day, taken, f"v{number}", promised=rng.random() < 0.85)
    return grounds, booked


def a_couple(rng: random.Random, grounds: Grounds, booked: BookedDay) -> BookedDay:
    """The day with two people of one door at one time, each with a therapist; as it was where there is no such time."""
    wish = replace(a_wish(rng, grounds.practice), techniques=("relax",), therapist=(), gender=(), availability=())
    asked, day = asks(grounds, wish, a_place(rng)), booked
    for name in ("c0", "c1"):
        there = [(b.start, b.therapist) for b in day.bookings if b.id == "c0"]
        state = day_for(asked, day)
        offers = instant_offers(state.standing, state.windows())
        suiting = [o for o in offers if not there or (o.start == there[0][0] and o.therapist != there[0][1])]
        if not suiting:
            return booked
        day = with_booking(day, asked, state, rng.choice(suiting), name)
    pair = [b for b in day.bookings if b.id in ("c0", "c1")]
    if len({b.start for b in pair}) > 1:
        return booked
    told = [b.request.start for b in pair if b.request.start]
    window = TimeWindow(max(w.opens for w in told), min(w.closes for w in told))
    as_one = {b.id: replace(b, request=replace(b.request, group="c", together=True, start=window)) for b in pair}
    return replace(day, bookings=tuple(as_one.get(b.id, b) for b in day.bookings))


def with_booking(
    booked: BookedDay, asked: Asked, day: Day, offer: Offer, name: str, promised: bool = True
) -> BookedDay:
    """The day with the offer taken, every other visit of that route at its new planned start."""
    from mobiledispatch.desk.seating import moved, seat

    taken = seat(day, offer.start, offer.therapist, 1.0)
    assert taken is not None
    place = taken.given[CALLER]
    assert place is not None
    status = Status.BOOKED if promised else Status.REQUESTED
    request = replace(
        asked.caller.on(booked.date, asked.grounds.practice),
        id=name,
        status=status,
        start=offer.window if promised else None,
    )
    new = Booking(request=request, location=asked.location, therapist=place[0], start=place[1])
    changed = {b.id: b for b, _ in moved(booked.bookings, taken)}
    return replace(booked, bookings=(*(changed.get(b.id, b) for b in booked.bookings), new))
