"""A requests file into the book: every person of it gets a place where the day has room, beside all who are booked."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mobiledispatch.book.ledger import Change, Overtaken
from mobiledispatch.demand import screen
from mobiledispatch.desk.adopting import adopted, placed_by
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
    """What has become of the file's requests: by id those with a place, those that wait, and those already there."""

    placed: tuple[str, ...]
    waiting: tuple[str, ...]
    held: tuple[str, ...]
    known: tuple[str, ...]
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
    placed: list[str] = []
    waiting: list[str] = []
    held: list[str] = []
    known: list[str] = []
    for day, requests in sorted(by_date.items()):
        new, there = _not_yet(desk, requests)
        known += [r.id for r in there]
        for booking in _write_day(desk, day, new, where) if new else ():
            (placed if booking.is_placed else held if _is_held(booking) else waiting).append(booking.id)
    notes = (*read.notes, *remarks)
    return Imported(tuple(placed), tuple(waiting), tuple(held), tuple(known), lost, notes)


def _is_held(booking: Booking) -> bool:
    return booking.status is Status.MEDICAL_HOLD


def _not_yet(desk: Desk, requests: Iterable[Request]) -> tuple[list[tuple[str, Request]], list[Request]]:
    """Requests with the id that they have in their file, under one that is free in the book; and those it has."""
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


def _write_day(
    desk: Desk, date: datetime.date, new: Sequence[tuple[str, Request]], where: dict[str, Location]
) -> Sequence[Booking]:
    """The new requests of one date in the book, placed beside what stands there."""
    coming = [Booking(request=_screened(request), location=where.get(name)) for name, request in new]
    for _ in range(MOST_TRIES):
        booked = desk.book.day(date)
        there = {b.id for b in booked.bookings}  # somebody may be taking in the same file
        coming = [b for b in coming if b.id not in there]
        plan = _planned(desk, booked, coming)
        standing = booked.standing(desk.now)
        ready = [b for b in coming if _may_be_placed(b)]
        rest = [b for b in coming if not _may_be_placed(b)]
        changes = [Change(b, "imported") for b in (*placed_by(plan, ready), *rest)]
        try:
            desk.book.write([*changes, *adopted(plan, standing)], {date: booked.revision}, desk.who, desk.now)
        except Overtaken:
            continue
        return [change.booking for change in changes]
    raise ServiceDown(f"{date}: others keep changing the day. Try again.")


def _screened(request: Request) -> Request:
    if request.status is Status.HELD:
        return replace(request, status=Status.REQUESTED)  # whose caller hung up long ago
    waits = screen([request])[1] and request.status not in OVER
    return replace(request, status=Status.MEDICAL_HOLD) if waits else request


def _may_be_placed(booking: Booking) -> bool:
    return booking.location is not None and booking.status not in OVER and not _is_held(booking)


def _planned(desk: Desk, booked: BookedDay, coming: Sequence[Booking]) -> Plan:
    """The best plan of the day with the newcomers in it."""
    practice, date = desk.practice, booked.date
    crew = on_shift(practice, date, booked.shifts)
    standing = [Located(pinned(b), b.location) for b in booked.standing(desk.now) if b.location]
    located = [*standing, *(Located(b.request, b.location) for b in coming if b.location and _may_be_placed(b))]
    places = [desk.snapshot.depots[p.id].place for p in crew] + [one.location.place for one in located]
    problem = pose(crew, located, desk.roads(places), practice, date, desk.clock_of(date))
    return solve(problem, Limits(seconds=PATIENCE))
