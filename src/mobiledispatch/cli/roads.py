"""`roads build` and `roads serve`: a road engine of one's own, with no account and no cloud."""

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.cli.terminal import guarded

roads = typer.Typer(help="Set up a road engine (OSRM) on this machine.", no_args_is_help=True)

WHERE = "default: this user's data folder"


@roads.command()
@guarded
def build(
    extract: Annotated[Path, typer.Argument(help="An OpenStreetMap extract.", metavar="ALBERTA.osm.pbf")],
    out: Annotated[Path | None, typer.Option(help=f"Folder for the roads; {WHERE}.")] = None,
) -> None:
    """Build OSRM's road net for cars from an OpenStreetMap extract."""
    from mobiledispatch.travel.local_osrm import build_roads
    from mobiledispatch.travel.osrm_tools import find_osrm

    folder = build_roads(extract, out or _usual_folder(), find_osrm(), lambda step: typer.echo(step, err=True))
    at = f" --dir {shlex.quote(str(folder))}" if out else ""
    typer.echo(f"{folder}: roads built. Serve them with: mobiledispatch roads serve{at}")


@roads.command()
@guarded
def serve(
    folder: Annotated[Path | None, typer.Option("--dir", help=f"Folder of `roads build`; {WHERE}.")] = None,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port on this machine.")] = 5000,
) -> None:
    """Serve the roads to this machine until Ctrl-C; with `provider = "osrm"` practice.toml asks it."""
    from mobiledispatch.travel.local_osrm import HERE, serving_words
    from mobiledispatch.travel.osrm_tools import find_osrm

    folder = folder or _usual_folder()
    words = serving_words(folder, port, find_osrm())
    typer.echo(f'OSRM at http://{HERE}:{port}; in practice.toml: [travel] provider = "osrm"', err=True)
    sys.stderr.flush()
    # The server takes this process's place, and with it its signals: who stops this command stops the server.
    os.chdir(folder)
    os.execv(words[0], words)


def _usual_folder() -> Path:
    from mobiledispatch.travel.osrm_tools import data_folder

    return data_folder() / "roads"
