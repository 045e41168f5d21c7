"""Drawn days of up to six visits with all keys in combination, engine and verify against a brute force kept apart.

    python benchmarks/drawn_ties.py [--days 3000] [--first 0] [--seconds 60]

Half the days have the times of a practice, half last half an hour in which every second counts. Prints each day on
which they differ, and at the end how many there were of each kind, what was in the days, and the processor time.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from apart.drawn import MINUTES, WORKDAY, draw
from apart.judge import faults
from apart.sights import sights
from mobiledispatch.solver import Limits


def main(days: int, first: int, seconds: float) -> int:
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + days):
            seed, scale = divmod(number, 2)
            day = draw(seed, (WORKDAY, MINUTES)[scale])
            found = faults(day, Path(folder), Limits(seconds=seconds))
            for fault in found:
                print(f"{(WORKDAY, MINUTES)[scale].name} {seed}: {fault.kind}: {fault.detail}", flush=True)
            seen.update(sights(day))
            wrong.update({fault.kind for fault in found})
    print(f"{days} days, {time.process_time():.0f} s of processor time for engine, verify and brute force together")
    print("; ".join(f"{kind} {count}" for kind, count in sorted(seen.items())))
    print("; ".join(f"{kind} {count}" for kind, count in sorted(wrong.items())) or "no differences")
    return 5 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=3000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60.0)
    asked = parser.parse_args()
    sys.exit(main(asked.days, asked.first, asked.seconds))
