"""Reading from an SQLite file that others write: opened once, because opening costs more than asking."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mobiledispatch.errors import MachineUnfit


@contextmanager
def trouble_told(file: Path) -> Iterator[None]:
    """MachineUnfit in place of SQLite's and the disk's own words: which file, what is wrong, what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as trouble:
        raise MachineUnfit(
            f"{file}: the remembered places cannot be used ({trouble}). "
            "Make room, or make the file yours to write; if it is damaged, move it away."
        ) from trouble


class Reader:
    """Answers questions from `file`; nothing while there is none. Several threads may ask."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._opened: tuple[int, int] | None = None
        self._db: sqlite3.Connection | None = None

    def ask(self, question: str, *words: str) -> list[tuple[Any, ...]]:
        """All rows of an answer; none where the file, or what it should hold, is not there yet."""
        with self._lock, trouble_told(self.file):
            db = self._current()
            try:
                return db.execute(question, words).fetchall() if db else []
            except sqlite3.OperationalError as trouble:
                if "no such table" in str(trouble):
                    return []
                raise

    def _current(self) -> sqlite3.Connection | None:
        try:
            # A file put in place of the old one is another; a forked process may not use its parent's connection.
            mark = (os.getpid(), self.file.stat().st_ino)
        except FileNotFoundError:
            return None
        if self._db is None or mark != self._opened:
            db = sqlite3.connect(
                f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=30, check_same_thread=False
            )
            weakref.finalize(self, db.close)
            self._db, self._opened = db, mark
        return self._db
