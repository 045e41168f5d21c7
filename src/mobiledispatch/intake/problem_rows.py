"""The rows of problem.json (mobiledispatch.problem/1) as they stand in the file, each number in its range."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mobiledispatch.intake.json_file import LARGEST
from mobiledispatch.model.clock import DAY
from mobiledispatch.model.place import Quality
from mobiledispatch.model.problem import SLOT
from mobiledispatch.model.road_clock import BASE

MOST_BREAKS = 8
"""Of one therapist in one day: every order of them is tried."""

Count = Annotated[int, Field(ge=0, le=LARGEST)]
Pair = tuple[Count, Count]
_Cost = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
_Percent = Annotated[int, Field(ge=1, le=1000)]
_WithinTheDay = Annotated[int, Field(ge=0, le=DAY)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=False, extra="ignore")


class BreakRow(_Row):
    start_window: Pair
    seconds: Count


class TherapistRow(_Row):
    id: str
    start: Count
    end: Count
    shift: tuple[_WithinTheDay, _WithinTheDay]
    breaks: Annotated[list[BreakRow], Field(max_length=MOST_BREAKS)] = []
    hands_on_limit: Count | None = None


class VisitRow(_Row):
    id: str
    place: Count
    service_seconds: Count
    start_windows: list[Pair]
    therapists: list[str]
    preference_cost: dict[str, _Cost] = {}
    unassigned_cost: Count
    setup_seconds: Count = 0
    teardown_seconds: Count = 0
    promise: Pair | None = None
    pinned_therapist: str | None = None
    pinned_start: Count | None = None
    could_serve: list[str] = []
    at_home: list[Pair] = []


class SharedRow(_Row):
    name: str
    visits: list[str]
    count: Count = 1


class BalanceRow(_Row):
    over_seconds: Count
    per_hour: Count


class SetAsideRow(_Row):
    held: list[str] = []
    lost: list[str] = []


class PlaceRow(_Row):
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    quality: Quality


class ProblemRows(_Row):
    schema_: Literal["mobiledispatch.problem/1"] = Field(alias="schema")
    name: str = ""
    travel_seconds: list[list[Count]]
    travel_metres: list[list[Count]] = []
    therapists: list[TherapistRow]
    visits: list[VisitRow]
    together: list[list[str]] = []
    households: list[list[str]] = []
    shared_equipment: list[SharedRow] = []
    balance: list[BalanceRow] = []
    slot_seconds: Annotated[int, Field(ge=60, le=DAY)] = SLOT
    speed_profile: list[tuple[Count, _Percent]] = [(0, BASE)]
    set_aside: SetAsideRow = SetAsideRow()
    places: list[PlaceRow] = []
