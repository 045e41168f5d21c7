"""Bookings killed (`kill -9`) at random points: after each the book opens, and the visit is wholly there or not at all.

    python benchmarks/desk_kills.py --on sqlite|postgres|URL [--bookings 200] [--seed 0]

Every second booking is killed at a random moment of its whole run; every other one, on SQLite, within milliseconds
after its journal has appeared, where the transaction is. Prints a tally as JSON; exit 1 if a book was not whole, or a
booking that had said so was lost.
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
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import update

from desk_processes import Running, book_on, booking, fork, practice
from desk_races import date_of
from mobiledispatch.book.ledger import Book
from mobiledispatch.book.opening import open_book
from mobiledispatch.book.tables import meta
from mobiledispatch.model.practice import BookRules
from whole_book import faults_of

STARTS = ("09:30", "12:15", "14:30")
JOURNAL_SECONDS = 0.08
"""How long a transaction with its journal lasts, roughly, on a busy machine."""


def words_of(number: int) -> tuple[str, ...]:
    """Three bookings a day, so that revisions rise."""
    return booking(number, STARTS[number % 3], date_of(number // 3))


def kill_one(
    number: int, chance: random.Random, usual: float, env: Mapping[str, str], journal: Path | None
) -> tuple[int, str, bool]:
    """Begin a booking and kill it: exit code, what it said, and whether a journal was left behind."""
    with tempfile.TemporaryDirectory() as folder:
        running = fork(words_of(number), env, Path(folder), "booking")
        if journal and number % 2:
            _await(journal, running)
            time.sleep(chance.uniform(0, JOURNAL_SECONDS))
        else:
            time.sleep(chance.uniform(0, 1.2 * usual))
        os.kill(running.pid, signal.SIGKILL)
        end = running.ended()
    return end.code, end.out, bool(journal and journal.exists())


def _await(journal: Path, running: Running) -> None:
    """Until the transaction has begun to write, or the process is over."""
    while not journal.exists() and os.waitid(os.P_PID, running.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        pass


def _tidy(book: Book) -> None:
    """A journal in which nothing had been made sure of is no trouble and stays until the next write; this is one."""
    with book.engine.begin() as db:
        db.execute(update(meta).where(meta.c.key == "schema").values(value=meta.c.value))


def _usual(number: int, env: Mapping[str, str]) -> float:
    """Seconds that a booking takes from its fork to its end."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fork(words_of(number), env, Path(folder), "usual").ended()
    return time.monotonic() - began


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
    words.add_argument("--seed", type=int, default=0)
    said = words.parse_args()
    chance, tally, refused, faults = random.Random(said.seed), Counter[str](), 0, list[str]()
    with practice() as (folder, env), book_on(said.on) as where:
        env = {**env, **where}
        journal = None if where else folder / "practice.db-journal"
        usual = _usual(said.bookings, env)
        for number in range(said.bookings):
            code, out, hot = kill_one(number, chance, usual, env, journal)
            now = datetime.datetime.now(datetime.UTC)
            book = open_book(folder / "practice.toml", BookRules(), {**os.environ, **where}, now)
            there = sum(b.request.client == f"Caller {number}x" for b in book.find("caller"))
            tally.update(killed=code == -signal.SIGKILL, journal_left=hot, there=there, not_there=not there)
            faults += [f"booking {number}: {fault}" for fault in faults_of(book)]
            if there > 1 or ("visit" in said_by(out) and not there):
                faults.append(f"booking {number}: said {out!r}, and {there} are in the book")
            refused += "conflict" in said_by(out)
            _tidy(book)
            book.close()
    print(
        json.dumps(
            {"on": said.on.partition(":")[0], "bookings": said.bookings, **tally, "refused": refused, "faults": faults}
        )
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
