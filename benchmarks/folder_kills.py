"""`plan` killed, and on full disks, into a folder that holds an older plan: it then holds one plan, never a mixture.

    python benchmarks/folder_kills.py [--kills 100] [--full-disks 20]

Every plan is a process of its own that dies by SIGKILL at one of its words to the file system about that folder: the
first at the first of them, the next at the next, until one outlives them all; then from the first again. In every
second round a folder of the user's own is inside, so that the folder cannot be exchanged. The full disks are real (a
tmpfs, which takes the right to mount), each with a little more room than the one before. Right after each mishap every
file of the folder is compared, to the byte, with the old plan and the new. Prints a tally as JSON; exit 1 if one was
neither.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count, cycle
from pathlib import Path

from desk_processes import Ended, fork, run_here
from mishaps import die_at

HEAD = "client,address,treatment,minutes,date\n"
DAYS = {
    "2026-11-23": "Zoe Quirke,10345 105 Street NW,relaxation,60,2026-11-23\n",
    "2026-11-28": "Lena Moss,10225 100 Avenue NW,relaxation,60,2026-11-28\n",
}
OLD, NEW = DAYS
Plan = dict[str, bytes]


def read(folder: Path) -> Plan:
    """Every file that can be read in the folder; what is hidden is no part of a plan."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder): path for path in files}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not any(part.startswith(".") for part in name.parts)
    }


class Planner:
    """Plans either day of a practice of its own into any folder."""

    def __init__(self, home: Path) -> None:
        self.home, self.env = home, {"MOBILEDISPATCH_PRACTICE": str(home / "practice.toml")}
        assert run_here(["init", str(home)], {}).code == 0
        (home / "days.csv").write_text(HEAD + "".join(DAYS.values()))

    def words(self, date: str, out: Path) -> list[str]:
        return ["plan", str(self.home / "days.csv"), "--date", date, "--out", str(out)]

    def plan(self, date: str, out: Path) -> Ended:
        return run_here(self.words(date, out), self.env)

    def suffer(self, date: str, out: Path, mishap: Callable[[], None] | None = None) -> Ended:
        """The plan in a process that the mishap comes over."""
        return fork(self.words(date, out), self.env, self.home, "said", mishap).ended()

    def both(self, out: Path) -> tuple[Plan, Plan]:
        """The new plan and the old as they should be; the old one stays there, with a file of the user's own."""
        plans = []
        for date in (NEW, OLD):
            assert self.plan(date, out).code == 0
            (out / "notes.txt").write_text("mine")
            (out / "sheets" / "mine.txt").write_text("mine")
            plans.append(read(out))
        return plans[0], plans[1]


def kill(planner: Planner, kills: int, tally: Counter[str]) -> Iterator[str]:
    """Every mixture that a kill has left."""
    for way in cycle(("exchanged", "by links")):
        out = planner.home / way.replace(" ", "-")
        out.mkdir(exist_ok=True)
        if way == "by links":
            (out / "photos").mkdir(exist_ok=True)
        new, old = planner.both(out)
        for step in count(1):
            if tally["killed"] == kills:
                return
            end = planner.suffer(NEW, out, partial(die_at, step, out.name))
            found = read(out)
            if end.code != -signal.SIGKILL:
                assert (end.code, found) == (0, new), end.err
                break
            tally.update({"killed": 1, f"{way}, old": found == old, f"{way}, new": found == new})
            if found not in (old, new):
                yield f"{way}, step {step}: {sorted(found)}"
            assert planner.plan(OLD, out).code == 0
            assert read(out) == old


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A file system of its own, of two megabytes."""
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", at], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", at], check=True)


def fill_disks(planner: Planner, disks: int, tally: Counter[str]) -> Iterator[str]:
    """Every mixture that a full disk has left."""
    with small_disk(planner.home / "disk") as disk:
        new, old = planner.both(disk / "out")
        least = sum(map(len, new.values()))
        for number in range(disks):
            room = least * number // disks
            (disk / "filler").write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - room))
            end = planner.suffer(NEW, disk / "out")
            found = read(disk / "out")
            tally.update({"full": end.code == 7, "full, old": found == old})
            if end.code != 7 or found != old or sorted(p.name for p in disk.iterdir()) != ["filler", "out"]:
                yield f"{room} bytes of room: exit {end.code}, {end.err}"
            (disk / "filler").unlink()


def main() -> int:
    """Kill plans and fill disks, and print what the folder was found to hold."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--kills", type=int, default=100)
    words.add_argument("--full-disks", type=int, default=20)
    said = words.parse_args()
    tally = Counter[str]()
    with tempfile.TemporaryDirectory(prefix="folder-") as home:
        planner = Planner(Path(home) / "practice")
        mixtures = [*kill(planner, said.kills, tally), *fill_disks(planner, said.full_disks, tally)]
    print(json.dumps({**tally, "mixtures": mixtures}))
    return 1 if mixtures else 0


if __name__ == "__main__":
    sys.exit(main())
