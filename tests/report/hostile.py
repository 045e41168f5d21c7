"""Texts that attack a page, a template, a terminal or a spreadsheet, and a day full of them."""

from dataclasses import replace

from mobiledispatch.model.plan import Remedy, Route
from mobiledispatch.model.request import Request
from mobiledispatch.report.day import DaySheet
from report.days import DAY

HOSTILE = (
    "<script>alert(1)</script>",
    "${alert(1)}",
    "=cmd|' /C calc'!A0",
    "`+alert(1)+`",
    "</script><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}{#",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "');alert(1);//",
    "\x1b[2J\x1b]0;owned\x07",
    "line\r\n\tbreak \u2028 \u202eesrever",
)


def hostile_day(text: str) -> DaySheet:
    """The sample day with `text` in every name, id, address, note and reason."""
    plan = replace(
        DAY.plan,
        practice=text,
        routes=tuple(_hostile_route(route, text) for route in DAY.plan.routes),
        unassigned=tuple(
            replace(one, visit=one.visit + text, detail=text, remedies=(Remedy("another_day", text),))
            for one in DAY.plan.unassigned
        ),
        lost=tuple(replace(one, visit=one.visit + text, reason=text, detail=text) for one in DAY.plan.lost),
        held=tuple(replace(one, visit=one.visit + text, detail=text) for one in DAY.plan.held),
    )
    people = tuple(
        replace(p, id=p.id + text, name=text, association=text, member_number=text) for p in DAY.practice.practitioners
    )
    return replace(
        DAY,
        plan=plan,
        practice=replace(DAY.practice, name=text, phone=text, practitioners=people),
        requests={name + text: _hostile_request(request, text) for name, request in DAY.requests.items()},
        depots={name + text: depot for name, depot in DAY.depots.items()},
        notes=(text,),
    )


def _hostile_route(route: Route, text: str) -> Route:
    stops = tuple(replace(stop, visit=stop.visit + text) for stop in route.stops)
    return replace(route, therapist=route.therapist + text, stops=stops)


def _hostile_request(request: Request, text: str) -> Request:
    return replace(
        request,
        id=request.id + text,
        client=text,
        phone=text,
        address=text,
        unit=text,
        city=text,
        techniques=(text,),
        pressure=text,
        focus=text,
        reason=text,
        access=(text,),
        notes=text,
        cleared_by=text,
    )
