"""One row of a requests file, checked by pydantic: each cell in the client's words becomes the noun it means."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from mobiledispatch.intake import people
from mobiledispatch.intake.cells import (
    hours_on,
    read_address,
    read_genders,
    read_id,
    read_priority,
    read_status,
    read_therapists,
)
from mobiledispatch.intake.dates import read_date
from mobiledispatch.intake.durations import read_minutes
from mobiledispatch.intake.treatments import read_access, read_pressure, read_techniques
from mobiledispatch.intake.windows import read_start, read_windows
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Status, Wish


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read against: the practice, and the date of rows that name none."""

    practice: Practice
    default_date: datetime.date | None = None

    def hours_on(self, date: datetime.date | None) -> TimeWindow:
        """Opening hours of a date; the widest of the week when the date is unknown or the practice is closed."""
        return hours_on(self.practice, date or self.default_date)


def _cell(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text: read(text))


def _cell_of_practice(read: Callable[[str, Practice], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text, info: read(text, _context(info).practice))


def _cell_in_hours(read: Callable[[str, TimeWindow], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text, info: read(text, _context(info).hours_on(info.data.get("date"))))


def _context(info: ValidationInfo) -> Context:
    assert isinstance(info.context, Context)
    return info.context


Text = Annotated[str, _cell(people.read_line_of_text)]
Screening = Annotated[Answer, _cell(people.read_answer)]
YesOrNo = Annotated[bool, _cell(people.read_yes_or_no)]


class Row(BaseModel):
    """A row whose blank cells were left out. The date stands first: opening hours of its weekday decide `2:30`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    date: Annotated[datetime.date | None, _cell(read_date)] = None
    id: Annotated[str, _cell(read_id)] = ""
    client: Text
    phone: Annotated[str, _cell(people.read_phone)] = ""
    email: Annotated[str, _cell(people.read_email)] = ""
    address: Annotated[str, _cell(read_address)]
    unit: Text = ""
    city: Text = ""
    postal_code: Annotated[str, _cell(people.read_postal_code)] = ""
    treatment: Annotated[tuple[str, ...], _cell_of_practice(read_techniques)]
    minutes: Annotated[int, _cell(read_minutes)]
    availability: Annotated[tuple[TimeWindow, ...], _cell_in_hours(read_windows)] = ()
    start: Annotated[TimeWindow | None, _cell_in_hours(read_start)] = None
    status: Annotated[Status, _cell(read_status)] = Status.REQUESTED
    therapist: Annotated[tuple[Wish, ...], _cell_of_practice(read_therapists)] = ()
    gender: Annotated[tuple[Wish, ...], _cell(read_genders)] = ()
    priority: Annotated[int, _cell(read_priority)] = 3
    group: Text = ""
    together: YesOrNo = False
    first_visit: YesOrNo = False
    pressure: Annotated[str, _cell(read_pressure)] = ""
    focus: Text = ""
    reason: Annotated[str, _cell(people.read_text)] = ""
    open_wounds: Screening = Answer.UNKNOWN
    fractures: Screening = Answer.UNKNOWN
    blood_thinners: Screening = Answer.UNKNOWN
    cleared_by: Text = ""
    access: Annotated[tuple[str, ...], _cell(read_access)] = ()
    notes: Annotated[str, _cell(people.read_text)] = ""
