"""`check REQUESTS`: every problem of a requests file in one run."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.errors import BadInput


def check(
    requests: Annotated[Path, typer.Argument(help="A requests file.", metavar="REQUESTS")],
    practice: Annotated[Path | None, typer.Option(help="The practice.toml, or its folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Count, notes and complaints as JSON.")] = False,
) -> None:
    """Read a requests file and report every problem in one run. Exit 2 if there is any; nothing is written."""
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.intake.practice_place import find_practice
    from mobiledispatch.intake.requests_file import read_requests

    try:
        found = read_requests(requests, read_practice(find_practice(Path.cwd(), os.environ, practice)))
    except BadInput as news:
        if as_json:
            typer.echo(_render_json(0, (), news.complaints))
        raise
    typer.echo(
        _render_json(len(found.requests), found.notes, ())
        if as_json
        else _render(requests, len(found.requests), found.notes)
    )


def _render(requests: Path, count: int, notes: tuple[str, ...]) -> str:
    return "\n".join((f"{requests.name}: {count} request{'s' * (count != 1)}, no faults", *(f"  {n}" for n in notes)))


def _render_json(count: int, notes: tuple[str, ...], complaints: tuple[str, ...]) -> str:
    return json.dumps({"requests": count, "notes": notes, "complaints": complaints}, ensure_ascii=False)
