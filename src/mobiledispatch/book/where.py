"""Where the book is: named by the environment, by practice.toml, or the file practice.db beside it."""

from collections.abc import Mapping
from pathlib import Path

from mobiledispatch.errors import BadInput
from mobiledispatch.model.practice import BookRules

VARIABLE = "MOBILEDISPATCH_BOOK"
PATIENCE_VARIABLE = "MOBILEDISPATCH_PATIENCE"
PATIENCE = 30.0
"""Seconds to wait for another writer: a desk writes in milliseconds, a backup may take longer."""

FILE_NAME = "practice.db"
_FILE = "sqlite:///"


def book_url(practice: Path, rules: BookRules, env: Mapping[str, str]) -> str:
    """The database's address; a file without its folder stands beside practice.toml."""
    url = env.get(VARIABLE) or rules.url
    if url and not url.startswith(_FILE):
        return url
    return f"{_FILE}{practice.absolute().parent / (url.removeprefix(_FILE) or FILE_NAME)}"


def book_file(practice: Path, rules: BookRules, env: Mapping[str, str]) -> Path | None:
    """The file of a book in SQLite; None for a server."""
    url = book_url(practice, rules, env)
    return Path(url.removeprefix(_FILE)) if url.startswith(_FILE) else None


def patience(env: Mapping[str, str]) -> float:
    """Seconds to wait for whoever else is writing. BadInput if the environment names no such number."""
    given = env.get(PATIENCE_VARIABLE)
    try:
        seconds = float(given) if given else PATIENCE
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 3_600:
        raise BadInput(f"${PATIENCE_VARIABLE} is {given!r}. Write seconds, such as 30.")
    return seconds
