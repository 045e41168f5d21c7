"""What has been found before, kept in a file that only its owner may read. Failures are never kept."""

import datetime
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mobiledispatch.geocode.reader import Reader, trouble_told
from mobiledispatch.model.place import Location, Place, Quality

FILE_NAME = "places.sqlite"
_COLUMNS = """(address text primary key, lat real not null, lon real not null, quality text not null,
    radius_metres real not null, normalized text not null, source text not null, found_on text not null)"""
_FOUND_ONLINE = "source like 'online:%'"
# An address file brings hundreds of thousands of rows; what was found online can be told from them without reading all.
_INDEX = f"create index if not exists found_online on places (source, found_on) where {_FOUND_ONLINE}"
_RECALL = "select lat, lon, quality, radius_metres, normalized, source from places where address = ?"
_SAME = """places.lat = {new}.lat and places.lon = {new}.lon and places.quality = {new}.quality
    and places.radius_metres = {new}.radius_metres and places.normalized = {new}.normalized
    and places.source = {new}.source"""
# What is known already keeps the date on which it was found.
_REPLACE = f"""on conflict (address) do update set
    lat = excluded.lat, lon = excluded.lon, quality = excluded.quality, radius_metres = excluded.radius_metres,
    normalized = excluded.normalized, source = excluded.source, found_on = excluded.found_on
    where (places.quality <> 'manual' or excluded.quality = 'manual') and not ({_SAME.format(new="excluded")})"""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What many places at once have changed: how many there were, and which of them were new or otherwise before."""

    addresses: int
    new: int
    changed: int


class Memory:
    """Places by normalized address, in `folder`/places.sqlite. Safe for several processes at once."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE_NAME
        self._reader = Reader(self.file)

    def recall(self, address: str) -> Location | None:
        """What is remembered of an address."""
        rows = self._reader.ask(_RECALL, address)
        if not rows:
            return None
        [(lat, lon, quality, radius, normalized, source)] = rows
        return Location(
            place=Place(lat=lat, lon=lon),
            quality=Quality(quality),
            radius_metres=radius,
            normalized=normalized,
            source=source,
        )

    def remember(self, address: str, where: Location, found_on: datetime.date) -> None:
        """Keep a success. A place set by hand is only replaced by another set by hand."""
        self.remember_all({address: where}, found_on)

    def remember_all(self, places: Mapping[str, Location], found_on: datetime.date) -> None:
        """Keep many, wholly or not at all."""
        with self._open() as db:
            db.executemany(
                f"insert into places values (?, ?, ?, ?, ?, ?, ?, ?) {_REPLACE}",
                (_row(address, where, found_on) for address, where in places.items()),
            )

    def take_in(self, places: Iterable[tuple[str, Location]], found_on: datetime.date) -> TakenIn:
        """Keep as many as they are, wholly or, where the iteration raises, not at all; of an address, the last counts.

        Others may read and write meanwhile: only the last step, which takes a second or two, is closed to them.
        """
        with self._open() as db:
            db.execute(f"create temp table coming {_COLUMNS}")
            db.executemany(
                "insert or replace into coming values (?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(address, where, found_on) for address, where in places),
            )
            # Ends the transaction that the rows above were written in; so far nobody but us can see them.
            db.commit()
            db.execute("begin immediate")
            [addresses] = db.execute("select count(*) from coming").fetchone()
            [known] = db.execute("select count(*) from coming join places using (address)").fetchone()
            done = db.execute(f"insert into places select * from coming where true {_REPLACE}")
        new = addresses - known
        return TakenIn(addresses, new, done.rowcount - new)

    def forget(self, source: str, before: datetime.date) -> None:
        """Forget what a source has said before a date: some may only be kept for a while."""
        words = (source, before.isoformat())
        if self._reader.ask(f"{forgetting('select 1')} limit 1", *words):
            with self._open() as db:
                db.execute(forgetting("delete"), words)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with trouble_told(self.file):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.file.exists():
                # SQLite would create the file for everybody to read.
                os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        with trouble_told(self.file), closing(sqlite3.connect(self.file, timeout=30)) as db, db:
            db.execute(f"create table if not exists places {_COLUMNS}")
            db.execute(_INDEX)
            yield db


def forgetting(verb: str) -> str:
    """The rows of a source that were found before a date, to be selected or deleted."""
    return f"{verb} from places where {_FOUND_ONLINE} and source = ? and found_on < ?"


def _row(address: str, where: Location, found_on: datetime.date) -> tuple[str | float, ...]:
    at = (address, where.place.lat, where.place.lon, str(where.quality), where.radius_metres)
    return (*at, where.normalized, where.source, found_on.isoformat())
