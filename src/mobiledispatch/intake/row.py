"""One row of a requests file, checked by pydantic: each cell in the client's words becomes the noun it means."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from mobiledispatch.intake import people
from mobiledispatch.intake.dates import read_date
from mobiledispatch.intake.durations import read_minutes
from mobiledispatch.intake.treatments import read_access, read_pressure, read_techniques
from mobiledispatch.intake.windows import read_start, read_windows
from mobiledispatch.intake.words import did_you_mean, fold
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Answer, Status, Wish

_ID = re.compile(r"[\w#](?:[\w .#-]{0,38}[\w#.-])?")


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell is read against: the practice, and the date of rows that name none."""

    practice: Practice
    default_date: datetime.date | None = None

    def hours_on(self, date: datetime.date | None) -> TimeWindow:
        """Opening hours of a date; the widest of the week when the date is unknown or the practice is closed."""
        hours = self.practice.opening_hours
        day = date or self.default_date
        if day and day.weekday() in hours:
            return hours[day.weekday()]
        if not hours:
            return TimeWindow(Seconds(0), DAY)
        return TimeWindow(min(w.opens for w in hours.values()), max(w.closes for w in hours.values()))


def _cell(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text: read(text))


def _cell_of_practice(read: Callable[[str, Practice], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text, info: read(text, _context(info).practice))


def _cell_in_hours(read: Callable[[str, TimeWindow], Any]) -> BeforeValidator:
    return BeforeValidator(lambda text, info: read(text, _context(info).hours_on(info.data.get("date"))))


def _context(info: ValidationInfo) -> Context:
    assert isinstance(info.context, Context)
    return info.context


def _read_id(text: str) -> str:
    if not _ID.fullmatch(text.strip()):
        raise ValueError("is no id; use up to 40 letters, digits, spaces and . _ - #")
    return text.strip()


def _read_address(text: str) -> str:
    return ", ".join(line for line in people.read_text(text).splitlines() if line)


def _read_status(text: str) -> Status:
    word = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if word not in set(Status):
        raise ValueError(f"is no status; {did_you_mean(word, [str(s) for s in Status])}")
    return Status(word)


def _read_priority(text: str) -> int:
    if text.strip() not in {"1", "2", "3", "4", "5"}:
        raise ValueError("is no priority; write 1 (first to be served) to 5 (only if there is room)")
    return int(text)


def _read_therapists(text: str, practice: Practice) -> tuple[Wish, ...]:
    known = {fold(p.name): p.id for p in practice.practitioners} | {fold(p.id): p.id for p in practice.practitioners}
    return people.read_wishes(text, known, "therapist")


def _read_genders(text: str) -> tuple[Wish, ...]:
    if fold(text) in {"any", "doesntmatter", "nopreference", "either"}:
        return ()
    return people.read_wishes(text, people.genders(), "gender")


Text = Annotated[str, _cell(people.read_line_of_text)]
Screening = Annotated[Answer, _cell(people.read_answer)]
YesOrNo = Annotated[bool, _cell(people.read_yes_or_no)]


class Row(BaseModel):
    """A row whose blank cells were left out. The date stands first: opening hours of its weekday decide `2:30`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    date: Annotated[datetime.date | None, _cell(read_date)] = None
    id: Annotated[str, _cell(_read_id)] = ""
    client: Text
    phone: Annotated[str, _cell(people.read_phone)] = ""
    email: Annotated[str, _cell(people.read_email)] = ""
    address: Annotated[str, _cell(_read_address)]
    unit: Text = ""
    city: Text = ""
    postal_code: Annotated[str, _cell(people.read_postal_code)] = ""
    treatment: Annotated[tuple[str, ...], _cell_of_practice(read_techniques)]
    minutes: Annotated[int, _cell(read_minutes)]
    availability: Annotated[tuple[TimeWindow, ...], _cell_in_hours(read_windows)] = ()
    start: Annotated[TimeWindow | None, _cell_in_hours(read_start)] = None
    status: Annotated[Status, _cell(_read_status)] = Status.REQUESTED
    therapist: Annotated[tuple[Wish, ...], _cell_of_practice(_read_therapists)] = ()
    gender: Annotated[tuple[Wish, ...], _cell(_read_genders)] = ()
    priority: Annotated[int, _cell(_read_priority)] = 3
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
