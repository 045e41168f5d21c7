"""Write tables the way geocode.tables reads them: packed text with its notice on top, the same bytes each time."""

import gzip
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from tools.gazetteer.numbering import Sample
from tools.gazetteer.roads import to_lat_lon

UNIT = 100_000


def whole(x: float, y: float) -> tuple[int, int]:
    """Local metres as whole hundred-thousandths of a degree (lat, lon)."""
    lat, lon = to_lat_lon(x, y)
    return round(lat * UNIT), round(lon * UNIT)


def pack(axis: str, samples: Sequence[Sample]) -> str:
    """Runs of consecutive half blocks, first point then steps."""
    runs: list[list[Sample]] = []
    for sample in samples:
        if runs and runs[-1][-1].half + 1 == sample.half and runs[-1][-1].sure == sample.sure:
            runs[-1].append(sample)
        else:
            runs.append([sample])
    return axis[0] + " ".join(pack_run(run) for run in runs)


def pack_way(points: Sequence[tuple[float, float]]) -> str:
    """One line of points: the first, then steps."""
    return f"W{steps([whole(x, y) for x, y in points])}"


def steps(points: Sequence[tuple[int, int]], marks: Sequence[str] | None = None) -> str:
    """`lat,lon;step,step;...`, each with its mark behind it."""
    moves = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))]
    return ";".join(f"{lat},{lon}{mark}" for (lat, lon), mark in zip(moves, marks or [""] * len(moves), strict=True))


def pack_run(run: list[Sample]) -> str:
    body = steps([whole(s.x, s.y) for s in run], ["x" if s.crossed else "" for s in run])
    return f"{'' if run[0].sure else '?'}{run[0].half}:{body}"


def save_table(folder: Path, name: str, notice: str, lines: Iterable[str]) -> int:
    """Write one packed table; its size in bytes."""
    text = "".join(f"# {line}\n" for line in notice.strip().splitlines()) + "".join(f"{line}\n" for line in lines)
    data = gzip.compress(text.encode(), 9, mtime=0)
    (folder / f"{name}.txt.gz").write_bytes(data)
    return len(data)
