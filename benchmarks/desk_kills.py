"""Bookings killed (`kill -9`) at random points: after each the book opens, and the visit is wholly there or not at all.

    python benchmarks/desk_kills.py --on sqlite|postgres|URL [--bookings 200 | --each-step] [--seed 0]

Every second booking is killed at a random moment of its whole run; every other one, on SQLite, at a random moment after
its journal has appeared, where the transaction is. With `--each-step` no clock has a say: the first booking dies at its
first word to the database, the second at its second, and so on until one outlives them all. Prints a tally as JSON;
exit 1 if a book was not whole, or a booking that had said so was lost.
"""

import argparse
import datetime
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, Pool, event, update

from desk_processes import Ended, Running, book_on, booking, fork, practice
from desk_races import date_of
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.opening import open_book
from mobiledispatch.book.tables import meta
from mobiledispatch.model.practice import BookRules
from whole_book import faults_of

STARTS = ("09:30", "12:15")


def words_of(number: int) -> tuple[str, ...]:
    """Two bookings a day, so that revisions rise."""
    return booking(number, STARTS[number % 2], date_of(number // 2))


@dataclass
class Executioner:
    """Kills bookings, and learns from those that were over before how long one takes, and its transaction."""

    env: Mapping[str, str]
    journal: Path | None
    chance: random.Random
    whole: float = 0.3
    transaction: float = 0.03

    def kill(self, number: int) -> Ended:
        """Begin a booking and kill it, if it is not over by then."""
        with tempfile.TemporaryDirectory() as folder:
            running = fork(words_of(number), self.env, Path(folder), "booking")
            if self.journal and number % 2:
                _until(self.journal.exists, running)
                self.transaction = self._strike(running, self.transaction)
            else:
                self.whole = self._strike(running, self.whole)
            return running.ended()

    def _strike(self, running: Running, usual: float) -> float:
        """Kill at a random moment of the usual time; the usual time as it is known afterwards."""
        began = time.monotonic()
        moment = began + self.chance.uniform(0, 1.2 * usual)
        _until(lambda: time.monotonic() >= moment, running)
        took, over = time.monotonic() - began, _is_over(running)
        os.kill(running.pid, signal.SIGKILL)
        return (usual + took) / 2 if over else usual * 1.03


@dataclass(frozen=True, slots=True)
class StepByStep:
    """Lets a booking kill itself at one of its words to the database: the first booking at the first of them."""

    env: Mapping[str, str]

    def kill(self, number: int) -> Ended:
        """A booking that dies at the step of its number, if it has as many."""
        with tempfile.TemporaryDirectory() as folder:
            doom = partial(_die_at_step, number + 1)
            return fork(words_of(number), self.env, Path(folder), "booking", doom).ended()


def _die_at_step(last: int) -> None:
    """From here on this process lives for so many steps: before and after a statement, before and after a commit."""
    steps = count(1)

    def step(*_: object) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, step)
    event.listen(Pool, "checkin", step)


def _until(come: Callable[[], bool], running: Running) -> None:
    """Until that, or the end of the process."""
    while not come() and not _is_over(running):
        time.sleep(0.0002)


def _is_over(running: Running) -> bool:
    return os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _tidy(book: Book) -> None:
    """A journal in which nothing had been made sure of is no trouble and stays until the next write; this is one."""
    with book.engine.begin() as db:
        db.execute(update(meta).where(meta.c.key == "schema").values(value=meta.c.value))


def said_by(out: str) -> dict[str, object]:
    """The JSON that a booking printed, if it came to that."""
    try:
        said: dict[str, object] = json.loads(out)
    except ValueError:
        return {}
    return said


def main() -> int:
    """Kill bookings and print what the book has of them."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--on", default="sqlite", help="sqlite, postgres, or the address of an empty database")
    words.add_argument("--bookings", type=int, default=200)
    words.add_argument("--each-step", action="store_true", help="one booking for each word to the database")
    words.add_argument("--seed", type=int, default=0)
    said = words.parse_args()
    tally, faults = Counter[str](), list[str]()
    with practice() as (folder, env), book_on(said.on) as where:
        journal = None if where else folder / "practice.db-journal"
        if said.each_step:
            kill = StepByStep({**env, **where}).kill
        else:
            kill = Executioner({**env, **where}, journal, random.Random(said.seed)).kill
        for number in count() if said.each_step else range(said.bookings):
            end = kill(number)
            tally["journal_left"] += bool(journal and journal.exists())
            now = datetime.datetime.now(datetime.UTC)
            book = open_book(folder / "practice.toml", BookRules(), {**os.environ, **where}, now)
            faults += [f"booking {number}: {fault}" for fault in _judge(number, end, book, tally)]
            _tidy(book)
            book.close()
            if said.each_step and end.code != -signal.SIGKILL:
                break
    told = {"on": said.on.partition(":")[0], "bookings": number + 1, **tally, "faults": faults}
    print(json.dumps(told))
    return 1 if faults else 0


def _judge(number: int, end: Ended, book: Book, tally: Counter[str]) -> list[str]:
    """What is wrong with the book after one booking, in words; the tally goes on."""
    there = sum(b.request.client == f"Caller {number}x" for b in book.find("caller"))
    killed, said = end.code == -signal.SIGKILL, said_by(end.out)
    tally.update(killed=killed, there=there, not_there=not there)
    tally.update(killed_yet_there=bool(killed and there), refused="conflict" in said)
    lost = there > 1 or ("visit" in said and not there)
    return faults_of(book) + ([f"said {end.out!r}, and {there} are in the book"] if lost else [])


if __name__ == "__main__":
    sys.exit(main())
