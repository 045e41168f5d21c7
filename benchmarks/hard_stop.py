"""Does `solve` end in time and in memory, whatever the day? Each run a process of its own, reasons included.

    python benchmarks/hard_stop.py [--sizes 12/3,60/9,300/75,500/125] [--limits 0.5,2,10] [--memory 1500] [--effort 2]

Prints a Markdown row a run: the wall time against the limit and what is allowed (a tenth more and two seconds), the
processor's time, and the most memory. On a busy machine wall time says little: look at the processor's.

With `--effort` each day is solved twice instead, one run beside a process that keeps the machine busy, and the row says
whether the bytes are the same.
"""

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mobiledispatch.report.problem_json import render_problem
from seeded import draw_day

CODE = "import sys; from mobiledispatch.cli import main; sys.exit(main())"
BUSY = "while True: pass"


@dataclass(frozen=True, slots=True)
class Ended:
    """One run: its seconds on the wall and on the processor, its megabytes, and what it wrote."""

    wall: float
    processor: float
    megabytes: float
    plan: bytes


def ran(words: Sequence[str]) -> Ended:
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", CODE, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout
        plan = running.stdout.read()
        _, _, used = os.wait4(running.pid, 0)
        running.returncode = 0
    return Ended(time.monotonic() - began, used.ru_utime + used.ru_stime, _megabytes(used), plan)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def timed(days: Sequence[tuple[str, Path]], limits: Sequence[float], memory: int) -> Iterator[str]:
    yield "| day | limit s | allowed s | wall s | processor s | MB |\n|---|---|---|---|---|---|"
    for name, file in days:
        for limit in limits:
            end = ran(["solve", str(file), "--time-limit", str(limit), "--memory", str(memory)])
            cells = (limit, f"{1.1 * limit + 2:.2f}", f"{end.wall:.2f}", f"{end.processor:.2f}", f"{end.megabytes:.0f}")
            yield f"| {name} | " + " | ".join(map(str, cells)) + " |"


def again(days: Sequence[tuple[str, Path]], effort: float) -> Iterator[str]:
    yield "| day | idle: processor s | busy: processor s | plan | same bytes |\n|---|---|---|---|---|"
    for name, file in days:
        words = ["solve", str(file), "--effort", str(effort)]
        idle = ran(words)
        with subprocess.Popen([sys.executable, "-c", BUSY]) as busy:
            other = ran(words)
            busy.kill()
        known = hashlib.sha256(idle.plan).hexdigest()[:12]
        same = "yes" if idle.plan == other.plan and idle.plan else "NO"
        yield f"| {name} | {idle.processor:.2f} | {other.processor:.2f} | {known} | {same} |"


def main() -> None:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--sizes", default="12/3,60/9,300/75,500/125")
    asking.add_argument("--limits", default="0.5,2,10")
    asking.add_argument("--seeds", default="1")
    asking.add_argument("--memory", type=int, default=1500)
    asking.add_argument("--effort", type=float, default=0.0)
    asked = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        days = []
        for size in asked.sizes.split(","):
            visits, therapists = map(int, size.split("/"))
            for seed in map(int, asked.seeds.split(",")):
                file = Path(folder) / f"{visits}-{therapists}-{seed}.json"
                file.write_text(render_problem(draw_day(visits, therapists, seed, lunch=True)))
                days.append((f"{size} seed {seed}", file))
        limits = [float(limit) for limit in asked.limits.split(",")]
        rows = again(days, asked.effort) if asked.effort else timed(days, limits, asked.memory)
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
