"""`book`: a held slot, or a start named in full, becomes a promise to the client."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.cli.spoken import Words, spoken


@spoken(
    {
        **said.TAKEN,
        **said.ANSWERS,
        "waiting_list": Annotated[bool, typer.Option("--waiting-list", help="No start: wait for room that day.")],
    }
)
def book(
    words: Words,
    visit: Annotated[
        str,
        typer.Argument(help="ID of a held slot, or of a waiting or cancelled visit; or give all the details."),
    ] = "",
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Book a held slot, or a start with the same words as for hold, and the three screening questions.

    Words beside the ID of a visit change it first; what belongs to it is booked with it. On a terminal it asks for what
    is not said.

    Exit 3 if the visit is put on medical hold or on the waiting list, 4 if the start cannot be had.
    """
    from mobiledispatch.cli.asking.prompts import may_ask
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import book_words

    desk = said.open_desk(practice, weather)
    if may_ask(as_json):
        from mobiledispatch.cli.asking.booking import book_by_asking

        book_by_asking(desk, visit, words, override)
    with conflicts_shown(as_json):
        taken = book_words(desk, visit, words, override)
    for remark in taken.notes:
        typer.echo(f"note: {remark}", err=True)
    show_taken(taken, desk, taken.state, as_json)
    raise typer.Exit(0 if taken.booking.is_placed else 3)
