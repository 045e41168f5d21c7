"""`day`: one date of the book as it stands, or several, therapist by therapist."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def day(
    date: said.Date = "",
    days: Annotated[str, typer.Option(help="So many days from that date on, 1 to 366.")] = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """The day as it stands (default: today): every therapist's stops, who waits, is held, or is no longer possible.

    With --days several days; in JSON they are then a list.
    """
    from mobiledispatch.cli.desk_output import width
    from mobiledispatch.desk.day_view import day_record, render_day, views
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.when import date_said, span_said

    desk = said.open_desk(practice, weather)
    today = desk.moment.date
    seen = views(desk, span_said(date_said(date or "today", today), today, days=days))
    records = [day_record(one) for one in seen]
    shown = written(records if days else records[0]) if as_json else "\n".join(render_day(d, width()) for d in seen)
    typer.echo(shown.rstrip("\n"))
