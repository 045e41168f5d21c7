"""A JSON object from disk, with every number in it that no program should read."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.words import shown

LARGEST = 2**53
"""Beyond it a program that reads numbers as floating point sees another integer than is written."""
_LONG = re.compile(f"[0-9]{{{len(str(LARGEST))}}}")
"""No whole number is too large where so many digits stand nowhere in a row."""
_FIT = frozenset((int, float, str, bool, type(None)))
DEEPEST = 50
NAMES = ("id", "visit", "therapist", "name")
"""The keys that a row of a list is called by."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A number that is not taken: too large, infinite, or none at all."""

    text: str

    def __repr__(self) -> str:
        return self.text if len(self.text) <= 20 else f"{self.text[:12]}… ({len(self.text)} digits)"


@dataclass(frozen=True, slots=True)
class JsonFile:
    """An object as it was read; numbers that are not taken stand in it as `Unfit`, and in `faults`."""

    path: Path
    data: Mapping[str, Any]
    faults: tuple[str, ...]

    def complaints(self, fault: ValidationError | None = None) -> list[str]:
        """One sentence for each fault of the file and for each that pydantic found, naming the key and the value."""
        found = fault.errors(include_url=False) if fault else []
        said = (_sentence(error, self.data) for error in found if not isinstance(error["input"], Unfit))
        return [*self.faults, *(f"{self.path}: {sentence}" for sentence in said)]


def read_json(path: Path) -> JsonFile:
    """A JSON object from a file; BadInput where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        # Each number that Python has to look at costs as much as reading ten: a large day has a million of them.
        whole = _whole if _LONG.search(text) else None
        data = json.loads(text, parse_int=whole, parse_float=_fraction, parse_constant=Unfit)
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"{path}: cannot be read ({fault}). Check the name and the rights.") from None
    except json.JSONDecodeError as fault:
        raise BadInput(f"{path}, line {fault.lineno}: not JSON ({fault.msg}). Write the file anew.") from None
    except RecursionError:
        raise BadInput(f"{path}: {_TOO_DEEP}") from None
    except ValueError as fault:  # a name that no file can have
        raise BadInput(f"{path}: cannot be read ({fault}). Check the name.") from None
    if not isinstance(data, dict):
        raise BadInput(f"{path}: holds no JSON object. Expected one with a key 'schema'.")
    return JsonFile(path, data, tuple(f"{path}: {fault}" for fault in _faults(path, data)))


_TOO_DEEP = "lists and objects are nested beyond reason. Write the file anew."


def key(loc: Iterable[int | str], data: object) -> str:
    """`visits[v03].place`: where in the data, a row of a list by what it is called, else by its number from 0."""
    told, here = "", data
    for part in loc:
        inside: object = None
        if isinstance(part, int):
            inside = here[part] if isinstance(here, list) and part < len(here) else None
            told += f"[{_name(inside) or part}]"
        elif part != "[key]":
            inside = here.get(part) if isinstance(here, dict) else None
            told += f".{part:.60}" if told else f"{part:.60}"
        here = inside
    return told


def _name(row: object) -> str:
    names = (row.get(name) for name in NAMES) if isinstance(row, dict) else ()
    return next((name[:60] for name in names if isinstance(name, str)), "")


def _sentence(error: ErrorDetails, data: object) -> str:
    where = key(error["loc"], data)
    if error["type"] == "missing":
        return f"{where}: is missing. Write it."
    return f"{where}: {error['msg'].removeprefix('Value error, ')} (found {shown(error['input'])})."


def _whole(text: str) -> "int | Unfit":
    # Python itself refuses to read a number of some thousand digits.
    if len(text) > len(str(LARGEST)) + 1 or abs(int(text)) > LARGEST:
        return Unfit(text)
    return int(text)


def _fraction(text: str) -> "float | Unfit":
    number = float(text)
    return number if math.isfinite(number) and abs(number) <= LARGEST else Unfit(text)


def _faults(path: Path, data: Mapping[str, Any]) -> Iterator[str]:
    """What the file should not hold, whether or not anybody reads that key."""
    rows: list[tuple[tuple[int | str, ...], object]] = [((), data)]
    while rows:
        loc, value = rows.pop()
        if len(loc) > DEEPEST:
            raise BadInput(f"{path}: {_TOO_DEEP}")
        if isinstance(value, Unfit):
            yield f"{key(loc, data)}: {value!r} is no number that can be used; at most {LARGEST} is."
        elif isinstance(value, dict):
            rows += [((*loc, name), inside) for name, inside in reversed(value.items()) if type(inside) not in _FIT]
        elif isinstance(value, list) and not _FIT.issuperset(map(type, value)):
            rows += [((*loc, k), inside) for k, inside in reversed(list(enumerate(value))) if type(inside) not in _FIT]
