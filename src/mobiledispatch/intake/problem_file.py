"""problem.json (mobiledispatch.problem/1) -> `Problem`, with every fault of the file in one complaint."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.json_file import JsonFile, read_json
from mobiledispatch.intake.problem_faults import Names, faults_of
from mobiledispatch.intake.problem_rows import Pair, ProblemRows, TherapistRow, VisitRow
from mobiledispatch.intake.windows import joined
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import KnownPlace, Place
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.set_aside import SetAside
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit


def read_problem(path: Path) -> Problem:
    """The problem in `path`. Raises BadInput naming every key that is missing, misshapen or out of range."""
    file = read_json(path)
    try:
        rows = ProblemRows.model_validate(file.data)
        complaints = [*file.faults, *(f"{path}: {fault}" for fault in faults_of(rows))]
    except ValidationError as fault:
        complaints = [*file.complaints(fault), *(f"{path}: {more}" for more in _beyond(file, fault))]
    if complaints:
        raise BadInput(complaints)
    return _problem(rows)


def _beyond(file: JsonFile, fault: ValidationError) -> Iterable[str]:
    """The faults of all that stands beside the rows that cannot be read."""
    broken = {tuple(error["loc"][:2]) for error in fault.errors()}
    passed_over = Names(name for loc in broken for name in _named(file.data, loc))
    data = {key: _without(key, value, broken) for key, value in file.data.items()}
    try:
        return tuple(faults_of(ProblemRows.model_validate(data), passed_over))
    except ValidationError:
        return ()  # whole tables are missing: the rest cannot be judged


def _named(data: Any, loc: tuple[int | str, ...]) -> Iterable[str]:
    """The id of a row, as far as it has one."""
    if len(loc) == 2 and isinstance(loc[1], int):
        row = data[loc[0]][loc[1]]
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            yield row["id"]


def _without(key: str, value: Any, broken: set[tuple[int | str, ...]]) -> Any:
    # A table without one of its rows would say nothing that is true.
    if not isinstance(value, list) or key.startswith("travel_"):
        return value
    return [row for number, row in enumerate(value) if (key, number) not in broken]


def _problem(rows: ProblemRows) -> Problem:
    return Problem(
        rows.name,
        TravelTimeMatrix(_table(rows.travel_seconds), tuple(tuple(row) for row in rows.travel_metres)),
        tuple(_therapist(row) for row in rows.therapists),
        tuple(_visit(row) for row in rows.visits),
        RoadClock(tuple((Seconds(t), percent) for t, percent in rows.speed_profile)),
        tuple(tuple(group) for group in rows.together),
        tuple(tuple(group) for group in rows.households),
        tuple(SharedEquipment(s.name, tuple(s.visits), s.count) for s in rows.shared_equipment),
        Seconds(rows.slot_seconds),
        tuple(BalanceStep(Seconds(step.over_seconds), step.per_hour) for step in rows.balance),
        SetAside(tuple(rows.set_aside.held), tuple(rows.set_aside.lost)),
        tuple(KnownPlace(Place(lat=row.lat, lon=row.lon), row.quality) for row in rows.places),
    )


def _window(pair: Pair) -> TimeWindow:
    return TimeWindow(Seconds(pair[0]), Seconds(pair[1]))


def _table(rows: list[list[int]]) -> tuple[tuple[Seconds, ...], ...]:
    # `Seconds` says nothing to a running program, and a large day has a million cells.
    return tuple(tuple(cast("list[Seconds]", row)) for row in rows)


def _therapist(row: TherapistRow) -> Therapist:
    breaks = tuple(Break(_window(b.start_window), Seconds(b.seconds)) for b in row.breaks)
    limit = None if row.hands_on_limit is None else Seconds(row.hands_on_limit)
    return Therapist(row.id, row.start, row.end, _window(row.shift), breaks, limit)


def _bound(row: VisitRow) -> tuple[TimeWindow, ...]:
    """The start windows as far as the promise and the pinned start allow them."""
    windows = [_window(pair) for pair in row.start_windows]
    binding = [_window(row.promise)] if row.promise else []
    if row.pinned_start is not None:
        binding.append(_window((row.pinned_start, row.pinned_start)))
    for other in binding:
        windows = [shared for window in windows if (shared := window.meet(other))]
    # Two windows that overlap are one: how late a start may be is asked of the window that holds it.
    return joined(windows)


def _visit(row: VisitRow) -> Visit:
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
