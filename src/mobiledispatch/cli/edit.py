"""`edit VISIT`: what is known of a visit corrected; its slot is checked again where that matters."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.cli.spoken import Words, spoken


@spoken({**said.TAKEN, **said.ANSWERS})
def edit(
    words: Words,
    visit: Annotated[str, typer.Argument(help="The visit's id, as the book gave it.")],
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Change a visit: contact details and notes at once; address, treatment, length and wishes if its slot still fits.

    "-" takes a detail away, such as --unit -. Shows what was and what is. Exit 4 if the slot does not fit: then nothing
    is changed, and the nearest alternatives are told. Exit 3 if the visit loses its time to a medical hold.
    """
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import edit_words

    desk = said.open_desk(practice, weather)
    with conflicts_shown(as_json):
        taken = edit_words(desk, visit, words, override)
    for remark in taken.notes:
        typer.echo(f"note: {remark}", err=True)
    show_taken(taken, desk, "is changed" if taken.booking.is_placed else taken.state, as_json)
    gave_up = any(one.is_placed for one in taken.before) and not taken.booking.is_placed
    raise typer.Exit(3 if gave_up else 0)
