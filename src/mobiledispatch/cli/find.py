"""`find TEXT`: visits of the book by name (accents do not matter), telephone number, address or id."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.errors import BadInput

LONGEST = 200


def find(
    text: Annotated[list[str], typer.Argument(help="Words of a name, a telephone number, an address or an id.")],
    history: Annotated[bool, typer.Option("--history", help="Also what was changed, by whom and when.")] = False,
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Find visits in the book, the latest date first."""
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.records import found_record
    from mobiledispatch.desk.telling import entry_words, found_words

    words = " ".join(text)
    if len(words) > LONGEST:
        raise BadInput(f"more than {LONGEST} letters are no name, number, address or id. Write fewer.")
    desk = said.open_desk(practice)
    found = desk.find(words)
    done = {b.id: desk.book.history(b.id) for b in found} if history else {}
    if as_json:
        typer.echo(written([found_record(b, desk.now, done.get(b.id)) for b in found]))
        return
    for booking in found:
        typer.echo(found_words(booking, desk.now))
        for entry in done.get(booking.id, ()):
            typer.echo(f"  {entry_words(entry, desk.zone)}")
    if not found:
        typer.echo("No visit of that name, number, address or id in the book.")
