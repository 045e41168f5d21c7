"""How long booking staff wait: `slots` as a whole process above `python -c pass`, and with `--deep` to the last start.

    python benchmarks/desk_speed.py [--sizes 20x4,40x8] [--runs 20] [--seed 1] [--against CHECKOUT]

A practice of so many therapists is drawn around Edmonton, a day planned for it, its visits booked with an hour's
promise, and a stranger calls from an address that has been asked about before. Prints a Markdown row a size. With fewer
than three instant offers `slots` asks the exact search by itself, and takes its time.

With `--against` the same practice is drawn and booked by another version too, and both are asked in turns: one column
more, this version's median as a ratio of the other's.
"""

import argparse
import csv
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mobiledispatch.geocode import Placed, Query, offline_geocoder
from mobiledispatch.model.place import Quality

PROGRAM = str(Path(sys.executable).parent / "mobiledispatch")
DATE, NOW = "2026-11-23", "2026-11-20T09:00"
CALL = ("slots", "--address", "10301 105 Street NW", "--treatment", "relaxation", "--minutes", "60", "--date", DATE)
SHIFTS = ("08:00-18:00", "09:00-19:00", "08:00-19:00")
PROMISE = 60
COLUMNS = (
    *("visits", "therapists", "python -c pass", "slots, median above it", "slots, p95 above it", "instant offers"),
    *("slots --deep", "offers", "all decided"),
)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in the practice's folder, on the Friday before; the version is the one whose folder stands in it."""
    version = folder / "version"
    source = {"PYTHONPATH": version.read_text(encoding="utf-8")} if version.exists() else {}
    env = {**os.environ, **source, "MOBILEDISPATCH_NOW": NOW}
    return subprocess.run([*words], cwd=folder, env=env, capture_output=True, text=True, check=False)


def addresses(rng: random.Random) -> Iterator[str]:
    """Houses on numbered streets that the packaged tables know."""
    geocoder = offline_geocoder()
    while True:
        street = f"{100 * rng.randrange(35, 160) + rng.randrange(1, 60)} {rng.randrange(40, 185)} Street NW"
        answer = geocoder.locate(Query(street, city="Edmonton"))
        if isinstance(answer, Placed) and answer.location.quality is Quality.INTERPOLATED:
            yield street


def open_practice(folder: Path, therapists: int, homes: Iterator[str], rng: random.Random) -> None:
    """The sample practice with drawn therapists, whose days are long."""
    made = run(folder, PROGRAM, "init", ".")
    assert made.returncode == 0, made.stderr
    file = folder / "practice.toml"
    rules = file.read_text(encoding="utf-8").partition("# Therapists.")[0]
    rules = re.sub(r"hands_on_hours = [\d.]+", "hands_on_hours = 8.0", rules)
    crew = [
        f'[[therapists]]\nid = "t{k}"\nname = "T{k}"\ngender = "female"\nhome = "{next(homes)}, Edmonton"\n'
        f'equipment = ["stone_heater"]\n[therapists.shifts]\nmonday = "{rng.choice(SHIFTS)}"\n'
        for k in range(therapists)
    ]
    file.write_text(rules + "\n".join(crew), encoding="utf-8")


def fill_the_book(folder: Path, visits: int, homes: Iterator[str], rng: random.Random) -> int:
    """Book what a plan can serve of twice as many requests; how many visits that is, `visits` at most."""
    wanted = [_request(k, next(homes), rng) for k in range(2 * visits)]
    _write(folder / "wanted.csv", wanted)
    planned = run(folder, PROGRAM, "plan", "wanted.csv", "--date", DATE, "--out", "out", "--time-limit", "20")
    assert planned.returncode in (0, 3), planned.stderr
    routes = json.loads((folder / "out" / "plan.json").read_text(encoding="utf-8"))["routes"]
    starts = {stop["visit"]: stop["start"] for route in routes for stop in route["stops"]}
    booked = [
        {**row, "start": _promise(starts[row["id"]]), "status": "confirmed"} for row in wanted if row["id"] in starts
    ]
    _write(folder / "booked.csv", booked[:visits])
    taken = run(folder, PROGRAM, "import", "booked.csv", "--json")
    assert taken.returncode in (0, 3), taken.stderr
    return len(json.loads(taken.stdout)["placed"])


def _request(number: int, address: str, rng: random.Random) -> dict[str, str]:
    opens = rng.randrange(8, 15)
    return {
        "id": f"v{number:03}",
        "date": DATE,
        "client": f"Client {number}",
        "phone": f"780-555-{number:04}",
        "address": address,
        "treatment": rng.choice(["therapeutic", "relaxation", "deep tissue", "sports"]),
        "minutes": str(rng.choice([45, 60, 60])),
        "availability": f"{opens}-{min(20, opens + rng.choice([3, 4, 6]))}",
        "start": "",
        "status": "",
        "open_wounds": "no",
        "fractures": "no",
        "blood_thinners": "no",
    }


def _promise(start: str) -> str:
    """An hour from the five minutes before the start on."""
    hours, minutes = start.split(":")[:2]
    first = (60 * int(hours) + int(minutes)) // 5 * 5
    return "-".join(f"{t // 60:02}:{t % 60:02}" for t in (first, first + PROMISE))


def _write(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def seconds_of(folder: Path, *words: str) -> tuple[float, str]:
    """How long a process took, from its start to its end, and what it said."""
    began = time.perf_counter()
    done = run(folder, *words)
    took = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    return took, done.stdout


def measured(folder: Path, visits: int, therapists: int, runs: int, other: Path | None = None) -> str:
    """One row: the instant answer again and again, in turns with an empty program (and with the version of `other`);
    then the exact one."""
    run(folder, PROGRAM, *CALL)  # the address is remembered from here on
    empty, instant, before, told = [], [], [], ""
    if other:
        run(other, PROGRAM, *CALL)
    for _ in range(runs):
        empty.append(seconds_of(folder, sys.executable, "-c", "pass")[0])
        took, told = seconds_of(folder, PROGRAM, *CALL, "--json")
        instant.append(took)
        if other:
            before.append(seconds_of(other, PROGRAM, *CALL, "--json")[0])
    at_once = sum(offer["kind"] == "instant" for offer in json.loads(told)["offers"])
    deep, told = seconds_of(folder, PROGRAM, *CALL, "--deep", "--json")
    answer: dict[str, Any] = json.loads(told)
    floor = statistics.median(empty)
    late = statistics.quantiles(instant, n=20, method="inclusive")[-1]
    cells = (f"{1000 * t:.0f} ms" for t in (floor, statistics.median(instant) - floor, late - floor))
    exact = (f"{deep:.1f} s", len(answer["offers"]), "yes" if answer["complete"] else "no")
    ratio = [f"{(statistics.median(instant) - floor) / (statistics.median(before) - floor):.2f}"] if other else []
    return _row((visits, therapists, *cells, at_once, *exact, *ratio))


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--sizes", default="20x4,40x8", help="visits x therapists")
    words.add_argument("--runs", type=int, default=20)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--against", type=Path, help="a checkout of another version")
    said = words.parse_args()
    if said.runs < 2:
        words.error("--runs: a 95th percentile needs two runs at least")
    columns = (*COLUMNS, "slots, times the other version") if said.against else COLUMNS
    print(_row(columns))
    print(_row("---" for _ in columns))
    for size in said.sizes.split(","):
        visits, therapists = map(int, size.split("x"))
        with tempfile.TemporaryDirectory(prefix="desk-") as name:
            own, other = Path(name) / "own", Path(name) / "other"
            booked = booked_practice(own, visits, therapists, f"{size}/{said.seed}", Path(__file__).parents[1])
            if said.against:
                booked_practice(other, visits, therapists, f"{size}/{said.seed}", said.against)
            row = measured(own, booked, therapists, said.runs, other if said.against else None)
            print(row, flush=True)


def booked_practice(folder: Path, visits: int, therapists: int, seed: str, version: Path) -> int:
    """A practice in `folder` drawn and booked by the program of a checkout; how many visits its book holds."""
    folder.mkdir()
    (folder / "version").write_text(str(version.resolve() / "src"), encoding="utf-8")
    rng = random.Random(seed)
    homes = addresses(rng)
    open_practice(folder, therapists, homes, rng)
    return fill_the_book(folder, visits, homes, rng)


if __name__ == "__main__":
    main()
