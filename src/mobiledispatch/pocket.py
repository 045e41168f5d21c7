"""A little SQLite file of answers that may be asked for again: it can be lost, and is then simply empty."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 1.0
"""Seconds to wait for another process that writes."""


@dataclass(frozen=True, slots=True)
class Pocket:
    """One table, made by the statement `table`. A file that cannot be read or written is no memory, and no fault."""

    file: Path
    table: str

    def recall(self, question: str, values: Sequence[str]) -> list[Any]:
        """The rows that answer a select; none where there is no such file."""
        try:
            if not self.file.is_file():
                return []
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as db:
                return db.execute(question, values).fetchall()
        except sqlite3.Error:
            return []

    def keep(self, write: Callable[[sqlite3.Connection], object]) -> None:
        """Write in one transaction; nobody but the file's owner may read it."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.file.exists():
                os.close(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(self.file, timeout=PATIENCE)) as db, db:
                db.execute(self.table)
                write(db)
        except (sqlite3.Error, OSError):
            return
