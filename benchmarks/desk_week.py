"""A drawn week at the phone desk: callers at two desks at once, and at the end the whole book is held to what was told.

    python benchmarks/desk_week.py [--callers 60] [--on sqlite|postgres] [--seed 0]

A third of the callers are couples or households, a third correct something while their slot is held; some cancel, move,
change a detail, or do not show. Afterwards every promise, every couple and every value that was typed is looked up in
the book, each day is planned from it, and the plans are verified. Prints one line of JSON; exit 1 if anything is wrong.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk_processes import Ended, book_on, practice, run_here

MONDAY = "2026-11-23"
DAYS = 5
HOMES = [f"{10_301 + 2 * k} 105 Street NW" for k in range(20)] + ["8331 104 Street NW", "2704 17 Street NW"]
TREATMENTS = ("therapeutic", "deep tissue", "relaxation")
CORRECTIONS: Mapping[str, tuple[str, ...]] = {
    "minutes": ("45", "60", "90"),
    "address": ("8331 104 Street NW", "2704 17 Street NW"),
    "unit": ("12", "204"),
    "phone": ("587-555-0123",),
    "notes": ("a dog", "ring twice"),
    "gender": ("female", "prefer:male"),
    "treatment": ("therapeutic", "relaxation"),
    "pressure": ("firm", "light"),
    "availability": ("8:30-18:00",),
}
"""What callers correct, and to what."""


@dataclass
class Kept:
    """What the desk has told of one visit, and what was typed for it last."""

    visit: str
    date: str
    window: list[str]
    status: str
    typed: dict[str, str] = field(default_factory=dict)
    group: list[str] = field(default_factory=list)
    together: bool = False


@dataclass
class Desk:
    """Commands of one desk in this process, and what it has told."""

    env: Mapping[str, str]
    rng: random.Random
    kept: dict[str, Kept] = field(default_factory=dict)
    exits: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def run(self, *words: str, now: str = "") -> tuple[int, Any]:
        """The command's exit code, and what it told another program."""
        env = {**self.env, **({"MOBILEDISPATCH_NOW": now} if now else {})}
        ended = run_here([*words, "--json"], env)
        self.exits[f"{words[0]} {ended.code}"] += 1
        if ended.code not in (0, 2, 3, 4):
            self.faults.append(f"{words}: exit {ended.code}: {ended.err.strip()[-300:]}")
        return ended.code, _told(ended)

    def keep(self, told: Mapping[str, Any], together: bool | None = None) -> None:
        """Remember what was told of a visit and of all that belongs to it."""
        everybody = [told, *told["with"]]
        names = sorted(one["visit"] for one in everybody)
        for one in everybody:
            old = self.kept.get(one["visit"])
            kept = Kept(one["visit"], one["date"], one["window"] or [], one["status"])
            if old:
                kept.typed, kept.together = old.typed, old.together
            kept.group = names if len(names) > 1 else []
            kept.together = kept.together if together is None else together
            self.kept[kept.visit] = kept


def _told(ended: Ended) -> Any:
    try:
        return json.loads(ended.out)
    except ValueError:
        return None


def call(desk: Desk, number: int) -> None:
    """One caller: asks, takes an offer, perhaps corrects something, and is booked."""
    rng = desk.rng
    wish = [
        "--address",
        rng.choice(HOMES),
        "--treatment",
        rng.choice(TREATMENTS),
        "--minutes",
        rng.choice(["60", "90"]),
    ]
    together = rng.random() < 0.5
    pair = number % 3 == 0
    party = ["--people", "2", "--together" if together else "--in-turn"] if pair else []
    code, told = desk.run("slots", *wish, *party, "--date", MONDAY, "--days", str(DAYS))
    if code or not told["offers"]:
        return
    offer = rng.choice(told["offers"][:12])
    who = ["--client", f"Caller {number}", "--phone", f"780-555-{1000 + number}"]
    second = ["--second-client", f"Second {number}"] if pair else []
    slot = ["--date", offer["date"], "--start", offer["start"], "--therapist", offer["therapist"]]
    code, held = desk.run("hold", *wish, *party, *who, *second, *slot)
    if code == 4 and held["conflict"]["nearest"]:
        near = held["conflict"]["nearest"][0]
        slot = ["--date", near["date"], "--start", near["start"], "--therapist", near["therapist"]]
        code, held = desk.run("hold", *wish, *party, *who, *second, *slot)
    if code:
        return
    desk.keep(held, together and pair)
    desk.kept[held["visit"]].typed = {"address": wish[1], "minutes": wish[5], "phone": who[3], "client": who[1]}
    corrected = _corrections(rng) if number % 3 == 1 else {}
    change(desk, "book", held["visit"], corrected) or change(desk, "book", held["visit"], {})


def _corrections(rng: random.Random) -> dict[str, str]:
    names = rng.sample(sorted(CORRECTIONS), rng.choice([1, 2, 3]))
    return {name: rng.choice(CORRECTIONS[name]) for name in names}


def change(desk: Desk, command: str, visit: str, values: Mapping[str, str], *more: str, now: str = "") -> bool:
    """A command with words for one visit; what was typed is remembered if it was done."""
    words = [word for name, value in values.items() for word in (f"--{name.replace('_', '-')}", value)]
    code, told = desk.run(command, visit, *words, *more, now=now)
    if code not in (0, 3) or told is None:
        return False
    desk.keep(told)
    for one in (told, *told["with"]):
        if "address" in values and "address" in desk.kept[one["visit"]].typed:
            # All who belong together live at one door; the unit belonged to the old one.
            desk.kept[one["visit"]].typed["address"] = values["address"]
            desk.kept[one["visit"]].typed.pop("unit", None)
    desk.kept[visit].typed.update(values)
    return True


def later(desk: Desk, kept: Kept) -> None:
    """What becomes of a visit after it was booked."""
    rng, visit = desk.rng, kept.visit
    what = rng.random()
    if what < 0.15:
        change(desk, "cancel", visit, {})
    elif what < 0.35:
        day = rng.randrange(DAYS)
        change(desk, "move", visit, {}, "--date", f"2026-11-{23 + day}", "--start", f"{rng.randrange(9, 18)}:30")
    elif what < 0.55:
        change(desk, "edit", visit, _corrections(rng))
    elif what < 0.65:
        change(desk, "move", visit, {}, "--therapist", rng.choice(["ana", "ben", "chloe"]))


def at_two_desks(
    env: Mapping[str, str], seed: str, work: Sequence[Callable[[Desk], None]], known: dict[str, Kept]
) -> Desk:
    """The pieces of work at once, each at a desk in a process of its own; what both have told, taken together."""
    with tempfile.TemporaryDirectory(prefix="week-") as name:
        folder = Path(name)
        pids = [_forked(env, f"{seed} {k}", one, known, folder / f"{k}.json") for k, one in enumerate(work)]
        both = Desk(env, random.Random(seed), known)
        for k, pid in enumerate(pids):
            _, status = os.waitpid(pid, 0)
            file = folder / f"{k}.json"
            if status or not file.exists():
                both.faults.append(f"desk {k} died: {status}")
                continue
            said = json.loads(file.read_text())
            both.kept.update({visit: Kept(**one) for visit, one in said["kept"].items()})
            both.exits.update(said["exits"])
            both.faults += said["faults"]
    return both


def _forked(env: Mapping[str, str], seed: str, work: Callable[[Desk], None], known: dict[str, Kept], file: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        desk = Desk({**env, "MOBILEDISPATCH_DESK": f"desk {seed[-1]}"}, random.Random(seed), dict(known))
        work(desk)
        # Only what this desk has touched: the other one has seen other visits.
        mine = {v: one.__dict__ for v, one in desk.kept.items() if one is not known.get(v)}
        file.write_text(json.dumps({"kept": mine, "exits": desk.exits, "faults": desk.faults}))
        code = 0
    finally:
        os._exit(code)


def week(env: Mapping[str, str], callers: int, seed: int) -> Desk:
    """The whole week: pairs of callers at two desks at once, then pairs of changes, then those who did not show."""
    kept: dict[str, Kept] = {}
    exits: Counter[str] = Counter()
    faults: list[str] = []

    def done(desk: Desk) -> None:
        exits.update(desk.exits)
        faults.extend(desk.faults)

    for number in range(0, callers, 2):
        done(at_two_desks(env, f"{seed} call {number}", [_calls(number), _calls(number + 1)], kept))
    for number, (one, other) in enumerate(_pairs(kept)):
        done(at_two_desks(env, f"{seed} later {number}", [_changes(kept[one]), _changes(kept[other])], kept))
    desk = Desk(env, random.Random(f"{seed} absent"), kept)
    for visit in [v for v, one in kept.items() if one.status == "booked" and one.date == MONDAY][:2]:
        change(desk, "no-show", visit, {}, now=f"{MONDAY}T20:00")
    done(desk)
    return Desk(env, desk.rng, kept, exits, faults)


def _calls(number: int) -> Callable[[Desk], None]:
    return lambda desk: call(desk, number)


def _changes(kept: Kept) -> Callable[[Desk], None]:
    return lambda desk: later(desk, kept)


def _pairs(kept: Mapping[str, Kept]) -> Iterator[tuple[str, str]]:
    """Booked visits two by two, never two of one party: what one desk tells of it the other would not know."""
    leads = [v for v, one in kept.items() if one.status == "booked" and (not one.group or one.group[0] == v)]
    return zip(leads[::2], leads[1::2], strict=False)


def judge(desk: Desk, folder: Path) -> list[str]:
    """Everything in which the book, the plans and what was told do not agree."""
    faults = list(desk.faults)
    found = {}
    for visit, kept in desk.kept.items():
        _, rows = desk.run("find", visit)
        found[visit] = next(row for row in rows if row["visit"] == visit)
        faults += _differs(found[visit], kept)
    for kept in desk.kept.values():
        if kept.group and kept.status == "booked":
            faults += _parted([found[name] for name in kept.group], kept)
    for day in range(DAYS):
        faults += _planned(desk, f"2026-11-{23 + day}", folder / str(day))
    return faults


def _differs(row: Mapping[str, Any], kept: Kept) -> Iterator[str]:
    if row["status"] != kept.status:
        yield f"{kept.visit}: told {kept.status}, is {row['status']}"
    if kept.status == "booked" and (row["date"], row["window"]) != (kept.date, kept.window):
        yield f"{kept.visit}: told {kept.date} {kept.window}, the book has {row['date']} {row['window']}"
    if kept.status == "booked" and not kept.window[0] <= row["start"] <= kept.window[1]:
        yield f"{kept.visit}: planned {row['start']}, promised {kept.window}"
    digits = "".join(filter(str.isdigit, kept.typed.get("phone", "")))
    seen = {**row, "minutes": str(row["minutes"]), "treatment": row["treatment"].replace("_", " ")}
    for name in ("address", "unit", "minutes", "treatment", "client"):
        if name in kept.typed and seen[name] != kept.typed[name]:
            yield f"{kept.visit}: {name} was typed {kept.typed[name]!r}, the book has {seen[name]!r}"
    if digits and not row["phone"].endswith(digits):
        yield f"{kept.visit}: phone was typed {digits}, the book has {row['phone']}"


def _parted(rows: Sequence[Mapping[str, Any]], kept: Kept) -> Iterator[str]:
    therapists = {row["therapist"] for row in rows}
    if len({(row["date"], row["status"], row["address"]) for row in rows}) > 1:
        yield f"{kept.group}: apart in day, state or door"
    elif kept.together and (len({row["start"] for row in rows}) > 1 or len(therapists) < len(rows)):
        yield f"{kept.group}: not at one time with a therapist each"
    elif not kept.together and len(therapists) > 1:
        yield f"{kept.group}: in turn, and not with one therapist"


def _planned(desk: Desk, date: str, out: Path) -> Iterator[str]:
    code, plan = desk.run("plan", "--from-book", "--date", date, "--out", str(out), "--time-limit", "20")
    if code not in (0, 3) or plan is None:
        yield f"{date}: plan ended with {code}"
        return
    served = {s["visit"]: s["start"][:5] for r in plan["routes"] for s in r["stops"]}
    for kept in desk.kept.values():
        if kept.status == "booked" and kept.date == date:
            start = served.get(kept.visit)
            if start is None or not kept.window[0] <= start <= kept.window[1]:
                yield f"{kept.visit}: promised {kept.window} on {date}, planned {start}"
    verified, broken = desk.run("verify", str(out / "plan.json"))
    if verified:
        yield f"{date}: {broken}"


def main() -> int:
    """Run the week and print how it went."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--callers", type=int, default=60)
    words.add_argument("--on", default="sqlite", help="sqlite, postgres, or the address of an empty database")
    words.add_argument("--seed", type=int, default=0)
    said = words.parse_args()
    began = time.monotonic()
    with practice() as (folder, env), book_on(said.on) as where:
        if where:
            # The book of `init` is the file; the server's is another one.
            run_here(["init", str(folder / "server")], {**env, **where})
        desk = week({**env, **where}, said.callers, said.seed)
        faults = judge(desk, folder / "plans")
        states = Counter(one.status for one in desk.kept.values())
        parties = len({tuple(one.group) for one in desk.kept.values() if one.group})
    told = {"on": said.on.partition(":")[0], "callers": said.callers, "visits": dict(sorted(states.items()))}
    took = round(time.monotonic() - began, 1)
    told |= {"parties": parties, "exits": dict(sorted(desk.exits.items())), "seconds": took, "faults": faults}
    print(json.dumps(told))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
