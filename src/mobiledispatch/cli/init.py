"""`init DIR`: a practice folder to edit, with a sample day and a book that work at once."""

import os
import shlex
import tempfile
from contextlib import suppress
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from mobiledispatch.errors import BadInput

FILES = ("practice.toml", "requests.csv")
SAMPLE_DATE = "2026-11-23"
_CURE = "Name another folder."


def init(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder to make; nothing in it is overwritten.", metavar="DIR")
    ] = None,
    new_book: Annotated[
        bool, typer.Option("--new-book", help="Only a new, empty book, for a practice that has none.")
    ] = False,
    practice: Annotated[
        Path | None, typer.Option(help="With --new-book: the practice.toml; default: as for the other commands.")
    ] = None,
) -> None:
    """Make a practice folder to edit: practice.toml, requests.csv with a sample day, and an empty book, practice.db.

    With --new-book only the book, for a practice that stands already. Where there is a book it is left as it is.
    """
    if new_book:
        typer.echo(f"{make_book(_practice(folder or practice))}: a new, empty book.")
        return
    if folder is None or practice is not None:
        raise BadInput("Name the folder to make; or say --new-book for a practice that stands already.")
    save_sample(folder)
    typer.echo(_render(folder))


def save_sample(folder: Path) -> None:
    """The sample practice in `folder` (files 0600, a new folder 0700), and its book. BadInput rather than overwrite.

    practice.toml, requests.csv and practice.db are there all at once. A book of another place is made afterwards,
    unless there is one.
    """
    from mobiledispatch.disk.together import own_folder

    with own_folder(folder, _CURE) as own:
        standing = [folder / name for name in FILES if os.path.lexists(folder / name)]
        if standing:
            raise BadInput(
                f"{path}: stands there already and is left as it is. Name another folder." for path in standing
            )
        sample = resources.files("mobiledispatch.intake") / "sample"
        files = {PurePosixPath(name): (sample / name).read_bytes() for name in FILES}
        own.save(files | _book_beside(folder / FILES[0]))
    _make_book_elsewhere(folder / FILES[0])


def make_book(practice: Path) -> str:
    """A new, empty book where that practice.toml says; its name. BadInput if something stands there."""
    from mobiledispatch.book.opening import make_book as make
    from mobiledispatch.intake.practice_file import read_practice

    return make(practice, read_practice(practice).book, os.environ)


def _make_book_elsewhere(practice: Path) -> None:
    from mobiledispatch.book.opening import BookThere

    with suppress(BookThere):
        make_book(practice)


def _book_beside(practice: Path) -> dict[PurePosixPath, bytes]:
    """The new practice's book as one more of its files, if that is its place and nothing stands there."""
    from mobiledispatch.book.opening import make_book as make
    from mobiledispatch.book.where import FILE_NAME, book_file
    from mobiledispatch.model.practice import BookRules

    beside = practice.absolute().with_name(FILE_NAME)
    if book_file(practice, BookRules(), os.environ) != beside or os.path.lexists(beside):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        return {PurePosixPath(FILE_NAME): Path(make(Path(folder, practice.name), BookRules(), {})).read_bytes()}


def _practice(given: Path | None) -> Path:
    from mobiledispatch.intake.practice_place import find_practice

    return find_practice(Path.cwd(), os.environ, given)


def _render(folder: Path) -> str:
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    return (
        f"{folder}: practice.toml to edit, requests.csv with a sample day. Next:\n"
        f"  {enter}mobiledispatch plan requests.csv --date {SAMPLE_DATE} --out {SAMPLE_DATE}"
    )
