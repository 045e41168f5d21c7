"""Where callers have been found before: the same address is asked again and again while a caller waits.

Kept beside the snapshot of the practice, and only for as long as that is true (`Snapshot.of` changes with practice.toml
and with every place that somebody sets by hand) and the packaged tables are the same.
"""

import sqlite3
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import msgspec

from mobiledispatch.model.place import Location
from mobiledispatch.pocket import Pocket

FILE_NAME = "callers.sqlite"
_TABLE = "create table if not exists callers (mark text, asked text, answer text, primary key (mark, asked))"
_ANSWER = msgspec.json.Decoder(tuple[Location, tuple[str, ...]])

Found = tuple[Location, tuple[str, ...]]
"""A place, and what the desk should know about it."""


class Addresses:
    """Answers by the words of the question."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._pocket = Pocket(folder / FILE_NAME, _TABLE)
        # The package of the geocoder itself would take longer to load than the answer may.
        tables = resources.files("mobiledispatch").joinpath("geocode", "data").iterdir()
        self._mark = f"{mark} {sum(Path(str(table)).stat().st_size for table in tables)}"

    def recall(self, asked: Sequence[str]) -> Found | None:
        """The place found for the same address, unit, town and postal code, if it is remembered."""
        rows = self._pocket.recall("select answer from callers where mark = ? and asked = ?", self._key(asked))
        try:
            return _ANSWER.decode(rows[0][0]) if rows else None
        except msgspec.MsgspecError:
            return None

    def keep(self, asked: Sequence[str], found: Found) -> None:
        """Remember a place; what belongs to another mark is forgotten."""
        row = (*self._key(asked), msgspec.json.encode(found).decode())

        def write(db: sqlite3.Connection) -> None:
            db.execute("delete from callers where mark <> ?", [self._mark])
            db.execute("insert or replace into callers values (?, ?, ?)", row)

        self._pocket.keep(write)

    def _key(self, asked: Sequence[str]) -> tuple[str, str]:
        return self._mark, "\n".join(asked)
