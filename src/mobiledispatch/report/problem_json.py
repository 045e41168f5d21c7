"""`Problem` -> problem.json (mobiledispatch.problem/1): ids, indices, seconds, and where on the map each place is."""

import json
from typing import Any

from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.place import KnownPlace
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit


def render_problem(problem: Problem) -> str:
    """The problem as JSON, a visit a line."""
    return json.dumps(
        {
            "schema": "mobiledispatch.problem/1",
            "name": problem.name,
            "travel_seconds": problem.matrix.seconds,
            "travel_metres": problem.matrix.metres,
            "therapists": [_therapist(t) for t in problem.therapists],
            "visits": [_visit(v) for v in problem.visits],
            "speed_profile": problem.clock.steps,
            "together": problem.together,
            "households": problem.households,
            "shared_equipment": [{"name": s.name, "visits": s.visits, "count": s.count} for s in problem.shared],
            "slot_seconds": problem.slot,
            "balance": [{"over_seconds": step.over, "per_hour": step.per_hour} for step in problem.balance],
            "set_aside": {"held": problem.set_aside.held, "lost": problem.set_aside.lost},
            "places": [_place(known) for known in problem.places],
        },
        ensure_ascii=False,
    )


def _pair(window: TimeWindow) -> list[int]:
    return [window.opens, window.closes]


def _place(known: KnownPlace) -> dict[str, Any]:
    return {"lat": known.place.lat, "lon": known.place.lon, "quality": known.quality.value}


def _therapist(t: Therapist) -> dict[str, Any]:
    breaks = [{"start_window": _pair(b.start_window), "seconds": b.seconds} for b in t.breaks]
    return {
        "id": t.id,
        "start": t.start,
        "end": t.end,
        "shift": _pair(t.shift),
        "breaks": breaks,
        "hands_on_limit": t.hands_on_limit,
    }


def _visit(v: Visit) -> dict[str, Any]:
    return {
        "id": v.id,
        "place": v.place,
        "service_seconds": v.service,
        "setup_seconds": v.setup,
        "teardown_seconds": v.teardown,
        "start_windows": [_pair(w) for w in v.start_windows],
        "therapists": list(v.therapists),
        "preference_cost": dict(v.preference_cost),
        "unassigned_cost": v.unassigned_cost,
        "promise": _pair(v.promise) if v.promise else None,
        "could_serve": list(v.could_serve),
        "at_home": [_pair(w) for w in v.at_home],
    }
