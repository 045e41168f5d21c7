"""`init DIR`: a practice folder to edit, with a sample day and a book that work at once."""

import os
import shlex
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from mobiledispatch.errors import BadInput

FILES = ("practice.toml", "requests.csv")
SAMPLE_DATE = "2026-11-23"


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make; nothing in it is overwritten.", metavar="DIR")],
) -> None:
    """Make a practice folder to edit: practice.toml, requests.csv with a sample day, and an empty book, practice.db."""
    save_sample(folder)
    make_book(folder)
    typer.echo(_render(folder))


def save_sample(folder: Path) -> None:
    """Write the sample practice into `folder`: files 0600, a new folder 0700. BadInput rather than overwrite."""
    standing = [folder / name for name in FILES if os.path.lexists(folder / name)]
    if standing:
        raise BadInput(f"{path}: stands there already and is left as it is. Name another folder." for path in standing)
    sample = resources.files("mobiledispatch.intake") / "sample"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FILES:
            _save_new(folder / name, (sample / name).read_bytes())
    except OSError as fault:
        raise BadInput(f"{folder}: cannot be written ({fault.strerror}). Name another folder.") from None


def make_book(folder: Path) -> None:
    """The phone desk's book, empty, where the folder's practice.toml says."""
    from mobiledispatch.book.opening import open_book
    from mobiledispatch.cli.desk_words import the_time
    from mobiledispatch.intake.practice_file import read_practice

    path = folder / FILES[0]
    open_book(path, read_practice(path).book, os.environ, the_time())


def _save_new(path: Path, content: bytes) -> None:
    """Write a file whole, or not at all, and never over another one."""
    half = path.with_name(f".{path.name}.new")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    half.rename(path)


def _render(folder: Path) -> str:
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    return (
        f"{folder}: practice.toml to edit, requests.csv with a sample day. Next:\n"
        f"  {enter}mobiledispatch plan requests.csv --date {SAMPLE_DATE} --out {SAMPLE_DATE}"
    )
