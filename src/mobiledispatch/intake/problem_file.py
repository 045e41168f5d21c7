"""problem.json (mobiledispatch.problem/1) -> `Problem`, with every fault of the file in one complaint."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mobiledispatch.errors import BadInput
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import SLOT, BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.road_clock import BASE, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

SCHEMA = "mobiledispatch.problem/1"

_Count = Annotated[int, Field(ge=0)]
_Window = tuple[_Count, _Count]
_Percent = Annotated[int, Field(ge=1, le=1000)]
_WithinTheDay = Annotated[int, Field(ge=0, le=DAY)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=False, extra="ignore")


class _BreakRow(_Row):
    start_window: _Window
    seconds: _Count


class _TherapistRow(_Row):
    id: str
    start: _Count
    end: _Count
    shift: tuple[_WithinTheDay, _WithinTheDay]
    breaks: list[_BreakRow] = []
    hands_on_limit: _Count | None = None


class _VisitRow(_Row):
    id: str
    place: _Count
    service_seconds: _Count
    start_windows: list[_Window]
    therapists: list[str]
    preference_cost: dict[str, int] = {}
    unassigned_cost: _Count
    setup_seconds: _Count = 0
    teardown_seconds: _Count = 0
    promise: _Window | None = None
    pinned_therapist: str | None = None
    pinned_start: _Count | None = None
    could_serve: list[str] = []
    at_home: list[_Window] = []


class _SharedRow(_Row):
    name: str
    visits: list[str]
    count: _Count = 1


class _BalanceRow(_Row):
    over_seconds: _Count
    per_hour: _Count


class _ProblemFile(_Row):
    schema_: Literal["mobiledispatch.problem/1"] = Field(alias="schema")
    name: str = ""
    travel_seconds: list[list[_Count]]
    travel_metres: list[list[_Count]] = []
    therapists: list[_TherapistRow]
    visits: list[_VisitRow]
    together: list[list[str]] = []
    households: list[list[str]] = []
    shared_equipment: list[_SharedRow] = []
    balance: list[_BalanceRow] = []
    slot_seconds: Annotated[int, Field(ge=60)] = SLOT
    speed_profile: list[tuple[_Count, _Percent]] = [(0, BASE)]


def read_problem(path: Path) -> Problem:
    """The problem in `path`. Raises BadInput naming every key that is missing, misshapen or out of range."""
    data = read_json(path)
    try:
        return _problem(_ProblemFile.model_validate(data), path)
    except ValidationError as fault:
        raise BadInput(complaints_of(fault, path)) from None
    except ValueError as fault:
        raise BadInput(f"{path}: {fault}. Correct the file.") from None


def read_json(path: Path) -> Mapping[str, Any]:
    """A JSON object from a file; BadInput where there is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"{path}: cannot be read ({fault}). Check the name and the rights.") from None
    except json.JSONDecodeError as fault:
        raise BadInput(f"{path}, line {fault.lineno}: not JSON ({fault.msg}). Write the file anew.") from None
    if not isinstance(data, dict):
        raise BadInput(f"{path}: holds no JSON object. Expected one with a key 'schema'.")
    return data


def complaints_of(fault: ValidationError, path: Path) -> list[str]:
    """One sentence for each fault that pydantic found, naming the key and the value."""
    return [
        f"{path}: {'.'.join(str(part) for part in error['loc'])}: {error['msg']} (found {error['input']!r:.60})."
        for error in fault.errors()
    ]


def _window(pair: _Window) -> TimeWindow:
    return TimeWindow(Seconds(pair[0]), Seconds(pair[1]))


def _problem(file: _ProblemFile, path: Path) -> Problem:
    known = {t.id for t in file.therapists}
    strangers = [
        f"{path}: visit {v.id}: therapist {name!r} is not among the therapists. Add them, or take them out."
        for v in file.visits
        for name in v.therapists
        if name not in known
    ]
    if strangers:
        raise BadInput(strangers)
    return Problem(
        file.name,
        TravelTimeMatrix(_table(file.travel_seconds), tuple(tuple(row) for row in file.travel_metres)),
        tuple(_therapist(row) for row in file.therapists),
        tuple(_visit(row) for row in file.visits),
        RoadClock(tuple((Seconds(t), percent) for t, percent in file.speed_profile)),
        tuple(tuple(group) for group in file.together),
        tuple(tuple(group) for group in file.households),
        tuple(SharedEquipment(s.name, tuple(s.visits), s.count) for s in file.shared_equipment),
        Seconds(file.slot_seconds),
        tuple(BalanceStep(Seconds(step.over_seconds), step.per_hour) for step in file.balance),
    )


def _table(rows: list[list[int]]) -> tuple[tuple[Seconds, ...], ...]:
    return tuple(tuple(Seconds(cell) for cell in row) for row in rows)


def _therapist(row: _TherapistRow) -> Therapist:
    breaks = tuple(Break(_window(b.start_window), Seconds(b.seconds)) for b in row.breaks)
    limit = None if row.hands_on_limit is None else Seconds(row.hands_on_limit)
    return Therapist(row.id, row.start, row.end, _window(row.shift), breaks, limit)


def _bound(row: _VisitRow) -> tuple[TimeWindow, ...]:
    """The start windows as far as the promise and the pinned start allow them."""
    windows = [_window(pair) for pair in row.start_windows]
    binding = [_window(row.promise)] if row.promise else []
    if row.pinned_start is not None:
        binding.append(_window((row.pinned_start, row.pinned_start)))
    for other in binding:
        windows = [shared for window in windows if (shared := window.meet(other))]
    return tuple(sorted(windows))


def _visit(row: _VisitRow) -> Visit:
    return Visit(
        id=row.id,
        place=row.place,
        service=Seconds(row.service_seconds),
        start_windows=_bound(row),
        therapists=tuple(t for t in row.therapists if row.pinned_therapist in (None, t)),
        unassigned_cost=row.unassigned_cost,
        preference_cost=row.preference_cost,
        setup=Seconds(row.setup_seconds),
        teardown=Seconds(row.teardown_seconds),
        promise=_window(row.promise) if row.promise else None,
        could_serve=tuple(row.could_serve),
        at_home=tuple(_window(pair) for pair in row.at_home),
    )
