"""`import` and `export`: days of the book from and to requests files."""

from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def import_requests(
    requests: Annotated[Path, typer.Argument(help="A requests file.", metavar="REQUESTS")],
    date: said.Date = "",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Take a requests file into the book, and give everybody a place where the day has room.

    Rows without a date are for --date. Exit 3 if somebody waits, is held, cannot be found on the map, or has a date in
    the past.
    """
    from mobiledispatch.desk.importing import import_requests as take_in
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.records import imported_record
    from mobiledispatch.desk.telling import imported_words
    from mobiledispatch.desk.when import date_said

    desk = said.open_desk(practice)
    done = take_in(desk, requests, date_said(date, desk.moment.date) if date else None)
    for note in done.notes:
        typer.echo(f"note: {note}", err=True)
    typer.echo(written(imported_record(done)) if as_json else imported_words(done))
    raise typer.Exit(3 if done.waiting or done.held or done.lost or done.past else 0)


def export_requests(
    date: Annotated[str, typer.Option(help="The date, such as 2026-11-23, tomorrow or friday.")],
    practice: said.Practice = "",
) -> None:
    """Write a day of the book as a requests file (CSV) on stdout."""
    from mobiledispatch.desk.exporting import render_requests
    from mobiledispatch.desk.when import date_said, day_words
    from mobiledispatch.report.words import counted

    desk = said.open_desk(practice)
    booked = desk.read_day(date_said(date, desk.moment.date))
    visits = [b for b in booked.bookings if not b.has_run_out(desk.now)]
    typer.echo(f"{day_words(booked.date)}: {counted(len(visits), 'visit')}", err=True)
    typer.echo(render_requests(visits), nl=False)
