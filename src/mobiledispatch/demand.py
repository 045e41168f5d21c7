"""Requests of a day -> what is to be planned: who waits for a person, how long each visit takes, when it may begin,
who may serve it, and what leaving it out costs."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Request, Status, Strength, Wish
from mobiledispatch.model.set_aside import Held
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.visit import Visit

ADVICE = "Please consult a physician or call the clinic before booking."
"""The practice's own words to a client with a contraindication; the program never says safe or unsafe."""

_OVER = {Status.DONE, Status.CANCELLED, Status.LATE_CANCELLED, Status.NO_SHOW}
_QUESTIONS = (("open_wounds", "open wounds"), ("fractures", "fractures"), ("blood_thinners", "blood thinners"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Seconds at the door before, during and after the massage; they add up to the service."""

    setup: Seconds
    massage: Seconds
    teardown: Seconds

    @property
    def service(self) -> Seconds:
        return Seconds(self.setup + self.massage + self.teardown)


def of_date(requests: Iterable[Request], date: datetime.date) -> tuple[Request, ...]:
    """The requests that belong to `date` and are not over; one without a date belongs to any."""
    return tuple(r for r in requests if r.date in (None, date) and r.status not in _OVER)


def screen(requests: Iterable[Request]) -> tuple[tuple[Request, ...], tuple[Held, ...]]:
    """Those that may be routed, and those that wait for a person, each with the reason."""
    free: list[Request] = []
    held: list[Held] = []
    for request in requests:
        hold = _hold(request)
        if hold:
            held.append(hold)
        else:
            free.append(request)
    return tuple(free), tuple(held)


def _hold(request: Request) -> Held | None:
    yes = [words for field, words in _QUESTIONS if getattr(request, field) is Answer.YES]
    if request.status is Status.MEDICAL_HOLD or (yes and not request.cleared_by):
        told = f"Answered yes: {', '.join(yes)}. " if yes else ""
        return Held(request.id, "medical", f"{told}{ADVICE}")
    if request.status is Status.HELD:
        return Held(request.id, "unconfirmed", "The slot is only held for the caller. Book it or let it run out.")
    return None


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's place at a stop: only the first is set up for, only after the last is the table taken down."""

    first: bool = True
    last: bool = True


ALONE = Turn()


def durations(request: Request, practice: Practice, crew: Sequence[Practitioner], turn: Turn = ALONE) -> Durations:
    """Time at the door, part by part. `crew` may serve it: the slowest set-up among them is planned."""
    times = practice.visit_times
    setup = max((p.setup for p in crew if p.setup is not None), default=times.setup)
    if any(p.setup is None for p in crew):
        setup = max(setup, times.setup)
    way_in = sum(_access(word, practice) for word in request.access)
    setup = Seconds(setup + way_in) if turn.first else times.turnover
    extra = times.first_visit if request.first_visit else 0
    extra += max(practice.treatment(code).preheat for code in request.techniques)
    return Durations(
        setup=Seconds(setup + extra),
        massage=Seconds(request.minutes * 60),
        teardown=Seconds(times.teardown + times.charting if turn.last else 0),
    )


def _access(word: str, practice: Practice) -> int:
    """Seconds from the car to the door; words that are no known code (a buzzer number) cost nothing."""
    times = practice.visit_times
    slow = {"paid_parking": times.access, "far_parking": times.access, "walk_up": times.access}
    return {**slow, "elevator": times.elevator}.get(word, 0)


def start_windows(request: Request, hours: TimeWindow | None, spent: Durations) -> tuple[TimeWindow, ...]:
    """When the massage may begin: the promised start, or wherever arrival to departure fits the availability.

    Empty where it fits nowhere, for example because the practice is closed that day.
    """
    if request.start:
        return (request.start,)
    if hours is None:
        return ()
    windows = []
    for home in request.availability or (hours,):
        inside = home.meet(hours)
        if inside and inside.closes - inside.opens >= spent.service:
            opens, closes = inside.opens + spent.setup, inside.closes - spent.massage - spent.teardown
            windows.append(TimeWindow(Seconds(opens), Seconds(closes)))
    return tuple(sorted(set(windows)))


def able(request: Request, practice: Practice, crew: Iterable[Practitioner]) -> tuple[Practitioner, ...]:
    """Who of `crew` has the skills and the equipment, and is neither refused nor passed over by a `must`."""
    return tuple(
        p
        for p in equipped(request, practice, crew)
        if _permitted(request.therapist, p.id) and _permitted(request.gender, p.gender)
    )


def equipped(request: Request, practice: Practice, crew: Iterable[Practitioner]) -> tuple[Practitioner, ...]:
    """Who of `crew` has the skills and the equipment, whatever the client wishes."""
    equipment = frozenset().union(*(practice.treatment(code).equipment for code in request.techniques))
    return tuple(p for p in crew if frozenset(request.techniques) <= p.skills and equipment <= p.equipment)


def _permitted(wishes: Sequence[Wish], value: str) -> bool:
    musts = [w.value for w in wishes if w.strength is Strength.MUST]
    nots = [w.value for w in wishes if w.strength is Strength.NOT]
    return (not musts or value in musts) and value not in nots


def preference_cost(request: Request, practice: Practice, crew: Iterable[Practitioner]) -> dict[str, int]:
    """Seconds that sending each of `crew` costs against what the client would rather have; nought is left out."""
    costs = {p.id: practice.costs.preference * _disliked(request, p) for p in crew}
    return {name: cost for name, cost in costs.items() if cost}


def _disliked(request: Request, practitioner: Practitioner) -> int:
    wishes = ((request.therapist, practitioner.id), (request.gender, practitioner.gender))
    return sum(_prefers_another(ones, value) for ones, value in wishes)


def _prefers_another(wishes: Sequence[Wish], value: str) -> bool:
    preferred = [w.value for w in wishes if w.strength is Strength.PREFER]
    return bool(preferred) and value not in preferred


def visit_of(
    request: Request,
    place: int,
    practice: Practice,
    crew: Sequence[Practitioner],
    weekday: int,
    turn: Turn = ALONE,
) -> Visit:
    """The request as a visit at `place`, an index into the day's matrix, for the `crew` on shift that `weekday`."""
    chosen = able(request, practice, crew)
    spent = durations(request, practice, chosen, turn)
    promised = request.start or request.status in (Status.BOOKED, Status.CONFIRMED)
    return Visit(
        id=request.id,
        place=place,
        service=spent.service,
        setup=spent.setup,
        teardown=spent.teardown,
        start_windows=start_windows(request, practice.opening_hours.get(weekday), spent),
        therapists=tuple(p.id for p in chosen),
        preference_cost=preference_cost(request, practice, chosen),
        unassigned_cost=practice.costs.promised if promised else practice.costs.unassigned[request.priority],
        promise=request.start,
        could_serve=_could_serve(request, practice, crew, chosen),
        at_home=_at_home(request, practice.opening_hours.get(weekday)),
    )


def _could_serve(
    request: Request, practice: Practice, crew: Iterable[Practitioner], chosen: Sequence[Practitioner]
) -> tuple[str, ...]:
    # Somebody who needs longer to set up would not fit into the time at the door that is planned.
    usual = practice.visit_times.setup
    planned = max((p.setup or usual for p in chosen), default=usual)
    return tuple(p.id for p in equipped(request, practice, crew) if p in chosen or (p.setup or usual) <= planned)


def _at_home(request: Request, hours: TimeWindow | None) -> tuple[TimeWindow, ...]:
    """The availability within opening hours; nothing for a promised start, which says no more than itself."""
    if request.start or hours is None:
        return ()
    return tuple(inside for home in request.availability or (hours,) if (inside := home.meet(hours)))
