"""What has been found before, kept in a file that only its owner may read. Failures are never kept."""

import datetime
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mobiledispatch.model.place import Location, Place, Quality

FILE_NAME = "places.sqlite"
_TABLE = """create table if not exists places (
    address text primary key, lat real not null, lon real not null, quality text not null,
    radius_metres real not null, normalized text not null, source text not null, found_on text not null)"""


class Memory:
    """Places by normalized address, in `folder`/places.sqlite. Safe for several processes at once."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE_NAME

    def recall(self, address: str) -> Location | None:
        """What is remembered of an address."""
        if not self.file.exists():
            return None
        with self._open() as db:
            row = db.execute(
                "select lat, lon, quality, radius_metres, normalized, source from places where address = ?", (address,)
            ).fetchone()
        if row is None:
            return None
        lat, lon, quality, radius, normalized, source = row
        return Location(
            place=Place(lat=lat, lon=lon),
            quality=Quality(quality),
            radius_metres=radius,
            normalized=normalized,
            source=source,
        )

    def remember(self, address: str, where: Location, found_on: datetime.date) -> None:
        """Keep a success. A place set by hand is only replaced by another set by hand."""
        row = (address, where.place.lat, where.place.lon, str(where.quality), where.radius_metres)
        with self._open() as db:
            db.execute(
                "insert into places values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (address) do update set"
                " lat = excluded.lat, lon = excluded.lon, quality = excluded.quality,"
                " radius_metres = excluded.radius_metres,"
                " normalized = excluded.normalized, source = excluded.source, found_on = excluded.found_on"
                " where places.quality <> 'manual' or excluded.quality = 'manual'",
                (*row, where.normalized, where.source, found_on.isoformat()),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.file.exists():
            # SQLite would create the file for everybody to read.
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(self.file, timeout=10)) as db, db:
            db.execute(_TABLE)
            yield db
