"""A file of places (columns id, lat, lon) for the `travel` command."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from mobiledispatch.errors import BadInput
from mobiledispatch.model.place import Place

COLUMNS = ("id", "lat", "lon")

_LIMITS = {"lat": 90.0, "lon": 180.0}
Row = Mapping[str | None, str | None]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place and what its file calls it."""

    id: str
    place: Place


def read_places(path: Path) -> tuple[NamedPlace, ...]:
    """The places of a UTF-8 CSV file (comma, semicolon or tab), in its order. BadInput with every fault of the file."""
    rows = _rows(path)
    faults = [(line, fault) for line, row in rows for fault in _faults(row)] + _repeats(rows)
    if faults:
        raise BadInput(f"{path.name}, line {line}, {fault}" for line, fault in sorted(faults, key=itemgetter(0)))
    return tuple(NamedPlace(_cell(row, "id"), _place(row)) for _, row in rows)


def _rows(path: Path) -> list[tuple[int, Row]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(file)
            reader = csv.DictReader(lines, delimiter=_delimiter(lines[0] if lines else ""))
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
            missing = [c for c in COLUMNS if c not in reader.fieldnames]
            if missing:
                raise BadInput(f"{path.name}, line 1: no column {', '.join(missing)}. {_header(reader.fieldnames)}")
            return [(reader.line_num, row) for row in reader if any(row.values())]
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read ({fault.strerror}). Check the name.") from fault
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(f"{path.name}: not a UTF-8 CSV file ({fault}). Save it as CSV UTF-8.") from fault


def _delimiter(header: str) -> str:
    return next((mark for mark in ",;\t" if mark in header), ",")


def _header(found: Iterable[str]) -> str:
    named = ",".join(found)
    return f"It reads '{named}'; write id,lat,lon." if named else "Begin the file with the line id,lat,lon."


def _faults(row: Row) -> list[str]:
    faults = [f"column {c}: {_trouble(_cell(row, c), c)}" for c in _LIMITS if not _is_fine(row, c)]
    if not _cell(row, "id"):
        faults.append("column id: empty. Name the place, or delete the row.")
    return faults


def _repeats(rows: Iterable[tuple[int, Row]]) -> list[tuple[int, str]]:
    seen: dict[str, int] = {}
    faults = []
    for line, row in rows:
        ident = _cell(row, "id")
        first = seen.setdefault(ident, line)
        if ident and first != line:
            faults.append((line, f"column id: '{ident}' is line {first} already. Give it another id."))
    return faults


def _cell(row: Row, column: str) -> str:
    return (row[column] or "").strip()


def _is_fine(row: Row, column: str) -> bool:
    return _is_number(_cell(row, column), _LIMITS[column])


def _is_number(text: str, limit: float) -> bool:
    try:
        return abs(float(text)) <= limit
    except ValueError:
        return False


def _trouble(value: str, column: str) -> str:
    limit = _LIMITS[column]
    if not value:
        return f"empty. Write degrees between -{limit:.0f} and {limit:.0f}."
    fault = f"'{value}' is not degrees between -{limit:.0f} and {limit:.0f}."
    # Only a longitude is as great as this.
    return f"{fault} Are lat and lon swapped?" if _is_number(value, 180) else f"{fault} Write them like 53.5461."


def _place(row: Row) -> Place:
    return Place(lat=float(_cell(row, "lat")), lon=float(_cell(row, "lon")))
