"""Races of many desks for one slot: exactly one may get it, and all others have to hear who did.

    python benchmarks/desk_races.py --on sqlite|postgres|URL [--races 100] [--racers 20] [--fresh]

Prints a tally as JSON; exit 1 if a race went otherwise. The racers wait behind a gate, so that they start together.
With --fresh each is a whole new Python, as many as there are, and they start as they come.
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
from pathlib import Path

from desk_processes import DATE, Ended, Gate, book_on, booking, fork, fresh, practice, run_here
from mobiledispatch.book.opening import open_book
from mobiledispatch.model.practice import BookRules
from whole_book import faults_of


def race(number: int, racers: int, who: str, env: Mapping[str, str], anew: bool) -> list[Ended]:
    """All racers want Ana at ten, each race on a day of its own."""
    date = date_of(number)
    desks = [{**env, "MOBILEDISPATCH_DESK": f"desk {k}"} for k in range(racers)]
    wanted = [booking(k, date=date, who=who) for k in range(racers)]
    if anew:
        started = [fresh(words, desk) for words, desk in zip(wanted, desks, strict=True)]
        said = [process.communicate() for process in started]
        return [Ended(process.returncode, *words) for process, words in zip(started, said, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        gate = Gate()
        running = [fork(w, d, Path(folder), str(k), gate) for k, (w, d) in enumerate(zip(wanted, desks, strict=True))]
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


_CLOSED = {(12, 25), (12, 26), (12, 28), (1, 1), (2, 15), (3, 26), (3, 29)}


def judge(number: int, ends: list[Ended], env: Mapping[str, str]) -> list[str]:
    """What is wrong with a race's outcome, in words."""
    winners = [k for k, end in enumerate(ends) if end.code == 0]
    if len(winners) != 1:
        return [f"{len(winners)} winners, exits {sorted(end.code for end in ends)}"]
    faults = [f"exit {end.code}: {end.err.strip()[-300:]}" for end in ends if end.code not in (0, 4)]
    named = {json.loads(end.out)["conflict"]["by"] for end in ends if end.code == 4}
    if named != {f"desk {winners[0]}"}:
        faults.append(f"desk {winners[0]} won, and the losers were told {named}")
    visits = _visits(run_here(["day", "--date", date_of(number), "--json"], env).out)
    if visits != [json.loads(ends[winners[0]].out)["visit"]]:
        faults.append(f"the day shows {visits}")
    return faults


def _visits(day: str) -> list[str]:
    return [stop["visit"] for route in json.loads(day)["routes"] for stop in route["stops"]]


def main() -> int:
    """Run the races and print how they went."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--on", default="sqlite", help="sqlite, postgres, or the address of an empty database")
    words.add_argument("--races", type=int, default=100)
    words.add_argument("--racers", type=int, default=20)
    words.add_argument("--therapist", default="must:ana", help="ana: whoever has her may be given to another therapist")
    words.add_argument("--fresh", action="store_true", help="every racer a new Python")
    said = words.parse_args()
    faults: list[str] = []
    exits: Counter[int] = Counter()
    began = time.monotonic()
    with practice() as (folder, env), book_on(said.on) as where:
        env = {**env, **where}
        for number in range(said.races):
            ends = race(number, said.racers, said.therapist, env, said.fresh)
            exits.update(end.code for end in ends)
            faults += [f"race {number}: {fault}" for fault in judge(number, ends, env)]
        book = open_book(
            folder / "practice.toml", BookRules(), {**os.environ, **where}, datetime.datetime.now(datetime.UTC)
        )
        faults += faults_of(book)
        rows = len(book.find("caller"))
        book.close()
    took = round(time.monotonic() - began, 1)
    told = {
        "on": said.on.partition(":")[0],
        "fresh": said.fresh,
        "races": said.races,
        "racers": said.racers,
        "seconds": took,
    }
    print(json.dumps({**told, "exits": dict(sorted(exits.items())), "visits": rows, "faults": faults}))
    return 1 if faults or rows != said.races else 0


if __name__ == "__main__":
    sys.exit(main())
