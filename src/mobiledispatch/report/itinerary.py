"""The day on a terminal: every route in order of time, what is on no route, and how good the plan is."""

from collections.abc import Iterator

from mobiledispatch.model.clock_face import column, read_by, time_in_column, time_words
from mobiledispatch.model.plan import Route, Stop
from mobiledispatch.report.company import company_words
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.keeping import kept
from mobiledispatch.report.leftovers import leftover_lines
from mobiledispatch.report.text import flowed, page, wrapped
from mobiledispatch.report.timeline import Leg, legs
from mobiledispatch.report.words import (
    address_words,
    ask_at_door,
    counts_words,
    day_words,
    four_times,
    objective_parts,
    phone_words,
    proof_words,
    quality_words,
    room_words,
    totals,
    treatment_words,
    way_words,
)
from mobiledispatch.timetable.timeline import rests_at_home


def render_itinerary(day: DaySheet, width: int = 80, *, colour: bool = False) -> str:
    """The day as plain text at most `width` columns wide; with `colour`, headings in bold for a terminal."""
    with read_by(day.practice.clock):
        lines = [*_title(day, width)]
        for route in day.plan.routes:
            lines += ["", *_route(day, route, width)]
        lines += [*leftover_lines(day, width), *_notes(day, width), "", *_summary(day, width)]
    text = page(lines)
    return _bold_headings(text) if colour else text


def _time() -> int:
    """Columns of a time and the blanks after it."""
    return column() + 2


def _stop_indent() -> int:
    """Columns before the text of a stop: its time and its number."""
    return _time() + 4


def _bold_headings(text: str) -> str:
    return "\n".join(f"\x1b[1m{line}\x1b[0m" if line[:1].isalpha() else line for line in text.split("\n"))


def _title(day: DaySheet, width: int) -> list[str]:
    name = one_line(day.plan.practice or day.practice.name)
    heading = ", ".join(part for part in (name, day_words(day.plan)) if part)
    return [*wrapped(heading, width), *flowed(counts_words(day.plan).split(", "), width, 2)]


def _route(day: DaySheet, route: Route, width: int) -> Iterator[str]:
    who = one_line(f"{day.name_of(route.therapist)} ({route.therapist})")
    yield from wrapped(who, width)
    keeps = [one_line(f"keeps the {item.replace('_', ' ')}") for item in kept(day, route)]
    yield from flowed([*totals(route, day.clock).split(", "), *keeps], width, 2)
    on_the_way = legs(route, day.clock)
    yield from departure_lines(route, width)
    for number, (stop, leg) in enumerate(zip(route.stops, on_the_way, strict=False), start=1):
        yield from leg_lines(leg, width)
        yield from _stop(day, number, stop, width)
    yield from leg_lines(on_the_way[-1], width)
    yield from _at(time_in_column(route.back_at_depot), "back home", width)


def departure_lines(route: Route, width: int) -> Iterator[str]:
    """Breaks at home, then leaving it."""
    for rest in rests_at_home(route.breaks, route.leave_depot):
        yield from _at(time_in_column(rest.opens), f"break at home until {time_words(rest.closes)}", width)
    yield from _at(time_in_column(route.leave_depot), "leave home", width)


def leg_lines(leg: Leg, width: int) -> Iterator[str]:
    """Drives, breaks and waiting in order of time."""
    for time, text in way_words(leg):
        yield from _at("" if time is None else time_in_column(time), text, width)


def _at(time: str, text: str, width: int) -> list[str]:
    return wrapped(text, width, _time(), time)


def _stop(day: DaySheet, number: int, stop: Stop, width: int) -> Iterator[str]:
    request = day.requests.get(stop.visit)
    client = f"{request.client} ({stop.visit})" if request else stop.visit
    yield from wrapped(one_line(client), width, _stop_indent(), f"{time_in_column(stop.arrive):<{_time()}}{number}.")
    if request:
        yield from wrapped(one_line(treatment_words(day.practice, request)), width, _stop_indent())
        yield from wrapped(one_line(address_words(request)), width, _stop_indent())
        if request.phone:
            yield from wrapped(one_line(phone_words(request.phone)), width, _stop_indent())
    if company := company_words(day, stop.visit):
        yield from wrapped(one_line(company), width, _stop_indent())
    yield from flowed(four_times(stop), width, _stop_indent())
    yield from flowed(room_words(stop), width, _stop_indent())
    for flag in flags(day, stop):
        yield from wrapped(flag, width, _stop_indent())


def flags(day: DaySheet, stop: Stop) -> Iterator[str]:
    """What needs a person's attention at this stop."""
    request = day.requests.get(stop.visit)
    if request and (questions := ask_at_door(request)):
        yield f"Ask at the door: {', '.join(questions)}."
    if warning := quality_words(stop.location):
        yield f"{warning[:1].upper()}{warning[1:]}."


def _notes(day: DaySheet, width: int) -> Iterator[str]:
    if day.notes:
        yield from ("", "Notes for the office")
    for note in day.notes:
        yield from wrapped(one_line(note), width, 4, "  -")


def _summary(day: DaySheet, width: int) -> Iterator[str]:
    yield "Summary"
    for route in day.plan.routes:
        yield from flowed([one_line(route.therapist), *totals(route, day.clock).split(", ")], width, 2)
    yield from wrapped("What the plan costs, in seconds of driving or their worth:", width, 2)
    for name, seconds in objective_parts(day.plan.objective):
        yield f"    {name:<20}{seconds:>9} s"
    yield from wrapped(proof_words(day.plan.proof), width, 2)
