"""Races of many desks for one slot: exactly one may get it, and all others have to hear who did.

    python benchmarks/desk_races.py --on sqlite|postgres|URL [--races 100] [--racers 20] [--fresh] [--apart N]

Prints a tally as JSON; exit 1 if a race went otherwise. The racers wait behind a gate, so that they start together.
With --fresh each is a whole new Python, as many as there are, and they start as they come. After the races
come N in which three racers want three different slots of one day, and all of them have to get theirs.
"""

import argparse
import datetime
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desk_processes import DATE, Ended, Gate, book_on, booking, fork, fresh, practice
from mobiledispatch.book.opening import open_book
from mobiledispatch.model.practice import BookRules
from whole_book import faults_of

STARTS = ("09:30", "12:15", "14:30")
_CLOSED = {(12, 25), (12, 26), (12, 28), (1, 1), (2, 15), (3, 26), (3, 29)}


@dataclass(frozen=True, slots=True)
class Rules:
    """How many race, for whose time, each a new Python or not; and whether they want slots that do not touch."""

    racers: int
    therapist: str
    fresh: bool
    apart: bool

    @property
    def winners(self) -> int:
        return self.racers if self.apart else 1

    def words(self, racer: int, date: str) -> tuple[str, ...]:
        return booking(racer, STARTS[racer] if self.apart else "10:00", date, self.therapist)


def race(rules: Rules, date: str, env: Mapping[str, str]) -> list[Ended]:
    """How it ended for each racer. `desk 0` is the first."""
    desks = [{**env, "MOBILEDISPATCH_DESK": f"desk {k}"} for k in range(rules.racers)]
    wanted = [rules.words(k, date) for k in range(rules.racers)]
    if rules.fresh:
        started = [fresh(words, desk) for words, desk in zip(wanted, desks, strict=True)]
        said = [process.communicate() for process in started]
        return [Ended(process.returncode, *words) for process, words in zip(started, said, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        gate = Gate()
        running = [
            fork(w, d, Path(folder), str(k), gate.wait) for k, (w, d) in enumerate(zip(wanted, desks, strict=True))
        ]
        gate.open()
        return [one.ended() for one in running]


def date_of(number: int) -> str:
    """The number-th working day from the first on, without Christmas and its like: those are closed."""
    day = datetime.date.fromisoformat(DATE)
    while True:
        if day.weekday() < 5 and (day.month, day.day) not in _CLOSED:
            if number == 0:
                return day.isoformat()
            number -= 1
        day += datetime.timedelta(days=1)


def judge(rules: Rules, date: str, ends: list[Ended], env: Mapping[str, str]) -> list[str]:
    """What is wrong with a race's outcome, in words."""
    winners = [k for k, end in enumerate(ends) if end.code == 0]
    if len(winners) != rules.winners:
        return [f"{len(winners)} winners, exits {sorted(end.code for end in ends)}"]
    faults = [f"exit {end.code}: {end.err.strip()[-300:]}" for end in ends if end.code not in (0, 4)]
    named = {json.loads(end.out)["conflict"]["by"] for end in ends if end.code == 4}
    if not named <= {f"desk {k}" for k in winners}:
        faults.append(f"{winners} won, and the losers were told {named}")
    visits = _visits(date, env)
    if visits != sorted(json.loads(ends[k].out)["visit"] for k in winners):
        faults.append(f"the day shows {visits}")
    return faults


def _visits(date: str, env: Mapping[str, str]) -> list[str]:
    """The visits that the day shows, as `day` tells it."""
    with tempfile.TemporaryDirectory() as folder:
        day = json.loads(fork(("day", "--date", date, "--json"), env, Path(folder), "day").ended().out)
    return sorted(stop["visit"] for route in day["routes"] for stop in route["stops"])


def main() -> int:
    """Run the races and print how they went."""
    said = _said()
    rules = Rules(said.racers, said.therapist, said.fresh, apart=False)
    all_rules = [rules] * said.races + [replace(rules, racers=len(STARTS), apart=True)] * said.apart
    faults: list[str] = []
    exits: Counter[int] = Counter()
    began = time.monotonic()
    with practice() as (folder, env), book_on(said.on) as where:
        env = {**env, **where}
        for number, rules in enumerate(all_rules):
            ends = race(rules, date_of(number), env)
            exits.update(end.code for end in ends)
            faults += [f"race {number}: {fault}" for fault in judge(rules, date_of(number), ends, env)]
        now = datetime.datetime.now(datetime.UTC)
        book = open_book(folder / "practice.toml", BookRules(), {**os.environ, **where}, now)
        faults += faults_of(book)
        rows = len(book.find("caller"))
        book.close()
    told = {
        "on": said.on.partition(":")[0],
        "fresh": said.fresh,
        "races": said.races,
        "racers": said.racers,
        "apart": said.apart,
    }
    took = round(time.monotonic() - began, 1)
    print(json.dumps({**told, "seconds": took, "exits": dict(sorted(exits.items())), "visits": rows, "faults": faults}))
    return 1 if faults or rows != sum(rules.winners for rules in all_rules) else 0


def _said() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--on", default="sqlite", help="sqlite, postgres, or the address of an empty database")
    words.add_argument("--races", type=int, default=100)
    words.add_argument("--racers", type=int, default=20)
    words.add_argument("--therapist", default="ana", help="must:ana: a client who has been promised her")
    words.add_argument("--fresh", action="store_true", help="every racer a new Python")
    words.add_argument("--apart", type=int, default=0, help="so many races more, for three slots by three racers")
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
