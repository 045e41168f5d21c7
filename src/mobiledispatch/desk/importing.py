"""A requests file into the book: every person of it gets a place where the day has room, beside all who are booked."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mobiledispatch.book.ledger import Change, Overtaken
from mobiledispatch.demand import screen
from mobiledispatch.desk.adopting import adopted, placed_by
from mobiledispatch.desk.policy import is_past
from mobiledispatch.desk.present import as_of, not_before
from mobiledispatch.desk.session import Desk
from mobiledispatch.errors import BadInput, ServiceDown
from mobiledispatch.intake.requests_file import read_requests
from mobiledispatch.locating import locate, open_geocoder
from mobiledispatch.model.booking import OVER, BookedDay, Booking
from mobiledispatch.model.place import Location
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.request import Request, Status
from mobiledispatch.model.set_aside import Lost
from mobiledispatch.posing import Located, on_shift, pinned, pose
from mobiledispatch.solver import Limits, solve

MOST_TRIES = 20
PATIENCE = 30.0
"""Seconds of search for one date at most."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What has become of the file's requests: by id those with a place, those that wait, and those already there.

    `past` are those whose date is over, which the book does not have: they are not taken in.
    """

    dates: tuple[datetime.date, ...]
    placed: tuple[str, ...]
    waiting: tuple[str, ...]
    held: tuple[str, ...]
    known: tuple[str, ...]
    past: tuple[str, ...]
    lost: tuple[Lost, ...]
    notes: tuple[str, ...]


def import_requests(desk: Desk, path: Path, date: datetime.date | None) -> Imported:
    """Take in a requests file; rows without a date are for `date`. BadInput for a faulty file: nothing is taken in."""
    read = read_requests(path, desk.practice, date)
    dated = [replace(r, date=r.date or date) for r in read.requests]
    if undated := [r for r in dated if r.date is None]:
        raise BadInput(f"{path.name}, line {r.line}: no date. Add one, or say --date for all rows." for r in undated)
    located, lost, remarks = locate(dated, desk.practice, open_geocoder(desk.path, desk.practice))
    where = {one.request.id: one.location for one in located}
    by_date: dict[datetime.date, list[Request]] = defaultdict(list)
    for request in dated:
        assert request.date is not None
        by_date[request.date].append(request)
    done = [_write_day(desk, day, ones, where) for day, ones in sorted(by_date.items())]
    written = [booking for one in done for booking in one.written]
    unplaced = [b for b in written if not b.is_placed]
    return Imported(
        dates=tuple(sorted(by_date)),
        placed=tuple(b.id for b in written if b.is_placed),
        waiting=tuple(b.id for b in unplaced if not _is_held(b)),
        held=tuple(b.id for b in unplaced if _is_held(b)),
        known=tuple(name for one in done for name in one.known),
        past=tuple(name for one in done for name in one.past),
        lost=lost,
        notes=(*read.notes, *remarks),
    )


def _is_held(booking: Booking) -> bool:
    return booking.status is Status.MEDICAL_HOLD


New = tuple[str, Request]
"""The id of a request in its file, and the request under the id that it gets in the book."""


def _not_yet(desk: Desk, requests: Iterable[Request]) -> tuple[list[New], list[Request]]:
    """Requests under an id that is free in the book; and those that it has."""
    new, there = [], []
    for request in requests:
        name = request.id
        other = desk.book.booking(name)
        if other and other.date != request.date:
            name = f"{name}-{request.date}"
            other = desk.book.booking(name)
        if other is None:
            new.append((request.id, replace(request, id=name, line=0)))
        else:
            there.append(request)
    return new, there


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of one date, and the ids that were not: in the book already, or too late."""

    written: tuple[Booking, ...]
    known: tuple[str, ...]
    past: tuple[str, ...]


def _write_day(desk: Desk, date: datetime.date, requests: Sequence[Request], where: dict[str, Location]) -> _Written:
    """The new requests of one date in the book, placed beside what stands there."""
    for _ in range(MOST_TRIES):
        booked = desk.book.day(date)
        # Asked anew each time: an id that was free may have been used meanwhile, for this date or another.
        new, there = _not_yet(desk, requests)
        late = [request.id for _, request in new if _is_too_late(desk, request)]
        coming = [_coming(request, where.get(name)) for name, request in new if request.id not in late]
        changes = _changes(desk, booked, coming) if coming else []
        try:
            desk.book.write(changes, {date: booked.revision}, desk.who, desk.now)
        except Overtaken:
            continue
        return _Written(
            tuple(change.booking for change in changes[: len(coming)]), tuple(r.id for r in there), tuple(late)
        )
    raise ServiceDown(f"{date}: others keep changing the day. Try again.")


def _is_too_late(desk: Desk, request: Request) -> bool:
    assert request.date is not None
    return is_past(request.date, desk.moment) and request.status not in OVER


def _coming(request: Request, location: Location | None) -> Booking:
    return Booking(request=_screened(request), location=location)


def _changes(desk: Desk, booked: BookedDay, coming: Sequence[Booking]) -> list[Change]:
    """The newcomers first, each placed where the day has room; then whom that moves."""
    ready = [b for b in coming if _may_be_placed(b)]
    rest = [b for b in coming if not _may_be_placed(b)]
    if not ready:
        return [Change(b, "imported") for b in rest]
    plan = _planned(desk, booked, coming)
    imported = [Change(b, "imported") for b in (*placed_by(plan, ready), *rest)]
    return [*imported, *adopted(plan, booked.standing(desk.now))]


def _screened(request: Request) -> Request:
    if request.status is Status.HELD:
        return replace(request, status=Status.REQUESTED)  # whose caller hung up long ago
    waits = screen([request])[1] and request.status not in OVER
    return replace(request, status=Status.MEDICAL_HOLD) if waits else request


def _may_be_placed(booking: Booking) -> bool:
    return booking.location is not None and booking.status not in OVER and not _is_held(booking)


def _planned(desk: Desk, booked: BookedDay, coming: Sequence[Booking]) -> Plan:
    """The best plan of the day with the newcomers in it, of what is still to come of it."""
    practice, date = desk.practice, booked.date
    crew = on_shift(practice, date, booked.shifts)
    bookings = booked.standing(desk.now)
    standing = [Located(pinned(b), b.location) for b in bookings if b.location]
    located = [*standing, *(Located(b.request, b.location) for b in coming if b.location and _may_be_placed(b))]
    places = [desk.snapshot.depots[p.id].place for p in crew] + [one.location.place for one in located]
    problem = pose(crew, located, desk.roads(places), practice, date, desk.clock_of(date))
    local = desk.now.astimezone(desk.zone)
    return solve(not_before(as_of(problem, bookings, date, local), bookings, date, local), Limits(seconds=PATIENCE))
