"""The phrases that several reports share."""

from collections.abc import Iterator, Mapping

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, in_words
from mobiledispatch.model.clock_face import time_words, window_words
from mobiledispatch.model.place import Location, Quality
from mobiledispatch.model.plan import Objective, Plan, Proof, Route, Stop
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Request
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.report.timeline import Leg, span_of
from mobiledispatch.timetable.times import timeline_of

ADVICE = "Please consult a physician or call the clinic before booking."
"""For a client with a contraindication; nothing here ever says safe or unsafe (docs: screening and care)."""

QUESTIONS = {"open_wounds": "open wounds", "fractures": "fractures", "blood_thinners": "blood thinners"}

REASONS: Mapping[str, str] = {
    "no_therapist": "no therapist for it today",
    "window_too_short": "too long for the client's times",
    "nobody_on_shift": "nobody works at those times",
    "too_far": "too far to reach in time",
    "day_full": "the day is full",
    "hands_on_limit": "too much massage for one day",
    "equipment": "too few of what it needs",
    "policy": "costs more than leaving it out",
    "search_ended": "there is room; the search ended before it found it",
    "program_fault": "a plan with it failed its own check: plan it by hand",
    "no_common_time": "no time suits all who are served together",
    "no_address": "no address",
    "not_found": "address not found",
    "unknown_street": "street not known",
    "number_out_of_range": "no such number in the street",
    "po_box": "a PO box is no visit address",
    "legal_land": "a legal land description is no visit address",
    "outside_area": "outside the service area",
    "conflict": "the parts of the address contradict each other",
    "service_down": "the address service did not answer",
    "ambiguous": "more than one such address",
    "medical": "waits for medical clearance",
    "unconfirmed": "waits to be confirmed",
}

_WELL_KNOWN = (Quality.MANUAL, Quality.ROOFTOP, Quality.INTERPOLATED)

_KNOWN_BY = {Quality.GRID: "the street grid", Quality.POSTAL: "its postal code", Quality.TOWN: "its town"}


def reason_words(code: str) -> str:
    return REASONS.get(code, code.replace("_", " "))


def day_words(plan: Plan) -> str:
    """Such as `Monday 23 November 2026, planned for snow`, or nothing for a plan without a date."""
    if not plan.date:
        return ""
    weather = plan.provenance.weather
    return f"{plan.date:%A} {plan.date.day} {plan.date:%B %Y}" + (
        "" if weather == "dry" else f", planned for {weather}"
    )


def counted(count: int, noun: str) -> str:
    """
    >>> counted(1, "stop"), counted(3, "stop")
    ('1 stop', '3 stops')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def counts_words(plan: Plan) -> str:
    """How many visits are on routes, and how many are not, by kind."""
    served = counted(sum(len(route.stops) for route in plan.routes), "visit")
    parts = [f"{served} on {counted(len(plan.routes), 'route')}"]
    kinds = (("unassigned", plan.unassigned), ("lost", plan.lost), ("held", plan.held))
    return ", ".join([*parts, *(f"{len(visits)} {kind}" for kind, visits in kinds if visits)])


def waited(stop: Stop) -> int:
    """Whole minutes of waiting at the door that add up with the times written around it."""
    return (stop.arrive + stop.waiting) // 60 - stop.arrive // 60


def four_times(stop: Stop) -> tuple[str, ...]:
    """The four times of a stop in words, and waiting where there is any."""
    waiting = (f"wait {whole_minutes(waited(stop))}",) if waited(stop) else ()
    return (
        f"arrive {time_words(stop.arrive)}",
        *waiting,
        f"massage starts {time_words(stop.start)}",
        f"massage ends {time_words(stop.end)}",
        f"leave {time_words(stop.leave)}",
    )


def whole_minutes(count: int) -> str:
    """
    >>> whole_minutes(95), whole_minutes(0)
    ('1 h 35 min', '0 min')
    """
    return in_words(Seconds(60 * count)) if count else "0 min"


def room_words(stop: Stop) -> tuple[str, ...]:
    """What the client was told, and how late the massage may begin with nothing breaking."""
    promise = f"promised {window_words(stop.promise)}" if stop.promise else "not promised yet"
    late = stop.slack // 60
    return (promise, f"may run {whole_minutes(late)} late" if late else "may not run late")


def km(metres: int) -> str:
    """
    >>> km(14249)
    '14.2 km'
    """
    return f"{metres / 1000:.1f} km"


def way_words(leg: Leg) -> Iterator[tuple[Seconds | None, str]]:
    """What is done on a leg, in order: the time where one has to look at the clock, and the words."""
    drives = [a for a in leg.activities if a.kind == "drive"]
    if not drives:
        yield None, "no drive, the same place" if not leg.travel else "drive 0 min"
    for activity in leg.on_the_way:
        match activity.kind:
            case "drive":
                far = f", {km(leg.metres)}{' in all' * (len(drives) > 1)}" if leg.metres else ""
                yield None, f"drive {_taken(activity)}{far if activity is drives[-1] else ''}"
            case "break":
                yield activity.begins, f"break until {time_words(activity.ends)}"
            case _ if activity.minutes:
                yield None, f"wait {whole_minutes(activity.minutes)}"


def _taken(activity: Activity) -> str:
    """Whole minutes that add up with the times around; seconds where it is less than one minute."""
    return whole_minutes(activity.minutes) if activity.minutes else f"{activity.ends - activity.begins} s"


def totals(route: Route, road: RoadClock = EVEN) -> str:
    """The sums of what is printed.

    >>> totals(Route(therapist="ana", leave_depot=Seconds(0), back_at_depot=Seconds(1500), travel=Seconds(1500),
    ...              metres=9000, breaks=(), stops=()))
    '0 stops, hands-on 0 min, driving 25 min, 9.0 km'
    """
    timeline = timeline_of(route, road)
    massage, driving = span_of(timeline, "massage"), span_of(timeline, "drive")
    parts = [counted(len(route.stops), "stop"), f"hands-on {in_words(massage) if massage else '0 min'}"]
    parts.append(f"driving {in_words(driving) if driving else '0 min'}")
    return ", ".join([*parts, km(route.metres)] if route.metres else parts)


def treatment_words(practice: Practice, request: Request) -> str:
    """Such as `Deep tissue then Relaxation, 90 min`."""
    names = {t.code: t.name for t in practice.treatments}
    return f"{' then '.join(names.get(code, code) for code in request.techniques)}, {request.minutes} min"


def address_words(request: Request) -> str:
    """Unit, street and town, nothing twice."""
    street = request.address.casefold()
    unit = f"unit {request.unit}" if request.unit[:1].isdigit() else request.unit
    front = [unit] if unit and request.unit.casefold() not in street.split() else []
    back = [part for part in (request.city, request.postal_code) if part.casefold() not in street]
    return ", ".join([*front, request.address, *back])


def phone_words(phone: str) -> str:
    """A North American number as one reads it aloud; any other as it is.

    >>> phone_words("+17805550101")
    '780 555 0101'
    """
    digits = phone.removeprefix("+1")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return phone
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def ask_at_door(request: Request) -> tuple[str, ...]:
    """The screening questions that nobody has answered yet."""
    return tuple(words for field, words in QUESTIONS.items() if getattr(request, field) is Answer.UNKNOWN)


def quality_words(location: Location | None) -> str:
    """A warning where the place is a guess that a driver should know of; else nothing.

    >>> quality_words(None)
    ''
    """
    if location is None or location.quality in _WELL_KNOWN:
        return ""
    known = _KNOWN_BY.get(location.quality, location.quality)
    return f"place known only by {known}, within {location.radius_metres:.0f} m: call for directions"


def proof_words(proof: Proof) -> str:
    """How good the plan is known to be, in one sentence."""
    if proof.status == "optimal":
        return "Proven: no better plan exists."
    if proof.status == "bounded" and proof.gap is not None:
        return f"Proven: within {proof.gap * 100:.1f} % of the best possible plan."
    return "Checked against every rule; not proven to be the best possible."


def objective_parts(objective: Objective) -> tuple[tuple[str, int], ...]:
    """Each part of the objective by name, in seconds of driving or their worth."""
    return (
        ("driving, free road", objective.travel),
        ("preferences not met", objective.preference),
        ("visits left out", objective.unassigned),
        *([("long days", objective.balance)] if objective.balance else []),
        ("total", objective.total),
    )
