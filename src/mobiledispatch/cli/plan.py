"""`plan REQUESTS --date D --out DIR`: the main job, from a requests file to a checked itinerary and a map."""

import datetime
import shutil
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.limit_words import MEMORY, Effort, Gap, MegaBytes, Seed, Threads, TimeLimit, limits_said
from mobiledispatch.cli.terminal import unfiltered
from mobiledispatch.cli.watching import exit_code, watching
from mobiledispatch.errors import BadInput


class Weather(StrEnum):
    dry = "dry"
    winter = "winter"
    snow = "snow"
    storm = "storm"


PRACTICE_HELP = "The practice.toml; default: $MOBILEDISPATCH_PRACTICE, or upwards from this folder."


def plan(
    requests: Annotated[Path | None, typer.Argument(help="The day's requests (CSV).", metavar="REQUESTS")] = None,
    date: Annotated[str, typer.Option(help="The date to plan, such as 2026-11-23 or friday; default: tomorrow.")] = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the files; default: plan-DATE here.")] = None,
    practice: Annotated[Path | None, typer.Option(help=PRACTICE_HELP)] = None,
    time_limit: TimeLimit = None,
    effort: Effort = None,
    gap: Gap = 0.0,
    seed: Seed = 0,
    threads: Threads = 1,
    memory: MegaBytes = MEMORY,
    weather: Annotated[Weather, typer.Option(help="What slows the roads; by how much: practice.toml.")] = Weather.dry,
    from_book: Annotated[bool, typer.Option("--from-book", help="Plan the day as the book has it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The plan as JSON on stdout.")] = False,
) -> None:
    """Plan a day: place the addresses, route the visits, check the plan, write itinerary, sheets and map.

    Exit 3 if the day is planned but some visits are unassigned, lost or held, or a row has no date where others have;
    and if every row is for another date: then nothing is planned. Ctrl-C ends the search and writes the
    best plan so far, exit 130. A plan that fails its own check is made again without those concerned, exit 1.
    """
    begun = time.monotonic()
    from mobiledispatch.cli.desk_words import the_time
    from mobiledispatch.report.inert import one_line
    from mobiledispatch.report.itinerary import render_itinerary
    from mobiledispatch.report.plan_json import render_plan
    from mobiledispatch.run_day import open_practice, run_day
    from mobiledispatch.solver import HardStop
    from mobiledispatch.wanted import Errand

    if from_book == (requests is not None):
        raise BadInput("Name a requests file, or say --from-book.")
    limits = limits_said(time_limit, effort, gap, seed, threads, memory)
    now = the_time()
    path, known = open_practice(practice)
    day = _date(date, known.timezone, now)
    folder = out or Path(f"plan-{day.isoformat()}")
    with watching() as (watch, interruption):
        errand = Errand(requests, path, day, folder, weather.value, now)
        sheet = run_day(errand, known, limits, watch, HardStop(limits, watch, begun))
    if as_json:
        for note in sheet.notes:
            typer.echo(f"note: {one_line(note)}", err=True)
        typer.echo(render_plan(sheet.plan), nl=False)
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        screen = unfiltered(sys.stdout)  # the itinerary is inert already, but for its own bold headings
        typer.echo(render_itinerary(sheet, width, colour=screen.isatty()), file=screen)
        typer.echo(f"Map: {folder / 'map.html'}")
    complete = sheet.plan.is_complete and not sheet.is_doubtful
    raise typer.Exit(exit_code(failed=bool(sheet.faults), called_off=interruption.came, complete=complete))


def _date(given: str, timezone: str, now: datetime.datetime) -> datetime.date:
    """The date asked for; without one, the practice's tomorrow, whatever this machine's clock calls it."""
    from mobiledispatch.desk.when import date_said
    from mobiledispatch.model.zone import date_of

    return date_said(given or "tomorrow", date_of(now, timezone))
