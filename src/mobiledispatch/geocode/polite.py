"""At most one request a second to a public service, for all processes of this machine together."""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Turnstile:
    """Hands out moments at least `every` seconds apart, through a small database that processes share.

    Each caller books the next free moment in one transaction and then sleeps until it comes, so nobody waits
    while holding the lock.
    """

    def __init__(self, file: Path, every: float = 1.0, clock: Clock = time.time, sleep: Sleep = time.sleep) -> None:
        self.file, self.every, self.clock, self.sleep = file, every, clock, sleep

    def wait(self) -> None:
        """Come back when it is this caller's turn."""
        moment = self._book()
        while (early := moment - self.clock()) > 0:
            self.sleep(early)

    def _book(self) -> float:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.file.exists():
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(connect(self.file, timeout=60, isolation_level=None)) as db:
            db.execute("create table if not exists turn (at real not null)")
            db.execute("begin immediate")
            last = db.execute("select max(at) from turn").fetchone()[0]
            now = self.clock()
            # A moment far ahead is left over from a clock that was set back.
            moment = now if last is None or last > now + 3600 else max(now, last + self.every)
            db.execute("delete from turn")
            db.execute("insert into turn values (?)", (moment,))
            db.execute("commit")
        return moment


def shared_file(folder: Path | None) -> Path:
    """Where the turns are kept: in the practice's memory, else in this user's temporary folder."""
    return (folder or Path(tempfile.gettempdir()) / f"mobiledispatch-{os.getuid()}") / "turns.sqlite"
