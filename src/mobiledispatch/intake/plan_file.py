"""plan.json (mobiledispatch.plan/1) -> `Plan`, so that a plan can be verified, explained or drawn again."""

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError, model_validator

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.json_file import LARGEST, read_json
from mobiledispatch.intake.problem_rows import PlaceRow
from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow, read_clock
from mobiledispatch.model.place import Location, Place
from mobiledispatch.model.plan import Objective, Plan, Proof, Provenance, Remedy, Route, Stop, Unassigned
from mobiledispatch.model.set_aside import Held, Lost


def _seconds(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("write a time such as 09:05:00")
    # A time past midnight is a broken rule, which the verifier names; it is not unreadable.
    return read_clock(value, latest=Seconds(4 * DAY))


def _in_order(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[1] < pair[0]:
        raise ValueError("ends before it begins")
    return pair


_Clock = Annotated[int, BeforeValidator(_seconds)]
_Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
_Span = Annotated[tuple[_Clock, _Clock], AfterValidator(_in_order)]


class _StopRow(BaseModel):
    visit: str
    arrive: _Clock
    start: _Clock
    end: _Clock
    leave: _Clock
    travel_seconds: _Whole
    travel_metres: _Whole = 0
    waiting_seconds: _Whole = 0
    slack_seconds: _Whole = 0
    promise: _Span | None = None
    place: PlaceRow | None = None


class _BreakRow(BaseModel):
    start: _Clock
    end: _Clock

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "_BreakRow":
        _in_order((self.start, self.end))
        return self


class _ActivityRow(BaseModel):
    kind: Literal["leave", "drive", "break", "wait", "setup", "massage", "teardown", "back"]
    begins: _Clock = Field(alias="from")
    ends: _Clock = Field(alias="to")
    visit: str | None = None


class _RouteRow(BaseModel):
    therapist: str
    leave_depot: _Clock
    back_at_depot: _Clock
    travel_seconds: _Whole
    travel_metres: _Whole = 0
    breaks: list[_BreakRow] = []
    stops: list[_StopRow]
    timeline: list[_ActivityRow] = []


class _ObjectiveRow(BaseModel):
    total: _Whole
    travel: _Whole
    preference: _Whole
    unassigned: _Whole
    balance: _Whole = 0


class _ProofRow(BaseModel):
    status: str = "feasible"
    lower_bound: _Whole | None = None
    gap: float | None = None
    seconds: float | None = 0.0
    effort: float | None = None


class _RemedyRow(BaseModel):
    kind: str
    say: str
    change: dict[str, Any] = {}


class _LeftOutRow(BaseModel):
    visit: str
    reason: str = ""
    detail: str = ""
    remedies: list[_RemedyRow] = []


class _ProvenanceRow(BaseModel):
    travel: str = "given"
    weather: str = "dry"
    seed: _Whole = 0
    input_sha256: str = ""
    versions: dict[str, str] = {}


class _PlanFile(BaseModel):
    schema_: Literal["mobiledispatch.plan/1"] = Field(alias="schema")
    date: datetime.date | None = None
    practice: str = ""
    timezone: str = "America/Edmonton"
    objective: _ObjectiveRow
    proof: _ProofRow = _ProofRow()
    routes: list[_RouteRow]
    unassigned: list[_LeftOutRow] = []
    lost: list[_LeftOutRow] = []
    held: list[_LeftOutRow] = []
    provenance: _ProvenanceRow = _ProvenanceRow()


def read_plan(path: Path) -> Plan:
    """The plan in `path`, whatever rules it breaks. Raises BadInput where it cannot be understood at all."""
    file = read_json(path)
    try:
        rows = _PlanFile.model_validate(file.data)
    except ValidationError as fault:
        raise BadInput(file.complaints(fault)) from None
    if file.faults:
        raise BadInput(file.faults)
    return _plan(rows)


def _plan(file: _PlanFile) -> Plan:
    o, p, v = file.objective, file.proof, file.provenance
    return Plan(
        date=file.date,
        practice=file.practice,
        timezone=file.timezone,
        objective=Objective(o.travel, o.preference, o.unassigned, o.total, o.balance),
        proof=Proof(p.status, p.lower_bound, p.gap, p.seconds, p.effort),
        routes=tuple(_route(row) for row in file.routes),
        unassigned=tuple(_unassigned(row) for row in file.unassigned),
        lost=tuple(Lost(x.visit, x.reason, x.detail) for x in file.lost),
        held=tuple(Held(x.visit, x.reason, x.detail) for x in file.held),
        provenance=Provenance(v.travel, v.weather, v.seed, v.input_sha256, v.versions),
    )


def _unassigned(row: _LeftOutRow) -> Unassigned:
    remedies = tuple(Remedy(r.kind, r.say, r.change) for r in row.remedies)
    return Unassigned(row.visit, row.reason, row.detail, remedies)


def _route(row: _RouteRow) -> Route:
    return Route(
        therapist=row.therapist,
        leave_depot=Seconds(row.leave_depot),
        back_at_depot=Seconds(row.back_at_depot),
        travel=Seconds(row.travel_seconds),
        metres=row.travel_metres,
        breaks=tuple(TimeWindow(Seconds(b.start), Seconds(b.end)) for b in row.breaks),
        stops=tuple(_stop(stop) for stop in row.stops),
        timeline=tuple(Activity(a.kind, Seconds(a.begins), Seconds(a.ends), a.visit) for a in row.timeline),
    )


def _stop(row: _StopRow) -> Stop:
    return Stop(
        visit=row.visit,
        arrive=Seconds(row.arrive),
        start=Seconds(row.start),
        end=Seconds(row.end),
        leave=Seconds(row.leave),
        travel=Seconds(row.travel_seconds),
        metres=row.travel_metres,
        waiting=Seconds(row.waiting_seconds),
        slack=Seconds(row.slack_seconds),
        promise=TimeWindow(Seconds(row.promise[0]), Seconds(row.promise[1])) if row.promise else None,
        location=_location(row.place) if row.place else None,
    )


def _location(row: PlaceRow) -> Location:
    place = Place(lat=row.lat, lon=row.lon)
    return Location(place=place, quality=row.quality, radius_metres=0.0, normalized="", source="plan.json")
