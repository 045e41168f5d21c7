"""What is wrong with a practice.toml, as sentences: the key, its value, and what to write instead."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mobiledispatch.intake.practice_schema import STANDARD_TREATMENTS, Offered, PracticeFile
from mobiledispatch.intake.words import did_you_mean, fold, shown

Tables = Mapping[str, Any]
Loc = tuple[int | str, ...]


def offered_by(tables: Tables) -> Offered:
    """The treatments that the file offers, as far as they can be understood."""
    rows = _rows(tables, "treatments") or [t.model_dump() for t in STANDARD_TREATMENTS]
    codes = {fold(word): row["code"] for row in rows if isinstance(row.get("code"), str) for word in _spellings(row)}
    return Offered(codes, frozenset(itertools.chain.from_iterable(_words(row, "equipment") for row in rows)))


def sentences(faults: ValidationError, tables: Tables) -> Iterator[str]:
    """One sentence for each fault that pydantic found, without the file's name."""
    for fault in faults.errors(include_url=False):
        # A list whose rows all failed also counts as empty; its rows' own faults say more.
        if fault["type"] == "too_short" and fault["input"]:
            continue
        yield f"{_key(fault['loc'], tables)}: {_reason(fault)}"


def repeats(tables: Tables) -> Iterator[str]:
    """One sentence for each name that means two things: therapists' ids, treatments' codes, names and aliases."""
    yield from _twice("therapists", ((row.get("id"),) for row in _rows(tables, "therapists")))
    yield from _twice("treatments", (_spellings(row) for row in _rows(tables, "treatments")))


def _twice(key: str, groups: Iterable[Iterable[object]]) -> Iterator[str]:
    """Names are compared folded; a code repeated among its own aliases is no fault."""
    seen: set[str] = set()
    for group in groups:
        words = {fold(word): word for word in group if isinstance(word, str) and fold(word)}
        for again in sorted(words.keys() & seen):
            yield f"{key}: {shown(words[again])} stands there twice; give one of the two another name"
        seen |= words.keys()


def _rows(tables: Tables, name: str) -> list[dict[str, Any]]:
    rows = tables.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _words(row: Mapping[str, Any], key: str) -> list[str]:
    words = row.get(key, ())
    return [word for word in words if isinstance(word, str)] if isinstance(words, list | tuple) else []


def _spellings(row: Mapping[str, Any]) -> list[str]:
    names = (row.get("code"), row.get("name"), *_words(row, "aliases"))
    return [name for name in names if isinstance(name, str) and name]


def _key(loc: Loc, tables: Tables) -> str:
    """`therapists[ana].lunch_minutes`: a table of a list goes by its id or code, else by its number from 1."""
    path = ""
    here: Any = tables
    for part in loc:
        inside: Any = None
        if isinstance(part, int):
            inside = here[part] if isinstance(here, list) and part < len(here) else None
            name = (inside.get("id") or inside.get("code")) if isinstance(inside, dict) else None
            path += f"[{name or part + 1}]"
        elif part != "[key]":
            inside = here.get(part) if isinstance(here, dict) else None
            path += f".{part}" if path else part
        here = inside
    return path


def _reason(fault: ErrorDetails) -> str:
    model, field = _schema_at(fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"is unknown; {did_you_mean(str(fault['loc'][-1]), model.model_fields)}"
    if fault["type"] == "missing":
        return f"is missing; write {_cure(field)}"
    if fault["type"] == "value_error":
        return f"{shown(fault['input'])} {fault.get('ctx', {}).get('error')}"
    return f"{shown(fault['input'])} cannot be used; write {_cure(field)}"


def _cure(field: FieldInfo | None) -> str:
    words = (field.description if field else None) or "a table of keys"
    plain = field is not None and isinstance(field.default, str | int | float)
    return f"{words} (default {field.default})" if field and plain and field.default != "" else words


def _schema_at(loc: Loc) -> tuple[type[BaseModel], FieldInfo | None]:
    """The model that a key belongs to, and the last field on the way to it."""
    model: type[BaseModel] = PracticeFile
    field: FieldInfo | None = None
    for part in loc:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        field = model.model_fields[part]
        model = _model_in(field.annotation) or model
    return model, field


def _model_in(annotation: object) -> type[BaseModel] | None:
    candidates = (annotation, *get_args(annotation))
    return next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None)
