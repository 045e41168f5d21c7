"""The day as a spreadsheet: one row a visit, those on no route included."""

import csv
import io
from collections.abc import Iterable, Iterator

from mobiledispatch.model.clock import clock
from mobiledispatch.model.plan import Route, Stop, Unassigned
from mobiledispatch.model.set_aside import Held, Lost
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import csv_cell
from mobiledispatch.report.leftovers import why
from mobiledispatch.report.timeline import Leg, legs
from mobiledispatch.report.words import ask_at_door

COLUMNS = (
    *("therapist", "stop", "visit", "client", "phone", "address", "unit", "city", "treatment", "minutes"),
    *("arrive", "massage_start", "massage_end", "leave", "drive_minutes", "drive_km", "waiting_minutes"),
    *("slack_minutes", "promise", "quality", "ask_at_door", "status", "reason", "detail"),
)

Row = dict[str, str]


def render_itinerary_csv(day: DaySheet) -> str:
    """CSV with the header `COLUMNS`; times are local `HH:MM`, and no cell is a formula."""
    file = io.StringIO()
    table = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for row in _rows(day):
        table.writerow({column: csv_cell(text) for column, text in row.items()})
    return file.getvalue()


def _rows(day: DaySheet) -> Iterator[Row]:
    for route in day.plan.routes:
        for number, (stop, leg) in enumerate(zip(route.stops, legs(route, day.clock), strict=False), start=1):
            yield _client(day, stop.visit) | _stop(route, number, stop, leg)
    yield from _leftovers(day, "unassigned", day.plan.unassigned)
    yield from _leftovers(day, "lost", day.plan.lost)
    yield from _leftovers(day, "held", day.plan.held)


def _client(day: DaySheet, visit: str) -> Row:
    request = day.requests.get(visit)
    if request is None:
        return {"visit": visit}
    return {
        "visit": visit,
        "client": request.client,
        "phone": request.phone,
        "address": request.address,
        "unit": request.unit,
        "city": request.city,
        "treatment": ">".join(request.techniques),
        "minutes": str(request.minutes),
        "ask_at_door": "; ".join(ask_at_door(request)),
    }


def _stop(route: Route, number: int, stop: Stop, leg: Leg) -> Row:
    return {
        "therapist": route.therapist,
        "stop": str(number),
        "arrive": clock(stop.arrive),
        "massage_start": clock(stop.start),
        "massage_end": clock(stop.end),
        "leave": clock(stop.leave),
        "drive_minutes": str(leg.minutes("drive")),
        "drive_km": f"{stop.metres / 1000:.1f}",
        "waiting_minutes": str(leg.minutes("wait")),
        "slack_minutes": str(stop.slack // 60),
        "promise": str(stop.promise or ""),
        "quality": stop.location.quality if stop.location else "",
        "status": "planned",
    }


def _leftovers(day: DaySheet, status: str, visits: Iterable[Unassigned | Lost | Held]) -> Iterator[Row]:
    for one in visits:
        _, *details = why(one)
        yield _client(day, one.visit) | {"status": status, "reason": one.reason, "detail": " ".join(details)}
