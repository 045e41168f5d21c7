"""What the desk does to the book: hold, book, move, cancel. Each is one transaction on a revisioned day."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from mobiledispatch.demand import screen
from mobiledispatch.desk.answering import Asked, day_for
from mobiledispatch.desk.caller import Caller, Words, read_answers
from mobiledispatch.desk.gone import already_booked, changed, not_in_the_past
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import CALLER, stand
from mobiledispatch.desk.taking import Choice, Taken, as_it_stands, take, twice
from mobiledispatch.errors import BadInput, ServiceDown
from mobiledispatch.model.booking import OVER, BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.request import Request, Status
from mobiledispatch.timetable import timetable

MOST_TRIES = 200


def hold(desk: Desk, asked: Asked, choice: Choice) -> Taken:
    """Keep a start for the caller for as long as practice.toml says. SlotGone if it cannot be had."""
    until = desk.now.astimezone(datetime.UTC) + datetime.timedelta(seconds=desk.practice.policies.hold)

    def held(seated: Booking, _: datetime.datetime) -> Booking:
        return replace(_as(seated, Status.HELD), hold_until=until)

    return take(desk, asked, choice, None, held, "held")


def book(desk: Desk, asked: Asked, choice: Choice, was: Booking | None = None) -> Taken:
    """Book a start, and promise its window. Who answered yes to a screening question and is not cleared gets no slot
    but a medical hold."""
    if screen([asked.caller.request])[1]:
        return _put_off(desk, asked, choice.date, was, Status.MEDICAL_HOLD, "medical hold")
    return take(desk, asked, choice, was, _booked, "booked")


def wait(desk: Desk, asked: Asked, date: datetime.date) -> Taken:
    """Put the caller on the day's waiting list."""
    return _put_off(desk, asked, date, None, Status.REQUESTED, "waiting")


def confirm(desk: Desk, booking: Booking, answers: Words, override: str = "") -> Taken:
    """Book a held slot. One that has run out is taken again if it is still free, else SlotGone."""
    request = read_answers(answers, booking.request)
    asked = asked_again(desk, booking, request, override)
    if booking.status is Status.BOOKED or booking.status in OVER or booking.start is None:
        raise changed(desk, booking, "and holds no slot")
    if screen([asked.caller.request])[1]:
        return _put_off(desk, asked, booking.date, booking, Status.MEDICAL_HOLD, "medical hold")

    def kept(found: Booking, day: BookedDay) -> Booking | None:
        if found.status is not Status.HELD:
            raise changed(desk, found, "meanwhile")
        seen = day_for(asked, day)
        if not answers.get("second_person") and (other := twice(asked, seen, found)):
            raise already_booked(desk, asked, seen, other, found.start or Seconds(0))
        return _booked(_answered(found, request), desk.now) if _still_has_it(desk, found, day) else None

    choice = Choice(booking.date, booking.start, booking.therapist, second=bool(answers.get("second_person")))
    return _rewritten(desk, booking.id, kept, "booked") or take(desk, asked, choice, booking, _booked, "booked")


def _still_has_it(desk: Desk, held: Booking, day: BookedDay) -> bool:
    """Does the slot still stand, and with it the route? By another desk's clock it may have run out a moment ago."""
    if not held.stands(desk.now):
        return False
    standing = stand(desk.grounds, day, desk.now)
    order = standing.draft.orders.get(held.therapist)
    if order is None:
        return False
    return timetable(standing.problem, standing.problem.therapist(held.therapist), order) is not None


def move(desk: Desk, booking: Booking, choice: Choice | None, date: datetime.date, override: str = "") -> Taken:
    """Give a visit another start, and promise that; without a choice, the best offer of `date`. SlotGone if none."""
    if booking.status in OVER or not booking.is_placed:
        raise BadInput(f"{booking.id} is {_state(booking)}: there is nothing to move.")
    request = replace(booking.request, availability=()) if choice else booking.request
    asked = asked_again(desk, booking, request, override)
    found = choice or best_choice(desk, asked, date, booking)
    return take(desk, asked, found, booking, lambda seated, _: seated, "moved")


def best_choice(desk: Desk, asked: Asked, date: datetime.date, booking: Booking) -> Choice:
    """The best instant offer of a date. SlotGone with the nearest yes if there is none."""
    from mobiledispatch.desk.gone import slot_gone

    day = day_for(asked, desk.read_day(date))
    offers = [o for o in instant_offers(day.standing, day.windows(), asked.wide) if _differs(o, booking)]
    if not offers:
        raise slot_gone(desk, asked, day, booking.start or Seconds(0), "")
    return Choice(date, offers[0].start, offers[0].therapist)


def _differs(offer: Offer, booking: Booking) -> bool:
    return (offer.date, offer.start) != (booking.date, booking.start)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The visit as it is left, whether that was late, and whom of the waiting list the freed time would suit."""

    taken: Taken
    late: bool
    waiting: tuple[tuple[Booking, Offer], ...]


def cancel(desk: Desk, booking: Booking, reason: str) -> Cancelled:
    """Take a visit off its day; late if the promised start is nearer than practice.toml wants."""

    def ended(found: Booking, _: BookedDay) -> Booking:
        if found.status in OVER:
            raise changed(desk, found, "already")
        late = found.is_placed and found.status is not Status.HELD and _notice(desk, found) < _wanted(desk)
        return _as(found, Status.LATE_CANCELLED if late else Status.CANCELLED)

    taken = _rewritten(desk, booking.id, ended, "", reason)
    assert taken is not None, "a visit is cancelled, or there is nothing to cancel"
    left = taken.booking
    return Cancelled(taken, left.status is Status.LATE_CANCELLED, tuple(suited(desk, left.date)))


def _wanted(desk: Desk) -> int:
    return desk.practice.policies.late_cancel


def _notice(desk: Desk, booking: Booking) -> int:
    """Seconds from now until the massage may start, on the practice's clock."""
    start = booking.request.start.opens if booking.request.start else booking.start or 0
    return (booking.date - desk.moment.date).days * 86_400 + start - desk.moment.time


def suited(desk: Desk, date: datetime.date) -> list[tuple[Booking, Offer]]:
    """Whoever waits for a place on a date and could have one now, with the best start for each."""
    booked = desk.read_day(date)
    found = []
    for waiting in booked.bookings:
        if waiting.waits() and waiting.location:
            day = day_for(asked_again(desk, waiting, waiting.request), booked)
            offers = instant_offers(day.standing, day.windows())
            if offers:
                found.append((waiting, offers[0]))
    return found


def asked_again(desk: Desk, booking: Booking, request: Request, override: str = "") -> Asked:
    """A visit of the book as a caller's wish, with its own slot free."""
    if booking.location is None:
        raise BadInput(f"{booking.id} has no place on the map. Take the request again with its address.")
    wish = replace(request, id=CALLER, line=0, date=None, start=None, status=Status.REQUESTED)
    caller = Caller(wish)
    return desk.asked(caller, booking.location, override, frozenset({booking.id}))


def _put_off(desk: Desk, asked: Asked, date: datetime.date, was: Booking | None, status: Status, what: str) -> Taken:
    """The caller without a slot: waiting for a physician, or for room."""
    from mobiledispatch.book.ledger import Change, Overtaken

    not_in_the_past(desk, date)
    request = asked.caller.on(date, desk.practice)
    request = replace(request, id=was.id if was else "", status=status)
    booking = Booking(request=request, location=asked.location)
    for _ in range(MOST_TRIES):
        was = as_it_stands(desk, was) if was else None
        booked = {d: desk.book.day(d) for d in ({date, was.date} if was else {date})}
        if was and was not in booked[was.date].bookings:
            continue
        seen = {d: day.revision for d, day in booked.items()}
        change = Change(booking, what, was=was.date if was else None)
        try:
            written = desk.book.write([change], seen, desk.who, desk.now)
        except Overtaken:
            continue
        return Taken(written.bookings[0], written.revisions[date])
    raise ServiceDown(f"{date}: others keep changing the day. Try again.")


def _rewritten(
    desk: Desk, name: str, how: Callable[[Booking, BookedDay], Booking | None], what: str, detail: str = ""
) -> Taken | None:
    """The visit changed in its place, on the day as it is now; None if `how` leaves it as it is.

    Without `what`, the history tells the visit's new state.
    """
    from mobiledispatch.book.ledger import Change, Overtaken

    for _ in range(MOST_TRIES):
        booking = booking_named(desk, name)
        day = desk.book.day(booking.date)
        if booking not in day.bookings:
            continue  # it was changed between these two looks at the book
        if (left := how(booking, day)) is None:
            return None
        change, seen = Change(left, what or str(left.status), detail), {booking.date: day.revision}
        try:
            written = desk.book.write([change], seen, desk.who, desk.now)
        except Overtaken:
            continue
        return Taken(written.bookings[0], written.revisions[booking.date])
    raise ServiceDown(f"{name}: others keep changing the day. Try again.")


def booking_named(desk: Desk, name: str) -> Booking:
    """The visit of that id. BadInput if the book has none."""
    found = desk.book.booking(name.strip())
    if found is None:
        raise BadInput(f"{name!r} is no visit of the book. Look it up: mobiledispatch find TEXT")
    return found


def _as(booking: Booking, status: Status) -> Booking:
    return replace(booking, request=replace(booking.request, status=status))


def _booked(booking: Booking, _: datetime.datetime) -> Booking:
    return replace(_as(booking, Status.BOOKED), hold_until=None)


def _answered(booking: Booking, request: Request) -> Booking:
    kept = replace(request, start=booking.request.start, date=booking.request.date, id=booking.id)
    return replace(booking, request=kept)


def _state(booking: Booking) -> str:
    return str(booking.status).replace("_", " ")
