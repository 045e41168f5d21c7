"""`shift THERAPIST`: other hours than usual on some dates, or none, or the usual ones again."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def shift(
    therapist: Annotated[str, typer.Argument(help="Whose hours.")],
    date: said.Date = "",
    until: Annotated[str, typer.Option(help="The last date, for several dates in a row.")] = "",
    days: Annotated[str, typer.Option(help="So many dates in a row, 1 to 366.")] = "",
    hours: Annotated[str, typer.Option(help="The hours, such as 10:00-16:00.")] = "",
    off: Annotated[bool, typer.Option("--off", help="Absent.")] = False,
    usual: Annotated[bool, typer.Option("--usual", help="The usual hours of practice.toml again.")] = False,
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Set a therapist's hours on a date (default: today) or several, an absence, or the usual hours again.

    --hours for several dates leaves out the weekdays on which the therapist is off. Lists the visits that are no
    longer possible, with the command to move each; exit 3 if there are any.
    """
    from mobiledispatch.cli.desk_output import conflicts_shown, width
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.shifts import hours_said, render_shift, set_hours, shift_record

    desk = said.open_desk(practice)
    with conflicts_shown(as_json):
        done = set_hours(desk, therapist, date, until, days, hours_said(hours, off, usual))
    typer.echo(written(shift_record(done)) if as_json else render_shift(done, width(), desk.now).rstrip("\n"))
    raise typer.Exit(3 if done.stranded else 0)
