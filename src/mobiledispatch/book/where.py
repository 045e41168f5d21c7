"""Where the book is: named by the environment, by practice.toml, or the file practice.db beside it."""

from collections.abc import Mapping
from pathlib import Path

from mobiledispatch.model.practice import BookRules

VARIABLE = "MOBILEDISPATCH_BOOK"
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
