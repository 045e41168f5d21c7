"""A visit of the book as the words of a command change it: who, where, what, and when; booked, moved, or only edited.

What touches neither the place nor the time at the door nor who may come is changed at once. Anything else has its slot
checked again, with what belongs to it: a promise is kept where it can be, and nothing is changed where it cannot.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.demand import durations, screen
from mobiledispatch.desk.asking import seat_said
from mobiledispatch.desk.caller import Caller, Words, read_changes, read_companions
from mobiledispatch.desk.edits import edits_of
from mobiledispatch.desk.gone import already_booked, changed
from mobiledispatch.desk.inquiry import Asked, day_for
from mobiledispatch.desk.linked import are_together
from mobiledispatch.desk.present import has_begun
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.taking import Choice, Finish, Taken, Was, take, twice
from mobiledispatch.desk.verbs import booked, is_driven_to, put_off, rewritten, state_of, still_has_it
from mobiledispatch.desk.when import date_said, start_said
from mobiledispatch.errors import BadInput, Conflict
from mobiledispatch.intake.cells import hours_on
from mobiledispatch.model.booking import OVER, BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.place import Location
from mobiledispatch.model.request import Request, Status

OF_THE_DOOR = ("address", "unit", "city", "postal_code", "access")
"""What all who are served together share."""

_OF_A_PARTY = ("people", "second_client", "second_treatment", "second_minutes", "in_turn", "together")
_OF_A_SLOT = ("date", "start", "bump", "deep")


@dataclass(frozen=True)
class Amended:
    """Visits that belong together, the one that was named among them, and what the words make of them.

    `notes` are what the desk should know of the address, `edits` what has changed, `note` the same for the history.
    """

    party: tuple[Booking, ...]
    named: Booking
    people: tuple[Request, ...]
    location: Location | None
    availability: str = ""
    notes: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    note: str = ""

    def note_of(self, number: int) -> str:
        """What the history says of the number-th of the people: the edits, or with whose they came."""
        named = self.party.index(self.named)
        return self.note if number == named or not self.note else f"with {self.named.id}"

    @property
    def was(self) -> Was:
        return (*self.party, *(None for _ in self.people[len(self.party) :]))


def amended(desk: Desk, party: Sequence[Booking], name: str, words: Words) -> Amended:
    """What the words make of the visits. BadInput for words that mean nothing, or an address nobody can place."""
    named = next(one for one in party if one.id == name)
    _, wish = seat_said(desk, words.get("therapist", ""))
    mine = read_changes({**words, "therapist": wish}, desk.practice, named.request)
    edits, note = edits_of(named.request, mine), edits_of(named.request, mine, private=False)
    more: list[str] = []
    door = {field: getattr(mine, field) for field in OF_THE_DOOR}
    people = [mine if one is named else replace(one.request, **door) for one in party]
    if availability := words.get("availability", "").strip():
        people = [replace(one, availability=()) for one in people]
        more.append(f"availability: {availability}")
    if any(words.get(word) for word in _OF_A_PARTY):
        if len(party) > 1:
            typed = next(word for word in _OF_A_PARTY if words.get(word)).replace("_", "-")
            other = next(one.id for one in party if one.id != name)
            raise BadInput(
                f"--{typed}: {name} is one of {len(party)} who belong together already. "
                f"To change the other: mobiledispatch edit {other}"
            )
        people += read_companions(words, desk.practice, mine)
        more += [f"people: 1 -> {len(people)}"] if len(people) > 1 else []
    location, notes = _where(desk, named, mine)
    told = "; ".join((*note, *more))
    return Amended(tuple(party), named, tuple(people), location, availability, notes, (*edits, *more), told)


def _where(desk: Desk, was: Booking, now: Request) -> tuple[Location | None, tuple[str, ...]]:
    """Where the visit is; looked up again only if the address is another."""
    street = ("address", "city", "postal_code")
    if was.location and all(getattr(was.request, name) == getattr(now, name) for name in street):
        return was.location, ()
    return desk.locate(now)


def amend(
    desk: Desk, party: Sequence[Booking], name: str, words: Words, override: str, to: Status | None, what: str
) -> Taken:
    """The visit `name` of a party changed in the book, and booked if that is what `to` says.

    SlotGone where the slot cannot be had, or does not fit any more, and Conflict for a visit that has begun; then
    nothing is changed.
    """
    found = amended(desk, party, name, words)
    open_yet = found.named.status not in OVER
    if screen(_afresh(found.people))[1] and (to or (found.named.is_placed and open_yet)):
        held = _put_off(desk, found, words, override, Status.MEDICAL_HOLD, "medical hold")
        return replace(held, notes=(*held.notes, *_not_kept(desk, words)))
    if words.get("waiting_list"):
        refuse_slot(desk, words, "who waits has no time yet")
        return _put_off(desk, found, words, override, Status.REQUESTED, "waiting")
    if to is None and not found.named.is_placed and open_yet:
        refuse_slot(desk, words, f"to give it a time: mobiledispatch book {found.named.id}")
        if words.get("date"):
            return _put_off(desk, found, words, override, found.named.status, what)
    if _keeps_its_slot(desk, found, words, to):

        def in_place(ones: Sequence[Booking], day: BookedDay) -> list[Booking] | None:
            now = amended(desk, ones, name, words)
            left = _in_place(desk, found, now, day, to)
            if left and to and not words.get("second_person"):
                _not_booked_already(desk, now, _asked(desk, now, words, override), day)
            return left

        taken = rewritten(desk, name, in_place, what, found.note_of)
        if taken:
            return _told(found, taken)
    _must_be_open(desk, found, to)
    asked, choice = _asked(desk, found, words, override), _on_the_road(desk, found, _choice(desk, found, words, to))
    return _told(found, take(desk, asked, choice, found.was, _finish(found, to), what, found.note_of))


def slot_words(desk: Desk, words: Words) -> list[str]:
    """The options among the words that mean a slot, or how to get one."""
    seat, _ = seat_said(desk, words.get("therapist", ""))
    said = [name for name in ("start", "bump", "deep") if words.get(name)]
    return [f"--{name}" for name in (*said, *(["therapist"] if seat else []))]


def refuse_slot(desk: Desk, words: Words, why: str) -> None:
    """BadInput for words that mean a slot where there is none."""
    if said := slot_words(desk, words):
        raise BadInput(f"{option}: {why}. Leave it out." for option in said)


def _not_kept(desk: Desk, words: Words) -> list[str]:
    """What a medical hold does to a slot that was named."""
    said = slot_words(desk, words)
    return [f"{', '.join(said)}: no time is kept until the client is cleared."] if said else []


def _afresh(people: Sequence[Request]) -> list[Request]:
    """The people as if they called now: nothing promised yet."""
    return [replace(one, line=0, date=None, start=None, status=Status.REQUESTED) for one in people]


def _told(found: Amended, taken: Taken) -> Taken:
    named = next((b for b in taken.bookings if b.id == found.named.id), taken.booking)
    others = tuple(b for b in taken.bookings if b is not named)
    return replace(taken, booking=named, others=others, notes=found.notes, edits=found.edits, before=found.party)


def _put_off(desk: Desk, found: Amended, words: Words, override: str, status: Status, what: str) -> Taken:
    asked = _asked(desk, found, words, override)
    return _told(found, put_off(desk, asked, _date(desk, found, words), found.was, status, what, found.note_of))


def _keeps_its_slot(desk: Desk, found: Amended, words: Words, to: Status | None) -> bool:
    """Does the slot stay what it is, because nothing on which it depends is changed, or because there is none?"""
    seat, _ = seat_said(desk, words.get("therapist", ""))
    if seat or any(words.get(name) for name in (*_OF_A_SLOT, *_OF_A_PARTY)):
        return False
    if to is None and not found.named.is_placed:
        return True
    if to and found.named.status is not Status.HELD:
        return False
    crew = desk.practice.practitioners

    def needs(request: Request) -> object:
        spent = durations(request, desk.practice, crew)
        return request.techniques, spent, request.therapist, request.gender

    same = all(needs(now) == needs(was.request) for now, was in zip(found.people, found.party, strict=True))
    return same and not found.availability and found.location == found.named.location


def _in_place(desk: Desk, seen: Amended, found: Amended, day: BookedDay, to: Status | None) -> list[Booking] | None:
    """The visits with their slots as they are; None where a slot that is to be booked stands no longer."""
    if found.named.status is not seen.named.status:
        raise changed(desk, found.named, "meanwhile")
    if to and not still_has_it(desk, found.party, day):
        return None
    left = []
    for one, person in zip(found.party, found.people, strict=True):
        if found.availability:
            person = Caller(person, found.availability).on(one.date, desk.practice)
        changed_one = replace(one, request=person, location=found.location)
        left.append(booked(changed_one) if to else changed_one)
    return left


def _not_booked_already(desk: Desk, found: Amended, asked: Asked, day: BookedDay) -> None:
    """SlotGone if the same person has another visit that day."""
    seen = day_for(asked, day)
    if other := twice(asked, seen, found.was):
        raise already_booked(desk, asked, seen, other, found.named.start or Seconds(0))


def _must_be_open(desk: Desk, found: Amended, to: Status | None) -> None:
    """Conflict for a visit whose slot nobody can change any more."""
    for one in found.party:
        if one.status in OVER and to is None:
            again = " To book it again: mobiledispatch book " + one.id if "cancelled" in str(one.status) else ""
            raise Conflict(f"{one.id} is {state_of(one)}: only contact details and notes can be changed.{again}")
        if one.stands(desk.now) and has_begun(one, desk.now.astimezone(desk.zone)):
            raise Conflict(f"{one.id} has begun: only contact details and notes can be changed.")


def _on_the_road(desk: Desk, found: Amended, choice: Choice) -> Choice:
    """The choice as it may be while somebody is driving to one of the visits, who is not sent away. Conflict if that is
    what is wanted; no override helps."""
    driving = [one for one in found.party if one.stands(desk.now) and is_driven_to(desk, one)]
    for one in driving:
        if choice.date != one.date or choice.therapist not in ("", one.therapist):
            raise Conflict(f"{one.therapist} is on the road to {one.id}, which stays with {one.therapist} today.")
        choice = replace(choice, therapist=one.therapist)
    return choice


def _finish(found: Amended, to: Status | None) -> Finish:
    """Booked and promised; or what was promised to nobody stays so."""
    unpromised = {b.id for b in found.party if b.request.start is None}

    def as_it_was(seated: Booking) -> Booking:
        nothing = seated.id in unpromised
        return replace(seated, request=replace(seated.request, start=None)) if nothing else seated

    return booked if to else as_it_was


def _asked(desk: Desk, found: Amended, words: Words, override: str) -> Asked:
    """The wish behind the words, with its own slots free; the promise stays unless another time is named."""
    if found.location is None:
        name = found.named.id
        raise BadInput(f"{name} has no place on the map: mobiledispatch edit {name} --address ADDRESS")
    wishes = _afresh(found.people)
    if words.get("start"):
        wishes = [replace(one, availability=()) for one in wishes]
    together = bool(words.get("together")) or (len(found.party) > 1 and are_together(found.party))
    caller = Caller(wishes[0], found.availability, tuple(wishes[1:]), together)
    asked = desk.asked(caller, found.location, override, frozenset(b.id for b in found.party))
    lead = found.party[0]
    if words.get("date") or words.get("start") or lead.request.start is None:
        return asked
    return replace(asked, keep=lead.request.start, planned=lead.start)


def _date(desk: Desk, found: Amended, words: Words) -> datetime.date:
    return date_said(words["date"], desk.moment.date) if words.get("date") else found.named.date


def _choice(desk: Desk, found: Amended, words: Words, to: Status | None) -> Choice:
    """The start that the words name, else the one that the visit has. BadInput where there is none."""
    seat, _ = seat_said(desk, words.get("therapist", ""))
    date, lead = _date(desk, found, words), found.party[0]
    if words.get("start"):
        start = _of_the_first(found, start_said(words["start"], hours_on(desk.practice, date)))
    elif lead.start is not None:
        start = lead.start
    else:
        raise BadInput("--start is missing: when is the massage to start, such as 14:30?")
    # Whoever is booked already is not booked twice by a change.
    second = bool(words.get("second_person")) or to is None
    as_held = found.named.status is Status.HELD and not found.edits and not words.get("start")
    who = seat or (lead.therapist if as_held else "")
    return Choice(date, start, who, bool(words.get("bump")), second, bool(words.get("deep")), _therapists(found))


def _therapists(found: Amended) -> tuple[str, ...]:
    """Who comes to each stop of the party as it stands."""
    stops = found.party if are_together(found.party) else found.party[:1]
    return tuple(one.therapist for one in stops)


def _of_the_first(found: Amended, start: Seconds) -> Seconds:
    """When the first begins if the one who was named begins at `start`."""
    named, lead = found.named, found.party[0]
    if named.start is None or lead.start is None:
        return start
    return Seconds(start - (named.start - lead.start))
