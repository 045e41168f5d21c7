"""`no-show VISIT`: the therapist came, and nobody was there."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def no_show(
    visit: Annotated[str, typer.Argument(help="The visit's id, as the book gave it.")],
    reason: Annotated[str, typer.Option(help="What is to be remembered of it.")] = "",
    only: Annotated[bool, typer.Option("--only", help="The others who belong to it were there.")] = False,
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Write down that nobody was there. Never counts as a late cancellation. Exit 4 if the visit is over already."""
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.verbs import booking_named
    from mobiledispatch.desk.verbs import no_show as did_not_show

    desk = said.open_desk(practice)
    with conflicts_shown(as_json):
        taken = did_not_show(desk, booking_named(desk, visit), reason, only)
    show_taken(taken, desk, "is a no-show", as_json)
