"""`shift THERAPIST`: other hours than usual on one date, or none."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.errors import BadInput


def shift(
    therapist: Annotated[str, typer.Argument(help="Whose hours.")],
    date: said.Date = "",
    hours: Annotated[str, typer.Option(help="The hours of that date, such as 10:00-16:00.")] = "",
    off: Annotated[bool, typer.Option("--off", help="Absent that date.")] = False,
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Write other hours of a therapist, or an absence, into the book. Exit 3 if booked visits are left without one."""
    from mobiledispatch.desk.shifts import set_hours

    if off == bool(hours):
        raise BadInput("Say --hours 10:00-16:00, or --off.")
    desk = said.open_desk(practice)
    told = set_hours(desk, therapist, date, hours)
    typer.echo(told.as_json() if as_json else told.text)
    raise typer.Exit(3 if told.strays else 0)
