"""How well the packaged tables place known addresses: `python benchmarks/geocode_accuracy.py DATA_DIR`.

DATA_DIR holds addresses.csv (house_number, street, quadrant, city, lat, lon). No postal code is given. Prints, for
all addresses and for the half of the streets that no fit has seen, what is placed, how far off, how honestly.
"""

import csv
import hashlib
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mobiledispatch.geocode import Placed, Query, offline_geocoder
from mobiledispatch.model.place import Place, Quality


@dataclass(frozen=True, slots=True)
class Row:
    """One known address: what a client would write, and where it truly is."""

    query: Query
    street: str
    truth: Place


def read_rows(data: Path) -> list[Row]:
    with (data / "addresses.csv").open(newline="", encoding="utf-8") as lines:
        return [
            Row(
                Query(f"{r['house_number']} {r['street']} {r['quadrant']}", city=r["city"]),
                f"{r['street']} {r['quadrant']}",
                Place(lat=float(r["lat"]), lon=float(r["lon"])),
            )
            for r in csv.DictReader(lines)
        ]


def is_held_out(street: str) -> bool:
    """Streets whose hash is odd: no calibration has seen them (tools/gazetteer/calibrate.py takes the others)."""
    return hashlib.sha256(street.encode()).digest()[0] % 2 == 1


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]


def report(name: str, rows: list[Row]) -> Iterable[str]:
    """Lines of figures for some rows."""
    geocoder = offline_geocoder()
    started = time.process_time()  # of one core, whoever else is at work
    answers = [geocoder.locate(row.query) for row in rows]
    took = time.process_time() - started
    pairs = [(row, a.location) for row, a in zip(rows, answers, strict=True) if isinstance(a, Placed)]
    errors = [row.truth.metres_to(where.place) for row, where in pairs]
    held = sum(e <= where.radius_metres for e, (_, where) in zip(errors, pairs, strict=True))
    street = sum(where.quality in (Quality.INTERPOLATED, Quality.GRID) for _, where in pairs)
    yield f"{name}: {len(rows)} addresses, {len(rows) / took:,.0f} a second"
    yield f"  placed {len(pairs) / len(rows):.2%} (by street {street / len(rows):.2%})"
    yield "  error " + "  ".join(f"p{100 * s:g} {percentile(errors, s):.1f} m" for s in (0.5, 0.9, 0.99))
    far = sum(e > 1000 for e in errors) / len(errors)
    yield f"  over 1 km {far:.3%}   within stated radius {held / len(errors):.2%}"
    yield "  " + ", ".join(f"{how} {n}" for how, n in Counter(w.source for _, w in pairs).most_common())


def main(data: Path) -> None:
    rows = read_rows(data)
    print("\n".join(report("all", rows)))
    print("\n".join(report("held out", [r for r in rows if is_held_out(r.street)])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
