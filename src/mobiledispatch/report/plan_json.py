"""`Plan` -> plan.json (mobiledispatch.plan/1), the schema that other programs read (docs/json.md)."""

import json
from collections.abc import Iterable
from typing import Any

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import TimeWindow, full_clock
from mobiledispatch.model.place import Location
from mobiledispatch.model.plan import Plan, Provenance, Remedy, Route, Stop


def render_plan(plan: Plan) -> str:
    """The plan as JSON, indented; the same plan gives the same bytes."""
    return json.dumps(plan_data(plan), indent=1, ensure_ascii=False) + "\n"


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain dictionaries and lists."""
    objective, proof = plan.objective, plan.proof
    return {
        "schema": "mobiledispatch.plan/1",
        "date": plan.date.isoformat() if plan.date else None,
        "practice": plan.practice,
        "timezone": plan.timezone,
        "objective": {
            "total": objective.total,
            "travel": objective.travel,
            "preference": objective.preference,
            "unassigned": objective.unassigned,
            "balance": objective.balance,
        },
        "proof": {
            "status": proof.status,
            "lower_bound": proof.lower_bound,
            "gap": proof.gap,
            "seconds": proof.seconds,
            "effort": proof.effort,
        },
        "routes": [_route(route) for route in plan.routes],
        "unassigned": [
            {"visit": u.visit, "reason": u.reason, "detail": u.detail, "remedies": [_remedy(r) for r in u.remedies]}
            for u in plan.unassigned
        ],
        # Their details name streets and health answers, which are none of this file's business (class A only).
        "lost": [{"visit": x.visit, "reason": x.reason} for x in plan.lost],
        "held": [{"visit": x.visit, "reason": x.reason} for x in plan.held],
        "provenance": _provenance(plan.provenance),
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {"kind": remedy.kind, "say": remedy.say, "change": dict(remedy.change)}


def _provenance(p: Provenance) -> dict[str, Any]:
    return {
        "travel": p.travel,
        "weather": p.weather,
        "seed": p.seed,
        "input_sha256": p.input_sha256,
        "versions": dict(p.versions),
    }


def _window(window: TimeWindow) -> list[str]:
    return [full_clock(window.opens), full_clock(window.closes)]


def _route(route: Route) -> dict[str, Any]:
    return {
        "therapist": route.therapist,
        "leave_depot": full_clock(route.leave_depot),
        "back_at_depot": full_clock(route.back_at_depot),
        "travel_seconds": route.travel,
        "travel_metres": route.metres,
        "breaks": [{"start": full_clock(b.opens), "end": full_clock(b.closes)} for b in route.breaks],
        "stops": [_stop(stop) for stop in route.stops],
        "timeline": timeline_data(route.timeline),
    }


def timeline_data(timeline: Iterable[Activity]) -> list[dict[str, Any]]:
    """A day's activities as plain dictionaries, in order of time."""
    return [
        {"kind": a.kind, "from": full_clock(a.begins), "to": full_clock(a.ends), "visit": a.visit} for a in timeline
    ]


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "visit": stop.visit,
        "arrive": full_clock(stop.arrive),
        "start": full_clock(stop.start),
        "end": full_clock(stop.end),
        "leave": full_clock(stop.leave),
        "travel_seconds": stop.travel,
        "travel_metres": stop.metres,
        "waiting_seconds": stop.waiting,
        "slack_seconds": stop.slack,
        "promise": _window(stop.promise) if stop.promise else None,
        "place": _place(stop.location) if stop.location else None,
    }


def _place(location: Location) -> dict[str, Any]:
    # The point and its grade only: the address itself is class B and stays out of plan.json.
    return {"lat": location.place.lat, "lon": location.place.lon, "quality": location.quality.value}
