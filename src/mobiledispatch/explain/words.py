"""An explanation in words, and as the JSON that `explain --json` prints."""

from collections.abc import Iterator
from typing import Any

from mobiledispatch.explain.placement import Alternative, Placement
from mobiledispatch.explain.reasons import told
from mobiledispatch.model.clock import Seconds, full_clock, in_words
from mobiledispatch.model.clock_face import span_words, time_words, window_words
from mobiledispatch.model.plan import Remedy, Unassigned
from mobiledispatch.model.set_aside import Held, Lost


def render_placement(found: Placement) -> str:
    """Why here, why then, and what the others could have offered."""
    return "\n".join(_placement_lines(found))


def _placement_lines(found: Placement) -> Iterator[str]:
    stop, visit = found.stop, found.visit
    yield f"{visit.id} is served by {found.therapist}."
    massage = span_words(stop.start, stop.end)
    promised = f", promised {window_words(visit.promise)}" if visit.promise else ""
    yield (
        f"  arrive {time_words(stop.arrive)}, massage {massage}, leave {time_words(stop.leave)}; "
        f"asked for {told(visit)}{promised}"
    )
    yield f"  {_why_then(found)}; may run {in_words(stop.slack)} late with nothing later breaking"
    yield f"  adds {_span(found.added)} of {found.parts} to the day"
    for other in found.alternatives:
        yield f"  {_other(other)}"


def _why_then(found: Placement) -> str:
    if any(w.opens == found.stop.start for w in found.visit.start_windows):
        waits = f" after {in_words(found.stop.waiting)} of waiting" if found.stop.waiting else ""
        return f"begins when its window opens{waits}"
    return "begins as early as the stops before it allow"


def _other(other: Alternative) -> str:
    if other.added is None or other.start is None:
        return f"{other.therapist} {other.why}"
    return f"{other.therapist} could begin at {time_words(other.start)}, adding {_span(other.added)} ({other.why})"


def _span(seconds: int) -> str:
    # Where the direct road is longer than the way round, a visit can shorten the day.
    return in_words(Seconds(seconds)) if seconds >= 0 else f"minus {in_words(Seconds(-seconds))}"


def placement_data(found: Placement) -> dict[str, Any]:
    """The same for a program; times as in plan.json, costs in seconds."""
    stop = found.stop
    return {
        "visit": found.visit.id,
        "status": "served",
        "therapist": found.therapist,
        "arrive": full_clock(stop.arrive),
        "start": full_clock(stop.start),
        "end": full_clock(stop.end),
        "leave": full_clock(stop.leave),
        "waiting_seconds": stop.waiting,
        "slack_seconds": stop.slack,
        "added_seconds": found.added,
        "alternatives": [_other_data(other) for other in found.alternatives],
    }


def _other_data(other: Alternative) -> dict[str, Any]:
    start = None if other.start is None else full_clock(other.start)
    return {"therapist": other.therapist, "added_seconds": other.added, "start": start, "why": other.why}


def render_leftover(one: Unassigned | Lost | Held) -> str:
    """Why not, and what would change it."""
    lines = [f"{one.visit} is {_status(one)}: {one.reason.replace('_', ' ')}."]
    lines += [f"  {one.detail}"] if one.detail else []
    return "\n".join([*lines, *(f"  Remedy: {remedy.say}" for remedy in _remedies(one))])


def leftover_data(one: Unassigned | Lost | Held) -> dict[str, Any]:
    """The same for a program."""
    remedies = [{"kind": r.kind, "say": r.say, "change": dict(r.change)} for r in _remedies(one)]
    return {
        "visit": one.visit,
        "status": _status(one),
        "reason": one.reason,
        "detail": one.detail,
        "remedies": remedies,
    }


def _remedies(one: Unassigned | Lost | Held) -> tuple[Remedy, ...]:
    return one.remedies if isinstance(one, Unassigned) else ()


def _status(one: Unassigned | Lost | Held) -> str:
    return type(one).__name__.lower()
