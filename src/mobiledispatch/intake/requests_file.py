"""requests.csv -> `Request`s: every fault of the file in one run, each with file, line, column, value and cure."""

import datetime
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.columns import REQUIRED, Header, read_header
from mobiledispatch.intake.duplicates import (
    clashing_ids,
    drop_repeated,
    note_alone,
    note_neighbours,
    torn_apart,
    with_households,
    with_ids,
)
from mobiledispatch.intake.row import Context, Row
from mobiledispatch.intake.table import Line, read_lines
from mobiledispatch.intake.words import shown
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request

USUAL_MINUTES = (30, 45, 60, 75, 90, 120)
_NO_HEADER = f"is no header. Name the columns there, at least {', '.join(REQUIRED)}, and delete any title above."
# What the office does when a required cell is empty.
_EMPTY = {
    "client": "no client. Write a name, or delete the row.",
    "address": "no street address. Add one, or delete the row.",
    "treatment": "no treatment. Write one of the practice's, such as {codes}.",
    "minutes": "no length. Write the massage's minutes, such as 60.",
}


@dataclass(frozen=True, slots=True)
class RequestsFile:
    """What a requests file holds, and what a reader of it should know: one note a line, none of them a fault.

    `has_dates`: it has a column for dates, so that a row without one has lost it. In a file without, nobody has.
    """

    requests: tuple[Request, ...]
    notes: tuple[str, ...] = ()
    has_dates: bool = False


def read_requests(path: Path, practice: Practice, default_date: datetime.date | None = None) -> RequestsFile:
    """Read a requests file; rows of every date are kept, and a row without a date keeps none.

    `default_date` only picks the opening hours that decide `2:30` in rows without a date.
    BadInput holds one complaint per fault, header and rows together, in the order of the file.
    """
    lines = read_lines(path)
    header = read_header([cell.strip() for cell in lines[0].cells])
    if not header.columns:
        raise BadInput(f"{path.name}, line {lines[0].number}: {_NO_HEADER}")
    rows = [_read_line(line, lines[0], header, Context(practice, default_date)) for line in lines[1:]]
    faults = [(lines[0].number, fault) for fault in _header_faults(header, len(rows))]
    faults += [(row.line.number, fault) for row in rows for fault in row.faults]
    faults += clashing_ids((row.line.number, _id_of(row.line, header), row.content) for row in rows)
    faults += torn_apart(with_households(with_ids([row.request for row in rows if row.request])))
    if faults:
        raise BadInput(f"{path.name}, line {n}, {fault}" for n, fault in sorted(faults, key=itemgetter(0)))
    kept, repeats = drop_repeated(row.request for row in rows if row.request)
    requests = with_households(with_ids(kept))
    notes = (*_notes(header, kept), *repeats, *note_alone(requests))
    return RequestsFile(requests, notes, "date" in header.columns)


@dataclass(frozen=True, slots=True)
class _Read:
    """A line of the file, and either the request it holds or its faults."""

    line: Line
    request: Request | None
    faults: tuple[str, ...] = ()

    @property
    def content(self) -> Hashable:
        return replace(self.request, line=0) if self.request else self.line.cells


def _read_line(line: Line, head: Line, header: Header, context: Context) -> _Read:
    # An unquoted comma has moved every cell behind it: one fault, not one for each cell it moved.
    if overflow := _overflow(line, head):
        return _Read(line, None, (overflow,))
    try:
        return _Read(line, _read_row(line, header, context))
    except ValidationError as found:
        return _Read(line, None, tuple(_sentences(found, header, context.practice)))


def _overflow(line: Line, head: Line) -> str | None:
    """The complaint about the first cell that stands under no heading."""
    for position, cell in enumerate(line.cells):
        if cell.strip() and not head.cell(position).strip():
            return (
                f"column {position + 1}: {shown(cell)} stands under no header; "
                "put quotation marks around a cell that holds the separator, or head the column"
            )
    return None


def _header_faults(header: Header, rows: int) -> Iterable[str]:
    yield from header.faults
    if not rows:
        yield "is a header with no request below. Add one row for each person to be treated."


def _id_of(line: Line, header: Header) -> str:
    return line.cell(header.columns["id"]).strip() if "id" in header.columns else ""


def _read_row(line: Line, header: Header, context: Context) -> Request:
    cells = {name: line.cell(position) for name, position in header.columns.items()}
    row = Row.model_validate({name: cell for name, cell in cells.items() if cell.strip()}, context=context)
    values: dict[str, Any] = dict(row)
    return Request(line=line.number, techniques=values.pop("treatment"), **values)


def _sentences(faults: ValidationError, header: Header, practice: Practice) -> Iterable[str]:
    codes = ", ".join(t.code for t in practice.treatments[:3])
    for fault in faults.errors(include_url=False):
        column = str(fault["loc"][0])
        if fault["type"] != "missing":
            yield f"column {header.headings.get(column, column)}: {shown(fault['input'])} {_reason(fault)}"
        elif column in header.columns:
            yield f"column {column}: {_EMPTY[column].format(codes=codes)}"


def _reason(fault: ErrorDetails) -> str:
    context: Mapping[str, object] = fault.get("ctx", {})
    return f"{context.get('error', fault['msg'])}"


def _notes(header: Header, kept: Sequence[Request]) -> Iterable[str]:
    if header.aside:
        yield f"columns that this program does not know are left aside: {', '.join(map(shown, header.aside))}"
    for request in kept:
        if request.minutes not in USUAL_MINUTES:
            yield f"line {request.line}: {request.minutes} minutes is an unusual length for a massage"
        if request.techniques == ("relaxation",) and request.pressure in ("firm", "deep"):
            yield f"line {request.line}: relaxation with {request.pressure} pressure: ask which of the two is meant"
    yield from note_neighbours(kept)
