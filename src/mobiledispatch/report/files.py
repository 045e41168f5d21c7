"""The day's files: the spreadsheet, a sheet for each therapist, the map."""

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mobiledispatch.model.practice import Practice
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.inert import file_name
from mobiledispatch.report.itinerary_csv import render_itinerary_csv
from mobiledispatch.report.map_page import render_map
from mobiledispatch.report.sheet import render_sheet

PLAN, PROBLEM = PurePosixPath("plan.json"), PurePosixPath("problem.json")


def render_report(day: DaySheet) -> dict[PurePosixPath, str]:
    """itinerary.csv, sheets/<therapist>.txt and map.html, by their names in a plan's folder, in that order."""
    texts = {PurePosixPath("itinerary.csv"): render_itinerary_csv(day)}
    texts |= {sheet_of(name): render_sheet(day, name) for name in day.crew}
    texts[PurePosixPath("map.html")] = render_map(day)
    return texts


def sheet_of(therapist: str) -> PurePosixPath:
    return PurePosixPath("sheets", f"{file_name(therapist)}.txt")


def former_sheets(folder: Path, practice: Practice) -> frozenset[PurePosixPath]:
    """The sheets that an older plan in `folder` may have: of the practice's people, and of those it was made for."""
    crew = {p.id for p in practice.practitioners}
    return frozenset(
        map(sheet_of, crew | set(_named(folder / PROBLEM, "id")) | set(_named(folder / PLAN, "therapist")))
    )


def _named(file: Path, key: str) -> Iterator[str]:
    """Whom a problem's therapists or a plan's routes name; nobody where the file cannot be read."""
    try:
        found = json.loads(file.read_bytes())
        for one in found.get("therapists") or found.get("routes") or ():
            if isinstance(name := one.get(key), str):
                yield name
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return
