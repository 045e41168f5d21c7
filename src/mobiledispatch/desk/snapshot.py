"""What the desk needs of practice.toml, ready to hand: checking the file anew would take as long as the answer may.

The snapshot stands in the practice's own folder and is made again whenever practice.toml, the program's reading of it,
or a place set by hand has changed.
"""

import datetime
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from mobiledispatch import intake
from mobiledispatch.model.place import Location
from mobiledispatch.model.practice import Practice

FILE_NAME = "desk.json"
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A practice as read from its file, where its therapists start, where it is, and the holidays of some years."""

    of: str
    practice: Practice
    depots: Mapping[str, Location]
    base: Location | None
    years: tuple[int, ...]
    holidays: frozenset[datetime.date]

    def is_holiday(self, date: datetime.date) -> bool:
        if date.year in self.years:
            return date in self.holidays
        from mobiledispatch.travel.traffic import is_holiday

        return is_holiday(date)


_SNAPSHOT = msgspec.json.Decoder(Snapshot)


def take_snapshot(path: Path, folder: Path, today: datetime.date) -> Snapshot:
    """The practice of `path`, out of `folder` if it is kept there and still true. BadInput as from reading the file."""
    mark = _mark(path, folder)
    kept = _kept(folder / FILE_NAME)
    if kept and kept.of == mark:
        return kept
    made = _made(path, mark, today)
    _keep(made, folder)
    return made


def _mark(path: Path, folder: Path) -> str:
    """Changes whenever the snapshot may have become untrue.

    Two checksums and the length stand for the file's content: nobody is kept out by them, and hashlib, which brings
    OpenSSL along, would take longer to load than all the rest of this.
    """
    content = path.read_bytes() if path.is_file() else b""
    marks = [f"{zlib.crc32(content):08x}{zlib.adler32(content):08x} {len(content)}"]
    reading = (Path(intake.__file__).with_name(f"practice_{name}.py") for name in ("schema", "values", "file"))
    for file in (*reading, folder / "places.sqlite"):
        stat = file.stat() if file.exists() else None
        marks.append(f"{stat.st_mtime_ns} {stat.st_size}" if stat else "none")
    return " ".join(marks)


def _kept(file: Path) -> Snapshot | None:
    try:
        return _SNAPSHOT.decode(file.read_bytes())
    except (OSError, ValueError):
        return None


def _made(path: Path, mark: str, today: datetime.date) -> Snapshot:
    from mobiledispatch.geocode import Placed, Query
    from mobiledispatch.intake.practice_file import read_practice
    from mobiledispatch.locating import locate_depots, open_geocoder
    from mobiledispatch.travel.traffic import is_holiday

    practice = read_practice(path)
    geocoder = open_geocoder(path, practice)
    base = geocoder.locate(Query(address=practice.address)) if practice.address else None
    years = tuple(range(today.year, today.year + YEARS_AHEAD))
    first = datetime.date(years[0], 1, 1)
    days = (first + datetime.timedelta(days=n) for n in range((datetime.date(years[-1], 12, 31) - first).days + 1))
    return Snapshot(
        mark,
        practice,
        locate_depots(practice.practitioners, geocoder),
        base.location if isinstance(base, Placed) else None,
        years,
        frozenset(day for day in days if is_holiday(day)),
    )


def _keep(made: Snapshot, folder: Path) -> None:
    """For the next time; a folder that cannot be written only costs that time."""
    from mobiledispatch.disk.whole_file import private_folder, save_whole

    try:
        private_folder(folder)
        save_whole(folder / FILE_NAME, msgspec.json.encode(made).decode())
    except OSError:
        return
