"""Taking a start: held for a caller, booked, or moved; one transaction on the day as it was seen, or none.

Whoever loses a race looks at the day again: if the start can still be had, it is taken; else the news say who has it.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mobiledispatch.desk.answering import Asked, Day, day_for
from mobiledispatch.desk.deciding import Solver
from mobiledispatch.desk.gone import already_booked, changed, slot_gone, would_bump
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.offered import Offered
from mobiledispatch.desk.seating import Seat, moved, seat
from mobiledispatch.desk.session import Desk
from mobiledispatch.errors import Conflict, ServiceDown
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds, clock
from mobiledispatch.model.request import Request, Status

if TYPE_CHECKING:
    from mobiledispatch.book.ledger import Change

MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """The start that was chosen, with whom (or with anybody), and what may be done to get it.

    `bump` lets visits without a promise lose their places, `deep` puts the day in another order, and `second` is
    another person than the one of that name who is booked already.
    """

    date: datetime.date
    start: Seconds
    therapist: str = ""
    bump: bool = False
    second: bool = False
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking as it stands now, the day's revision, and the offer that it came from, with what it changed."""

    booking: Booking
    revision: int
    offer: Offer | None = None
    notes: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """What has become of the visit, after its id."""
        words = {Status.MEDICAL_HOLD: "is on medical hold", Status.REQUESTED: "waits for a place"}
        return words.get(self.booking.status, f"is {self.booking.status}")


Finish = Callable[[Booking, datetime.datetime], Booking]
"""What the visit becomes once it is seated: held until, or booked."""


def take(desk: Desk, asked: Asked, choice: Choice, was: Booking | None, finish: Finish, what: str) -> Taken:
    """Give the caller the chosen start. `was` is the booking that moves there, if it is in the book already.

    SlotGone if the start cannot be had, Conflict if somebody has booked or cancelled `was` meanwhile; ServiceDown if
    others keep changing the day.
    """
    for _ in range(MOST_TRIES):
        was = as_it_stands(desk, was) if was else None
        booked = _days(desk, choice.date, was)
        if was and was not in booked[was.date].bookings:
            continue  # it was changed between these two looks at the book
        given_up = _given_up(booked, asked, was)
        asked = replace(asked, without=frozenset(b.id for b in given_up) | ({was.id} if was else set()))
        taken = _seated(desk, asked, day_for(asked, booked[choice.date]), choice, was)
        if written := _write(desk, asked, taken, booked, was, given_up, finish, what):
            return written
    raise ServiceDown(f"{choice.date}: others keep changing the day. Try again.")


def as_it_stands(desk: Desk, seen: Booking) -> Booking:
    """The booking as the book has it now. Conflict if it is no longer in the state in which the desk has seen it."""
    now = desk.book.booking(seen.id)
    if now is None:
        raise Conflict(f"{seen.id} is no longer in the book.")
    if now.status is not seen.status:
        raise changed(desk, now, "meanwhile")
    return now


def _days(desk: Desk, date: datetime.date, was: Booking | None) -> dict[datetime.date, BookedDay]:
    dates = sorted({date, was.date} if was else {date})
    return dict(zip(dates, (desk.book.day(d) for d in dates), strict=True))


def _seated(desk: Desk, asked: Asked, day: Day, choice: Choice, was: Booking | None) -> Seat:
    other = None if choice.second else twice(asked, day, was)
    if other:
        raise already_booked(desk, asked, day, other, choice.start)
    taken = seat(day, choice.start, choice.therapist, asked.wide, _may_reshuffle(desk, asked, day, choice))
    if taken is None:
        raise slot_gone(desk, asked, day, choice.start, choice.therapist)
    bumped = [name for name, place in taken.given.items() if place is None]
    if bumped and not choice.bump:
        raise would_bump(desk, asked, day, bumped, choice.start)
    return taken


def _may_reshuffle(desk: Desk, asked: Asked, day: Day, choice: Choice) -> Callable[[], Solver] | None:
    """The exact solver, where somebody has asked for it, or has been offered this start by it."""
    revision = day.standing.booked.revision
    told = choice.deep or Offered(desk.folder).holds(asked, str(day.date), choice.start, choice.therapist, revision)
    return desk.solver if told else None


def twice(asked: Asked, day: Day, was: Booking | None) -> Booking | None:
    """Another standing visit of the same person that day. A held slot is none."""
    others = (b for b in day.standing.bookings if b.status is not Status.HELD and (was is None or b.id != was.id))
    return next((b for b in others if same_person(b.request, asked.caller.request)), None)


def _write(
    desk: Desk,
    asked: Asked,
    taken: Seat,
    booked: Mapping[datetime.date, BookedDay],
    was: Booking | None,
    given_up: Sequence[Booking],
    finish: Finish,
    what: str,
) -> Taken | None:
    """The day as it is to stand, or None if somebody was faster."""
    from mobiledispatch.book.ledger import Change, Overtaken

    offer = taken.offer
    place = taken.given[asked.caller.request.id]
    assert place is not None, "a seat seats the caller"
    wish = asked.caller.on(offer.date, asked.grounds.practice)
    request = replace(wish, id=was.id if was else "", start=offer.window, status=was.status if was else wish.status)
    until = was.hold_until if was else None
    seated = Booking(request=request, location=asked.location, therapist=place[0], start=place[1], hold_until=until)
    detail = f"{clock(offer.start)} {place[0]}"
    if asked.override:
        detail += f", against policy, decided by {asked.override}"
    first = Change(finish(seated, desk.now), what, detail, was.date if was else None)
    others = [Change(b, said) for b, said in moved(booked[offer.date].bookings, taken)]
    seen = {date: one.revision for date, one in booked.items()}
    try:
        written = desk.book.write([first, *others, *map(_released, given_up)], seen, desk.who, desk.now)
    except Overtaken:
        return None
    return Taken(written.bookings[0], written.revisions[offer.date], offer)


def _given_up(booked: Mapping[datetime.date, BookedDay], asked: Asked, was: Booking | None) -> list[Booking]:
    """Slots that are held for the same person: the one taken now is meant instead."""
    held = (b for day in booked.values() for b in day.bookings if b.status is Status.HELD and b.stands(asked.now))
    return [b for b in held if same_person(b.request, asked.caller.request) and (was is None or b.id != was.id)]


def _released(booking: Booking) -> "Change":
    from mobiledispatch.book.ledger import Change

    over = replace(booking, request=replace(booking.request, status=Status.CANCELLED))
    return Change(over, "released", "another slot was taken")


def same_person(one: Request, other: Request) -> bool:
    """Same name and telephone number; somebody who states neither is nobody's double."""
    from mobiledispatch.book.rows import plain

    known = bool(one.client and one.phone)
    return known and one.phone == other.phone and plain(one.client) == plain(other.client)
