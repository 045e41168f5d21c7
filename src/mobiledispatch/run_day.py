"""One day from files to files: what `plan` does, and what a night of many days will do again and again."""

import datetime
import os
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from mobiledispatch.book_reader import days_of_book
from mobiledispatch.booked_hours import with_booked_hours
from mobiledispatch.disk.together import OwnFolder, own_folder
from mobiledispatch.dispatch import Outcome, plan_day, route_lines
from mobiledispatch.errors import RuleBroken
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.practice_place import find_practice
from mobiledispatch.locating import open_geocoder
from mobiledispatch.model.clock_face import read_by
from mobiledispatch.model.practice import Practice
from mobiledispatch.next_needs import next_needs
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.files import PLAN, PROBLEM, former_sheets, render_report
from mobiledispatch.report.plan_json import render_plan
from mobiledispatch.report.problem_json import render_problem
from mobiledispatch.report.violations import render_violations
from mobiledispatch.solver import HardStop, Limits, Watch, solve
from mobiledispatch.sound_plan import Solver
from mobiledispatch.travel import TravelProvider, make_provider
from mobiledispatch.travel.backdrop import freeways
from mobiledispatch.wanted import Errand, Wanted, day_of_file


def open_practice(given: Path | None) -> tuple[Path, Practice]:
    """The practice named, or the one found upwards from this folder (`find_practice`), and the path of its file."""
    path = find_practice(Path.cwd(), os.environ, given)
    return path, read_practice(path)


def run_day(
    errand: Errand,
    practice: Practice,
    limits: Limits,
    watch: Watch,
    stop: HardStop | None = None,
    solver: Solver = solve,
) -> DaySheet:
    """Plan the day and write plan.json, problem.json, itinerary.csv, sheets and map.html, in place of an older plan's.

    Raises BadInput for files that cannot be understood, Conflict if another run plans into the same folder,
    MachineUnfit for a disk that is full. A plan that fails its check is planned again without those who made it fail,
    and the sheet tells that `faults`; RuleBroken, and nothing written, only if not even an empty day passes. A day of
    the book keeps the therapists and starts of the plan.
    """
    with read_by(practice.clock):
        day = _wanted(errand, practice)
        with own_folder(errand.out, "Choose another folder with --out.") as folder:
            sheet, outcome = _planned(day, errand, practice, limits, watch, stop, solver)
            _save(sheet, outcome, folder)
        return replace(sheet, notes=(*sheet.notes, *day.keep(outcome.plan)))


def _planned(
    day: Wanted,
    errand: Errand,
    practice: Practice,
    limits: Limits,
    watch: Watch,
    stop: HardStop | None,
    solver: Solver,
) -> tuple[DaySheet, Outcome]:
    geocoder = open_geocoder(errand.practice, practice)
    roads = make_provider(practice.travel)
    others = days_of_book(errand.practice, practice, errand.now or datetime.datetime.now(datetime.UTC))
    asked = (day.requests, practice, errand.date, geocoder, roads, limits, watch, errand.weather, day.shifts, others)
    outcome = plan_day(*asked, stop, solver)
    if outcome.violations:
        raise RuleBroken(f"The plan breaks rules; nothing was written.\n{render_violations(outcome.violations)}")
    sheet = _sheet(outcome, practice, roads, day.notes, day.digest)
    needs = next_needs(practice, errand.date, others, day.requests)
    return replace(sheet, is_doubtful=day.is_doubtful, next_needs=needs), outcome


def _wanted(errand: Errand, practice: Practice) -> Wanted:
    if errand.requests is not None:
        return with_booked_hours(day_of_file(errand.requests, errand, practice), errand, practice)
    from mobiledispatch.from_book import day_of_book  # SQLAlchemy is no business of who plans from a file

    return day_of_book(errand, practice)


def _sheet(outcome: Outcome, practice: Practice, roads: TravelProvider, notes: Iterable[str], digest: str) -> DaySheet:
    versions = {name: version(name) for name in ("mobiledispatch", "ortools", "tzdata")}
    provenance = replace(outcome.plan.provenance, input_sha256=digest, versions=versions)
    return DaySheet(
        plan=replace(outcome.plan, provenance=provenance),
        practice=practice,
        requests=outcome.requests,
        depots=outcome.depots,
        lines=route_lines(outcome, roads),
        notes=(*outcome.faults, *notes, *outcome.notes),
        faults=outcome.faults,
        roads=freeways(),
        clock=outcome.problem.clock,
        together=outcome.problem.together,
        households=outcome.problem.households,
    )


def _save(sheet: DaySheet, outcome: Outcome, folder: OwnFolder) -> None:
    former = former_sheets(folder.path, sheet.practice)
    folder.save(
        {**render_report(sheet), PROBLEM: render_problem(outcome.problem), PLAN: render_plan(sheet.plan)}, former
    )
