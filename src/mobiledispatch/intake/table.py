"""A text table from disk: separator found, byte order mark gone, every cell the text that stands in the file."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.columns import known_column

SEPARATORS = (",", ";", "\t")
WIDEST = 500
CURE = "Save the list as CSV UTF-8 and try again."


@dataclass(frozen=True, slots=True)
class Line:
    """One row, numbered as a spreadsheet numbers it: the header is line 1, a quoted line break starts no new one."""

    number: int
    cells: tuple[str, ...]

    def cell(self, position: int) -> str:
        return self.cells[position] if position < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def read_lines(path: Path) -> tuple[Line, ...]:
    """Every row of a CSV file, the header first, blank rows left out. BadInput when the file is no table."""
    text = _read_text(path)
    lines = tuple(line for line in _rows(path, text) if not line.is_blank)
    if not lines:
        raise BadInput(f"{path}: the file is empty. Put a header in line 1 and one request in each line below.")
    return lines


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a folder. Name the requests file itself, such as {path / 'requests.csv'}.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(
            f"{path}: no such file. Check the name, or make a sample with: mobiledispatch init DIR"
        ) from None
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read ({fault.strerror}).") from None
    return _decode(path, data)


def _decode(path: Path, data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise BadInput(f"{path}: is a spreadsheet or an archive, not a CSV file. {CURE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise BadInput(f"{path}: is not UTF-8 text (near line {line} of the file). {CURE}") from None
    if "\0" in text:
        raise BadInput(f"{path}: is not text. {CURE}")
    return text


def _rows(path: Path, text: str) -> Iterator[Line]:
    if not text.strip():
        return
    try:
        frame = _frame(text, _separator(text))
    except (pd.errors.ParserError, pd.errors.ParserWarning) as fault:
        raise BadInput(f"{path}: {_cure_of(fault)}") from None
    for number, cells in enumerate(frame.fillna("").itertuples(index=False, name=None), start=1):
        yield Line(number, cells)


def _frame(text: str, separator: str) -> pd.DataFrame:
    # Room for rows wider than the header, which are faults to report; a row of many lines may be wider than any line.
    columns = min(WIDEST, 2 + 2 * max(line.count(separator) for line in text.splitlines()))
    with warnings.catch_warnings():
        # pandas only warns when it drops the cells of a row that is wider still.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        return pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            names=range(columns),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )


def _cure_of(fault: Exception) -> str:
    if "EOF inside string" in str(fault):
        return (
            "a quotation mark is opened and never closed, so no row can be told from the next. Close it or delete it."
        )
    if isinstance(fault, pd.errors.ParserWarning) or "Expected" in str(fault):
        return (
            f"a row has more than {WIDEST} cells, or far more than the header. Look for quotation marks that are amiss."
        )
    return f"the rows cannot be told apart ({str(fault).removeprefix('Error tokenizing data. C error: ').strip()})."


def _separator(text: str) -> str:
    """The one of `,` `;` and tab that divides the first written line into most known columns."""
    first = next(line for line in text.splitlines() if line.strip())
    return max(
        SEPARATORS, key=lambda s: (sum(known_column(cell) is not None for cell in first.split(s)), first.count(s))
    )
