"""`travel PLACES.csv`: driving time and distance between places, without the practice's buffer."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OnFailure(StrEnum):
    estimate = "estimate"
    stop = "stop"


def travel(
    places: Annotated[Path, typer.Argument(help="A CSV file with columns id,lat,lon.", metavar="PLACES.csv")],
    provider: Annotated[str, typer.Option(help="Who knows the roads: estimate, osrm or valhalla.")] = "estimate",
    url: Annotated[str, typer.Option(help="The server of osrm or valhalla; default: its port on this machine.")] = "",
    on_failure: Annotated[OnFailure, typer.Option(help="What a server that fails means.")] = OnFailure.stop,
    timeout: Annotated[float, typer.Option(min=0.1, max=120, help="Seconds for one answer of the server.")] = 10.0,
    as_json: Annotated[bool, typer.Option("--json", help="The matrices as JSON.")] = False,
) -> None:
    """Driving seconds and road metres between all places of a file, free flow, no buffer.

    Exit 6 if the server fails; --on-failure estimate answers from the embedded net instead, and says so.
    """
    from mobiledispatch.model.practice import TravelRules
    from mobiledispatch.travel import make_provider
    from mobiledispatch.travel.matrix_text import render_json, render_table
    from mobiledispatch.travel.places_file import read_places
    from mobiledispatch.travel.remarks import road_remarks

    named = read_places(places)
    roads = make_provider(TravelRules(provider=provider, url=url, on_failure=on_failure.value, timeout_seconds=timeout))
    ids, matrix = [n.id for n in named], roads.table([n.place for n in named])
    for remark in road_remarks(ids, matrix):
        typer.echo(f"note: {remark}", err=True)
    typer.echo(render_json(ids, matrix, roads.name) if as_json else render_table(ids, matrix))
