"""`move VISIT`: another start, another day, or another therapist for a visit of the book."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.cli.spoken import Words, spoken


@spoken({"date": said.Date, **said.SEAT})
def move(
    words: Words,
    visit: Annotated[str, typer.Argument(help="The visit's id, as the book gave it.")],
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Move a visit, and promise its new window; without a start, to the best of that date. Exit 4 if it cannot be."""
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import move_words

    desk = said.open_desk(practice, weather)
    with conflicts_shown(as_json):
        taken = move_words(desk, visit, words, override)
    show_taken(taken, desk, "is moved", as_json)
