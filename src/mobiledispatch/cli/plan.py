"""`plan REQUESTS --date D --out DIR`: the main job, from a requests file to a checked itinerary and a map."""

import datetime
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.terminal import unfiltered
from mobiledispatch.cli.watching import watching
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
    time_limit: Annotated[float, typer.Option(min=0.01, help="Seconds of search at most.")] = 10.0,
    gap: Annotated[float, typer.Option(min=0, max=1, help="Good enough: 0.01 stops within 1 % of the best.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 0,
    threads: Annotated[
        int, typer.Option(min=1, help="Threads for integer programs and for the parts of a big day.")
    ] = 1,
    weather: Annotated[Weather, typer.Option(help="What slows the roads; by how much: practice.toml.")] = Weather.dry,
    from_book: Annotated[bool, typer.Option("--from-book", help="Plan the day as the book has it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The plan as JSON on stdout.")] = False,
) -> None:
    """Plan a day: place the addresses, route the visits, check the plan, write itinerary, sheets and map.

    Exit 3 if the day is planned but some visits are unassigned, lost or held, or a row has no date where others have;
    and if every row is for another date: then nothing is planned. Ctrl-C ends the search and writes the
    best plan so far, exit 130.
    """
    from mobiledispatch.cli.desk_words import the_time
    from mobiledispatch.report.inert import one_line
    from mobiledispatch.report.itinerary import render_itinerary
    from mobiledispatch.report.plan_json import render_plan
    from mobiledispatch.run_day import open_practice, run_day
    from mobiledispatch.solver import Limits
    from mobiledispatch.wanted import Errand

    if from_book == (requests is not None):
        raise BadInput("Name a requests file, or say --from-book.")
    now = the_time()
    path, known = open_practice(practice)
    day = _date(date, known.timezone, now)
    folder = out or Path(f"plan-{day.isoformat()}")
    limits = Limits(seconds=time_limit, gap=gap, seed=seed, threads=threads)
    with watching() as (watch, interruption):
        sheet = run_day(Errand(requests, path, day, folder, weather.value, now), known, limits, watch)
    if as_json:
        for note in sheet.notes:
            typer.echo(f"note: {one_line(note)}", err=True)
        typer.echo(render_plan(sheet.plan), nl=False)
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        screen = unfiltered(sys.stdout)  # the itinerary is inert already, but for its own bold headings
        typer.echo(render_itinerary(sheet, width, colour=screen.isatty()), file=screen)
        typer.echo(f"Map: {folder / 'map.html'}")
    raise typer.Exit(130 if interruption.came else 0 if sheet.plan.is_complete and not sheet.is_doubtful else 3)


def _date(given: str, timezone: str, now: datetime.datetime) -> datetime.date:
    """The date asked for; without one, the practice's tomorrow, whatever this machine's clock calls it."""
    from mobiledispatch.desk.when import date_said
    from mobiledispatch.model.zone import date_of

    return date_said(given or "tomorrow", date_of(now, timezone))
