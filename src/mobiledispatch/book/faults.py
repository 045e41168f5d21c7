"""What a database says when it cannot go on, in words that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mobiledispatch.errors import MachineUnfit, MobiledispatchError, ServiceDown

_DAMAGED = "the file is damaged. Put a backup in its place; keep the damaged one."
_BUSY = ("locked", "lock timeout")

_CURES = (
    ("database or disk is full", "the disk is full. Make room; nothing was changed."),
    ("readonly", "the file may not be written. Make it and its folder yours to write; nothing was changed."),
    ("read-only", "it may not be written. Make it yours to write; nothing was changed."),
    ("unable to open", "the file cannot be opened. Check the folder and its permissions; nothing was changed."),
    ("malformed", _DAMAGED),
    ("no such table", _DAMAGED),
    ("no such column", _DAMAGED),
    ('relation "', "a table of the book is missing. Put a backup in its place; keep what is there."),
    ("could not decode", _DAMAGED),
    ("not a database", "the file is no book. Move it away, or name another one in practice.toml, [book] url."),
    ("disk i/o error", "the disk failed. Nothing was changed; look after the disk."),
)


@contextmanager
def trouble_told(name: str) -> Iterator[None]:
    """MachineUnfit or ServiceDown in place of the database's own words; `name` says which book."""
    try:
        yield
    except SQLAlchemyError as trouble:
        raise _news(name, trouble) from trouble


def _news(name: str, trouble: SQLAlchemyError) -> MobiledispatchError:
    said = str(trouble.orig if isinstance(trouble, DBAPIError) and trouble.orig else trouble)
    if any(sign in said.casefold() for sign in _BUSY):
        return ServiceDown(f"{name}: another program has kept the book to itself for too long. Try again.")
    for sign, cure in _CURES:
        if sign in said.casefold():
            return MachineUnfit(f"{name}: {cure}")
    first = said.strip().splitlines()[0] if said.strip() else type(trouble).__name__
    if isinstance(trouble, DBAPIError) and trouble.connection_invalidated:
        # It may have broken off after the last word was heard.
        return ServiceDown(
            f"{name}: the connection broke off ({first}). See what the book has (mobiledispatch find) and try again."
        )
    return ServiceDown(f"{name}: the database failed ({first}). Nothing was changed.")
