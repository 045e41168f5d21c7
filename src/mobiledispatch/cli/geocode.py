"""`geocode`: where each address is, how well that is known, and what to ask where it is ambiguous."""

import csv
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from mobiledispatch.errors import BadInput
from mobiledispatch.geocode.answer import Ambiguous, Answer, Geocoder, Placed, Query, Refused
from mobiledispatch.model.place import Location

ALL_PLACED, SOME_NOT = 0, 3


def geocode(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="A CSV file with a column `address`, or the address itself; or: set ID LAT LON.", metavar="[WORDS]..."
        ),
    ] = None,
    import_file: Annotated[
        Path | None, typer.Option("--import", help="Take in your own address file (CSV), exact to the roof.")
    ] = None,
    practice: Annotated[Path | None, typer.Option(help="The practice whose memory is asked, and added to.")] = None,
    requests: Annotated[
        Path | None, typer.Option(help="With `set`: the file that has ID in it; default the practice's requests.csv.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False,
) -> None:
    """Say where each address is, how well that is known, and what to ask where it is ambiguous.

    `geocode set ID LAT LON` puts an address (or the request with that id in the practice's requests.csv) where you say;
    that wins over everything, for good.
    """
    from mobiledispatch.cli.own_places import set_by_hand, taken_in

    if import_file:
        typer.echo(taken_in(import_file, practice))
        return
    if not words:
        raise BadInput("no address given. Write one, or name a CSV file with a column `address`.")
    if unknown := [word for word in words if word.startswith("--")]:
        raise BadInput(f"geocode knows no option {' '.join(unknown)}. See: mobiledispatch geocode --help")
    if words[0] == "set":
        typer.echo(set_by_hand(words[1:], practice, requests))
        return
    asked = read_queries(words)
    geocoder = geocoder_of(practice)
    found = [(name, query, geocoder.locate(query)) for name, query in asked]
    typer.echo(render_json(found) if as_json else render_table(found))
    raise typer.Exit(ALL_PLACED if all(isinstance(answer, Placed) for *_, answer in found) else SOME_NOT)


def geocoder_of(practice: Path | None) -> Geocoder:
    """The practice's geocoder, memory and online service included; the packaged tables alone where there is none."""
    from mobiledispatch.geocode import offline_geocoder
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.locating import open_geocoder

    try:
        path = find_practice(Path.cwd(), os.environ, practice)
    except BadInput:
        if practice:
            raise
        return offline_geocoder()
    return open_geocoder(path, read_practice(path))


def read_queries(words: list[str]) -> list[tuple[str, Query]]:
    """(id, query) of every row of a CSV file, or of the one address that the words make."""
    if len(words) == 1 and (words[0].lower().endswith(".csv") or _is_file(words[0])):
        return read_file(Path(words[0]))
    return [("1", Query(" ".join(words)))]


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except OSError:  # an address may be longer than a file's name
        return False


def read_file(path: Path) -> list[tuple[str, Query]]:
    """The rows of a CSV file in order. BadInput where it cannot be read or has no column `address`."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines))
            columns = set(rows[0]) if rows else set()
    except (OSError, ValueError, csv.Error) as trouble:
        raise BadInput(f"{path}: {trouble}. Give a CSV file in UTF-8.") from trouble
    if rows and "address" not in columns:
        raise BadInput(f"{path}, line 1: no column `address` among {', '.join(map(str, columns))}. Name it so.")
    return [(cell(row, "id") or str(i), to_query(row)) for i, row in enumerate(rows, 1)]


def to_query(row: dict[str, Any]) -> Query:
    return Query(cell(row, "address"), cell(row, "unit"), cell(row, "city"), cell(row, "postal_code"))


def cell(row: dict[str, Any], column: str) -> str:
    return (row.get(column) or "").strip()


Found = Iterable[tuple[str, Query, Answer]]


def render_json(found: Found) -> str:
    return json.dumps([as_record(*one) for one in found], indent=1, ensure_ascii=False)


def as_record(name: str, query: Query, answer: Answer) -> dict[str, Any]:
    """One answer with every key of the contract (docs: JSON that other programs read); what has no value is null."""
    where = answer.location if isinstance(answer, Placed) else None
    return {
        "id": name,
        "input": query.address,
        "status": status(answer),
        **place_record(where),
        "radius_metres": where.radius_metres if where else None,
        "source": where.source if where else None,
        "reason": None if isinstance(answer, Placed) else str(answer.reason),
        "detail": " ".join(answer.notes) if isinstance(answer, Placed) else answer.detail,
        "candidates": [
            {**place_record(c.location), "neighbourhood": c.neighbourhood}
            for c in (answer.candidates if isinstance(answer, Ambiguous) else ())
        ],
    }


def place_record(where: Location | None) -> dict[str, Any]:
    return {
        "normalized": where.normalized if where else None,
        "lat": where.place.lat if where else None,
        "lon": where.place.lon if where else None,
        "quality": str(where.quality) if where else None,
    }


def status(answer: Answer) -> str:
    return "placed" if isinstance(answer, Placed) else "refused" if isinstance(answer, Refused) else "ambiguous"


def render_table(found: Found) -> str:
    """A line an address, candidates below it."""
    return "\n".join(line for one in found for line in lines_of(*one))


def lines_of(name: str, query: Query, answer: Answer) -> list[str]:
    if isinstance(answer, Placed):
        notes = [f"      note: {note}" for note in answer.notes]
        return [f"{name:>4}  {in_words(answer.location)}", *notes]
    head = f"{name:>4}  {query.address or '(no address)'}: {status(answer)}, {answer.reason}. {answer.detail}"
    candidates = answer.candidates if isinstance(answer, Ambiguous) else ()
    return [head, *(f"      - {in_words(c.location)} ({c.neighbourhood})" for c in candidates)]


def in_words(where: Location) -> str:
    at = f"{where.place.lat:.5f}, {where.place.lon:.5f}"
    return f"{where.normalized}  {at}  {where.quality}, within {where.radius_metres:.0f} m"
