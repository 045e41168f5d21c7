"""practice.toml -> `Practice`: read, and every fault of the file named in one run."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mobiledispatch.errors import BadInput
from mobiledispatch.intake import practice_schema as schema
from mobiledispatch.intake.practice_faults import offered_by, repeats, sentences
from mobiledispatch.intake.practice_values import WEEKDAYS, read_hours
from mobiledispatch.model.clock import TimeWindow, minutes, read_clock
from mobiledispatch.model.clock_face import ClockFace
from mobiledispatch.model.practice import (
    BookRules,
    Costs,
    DayLimits,
    GeocodingRules,
    LeastLength,
    Peak,
    Policies,
    Practice,
    Quoting,
    ServiceArea,
    TravelRules,
    VisitTimes,
)
from mobiledispatch.model.therapist import Break, Practitioner
from mobiledispatch.model.treatment import Treatment


def read_practice(path: Path) -> Practice:
    """Read and check a practice.toml. BadInput holds one complaint per fault: file, key, value, cure."""
    tables = _read_toml(path)
    complaints = list(repeats(tables))
    try:
        file = schema.PracticeFile.model_validate(tables, context=offered_by(tables))
    except ValidationError as faults:
        complaints += sentences(faults, tables)
    if complaints:
        raise BadInput(f"{path.name}: {complaint}" for complaint in complaints)
    return _practice(file)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read ({fault.strerror}).") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as fault:
        raise BadInput(f"{path.name}: is not TOML: {fault}. Correct that line.") from None
    except ValueError as fault:  # a number of some thousand digits, a name that no file can have
        raise BadInput(f"{path.name}: cannot be read: {str(fault).partition(';')[0]}. Correct it.") from None
    except RecursionError:
        raise BadInput(f"{path.name}: its lists are nested beyond reason. Correct them.") from None


def _practice(file: schema.PracticeFile) -> Practice:
    treatments = tuple(_treatment(table) for table in file.treatments)
    codes = frozenset(treatment.code for treatment in treatments)
    return Practice(
        name=file.practice.name,
        phone=file.practice.phone,
        address=file.practice.address,
        timezone=file.practice.timezone,
        clock=ClockFace(file.practice.clock),
        opening_hours=_week(file.opening_hours),
        treatments=treatments,
        practitioners=tuple(_practitioner(table, codes) for table in file.therapists),
        costs=_costs(file.costs),
        visit_times=_visit_times(file.visit_times),
        limits=_limits(file.limits),
        travel=_travel(file.travel),
        geocoding=GeocodingRules(**file.geocoding.model_dump()),
        quoting=_quoting(file.quoting),
        service_area=ServiceArea(radius_km=file.service_area.radius_km),
        policies=_policies(file.policies),
        book=BookRules(url=file.book.url),
    )


def _policies(table: schema.PoliciesSection) -> Policies:
    return Policies(
        notice=minutes(table.notice_minutes),
        new_client_same_day_until=read_clock(table.new_client_same_day_until),
        open_on_holidays=table.open_on_holidays,
        least_lengths=tuple(LeastLength(beyond_km=t.beyond_km, minutes=t.minutes) for t in table.least_lengths),
        late_cancel=minutes(60 * table.late_cancel_hours),
        hold=minutes(table.hold_minutes),
    )


def _week(days: schema.OpeningHours | schema.Shifts) -> dict[int, TimeWindow]:
    hours = ((number, read_hours(getattr(days, day))) for number, day in enumerate(WEEKDAYS))
    return {number: window for number, window in hours if window}


def _treatment(table: schema.TreatmentTable) -> Treatment:
    return Treatment(
        code=table.code,
        name=table.name or table.code.replace("_", " ").capitalize(),
        aliases=table.aliases,
        equipment=frozenset(table.equipment),
        preheat=minutes(table.preheat_minutes),
        prices={int(length): round(100 * dollars) for length, dollars in table.prices.items()},
    )


def _practitioner(table: schema.TherapistTable, every_treatment: frozenset[str]) -> Practitioner:
    lunch = read_hours(table.lunch_start)
    return Practitioner(
        id=table.id,
        name=table.name,
        home=table.home,
        gender=table.gender,
        skills=frozenset(table.skills) or every_treatment,
        equipment=frozenset(table.equipment),
        shifts=_week(table.shifts),
        breaks=(Break(lunch, minutes(table.lunch_minutes)),) if lunch and table.lunch_minutes else (),
        setup=None if table.setup_minutes is None else minutes(table.setup_minutes),
        association=table.association,
        member_number=table.member_number,
    )


def _costs(section: schema.CostsSection) -> Costs:
    by_priority = {int(key.removeprefix("priority_")): cost for key, cost in section.unassigned}
    return Costs(
        unassigned=by_priority,
        promised=section.promised,
        preference=section.preference,
        balance_per_hour=section.balance_per_hour,
        balance_over=minutes(60 * section.balance_over_hours),
    )


def _visit_times(section: schema.VisitTimesSection) -> VisitTimes:
    return VisitTimes(**{key.removesuffix("_minutes"): minutes(value) for key, value in section})


def _limits(section: schema.LimitsSection) -> DayLimits:
    return DayLimits(
        hands_on=minutes(60 * section.hands_on_hours),
        start_grid=minutes(section.start_grid_minutes),
        shared_equipment=section.shared_equipment,
    )


def _quoting(section: schema.QuotingSection) -> Quoting:
    return Quoting(
        basis=section.basis,
        window=minutes(section.window_minutes),
        per_later_stop=minutes(section.per_later_stop_minutes),
        window_most=minutes(section.window_most_minutes),
    )


def _travel(section: schema.TravelSection) -> TravelRules:
    return TravelRules(
        provider=section.provider,
        url=section.url,
        on_failure=section.on_failure,
        timeout_seconds=section.timeout_seconds,
        buffer_percent=section.buffer_percent,
        buffer_minimum=minutes(section.buffer_minimum_minutes),
        peaks=tuple(_peak(table) for table in section.peaks),
        weather=section.weather.model_dump(),
    )


def _peak(table: schema.PeakTable) -> Peak:
    window = read_hours(table.hours)
    assert window is not None  # the schema refuses "closed" here
    return Peak(window=window, factor=table.factor, weekdays=frozenset(WEEKDAYS.index(day) for day in table.days))
