"""What the desk does to the book: hold, book, wait, cancel, no-show. Each is one transaction on days as they are."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.demand import screen
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.edit_day import Edit, edit_days
from mobiledispatch.desk.gone import changed, not_in_the_past, slot_gone
from mobiledispatch.desk.inquiry import Asked, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.linked import are_together, linked
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.present import has_begun
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import stand
from mobiledispatch.desk.taking import Choice, Note, Taken, Was, as_it_stands, nothing, take
from mobiledispatch.errors import BadInput, Conflict
from mobiledispatch.model.booking import OVER, BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.request import Status
from mobiledispatch.timetable.times import timetable


def hold(desk: Desk, asked: Asked, choice: Choice) -> Taken:
    """Keep a start for the caller for as long as practice.toml says. SlotGone if it cannot be had."""
    until = desk.now.astimezone(datetime.UTC) + datetime.timedelta(seconds=desk.practice.policies.hold)

    def held(seated: Booking) -> Booking:
        return replace(_as(seated, Status.HELD), hold_until=until)

    return take(desk, asked, choice, (), held, "held")


def book(desk: Desk, asked: Asked, choice: Choice, was: Was = ()) -> Taken:
    """Book a start, and promise its window. Who answered yes to a screening question and is not cleared gets no slot
    but a medical hold, with everybody of the party."""
    if screen(asked.caller.people)[1]:
        return put_off(desk, asked, choice.date, was, Status.MEDICAL_HOLD, "medical hold")
    return take(desk, asked, choice, was, booked, "booked")


def wait(desk: Desk, asked: Asked, date: datetime.date) -> Taken:
    """Put the caller on the day's waiting list."""
    return put_off(desk, asked, date, (), Status.REQUESTED, "waiting")


def still_has_it(desk: Desk, held: Sequence[Booking], day: BookedDay) -> bool:
    """Do these slots still stand, and with them the routes? By another desk's clock they may have run out just now."""
    if not all(one.stands(desk.now) for one in held):
        return False
    standing = stand(desk.grounds, day, desk.now)
    orders = [(one.therapist, standing.draft.orders.get(one.therapist)) for one in held]
    problem = standing.problem
    return all(
        order is not None and timetable(problem, problem.therapist(name), order) is not None for name, order in orders
    )


def best_move(
    desk: Desk, asked: Asked, date: datetime.date, booking: Booking, seat: str, words: Mapping[str, str]
) -> Offer:
    """The offer of a date that keeps most of what was told: the same time, then the same therapist, then the best.

    The day as it stands comes first, then the day in any order. SlotGone with the nearest offers if there is none.
    """
    from mobiledispatch.desk.answering import answer

    on_date = desk.read_day(date)
    day = day_for(asked, on_date)

    def usable(offers: Iterable[Offer]) -> list[Offer]:
        may_bump = bool(words.get("bump"))
        wanted = [o for o in offers if seat in ("", o.therapist) and _differs(o, booking, seat)]
        return [o for o in wanted if may_bump or all(change.start is not None for change in o.changes)]

    offers = usable(instant_offers(day.standing, day.windows(), asked.wide))
    offers = offers or usable(answer(asked, [on_date], desk.read_day, desk.solver, deep=True).offers)
    if not offers:
        raise slot_gone(desk, asked, day, booking.start or Seconds(0), seat)

    def loss(offer: Offer) -> tuple[object, ...]:
        away = abs(offer.start - (booking.start or 0)) if seat else 0
        return offer.start != booking.start, offer.therapist != booking.therapist, away, offer.rank

    return min(offers, key=loss)


def _differs(offer: Offer, booking: Booking, seat: str) -> bool:
    moved = (offer.date, offer.start) != (booking.date, booking.start)
    return moved or (bool(seat) and offer.therapist != booking.therapist)


def is_driven_to(desk: Desk, booking: Booking) -> bool:
    """Has the therapist, by the day's plan, set out for this visit?"""
    if booking.date != desk.moment.date:
        return False
    standing = stand(desk.grounds, desk.read_day(booking.date), desk.now)
    order = standing.draft.orders.get(booking.therapist, ())
    times = timetable(standing.problem, standing.problem.therapist(booking.therapist), order) if order else None
    if times is None:
        return False
    leaves = [times.leave_depot, *(t.leave for t in times.timings)]
    position = next(k for k, visit in enumerate(order) if visit.id == booking.id)
    # Right after the break, if there is one on the way.
    last = max([leaves[position], *(b.closes for b in times.breaks if b.opens <= times.timings[position].arrive)])
    return desk.moment.time >= last


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The visit as it is left, whether that was late, and whom of the waiting list the freed time would suit."""

    taken: Taken
    late: bool
    waiting: tuple[tuple[Booking, Offer], ...]


def cancel(desk: Desk, booking: Booking, reason: str) -> Cancelled:
    """Take a visit, and what belongs to it, off its day; late if the promised start is nearer than practice.toml wants.

    Conflict for one that is over, or whose time is: whoever was not there did not show.
    """

    def ended(found: Booking) -> Booking:
        if found.status in OVER:
            raise changed(desk, found, "already")
        if found.is_placed and found.status is not Status.HELD and _is_past(desk, found):
            absent = f"If the client was not there: mobiledispatch no-show {found.id}"
            raise Conflict(f"{found.id} is over: its time has come. {absent}")
        late = found.is_placed and found.status is not Status.HELD and _notice(desk, found) < _wanted(desk)
        return _as(found, Status.LATE_CANCELLED if late else Status.CANCELLED)

    taken = rewritten(desk, booking.id, lambda ones, _: [ended(one) for one in ones], "", lambda _: reason)
    assert taken is not None, "a visit is cancelled, or there is nothing to cancel"
    left = taken.booking
    return Cancelled(taken, left.status is Status.LATE_CANCELLED, tuple(suited(desk, left.date)))


def no_show(desk: Desk, booking: Booking, reason: str, only: bool = False) -> Taken:
    """Whoever was not at home when the therapist came; with what belongs to it, unless it is `only` this person.

    Conflict for a visit that is over otherwise; BadInput for one whose time has not come.
    """

    def ended(found: Booking) -> Booking:
        if found.status in OVER:
            raise changed(desk, found, "already")
        if not found.is_placed or found.status in (Status.HELD, Status.MEDICAL_HOLD):
            raise BadInput(f"{found.id} is {state_of(found)}: nobody was to come.")
        if not has_begun(found, desk.now.astimezone(desk.zone)):
            raise BadInput(f"{found.id} is still to come. To call it off: mobiledispatch cancel {found.id}")
        return _as(found, Status.NO_SHOW)

    def those(ones: Sequence[Booking], _: BookedDay) -> list[Booking]:
        return [ended(one) for one in ones if not only or one.id == booking.id]

    taken = rewritten(desk, booking.id, those, "", lambda _: reason)
    assert taken is not None, "a visit did not take place, or there is news about it"
    return taken


def _is_past(desk: Desk, booking: Booking) -> bool:
    return (booking.date, booking.start or 0) <= (desk.moment.date, desk.moment.time)


def _wanted(desk: Desk) -> int:
    return desk.practice.policies.late_cancel


def _notice(desk: Desk, booking: Booking) -> int:
    """Seconds from now until the massage may start, on the practice's clock."""
    start = booking.request.start.opens if booking.request.start else booking.start or 0
    return (booking.date - desk.moment.date).days * 86_400 + start - desk.moment.time


def suited(desk: Desk, date: datetime.date) -> list[tuple[Booking, Offer]]:
    """Whoever waits for a place on a date and could have one now, with the best start for each."""
    on_date = desk.read_day(date)
    found = []
    told: set[str] = set()
    for waiting in on_date.bookings:
        if waiting.waits() and waiting.location and waiting.id not in told:
            party = linked(desk.practice, on_date, waiting)
            told.update(one.id for one in party)
            day = day_for(asked_again(desk, party), on_date)
            offers = instant_offers(day.standing, day.windows())
            if offers:
                found.append((waiting, offers[0]))
    return found


def asked_again(desk: Desk, party: Sequence[Booking], override: str = "") -> Asked:
    """Visits of the book that belong together as a caller's wish, with their own slots free."""
    lead = party[0]
    if lead.location is None:
        raise BadInput(f"{lead.id} has no place on the map: mobiledispatch edit {lead.id} --address ADDRESS")
    first, *others = (replace(b.request, line=0, date=None, start=None, status=Status.REQUESTED) for b in party)
    together = len(party) > 1 and are_together(party)
    caller = Caller(first, "", tuple(others), together)
    return desk.asked(caller, lead.location, override, frozenset(b.id for b in party))


def put_off(
    desk: Desk, asked: Asked, date: datetime.date, was: Was, status: Status, what: str, note: Note = nothing
) -> Taken:
    """The caller's party without a slot: waiting for a physician, or for room."""
    from mobiledispatch.book.ledger import Change, Overtaken

    not_in_the_past(desk, date)
    was = was or (None,) * len(asked.caller.people)

    def decide() -> Edit:
        now = tuple(as_it_stands(desk, one) if one else None for one in was)
        days = {d: desk.book.day(d) for d in sorted({date, *(one.date for one in now if one)})}
        if any(one and one not in days[one.date].bookings for one in now):
            raise Overtaken
        ids = [one.id if one else "" for one in now]
        if len(ids) > 1:
            ids = [name or desk.book.new_id() for name in ids]
        group = next((one.request.group for one in now if one and one.request.group), ids[0])
        people = asked.caller.people_on(date, desk.practice)
        changes = []
        for number, (name, request, one) in enumerate(zip(ids, people, now, strict=True)):
            request = replace(request, id=name, status=status, group=group if len(ids) > 1 else "")
            booking = Booking(request=request, location=asked.location)
            changes.append(Change(booking, what, note(number), was=one.date if one else None))
        return Edit(changes, {d: day.revision for d, day in days.items()})

    written = edit_days(desk, decide)
    assert written is not None, "somebody waits"
    first, *others = written.bookings
    return Taken(first, written.revisions[date], others=tuple(others), before=tuple(one for one in was if one))


def rewritten(
    desk: Desk,
    name: str,
    how: Callable[[Sequence[Booking], BookedDay], Sequence[Booking] | None],
    what: str,
    note: Note = nothing,
) -> Taken | None:
    """The visit and what belongs to it changed in their places, on the day as it is now; None if `how` leaves them.

    Without `what`, the history tells each visit's new state.
    """
    from mobiledispatch.book.ledger import Change, Overtaken

    before: list[tuple[Booking, ...]] = []

    def decide() -> Edit | None:
        booking = booking_named(desk, name)
        day = desk.book.day(booking.date)
        if booking not in day.bookings:
            raise Overtaken  # it was changed between these two looks at the book
        party = linked(desk.practice, day, booking)
        before.append(party)
        left = how(party, day)
        if left is None:
            return None
        changes = [Change(one, what or str(one.status), note(number)) for number, one in enumerate(left)]
        return Edit(changes, {booking.date: day.revision})

    written = edit_days(desk, decide)
    if written is None:
        return None
    named = next(one for one in written.bookings if one.id == booking_named(desk, name).id)
    others = tuple(one for one in written.bookings if one is not named)
    return Taken(named, next(iter(written.revisions.values())), others=others, before=before[-1])


def booking_named(desk: Desk, name: str) -> Booking:
    """The visit of that id. BadInput if the book has none."""
    found = desk.book.booking(name.strip()) or desk.book.booking(name.strip().upper())
    if found is None:
        raise BadInput(f"No visit {name!r} in the book. Look it up: mobiledispatch find TEXT")
    return found


def _as(booking: Booking, status: Status) -> Booking:
    return replace(booking, request=replace(booking.request, status=status))


def booked(booking: Booking) -> Booking:
    """The visit as a promise to the client."""
    return replace(_as(booking, Status.BOOKED), hold_until=None)


def state_of(booking: Booking) -> str:
    return str(booking.status).replace("_", " ")
