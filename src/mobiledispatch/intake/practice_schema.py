"""practice.toml as pydantic sees it: every key with its default, its range, and the words that mend it.

A field's `description` ends the sentence "write …", and stands beside the key in the file that `init` writes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from mobiledispatch.intake.practice_values import (
    CLOSED,
    WEEKDAYS,
    Code,
    Cost,
    Hours,
    Line,
    Lines,
    Minutes,
    Required,
    window_text,
    zone_name,
)
from mobiledispatch.intake.words import did_you_mean, fold, nearest
from mobiledispatch.model.clock import read_clock
from mobiledispatch.model.practice import server_address


class Section(BaseModel):
    """A table of the file: no unknown keys, and no text where a number belongs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PracticeSection(Section):
    name: Required = "Mobile massage practice"
    phone: Line = ""
    address: Line = ""
    timezone: Annotated[str, AfterValidator(zone_name), Field(description="a time zone such as America/Edmonton")] = (
        "America/Edmonton"
    )
    clock: Annotated[Literal["12h", "24h"], Field(description='"12h" or "24h"')] = "12h"


class OpeningHours(Section):
    monday: Hours = "08:00-20:00"
    tuesday: Hours = "08:00-20:00"
    wednesday: Hours = "08:00-20:00"
    thursday: Hours = "08:00-20:00"
    friday: Hours = "08:00-20:00"
    saturday: Hours = "09:00-17:00"
    sunday: Hours = CLOSED


class Shifts(Section):
    monday: Hours = CLOSED
    tuesday: Hours = CLOSED
    wednesday: Hours = CLOSED
    thursday: Hours = CLOSED
    friday: Hours = CLOSED
    saturday: Hours = CLOSED
    sunday: Hours = CLOSED


WEEKDAY_SHIFTS = Shifts(**dict.fromkeys(WEEKDAYS[:5], "09:00-17:00"))


class VisitTimesSection(Section):
    setup_minutes: Minutes = 15
    first_visit_minutes: Minutes = 15
    # Recovery is part of tear-down: nobody is left light-headed on the table.
    teardown_minutes: Annotated[int, Field(ge=5, le=120, description="whole minutes from 5 to 120")] = 15
    charting_minutes: Minutes = 5
    access_minutes: Minutes = 5
    elevator_minutes: Minutes = 3
    turnover_minutes: Minutes = 10


class LimitsSection(Section):
    hands_on_hours: Annotated[float, Field(gt=0, le=12, description="hours above 0, up to 12")] = 5.0
    start_grid_minutes: Annotated[int, Field(ge=5, le=60, description="whole minutes from 5 to 60")] = 15
    shared_equipment: Annotated[
        dict[Required, Annotated[int, Field(ge=1, le=99)]],
        Field(description="how many there are of what therapists share, such as { stone_heater = 1 }"),
    ] = {}


class QuotingSection(Section):
    basis: Annotated[Literal["start", "arrival"], Field(description='"start" or "arrival"')] = "start"
    window_minutes: Minutes = 30
    per_later_stop_minutes: Minutes = 5
    window_most_minutes: Minutes = 60


class Unassigned(Section):
    priority_1: Cost = 1_000_000
    priority_2: Cost = 300_000
    priority_3: Cost = 100_000
    priority_4: Cost = 30_000
    priority_5: Cost = 7_200


class CostsSection(Section):
    unassigned: Unassigned = Unassigned()
    promised: Cost = 10_000_000
    preference: Annotated[int, Field(ge=0, le=86_400, description="whole seconds of driving from 0 to 86400")] = 900
    balance_per_hour: Annotated[int, Field(ge=0, le=86_400, description="whole seconds of driving from 0 to 86400")] = 0
    balance_over_hours: Annotated[float, Field(ge=0, le=12, description="hours from 0 to 12")] = 4.0

    @field_validator("unassigned")
    @classmethod
    def _falls_with_priority(cls, costs: Unassigned) -> Unassigned:
        values = [value for _, value in costs]
        if values != sorted(values, reverse=True):
            raise ValueError("rises from one priority to the next; let priority_1 cost most and priority_5 least")
        return costs


Factor = Annotated[float, Field(ge=1, le=5, description="a number from 1 to 5")]


class PeakTable(Section):
    hours: Annotated[str, AfterValidator(window_text), Field(description="hours such as 07:00-09:00")]
    factor: Factor
    days: Annotated[
        list[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]],
        Field(description='weekdays such as ["monday", "friday"]'),
    ] = ["monday", "tuesday", "wednesday", "thursday", "friday"]


class WeatherFactors(Section):
    dry: Factor = 1.0
    winter: Factor = 1.1
    snow: Factor = 1.45
    storm: Factor = 1.7


def _server(text: str) -> str:
    return server_address(text) if text else text


class TravelSection(Section):
    provider: Annotated[
        Literal["estimate", "osrm", "valhalla"], Field(description='"estimate", "osrm" or "valhalla"')
    ] = "estimate"
    url: Annotated[Line, AfterValidator(_server)] = ""
    on_failure: Annotated[Literal["estimate", "stop"], Field(description='"estimate" or "stop"')] = "estimate"
    timeout_seconds: Annotated[float, Field(gt=0, le=120, description="a number above 0, up to 120")] = 10.0
    buffer_percent: Annotated[float, Field(ge=0, le=100, description="a number from 0 to 100")] = 10.0
    buffer_minimum_minutes: Minutes = 5
    peaks: list[PeakTable] = [
        PeakTable(hours="07:00-09:00", factor=1.3),
        PeakTable(hours="15:30-18:00", factor=1.4),
    ]
    weather: WeatherFactors = WeatherFactors()


_VARIABLE = "the name of an environment variable, such as MOBILEDISPATCH_GEOCODING_KEY, and never the key itself"


class GeocodingSection(Section):
    online: Annotated[bool, Field(description="true or false")] = False
    provider: Annotated[
        Literal["nominatim", "photon", "pelias", "arcgis", "google"],
        Field(description='"nominatim", "photon", "pelias", "arcgis" or "google"'),
    ] = "nominatim"
    url: Annotated[Line, AfterValidator(_server)] = ""
    key_variable: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,99}$", description=_VARIABLE)] = (
        "MOBILEDISPATCH_GEOCODING_KEY"
    )
    user_agent: Annotated[Line, Field(validate_default=True)] = ""
    timeout_seconds: Annotated[float, Field(gt=0, le=120, description="a number above 0, up to 120")] = 10.0

    @field_validator("user_agent")
    @classmethod
    def _names_the_practice(cls, name: str, info: ValidationInfo) -> str:
        public = info.data.get("provider") in ("nominatim", "photon") and not info.data.get("url")
        if info.data.get("online") and public and not name:
            raise ValueError("names nobody, and a public geocoder demands it; write your practice's name and an e-mail")
        return name


class ServiceAreaSection(Section):
    radius_km: Annotated[float, Field(gt=0, le=500, description="kilometres above 0, up to 500")] = 45.0


def _time_of_day(text: str) -> str:
    try:
        read_clock(text)
    except ValueError:
        raise ValueError("is no time of day; write 18:00") from None
    return text


class LeastLengthTable(Section):
    beyond_km: Annotated[float, Field(ge=0, le=500, description="kilometres from 0 to 500")]
    minutes: Annotated[int, Field(ge=10, le=240, description="whole minutes from 10 to 240")]


class PoliciesSection(Section):
    notice_minutes: Annotated[int, Field(ge=0, le=10_080, description="whole minutes from 0 to 10080")] = 120
    new_client_same_day_until: Annotated[
        str, AfterValidator(_time_of_day), Field(description="a time of day such as 18:00")
    ] = "18:00"
    open_on_holidays: Annotated[bool, Field(description="true or false")] = False
    least_lengths: Annotated[
        list[LeastLengthTable], Field(description="a list such as [{ beyond_km = 30, minutes = 60 }]")
    ] = [LeastLengthTable(beyond_km=30, minutes=60)]
    late_cancel_hours: Annotated[float, Field(ge=0, le=168, description="hours from 0 to 168")] = 24.0
    hold_minutes: Annotated[float, Field(gt=0, le=120, description="minutes above 0, up to 120")] = 5.0


def _no_password(url: str) -> str:
    if re.match(r"[a-z+0-9]+://[^/@]*:[^/@]*@", url):
        raise ValueError("holds a password; leave it out here and set $MOBILEDISPATCH_BOOK, or PGPASSWORD, instead")
    if url and not re.match(r"(sqlite|postgresql)(\+[a-z]+)?://", url):
        raise ValueError("is no address of a database; write postgresql://user@host/name, or nothing for practice.db")
    return url


class BookSection(Section):
    url: Annotated[Line, AfterValidator(_no_password)] = ""


class TreatmentTable(Section):
    code: Code
    name: Line = ""
    aliases: Lines = ()
    equipment: Lines = ()
    preheat_minutes: Minutes = 0
    prices: Annotated[
        dict[Annotated[str, Field(pattern=r"^\d{2,3}$")], Annotated[float, Field(ge=0, le=10_000)]],
        Field(description="dollars by massage minutes, such as { 60 = 110, 90 = 155.50 }"),
    ] = {}


@dataclass(frozen=True, slots=True)
class Offered:
    """What the treatments of the file are called, and the equipment they need: therapists are checked against it."""

    codes: Mapping[str, str]
    equipment: frozenset[str]


def _skills(words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    offered = info.context
    assert isinstance(offered, Offered)
    unknown = [word for word in words if fold(word) not in offered.codes]
    if unknown:
        cures = [f"{word!r}: {did_you_mean(word, dict.fromkeys(offered.codes.values()))}" for word in unknown]
        raise ValueError(f"names no treatment of the practice, {'; '.join(cures)}")
    return tuple(offered.codes[fold(word)] for word in words)


def _equipment(words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    offered = info.context
    assert isinstance(offered, Offered)
    for word in words:
        guess = nearest(word, offered.equipment, cutoff=0.75)
        if guess and guess != word:
            raise ValueError(f"holds {word!r}, which no treatment needs; did you mean {guess}?")
    return words


class TherapistTable(Section):
    id: Code
    name: Required
    home: Required
    gender: Annotated[
        Literal["", "female", "male", "nonbinary"], Field(description='"female", "male" or "nonbinary"')
    ] = ""
    skills: Annotated[Lines, AfterValidator(_skills)] = ()
    equipment: Annotated[Lines, AfterValidator(_equipment)] = ()
    shifts: Shifts = WEEKDAY_SHIFTS
    lunch_minutes: Minutes = 30
    lunch_start: Annotated[
        str, AfterValidator(window_text), Field(description="a window in which lunch starts, such as 11:00-14:00")
    ] = "11:00-14:00"
    setup_minutes: Annotated[int | None, Field(ge=0, le=120, description="whole minutes from 0 to 120")] = None
    association: Line = ""
    member_number: Line = ""


STANDARD_TREATMENTS = (
    TreatmentTable(code="therapeutic", name="Therapeutic", aliases=("therapeutic massage", "TM")),
    TreatmentTable(code="deep_tissue", name="Deep tissue", aliases=("DT", "deep tissue massage")),
    TreatmentTable(
        code="hot_stone", name="Hot stone", aliases=("HS", "stones"), equipment=("stone_heater",), preheat_minutes=15
    ),
    TreatmentTable(code="sports", name="Sports", aliases=("sports massage",)),
    TreatmentTable(code="trigger_point", name="Trigger point", aliases=("TP", "trigger points")),
    TreatmentTable(code="myofascial", name="Myofascial", aliases=("MFR", "myofascial release")),
    TreatmentTable(code="relaxation", name="Relaxation", aliases=("relax", "Swedish", "relaxation massage")),
)


class PracticeFile(Section):
    practice: PracticeSection = PracticeSection()
    opening_hours: OpeningHours = OpeningHours()
    visit_times: VisitTimesSection = VisitTimesSection()
    limits: LimitsSection = LimitsSection()
    quoting: QuotingSection = QuotingSection()
    costs: CostsSection = CostsSection()
    travel: TravelSection = TravelSection()
    geocoding: GeocodingSection = GeocodingSection()
    service_area: ServiceAreaSection = ServiceAreaSection()
    policies: PoliciesSection = PoliciesSection()
    book: BookSection = BookSection()
    treatments: Annotated[
        tuple[TreatmentTable, ...],
        Field(strict=False, min_length=1, description="[[treatments]] tables, or leave them out"),
    ] = STANDARD_TREATMENTS
    therapists: Annotated[
        tuple[TherapistTable, ...],
        Field(strict=False, min_length=1, description="a [[therapists]] table with id, name and home for each"),
    ]
