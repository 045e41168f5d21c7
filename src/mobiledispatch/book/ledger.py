"""The practice's book: read a day, and write to it only if nobody else has since."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from mobiledispatch.book.faults import trouble_told
from mobiledispatch.book.rows import RESTORE, booking_of, day_of, entry_of, row_of, words_sought
from mobiledispatch.book.tables import bookings, days, history, meta, shifts
from mobiledispatch.errors import MachineUnfit, ServiceDown
from mobiledispatch.model.booking import BookedDay, Booking, Entry
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.clock_face import window_words

MOST_TRIES = 20

USUAL: Literal["usual"] = "usual"
Hours = TimeWindow | Literal["usual"] | None
"""A therapist's hours on one date: other than usual, as usual, or none (an absence)."""


class Overtaken(Exception):
    """A day has another revision than the one that the writer has seen."""


@dataclass(frozen=True, slots=True)
class Change:
    """A booking as it is to stand; `was` is its date if that differs. What is written to the history goes along."""

    booking: Booking
    what: str
    detail: str = ""
    was: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The bookings as they stand now, those without an id with a new one, and the days' revisions."""

    bookings: tuple[Booking, ...]
    revisions: Mapping[datetime.date, int]


class Book:
    """A book in an open database; `name` stands in messages about it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name = engine, name
        # A day is read in three questions, and all three answers have to be of one moment. SQLite knows no other way.
        on_server = engine.dialect.name == "postgresql"
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ") if on_server else engine

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def day(self, date: datetime.date) -> BookedDay:
        """One date as it stands; an unwritten one is empty, at revision 0."""
        with trouble_told(self.name), self._reading.begin() as db:
            return _day(db, date)

    def booking(self, name: str) -> Booking | None:
        """The visit of that id, on any date."""
        with trouble_told(self.name), self._reading.begin() as db:
            body = db.execute(select(bookings.c.body).where(bookings.c.id == name)).scalar()
        return booking_of(body) if body else None

    def find(self, text: str) -> tuple[Booking, ...]:
        """Bookings whose id, name, phone or address holds every word of `text`; the latest date first."""
        wanted = [bookings.c.words.contains(word, autoescape=True) for word in words_sought(text)]
        if not wanted:
            return ()
        with trouble_told(self.name), self._reading.begin() as db:
            order = bookings.c.date.desc(), bookings.c.id.desc()
            rows = db.execute(select(bookings.c.body).where(*wanted).order_by(*order)).all()
        return tuple(booking_of(body) for (body,) in rows)

    def history(self, visit: str) -> tuple[Entry, ...]:
        """What was done to a visit, the first first."""
        columns = [history.c[name] for name in ("at", "who", "date", "visit", "what", "detail", "revision")]
        with trouble_told(self.name), self._reading.begin() as db:
            rows = db.execute(select(*columns).where(history.c.visit == visit).order_by(history.c.number)).all()
        return tuple(map(entry_of, rows))

    def write(
        self,
        changes: Sequence[Change],
        seen: Mapping[datetime.date, int],
        who: str,
        now: datetime.datetime,
    ) -> Written:
        """All changes in one transaction, or none. `seen` holds the revision of every day that they touch.

        Overtaken if one of the days has moved on. MachineUnfit or ServiceDown if the database fails. Without changes
        nothing is written, and no day moves on.
        """
        if not changes:
            return Written((), dict(seen))
        with self._writing() as db:
            revisions = {date: _advance(db, date, seen[date]) for date in sorted(seen)}
            put = tuple(_put(db, change, revisions, who, now) for change in changes)
        return Written(put, revisions)

    def new_id(self) -> str:
        """An id that no visit has: for those who have to be named before they are written. It is never given again."""
        for _ in range(MOST_TRIES):
            with suppress(Overtaken), self._writing() as db:
                return _new_id(db)
        raise ServiceDown("Others keep writing to the book. Try again.")

    def set_shifts(
        self, therapist: str, hours: Mapping[datetime.date, Hours], who: str, now: datetime.datetime
    ) -> dict[datetime.date, int]:
        """A therapist's working hours on these dates, in one transaction; the days' revisions.

        Whatever else the days hold, so that there is nothing to be overtaken in. A day that has those hours already
        stays as it is.
        """
        for _ in range(MOST_TRIES):
            with suppress(Overtaken), self._writing() as db:
                return {date: _set_shift(db, therapist, date, hours[date], who, now) for date in sorted(hours)}
        raise ServiceDown(f"{min(hours)}: others keep changing the day. Try again.")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Overtaken if another program was faster."""
        with trouble_told(self.name):
            try:
                with self.engine.begin() as db:
                    yield db
            except DBAPIError as rival:
                if _was_faster(rival):
                    raise Overtaken from rival
                raise


def _was_faster(trouble: DBAPIError) -> bool:
    """Did another program get there first, so that this one may simply begin again?

    Both were the first to write to a day or to use an id; or PostgreSQL has ended one of two that waited for each
    other.
    """
    return isinstance(trouble, IntegrityError) or getattr(trouble.orig, "sqlstate", "") in ("40001", "40P01")


def _set_shift(
    db: Connection,
    therapist: str,
    date: datetime.date,
    hours: Hours,
    who: str,
    now: datetime.datetime,
) -> int:
    day, seen = date.isoformat(), _revision(db, date)
    ours = shifts.c.date == day, shifts.c.therapist == therapist
    row = db.execute(select(shifts.c.opens, shifts.c.closes).where(*ours)).first()
    times = (hours.opens, hours.closes) if isinstance(hours, TimeWindow) else (None, None)
    if (None if row is None else tuple(row)) == (None if hours == USUAL else times):
        return seen
    revision = _advance(db, date, seen)
    db.execute(delete(shifts).where(*ours))
    if hours != USUAL:
        db.execute(insert(shifts).values(date=day, therapist=therapist, opens=times[0], closes=times[1]))
    _note(
        db,
        now,
        who,
        date,
        therapist,
        "shift",
        window_words(hours) if isinstance(hours, TimeWindow) else hours or "absent",
        revision,
    )
    return revision


def _day(db: Connection, date: datetime.date) -> BookedDay:
    day = date.isoformat()
    bodies = [body for (body,) in db.execute(select(bookings.c.body).where(bookings.c.date == day))]
    hours = db.execute(select(shifts.c.therapist, shifts.c.opens, shifts.c.closes).where(shifts.c.date == day)).all()
    return day_of(date, _revision(db, date), bodies, hours)


def _revision(db: Connection, date: datetime.date) -> int:
    return db.execute(select(days.c.revision).where(days.c.date == date.isoformat())).scalar() or 0


def _advance(db: Connection, date: datetime.date, seen: int) -> int:
    """Take the next revision of a day, if `seen` is still the last: the one gate that every writer goes through."""
    day = date.isoformat()
    if seen == 0 and not db.execute(select(days.c.date).where(days.c.date == day)).first():
        db.execute(insert(days).values(date=day, revision=1))
        return 1
    moved = db.execute(update(days).where(days.c.date == day, days.c.revision == seen).values(revision=seen + 1))
    if moved.rowcount != 1:
        raise Overtaken
    return seen + 1


def _put(
    db: Connection, change: Change, revisions: Mapping[datetime.date, int], who: str, now: datetime.datetime
) -> Booking:
    booking = replace(change.booking, taken_by=who)
    if not booking.id:
        booking = replace(booking, request=replace(booking.request, id=_new_id(db)))
    row = row_of(booking)
    # Only a row of the days whose gates were passed may be written over: any other is somebody else's visit.
    ours = bookings.c.date.in_([date.isoformat() for date in revisions])
    if db.execute(update(bookings).where(bookings.c.id == row["id"], ours).values(row)).rowcount == 0:
        db.execute(insert(bookings).values(row))
    came = f"from {change.was}" if change.was and change.was != booking.date else ""
    detail = ", ".join(filter(None, (change.detail, came)))
    _note(db, now, who, booking.date, booking.id, change.what, detail, revisions[booking.date])
    return booking


def _new_id(db: Connection) -> str:
    """The next number of the book. Whoever asks holds the day's gate, but other days may ask at the same time."""
    last = db.execute(select(meta.c.value).where(meta.c.key == "last_id").with_for_update()).scalar()
    number = _number(last) + 1
    if last is None:
        db.execute(insert(meta).values(key="last_id", value=str(number)))
    else:
        db.execute(update(meta).where(meta.c.key == "last_id").values(value=str(number)))
    name = f"B{number:04d}"
    return _new_id(db) if db.execute(select(bookings.c.id).where(bookings.c.id == name)).first() else name


def _number(last: str | None) -> int:
    try:
        return int(last or 0)
    except ValueError:
        raise MachineUnfit(f"The book is damaged: its last id in the table meta is no number. {RESTORE}") from None


def _note(
    db: Connection,
    now: datetime.datetime,
    who: str,
    date: datetime.date,
    visit: str,
    what: str,
    detail: str,
    revision: int,
) -> None:
    at = now.astimezone(datetime.UTC).isoformat()
    row = {"at": at, "who": who, "date": date.isoformat(), "visit": visit, "what": what, "detail": detail}
    db.execute(insert(history).values(**row, revision=revision))
