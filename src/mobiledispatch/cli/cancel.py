"""`cancel VISIT`: take a visit off its day, late or not, and say whom of the waiting list that would suit."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def cancel(
    visit: Annotated[str, typer.Argument(help="The visit's id, as the book gave it.")],
    reason: Annotated[str, typer.Option(help="Why; it is written down.")] = "",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Cancel a visit, and with it what belongs to it: both of a couple. Says whether that is late, and who of the
    waiting list could have the time.

    Exit 4 if the visit is over already.
    """
    from mobiledispatch.cli.desk_output import conflicts_shown, show_cancelled
    from mobiledispatch.desk.verbs import booking_named
    from mobiledispatch.desk.verbs import cancel as call_off

    desk = said.open_desk(practice)
    with conflicts_shown(as_json):
        done = call_off(desk, booking_named(desk, visit), reason)
    show_cancelled(done, desk, as_json)
