"""How often a service may be asked: spaced out, and left alone when it asks for that, for all processes together."""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, connect

import platformdirs

Clock = Callable[[], float]
Sleep = Callable[[float], None]

PATIENCE = 5.0
"""Seconds: a pause no longer than this is waited for."""
LONGEST_PAUSE = 3_600.0
_TABLE = "create table if not exists turns (service text primary key, at real not null, closed_until real not null)"


class Turnstile:
    """Hands out moments at least `every` seconds apart, through a small database that processes share.

    Each caller books the next free moment in one transaction and then sleeps until it comes, so nobody waits
    while holding the lock.
    """

    def __init__(
        self,
        file: Path,
        service: str = "",
        every: float = 1.0,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
    ) -> None:
        self.file, self.service, self.every, self.clock, self.sleep = file, service, every, clock, sleep

    def wait(self) -> float:
        """Come back when it is this caller's turn: 0; or at once with the seconds for which nobody may ask."""
        moment, closed = self._book()
        if closed:
            return closed
        while (early := moment - self.clock()) > 0:
            self.sleep(early)
        return 0.0

    def pause(self, seconds: float) -> None:
        """Let nobody ask the service before that time has passed."""
        with closing(self._open()) as db:
            until = self.clock() + min(seconds, LONGEST_PAUSE)
            db.execute("begin immediate")
            at, _ = self._state(db)
            db.execute("replace into turns values (?, ?, ?)", (self.service, at, until))
            db.execute("commit")

    def _book(self) -> tuple[float, float]:
        """The booked moment, or for how long the turnstile is closed."""
        with closing(self._open()) as db:
            db.execute("begin immediate")
            now = self.clock()
            last, closed_until = self._state(db)
            if now + PATIENCE < closed_until <= now + LONGEST_PAUSE:
                db.execute("rollback")
                return 0.0, closed_until - now
            # A moment far ahead is left over from a clock that was set back.
            moment = now if last > now + LONGEST_PAUSE else max(now, last + self.every)
            if closed_until <= now + PATIENCE:
                moment = max(moment, closed_until)
            db.execute("replace into turns values (?, ?, ?)", (self.service, moment, 0.0))
            db.execute("commit")
        return moment, 0.0

    def _state(self, db: Connection) -> tuple[float, float]:
        row = db.execute("select at, closed_until from turns where service = ?", (self.service,)).fetchone()
        return row or (float("-inf"), 0.0)

    def _open(self) -> Connection:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.file.exists():
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        db = connect(self.file, timeout=60, isolation_level=None)
        db.execute(_TABLE)
        return db


def shared_file() -> Path:
    """Where this user's turns are kept, whichever practice asks: a service counts the machine, not the practice."""
    folder = platformdirs.user_state_path("mobiledispatch", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"mobiledispatch-{os.getuid()}"
    return folder / "turns.sqlite"
