"""`hold`: keep a start for the caller who is on the line."""

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.cli.spoken import Words, spoken


@spoken(said.TAKEN)
def hold(
    words: Words,
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Keep a start for a caller for some minutes; it runs out by itself. Exit 4 if the start cannot be had.

    On a terminal it asks for what is not said, and shows the offers to pick from.
    """
    from mobiledispatch.cli.asking.prompts import sees_offers
    from mobiledispatch.cli.desk_output import conflicts_shown, show_taken
    from mobiledispatch.desk.orders import chosen
    from mobiledispatch.desk.verbs import hold as keep

    desk = said.open_desk(practice, weather)
    if sees_offers(as_json) and not said.says_it_all(words):
        from mobiledispatch.cli.asking.taking import held_and_named

        raise typer.Exit(0 if held_and_named(desk, words, override) else 4)
    with conflicts_shown(as_json):
        asked, choice, remarks = chosen(desk, words, override)
        taken = keep(desk, asked, choice)
    for remark in remarks:
        typer.echo(f"note: {remark}", err=True)
    show_taken(taken, desk, "is held", as_json)
