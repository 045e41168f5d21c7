"""`day`: one date of the book as it stands, therapist by therapist."""

import typer

from mobiledispatch.cli import desk_words as said


def day(
    date: said.Date = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """The day as it stands: every therapist's stops, and who waits, is held, or has lost the place. Default: today."""
    from mobiledispatch.cli.desk_output import width
    from mobiledispatch.desk.day_view import day_record, render_day, view
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.when import date_said

    desk = said.open_desk(practice, weather)
    seen = view(desk, date_said(date or "today", desk.moment.date))
    typer.echo(written(day_record(seen)) if as_json else render_day(seen, width()).rstrip("\n"))
