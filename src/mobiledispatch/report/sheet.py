"""One therapist's own sheet of paper: the day, the pack list, and what to know at each door."""

from collections.abc import Iterator

from mobiledispatch.model.clock_face import column, read_by, time_in_column
from mobiledispatch.model.plan import Route, Stop
from mobiledispatch.model.request import Answer, Request
from mobiledispatch.report.company import company_words
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.itinerary import departure_lines, leg_lines
from mobiledispatch.report.keeping import keeping, needed
from mobiledispatch.report.text import flowed, page, wrapped
from mobiledispatch.report.timeline import legs
from mobiledispatch.report.words import (
    ADVICE,
    QUESTIONS,
    address_words,
    ask_at_door,
    day_words,
    four_times,
    phone_words,
    quality_words,
    room_words,
    totals,
    treatment_words,
)

WIDTH = 76
"""Columns that a letter page holds in a readable type."""

_CHECK_IN = (
    "Before: any change in health since booking, areas to leave out, pressure wanted.",
    'During: "How is the pressure?" Intense pain is never part of it; ease off at once.',
    "After: water, and time to get up slowly; some are light-headed for a few minutes.",
)


def _indent() -> int:
    """Columns before the text of a stop: its time and its number."""
    return column() + 6


def render_sheet(day: DaySheet, therapist: str) -> str:
    """Everything `therapist` needs for `day`, and nothing of anybody else's stops."""
    with read_by(day.practice.clock):
        return page(_lines(day, therapist))


def _lines(day: DaySheet, therapist: str) -> list[str]:
    route = day.route_of(therapist)
    lines = [*_heading(day, therapist)]
    if route is None:
        return [*lines, "", "No visits today."]
    lines += ["", *flowed(totals(route, day.clock).split(", "), WIDTH)]
    lines += ["", "Pack", *_pack(day, route), "", "At every stop"]
    lines += [line for prompt in _CHECK_IN for line in wrapped(prompt, WIDTH, 4, "  -")]
    return [*lines, "", "The day", *_stops(day, route)]


def _heading(day: DaySheet, therapist: str) -> Iterator[str]:
    yield from wrapped(one_line(f"{day.practice.name}, {phone_words(day.practice.phone)}").rstrip(" ,"), WIDTH)
    yield from wrapped(one_line(f"{day.name_of(therapist)}{_membership(day, therapist)}"), WIDTH)
    if date := day_words(day.plan):
        yield date


def _membership(day: DaySheet, therapist: str) -> str:
    """In Alberta the title is not regulated: what can be said is whose member a therapist is."""
    known = day.practitioner(therapist)
    if known is None or not known.association:
        return ""
    number = f" no. {known.member_number}" if known.member_number else ""
    return f", RMT, member of {known.association}{number}"


def _pack(day: DaySheet, route: Route) -> Iterator[str]:
    count = len(route.stops)
    yield f"  [ ] table, and linens for {count}"
    yield f"  [ ] water for {count}"
    for item, numbers in sorted(needed(day, route).items()):
        where = f"stop{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
        outlet = ", near an outlet" if item == "stone_heater" else ""
        yield from wrapped(one_line(f"{item.replace('_', ' ')} ({where}{outlet})"), WIDTH, 6, "  [ ]")
        for sentence in keeping(day, route.therapist, item):
            yield from wrapped(one_line(sentence), WIDTH, 6)


def _stops(day: DaySheet, route: Route) -> Iterator[str]:
    on_the_way = legs(route, day.clock)
    yield from departure_lines(route, WIDTH)
    for number, (stop, leg) in enumerate(zip(route.stops, on_the_way, strict=False), start=1):
        yield from leg_lines(leg, WIDTH)
        yield ""
        yield from _stop(day, number, stop)
        yield ""
    yield from leg_lines(on_the_way[-1], WIDTH)
    yield f"{time_in_column(route.back_at_depot)}  back home"


def _stop(day: DaySheet, number: int, stop: Stop) -> Iterator[str]:
    request = day.requests.get(stop.visit)
    client = f"{request.client} ({stop.visit})" if request else stop.visit
    yield from wrapped(one_line(client), WIDTH, _indent(), f"{time_in_column(stop.arrive)}  {number}.")
    if company := company_words(day, stop.visit):
        yield from wrapped(one_line(company), WIDTH, _indent())
    yield from flowed(four_times(stop), WIDTH, _indent())
    yield from flowed(room_words(stop), WIDTH, _indent())
    facts = _facts(day, request) if request else ()
    for label, text in facts:
        if text:
            yield from wrapped(one_line(f"{label}: {text}"), WIDTH, _indent())
    if warning := quality_words(stop.location):
        yield from wrapped(f"place: {warning.removeprefix('place ')}", WIDTH, _indent())


def _facts(day: DaySheet, request: Request) -> Iterator[tuple[str, str]]:
    yield "address", address_words(request)
    yield "access", ", ".join(word.replace("_", " ") for word in request.access)
    yield "phone", phone_words(request.phone)
    yield "treatment", treatment_words(day.practice, request)
    yield "first visit", "intake and consent before the massage" if request.first_visit else ""
    yield "pressure", request.pressure
    yield "focus", request.focus
    yield "reason", request.reason
    yield "screening", _screening(request)
    yield "ASK AT THE DOOR", ", ".join(ask_at_door(request))
    yield "notes", request.notes


def _screening(request: Request) -> str:
    """The answers given. A `yes` says who cleared it, or repeats the advice; nothing is called safe or unsafe."""
    said = [_answer(request, field, words) for field, words in QUESTIONS.items()]
    return "; ".join(answer for answer in said if answer)


def _answer(request: Request, field: str, words: str) -> str:
    match getattr(request, field):
        case Answer.YES if request.cleared_by:
            return f"{words} YES, cleared by {request.cleared_by}"
        case Answer.YES:
            return f"{words} YES, not cleared. {ADVICE}"
        case Answer.NO:
            return f"{words} no"
    return ""
