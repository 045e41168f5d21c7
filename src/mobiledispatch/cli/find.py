"""`find TEXT`: visits of the book by name (accents do not matter), telephone number, address or id."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said


def find(
    text: Annotated[list[str], typer.Argument(help="Words of a name, a telephone number, an address or an id.")],
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Find visits in the book, the latest date first."""
    from mobiledispatch.desk.records import as_json as written
    from mobiledispatch.desk.records import found_record
    from mobiledispatch.desk.telling import found_words

    desk = said.open_desk(practice)
    found = desk.find(" ".join(text))
    if as_json:
        typer.echo(written([found_record(b) for b in found]))
    else:
        typer.echo("\n".join(map(found_words, found)) if found else "Nobody of that name, number or address.")
