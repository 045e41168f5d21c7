"""One question at the desk: the practice, its book, its roads and its clock, each opened when it is first needed."""

import datetime
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mobiledispatch.book.quick import find_bookings, read_days
from mobiledispatch.book.rows import plain
from mobiledispatch.book.where import book_file
from mobiledispatch.desk.addresses import Addresses, Found
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.deciding import Solver
from mobiledispatch.desk.inquiry import Asked
from mobiledispatch.desk.policy import Moment
from mobiledispatch.desk.quoting import quoted
from mobiledispatch.desk.snapshot import Snapshot, take_snapshot
from mobiledispatch.desk.standing import Grounds, time_at_door
from mobiledispatch.errors import BadInput
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Location, Place
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.model.zone import load_zone
from mobiledispatch.travel.provider import TravelProvider
from mobiledispatch.travel.rules import plan_times
from mobiledispatch.travel.traffic import day_clock

if TYPE_CHECKING:
    from mobiledispatch.book.ledger import Book

REMEMBERED = ".mobiledispatch"
SCHEMA = 3
"""Of the book (`book.tables.SCHEMA`, which SQLAlchemy comes with)."""

EACH_START = 30.0
"""Seconds at most that the exact search gives to one start."""


@dataclass(frozen=True)
class Desk:
    """The desk of the practice at `path`, at the moment `now` (aware), for `who` sits at it."""

    path: Path
    now: datetime.datetime
    who: str
    weather: str = "dry"

    @property
    def folder(self) -> Path:
        return self.path.absolute().parent / REMEMBERED

    @cached_property
    def snapshot(self) -> Snapshot:
        return take_snapshot(self.path, self.folder, self.now.date())

    @property
    def practice(self) -> Practice:
        return self.snapshot.practice

    @property
    def zone(self) -> datetime.tzinfo:
        return load_zone(self.practice.timezone)

    @cached_property
    def moment(self) -> Moment:
        """Now by the practice's own clock, whatever this machine's says."""
        here = self.now.astimezone(self.zone)
        return Moment(here.date(), Seconds(here.hour * 3600 + here.minute * 60 + here.second))

    @cached_property
    def grounds(self) -> Grounds:
        return Grounds(self.practice, self.snapshot.depots, self.roads, self.clock_of, self.snapshot.base)

    def clock_of(self, date: datetime.date) -> RoadClock:
        return day_clock(date, self.practice.travel, self.weather, self.snapshot.is_holiday(date))

    def roads(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Planned times between places."""
        return plan_times(self.provider.table(places), self.practice.travel)

    @cached_property
    def provider(self) -> TravelProvider:
        if self.practice.travel.provider == "estimate":
            from mobiledispatch.travel.remembered import Remembered

            return Remembered(self.folder)
        from mobiledispatch.travel import make_provider

        return make_provider(self.practice.travel)

    @cached_property
    def book(self) -> "Book":
        from mobiledispatch.book.opening import open_book

        return open_book(self.path, self.practice.book, os.environ, self.now)

    def read_day(self, date: datetime.date) -> BookedDay:
        """One date of the book, without SQLAlchemy where a file holds it."""
        return self.read_days([date])[0]

    def read_days(self, dates: list[datetime.date]) -> list[BookedDay]:
        file = book_file(self.path, self.practice.book, os.environ)
        quick = read_days(file, dates, SCHEMA) if file else None
        return quick if quick is not None else [self.book.day(date) for date in dates]

    def find(self, text: str) -> list[Booking]:
        """Every visit that holds all words of the text in its id, name, phone or address; the latest date first.

        Where none does, and every word is an id, the visits of these ids.
        """
        found, words = self._holding(text), text.replace(",", " ").split()
        if found or len(words) < 2:
            return found
        each = [[b for b in self._holding(word) if b.id.casefold() == word.casefold()] for word in words]
        named = {b.id: b for ones in each for b in ones} if all(each) else {}
        return sorted(named.values(), key=lambda b: (b.date, b.id), reverse=True)

    def _holding(self, text: str) -> list[Booking]:
        file = book_file(self.path, self.practice.book, os.environ)
        quick = find_bookings(file, text, SCHEMA) if file else None
        return list(self.book.find(text)) if quick is None else quick

    def visits_of(self, client: str, phone: str = "") -> list[Booking]:
        """Every visit of the client of that name, and number if one is given; the latest date first."""
        number = re.sub(r"\D", "", phone)[-10:]
        return [b for b in self.find(client) if plain(b.request.client) == plain(client) and number in b.request.phone]

    def locate(self, request: Request) -> Found:
        """Where a caller is, and what the desk should see about that. BadInput with what to ask where it is unclear."""
        asked = (request.address, request.unit, request.city, request.postal_code)
        known = self._addresses.recall(asked)
        if known:
            return known
        found = self._find_place(asked)
        self._addresses.keep(asked, found)
        return found

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.folder, self.snapshot.of)

    def _find_place(self, asked: tuple[str, str, str, str]) -> Found:
        from mobiledispatch.geocode import Placed, Query
        from mobiledispatch.locating import open_geocoder

        match open_geocoder(self.path, self.practice).locate(Query(*asked)):
            case Placed(location=location, notes=notes):
                return location, notes
            case other:
                raise BadInput(f"--address {asked[0]!r}: {other.detail}")

    def told(self, booking: Booking) -> TimeWindow | None:
        """The promise of a visit in the practice's own terms: of the massage's start, or of the knock at the door."""
        window = booking.request.start
        if window is None:
            return None
        spent = time_at_door(booking.request, self.practice, self.practice.practitioners)
        return quoted(self.practice, window, spent.setup)

    def first_name(self, therapist: str) -> str:
        """The name by which clients know a therapist; the id of somebody who has left."""
        known = next((p.name for p in self.practice.practitioners if p.id == therapist), therapist)
        return known.split()[0] if known else therapist

    def asked(
        self, caller: Caller, location: Location, override: str = "", without: frozenset[str] = frozenset()
    ) -> Asked:
        """The caller's wish, at this desk and now."""
        wide = 1.5 if self.weather == "snow" else 1.0
        return Asked(
            self.grounds, caller, location, self.now, self.moment, self.snapshot.is_holiday, override, wide, without
        )

    def solver(self, called_off: Callable[[], bool] = lambda: False) -> Solver:
        """The exact solver, for stretches of starts one by one; what it has learnt of one helps with the next."""
        from mobiledispatch.solver import Limits
        from mobiledispatch.solver.again import Again

        return Again(Limits(seconds=EACH_START), called_off)
