"""Which streets run along the survey's section lines: `python -m tools.gazetteer.sections DATA_DIR`.

Prints, line by line, the numbers of geocode.outskirts as the road graph's crossings have them: the streets within 60 m
of each range line, south and north of the river, and the avenues within 60 m of each township line.
"""

import sys
from collections import Counter
from pathlib import Path

from mobiledispatch.geocode.outskirts import RANGE_LINES, TOWNSHIP_LINES
from tools.gazetteer.roads import read_rows, to_xy

_NEAR = 60.0
_RIVER_LAT = 53.5


def main(data: Path) -> None:
    """Print the commonest numbers on every line, with how many crossings bear each."""
    rows = read_rows(data / "intersections.csv")
    for lon in RANGE_LINES:
        x, _ = to_xy(_RIVER_LAT, lon)
        near = [r for r in rows if abs(to_xy(float(r["lat"]), float(r["lon"]))[0] - x) < _NEAR]
        for side, south in (("south", True), ("north", False)):
            found = Counter(f"{r['street']} {r['quad']}" for r in near if (float(r["lat"]) < _RIVER_LAT) is south)
            print(f"range line {lon:.4f} {side}: {found.most_common(4)}")
    for lat in TOWNSHIP_LINES:
        found = Counter(
            f"{r['avenue']} {r['quad']}"
            for r in rows
            if abs(to_xy(float(r["lat"]), 0.0)[1] - to_xy(lat, 0.0)[1]) < _NEAR
        )
        print(f"township line {lat:.4f}: {found.most_common(4)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
