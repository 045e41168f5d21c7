"""The list beside the map, and the pop-ups on it: ids, places and times only (class A of docs: privacy)."""

from collections.abc import Iterable, Iterator, Mapping

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import span_words, time_words
from mobiledispatch.model.plan import Route, Stop, Unassigned
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.report.company import company_words
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import html_text
from mobiledispatch.report.palette import Look, look
from mobiledispatch.report.words import (
    REASONS,
    counts_words,
    day_words,
    proof_words,
    reason_words,
    totals,
    waited,
    whole_minutes,
)
from mobiledispatch.timetable.timeline import rests_at_home, rests_away

# A held visit's reason is health, and so is the word that would name it: the map says what to do instead.
HELD_WORDS = "waits for a call from the office"


def render_panel(day: DaySheet, numbers: Mapping[str, int]) -> str:
    """The panel as HTML; `numbers` give the marker of each visit that has one."""
    parts = [_heading(day)]
    for position, route in enumerate(day.plan.routes):
        parts.append(_route(day, route, look(position), numbers))
    plan = day.plan
    parts.append(_leftovers("Unassigned", "", plan.unassigned))
    parts.append(_leftovers("Lost", "", plan.lost))
    parts.append(_leftovers("Held", "held", plan.held))
    return f'<aside class="panel">{"".join(parts)}{_legend(day)}</aside>'


def _heading(day: DaySheet) -> str:
    return (
        f"<header><h1>{html_text(day.plan.practice or day.practice.name)}</h1>"
        f"<p>{html_text(day_words(day.plan))}</p>"
        f'<p class="quiet">{html_text(counts_words(day.plan))}. {html_text(proof_words(day.plan.proof))}</p></header>'
    )


def _route(day: DaySheet, route: Route, style: Look, numbers: Mapping[str, int]) -> str:
    rows = "".join(_row(day, number, stop, numbers.get(stop.visit)) for number, stop in enumerate(route.stops, start=1))
    return (
        f'<section class="{style.classes}"><h2><span class="mark home"></span>{_name(day, route)}</h2>'
        f'<p class="quiet">{html_text(totals(route, day.clock))}</p>'
        f'<p class="quiet">{", ".join(_outline(route))}</p><ol>{rows}</ol></section>'
    )


def _name(day: DaySheet, route: Route) -> str:
    return html_text(day.name_of(route.therapist))


def _outline(route: Route) -> Iterator[str]:
    """Leaving, breaks and being back, in order of time."""
    for rest in rests_at_home(route.breaks, route.leave_depot):
        yield f"break at home {_span(rest.opens, rest.closes)}"
    yield f"leaves home {time_words(route.leave_depot)}"
    for rest in rests_away(route.breaks, route.leave_depot):
        yield f"break {_span(rest.opens, rest.closes)}"
    yield f"back {time_words(route.back_at_depot)}"


def _span(begins: Seconds, ends: Seconds) -> str:
    return span_words(begins, ends, dash="–")


def _row(day: DaySheet, number: int, stop: Stop, marker: int | None) -> str:
    company = html_text(company_words(day, stop.visit))
    link = "disabled" if marker is None else f'data-marker="{marker}"'
    return (
        f'<li><button type="button" {link}><span class="mark">{number}</span>'
        f'<span class="visit">{html_text(stop.visit)}</span>'
        f'<span class="span">{_span(stop.arrive, stop.leave)}</span></button>'
        + (f'<p class="quiet">{company}</p></li>' if company else "</li>")
    )


def _leftovers(heading: str, kind: str, visits: Iterable[Unassigned | Lost | Held]) -> str:
    rows = "".join(f"<li><b>{html_text(one.visit)}</b> {html_text(_reason(one))}</li>" for one in visits)
    return f'<section><h2>{heading}</h2><ul class="{kind}">{rows}</ul></section>' if rows else ""


def _reason(one: Unassigned | Lost | Held) -> str:
    """The reason from a closed list: details of lost and held visits may quote an address or an answer."""
    match one:
        case Held():
            return HELD_WORDS
        case Lost():
            return REASONS.get(one.reason, "no place was found for it")
    # An unassigned visit's details come from the problem, which knows no clients: they hold ids and times alone.
    return ": ".join(part for part in (reason_words(one.reason), one.detail) if part)


def _legend(day: DaySheet) -> str:
    lines = "Lines follow the roads (© OpenStreetMap contributors)" if day.lines else "Lines are straight, not the road"
    return (
        '<section><h2>Legend</h2><p class="quiet">A number is a stop, in order; choose one for its four times. '
        f"A house is where the day starts and ends; the way home is dashed. {lines}.</p></section>"
    )


def stop_popup(day: DaySheet, route: Route, number: int, stop: Stop) -> str:
    """A stop's four times, waiting, and how well its place is known."""
    rows = [("arrive", time_words(stop.arrive))]
    if waited(stop):
        rows.append(("wait", whole_minutes(waited(stop))))
    if company := company_words(day, stop.visit):
        rows.append(("served", company))
    rows += [
        ("massage starts", time_words(stop.start)),
        ("massage ends", time_words(stop.end)),
        ("leave", time_words(stop.leave)),
    ]
    if stop.location:
        rows.append(("place", f"{stop.location.quality}, ± {stop.location.radius_metres:.0f} m"))
    return _popup(f"{number}. {html_text(stop.visit)}", _name(day, route), rows)


def depot_popup(day: DaySheet, route: Route) -> str:
    """When a therapist leaves home and is back."""
    rows = [("leaves home", time_words(route.leave_depot)), ("back", time_words(route.back_at_depot))]
    return _popup(_name(day, route), "", rows)


def _popup(title: str, under: str, rows: Iterable[tuple[str, str]]) -> str:
    table = "".join(f"<tr><th>{html_text(name)}</th><td>{html_text(value)}</td></tr>" for name, value in rows)
    return f"<h3>{title}</h3><div class='quiet'>{under}</div><table>{table}</table>"


def layer_name(day: DaySheet, route: Route, style: Look) -> str:
    """A therapist's line in the layer control."""
    return f"<span class='{style.classes}'><span class='key'></span>{_name(day, route)}</span>"
