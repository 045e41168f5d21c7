"""Where callers have been found before: the same address is asked again and again while a caller waits.

Kept beside the snapshot of the practice, and only for as long as that is true (`Snapshot.of` changes with practice.toml
and with every place that somebody sets by hand) and the packaged tables are the same.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib import resources
from pathlib import Path

import msgspec

from mobiledispatch.model.place import Location

FILE_NAME = "callers.sqlite"
_TABLE = "create table if not exists callers (mark text, asked text, answer text, primary key (mark, asked))"
_ANSWER = msgspec.json.Decoder(tuple[Location, tuple[str, ...]])

Found = tuple[Location, tuple[str, ...]]
"""A place, and what the desk should know about it."""


class Addresses:
    """Answers by the words of the question. A file that cannot be read or written is no memory, and no fault."""

    def __init__(self, folder: Path, mark: str) -> None:
        self.file = folder / FILE_NAME
        # The package of the geocoder itself would take longer to load than the answer may.
        tables = resources.files("mobiledispatch").joinpath("geocode", "data").iterdir()
        self._mark = f"{mark} {sum(Path(str(table)).stat().st_size for table in tables)}"

    def recall(self, asked: Sequence[str]) -> Found | None:
        """The place found for the same address, unit, town and postal code, if it is remembered."""
        try:
            if not self.file.is_file():
                return None
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
                row = db.execute("select answer from callers where mark = ? and asked = ?", self._key(asked)).fetchone()
            return _ANSWER.decode(row[0]) if row else None
        except (sqlite3.Error, msgspec.MsgspecError):
            return None

    def keep(self, asked: Sequence[str], found: Found) -> None:
        """Remember a place; what belongs to another mark is forgotten."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.file.exists():
                os.close(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(self.file, timeout=1)) as db, db:
                db.execute(_TABLE)
                db.execute("delete from callers where mark <> ?", [self._mark])
                row = (*self._key(asked), msgspec.json.encode(found).decode())
                db.execute("insert or replace into callers values (?, ?, ?)", row)
        except (sqlite3.Error, OSError):
            return

    def _key(self, asked: Sequence[str]) -> tuple[str, str]:
        return self._mark, "\n".join(asked)
