"""Taking a start: held for a caller, booked, or moved; one transaction on the day as it was seen, or none.

Whoever loses a race looks at the day again: if the start can still be had, it is taken; else the news say who has it.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mobiledispatch.desk.deciding import Solver
from mobiledispatch.desk.edit_day import Edit, edit_days
from mobiledispatch.desk.gone import already_booked, changed, slot_gone, would_bump
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.next_in_turn import as_told, in_turn
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.offered import Offered
from mobiledispatch.desk.seating import Seat, moved, seat, seat_at
from mobiledispatch.desk.session import Desk
from mobiledispatch.errors import Conflict
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.request import Request, Status

if TYPE_CHECKING:
    from mobiledispatch.book.ledger import Change


@dataclass(frozen=True, slots=True)
class Choice:
    """The start that was chosen, with whom (or with anybody), and what may be done to get it.

    `bump` lets visits without a promise lose their places, `deep` puts the day in another order, and `second` is
    another person than the one of that name who is booked already. `rather` are the therapists who should stay, one for
    each stop of the party.
    """

    date: datetime.date
    start: Seconds
    therapist: str = ""
    bump: bool = False
    second: bool = False
    deep: bool = False
    rather: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking as it stands now, the day's revision, and the offer that it came from, with what it changed.

    `others` are the visits that belong to it. `before` are all of them as they were, if they were in the book;
    `edits` say what was changed about the visit besides its slot.
    """

    booking: Booking
    revision: int
    offer: Offer | None = None
    notes: tuple[str, ...] = ()
    others: tuple[Booking, ...] = ()
    before: tuple[Booking, ...] = ()
    edits: tuple[str, ...] = ()

    @property
    def bookings(self) -> tuple[Booking, ...]:
        return (self.booking, *self.others)

    @property
    def state(self) -> str:
        """What has become of the visit, after its id."""
        words = {Status.MEDICAL_HOLD: "is on medical hold", Status.REQUESTED: "waits for a place"}
        return words.get(self.booking.status, f"is {self.booking.status}")


Finish = Callable[[Booking], Booking]
"""What a visit becomes once it is seated: held until, or booked."""

Was = tuple[Booking | None, ...]
"""For each person of a party the visit that moves there; None for who is new to the book."""


@dataclass(frozen=True)
class _Placed:
    """A seat for a party, `was` for each of its people, and the first of them who is here for it: those before keep
    their visits as they are, the seat is right after theirs."""

    asked: Asked
    seat: Seat
    was: Was
    first: int = 0
    told: Offer | None = None

    @property
    def offer(self) -> Offer:
        return self.told or self.seat.offer


Note = Callable[[int], str]
"""What the history says of the number-th of the people, besides the start."""


def nothing(_: int) -> str:
    """No note."""
    return ""


def take(desk: Desk, asked: Asked, choice: Choice, was: Was, finish: Finish, what: str, note: Note = nothing) -> Taken:
    """Give the caller, and whoever belongs to it, the chosen start.

    `was` are the bookings that move there, one for each person of the party (None: new to the book; empty: all new).
    SlotGone if the start cannot be had, Conflict if somebody has booked or cancelled one of them meanwhile;
    ServiceDown if others keep changing the day.
    """
    was = was or (None,) * len(asked.caller.people)
    placed: list[_Placed] = []

    def decide() -> Edit:
        from mobiledispatch.book.ledger import Overtaken

        now = tuple(as_it_stands(desk, one) if one else None for one in was)
        booked = _days(desk, choice.date, now)
        if any(one and one not in booked[one.date].bookings for one in now):
            raise Overtaken  # it was changed between these two looks at the book
        given_up = _given_up(booked, asked, now)
        own = frozenset(b.id for b in (*given_up, *filter(None, now)))
        wish = replace(asked, without=own)
        placed.append(_seated(desk, wish, day_for(wish, booked[choice.date]), choice, now))
        changes = _changes(desk, placed[-1], booked, finish, what, note)
        return Edit([*changes, *map(_released, given_up)], {date: one.revision for date, one in booked.items()})

    written = edit_days(desk, decide)
    assert written is not None, "a start is taken, or there is news about it"
    last = placed[-1]
    mine = written.bookings[last.first : len(last.was)]
    before = tuple(one for one in last.was[last.first :] if one)
    return Taken(mine[0], written.revisions[choice.date], last.offer, others=mine[1:], before=before)


def as_it_stands(desk: Desk, seen: Booking) -> Booking:
    """The booking as the book has it now. Conflict if it is no longer in the state in which the desk has seen it."""
    now = desk.book.booking(seen.id)
    if now is None:
        raise Conflict(f"{seen.id} is no longer in the book.")
    if now.status is not seen.status:
        raise changed(desk, now, "meanwhile")
    return now


def _days(desk: Desk, date: datetime.date, was: Was) -> dict[datetime.date, BookedDay]:
    dates = sorted({date, *(one.date for one in was if one)})
    return dict(zip(dates, (desk.book.day(d) for d in dates), strict=True))


def _seated(desk: Desk, asked: Asked, day: Day, choice: Choice, was: Was) -> _Placed:
    other = None if choice.second else twice(asked, day, was)
    if other:
        raise already_booked(desk, asked, day, other, choice.start)
    if was == (None,) and (joined := _right_after(asked, day, choice)):
        return joined
    solver = _may_rearrange(desk, asked, day, choice)
    taken = seat(day, choice.start, choice.therapist, asked.wide, solver, choice.rather)
    if taken is None:
        raise slot_gone(desk, asked, day, choice.start, choice.therapist)
    bumped = [name for name, place in taken.given.items() if place is None]
    if bumped and not choice.bump:
        raise would_bump(desk, asked, day, bumped, choice.start)
    return _Placed(asked, taken, was)


def _right_after(asked: Asked, day: Day, choice: Choice) -> _Placed | None:
    """The chosen start as the next in turn at a door where others are booked, if it is that."""
    for joined, wish, chain in in_turn(asked, day):
        party = joined.standing.party
        start = Seconds(choice.start - party.after[party.names[-1]])
        taken = seat_at(joined, [start], start, choice.therapist, asked.wide)
        if taken:
            before = tuple(day.standing.booking(name) for name in chain)
            return _Placed(wish, taken, (*before, None), len(chain), as_told(taken.offer, day, chain))
    return None


def _may_rearrange(desk: Desk, asked: Asked, day: Day, choice: Choice) -> Callable[[], Solver] | None:
    """The exact solver, where somebody has asked for it, or has been offered this start by it."""
    revision = day.standing.booked.revision
    told = choice.deep or Offered(desk.folder).holds(asked, str(day.date), choice.start, choice.therapist, revision)
    return desk.solver if told else None


def twice(asked: Asked, day: Day, was: Was) -> Booking | None:
    """Another standing visit of one of these persons that day. A held slot is none."""
    own = {one.id for one in was if one}
    others = [b for b in day.standing.bookings if b.status is not Status.HELD and b.id not in own]
    return next((b for b in others if any(same_person(b.request, p) for p in asked.caller.people)), None)


def _changes(
    desk: Desk,
    placed: _Placed,
    booked: Mapping[datetime.date, BookedDay],
    finish: Finish,
    what: str,
    note: Note,
) -> list["Change"]:
    """The party's visits as they are to stand, those who are new to the book last; then everybody else who is moved."""
    from mobiledispatch.book.ledger import Change

    offer, taken = placed.seat.offer, placed.seat
    people = placed.asked.caller.people_on(offer.date, placed.asked.grounds.practice)
    ids = [one.id if one else "" for one in placed.was]
    if len(ids) > 1:
        ids = [name or desk.book.new_id() for name in ids]
    changes = []
    for number, (request, was) in enumerate(zip(people, placed.was, strict=True)):
        place = taken.given[request.id]
        assert place is not None, "a seat seats the whole party"
        window = offer.party[number].window if offer.party else offer.window
        request = replace(
            request,
            id=ids[number],
            group=_group(placed, ids),
            start=window,
            status=was.status if was else Status.REQUESTED,
        )
        if number < placed.first and was:
            request = replace(was.request, group=request.group)
        seated = Booking(
            request=request,
            location=was.location if was and number < placed.first else placed.asked.location,
            therapist=place[0],
            start=place[1],
            hold_until=was.hold_until if was else None,
        )
        if number < placed.first:
            changes.append(Change(seated, "joined", f"by {ids[-1]}, in turn"))
        else:
            detail = _detail(placed, note(number))
            changes.append(Change(finish(seated), what, detail, was.date if was else None))
    others = [Change(b, said) for b, said in moved(booked[offer.date].bookings, taken)]
    return [*changes, *(c for c in others if c.booking.id not in ids)]


def _group(placed: _Placed, ids: Sequence[str]) -> str:
    """What ties a party together, called after its first; nothing for who comes alone."""
    known = next((one.request.group for one in placed.was if one and one.request.group), "")
    return (known or ids[0]) if len(ids) > 1 else ""


def _detail(placed: _Placed, note: str) -> str:
    offer = placed.offer
    who = " and ".join(dict.fromkeys(one.therapist for one in offer.party)) or offer.therapist
    against = f"against policy, decided by {placed.asked.override}" if placed.asked.override else ""
    return ", ".join(filter(None, (f"{time_words(offer.start)} {who}", against, note)))


def _given_up(booked: Mapping[datetime.date, BookedDay], asked: Asked, was: Was) -> list[Booking]:
    """Slots that are held for the same person: the one taken now is meant instead."""
    own = {one.id for one in was if one}
    held = (b for day in booked.values() for b in day.bookings if b.status is Status.HELD and b.stands(asked.now))
    mine = [b for b in held if any(same_person(b.request, p) for p in asked.caller.people) and b.id not in own]
    tied = {(b.date, b.request.group) for b in mine if b.request.group}
    others = [b for day in booked.values() for b in day.bookings if b.status is Status.HELD and b not in mine]
    return [*mine, *(b for b in others if (b.date, b.request.group) in tied and b.id not in own)]


def _released(booking: Booking) -> "Change":
    from mobiledispatch.book.ledger import Change

    over = replace(booking, request=replace(booking.request, status=Status.CANCELLED))
    return Change(over, "released", "another slot was taken")


def same_person(one: Request, other: Request) -> bool:
    """Same name and telephone number; somebody who states neither is nobody's double."""
    from mobiledispatch.book.rows import plain

    known = bool(one.client and one.phone)
    return known and one.phone == other.phone and plain(one.client) == plain(other.client)
