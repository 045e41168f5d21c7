"""`travel PLACES.csv`: driving time and distance between places, without the practice's buffer."""

from pathlib import Path
from typing import Annotated

import typer


def travel(
    places: Annotated[Path, typer.Argument(help="A CSV file with columns id,lat,lon.", metavar="PLACES.csv")],
    provider: Annotated[str, typer.Option(help="Who knows the roads.")] = "estimate",
    as_json: Annotated[bool, typer.Option("--json", help="The matrices as JSON.")] = False,
) -> None:
    """Driving seconds and road metres between all places of a file, free flow, no buffer."""
    from mobiledispatch.model.practice import TravelRules
    from mobiledispatch.travel import make_provider
    from mobiledispatch.travel.matrix_text import render_json, render_table
    from mobiledispatch.travel.places_file import read_places

    named = read_places(places)
    roads = make_provider(TravelRules(provider=provider))
    ids, matrix = [n.id for n in named], roads.table([n.place for n in named])
    typer.echo(render_json(ids, matrix, roads.name) if as_json else render_table(ids, matrix))
