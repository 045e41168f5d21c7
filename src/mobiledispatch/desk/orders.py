"""What the words after hold, book, edit and move ask for."""

from dataclasses import replace

from mobiledispatch.desk.amending import amend, refuse_slot
from mobiledispatch.desk.asking import asked_for, known_client, seat_said
from mobiledispatch.desk.caller import Words
from mobiledispatch.desk.gone import SlotGone
from mobiledispatch.desk.inquiry import Asked
from mobiledispatch.desk.linked import linked
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.taking import Choice, Taken
from mobiledispatch.desk.verbs import asked_again, best_move, book, booking_named, state_of, wait
from mobiledispatch.desk.when import date_said, start_said
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.cells import hours_on
from mobiledispatch.model.booking import OVER, Booking
from mobiledispatch.model.clock import Seconds, clock
from mobiledispatch.model.request import Status

MAY_BE_BOOKED = frozenset({Status.HELD, Status.REQUESTED, Status.MEDICAL_HOLD, Status.CANCELLED, Status.LATE_CANCELLED})


def chosen(desk: Desk, words: Words, override: str) -> tuple[Asked, Choice, tuple[str, ...]]:
    """The caller's wish and the start chosen for it. BadInput for words that mean nothing, or are missing."""
    known = None if words.get("client") else known_client(desk, "", words.get("phone", ""))
    said = {**words, "client": "in the book"} if known else words
    missing = [f"--{name} is missing: {cure}" for name, cure in _NEEDED if not said.get(name)]
    if missing:
        raise BadInput(missing)
    asked, seat, notes = seat_wished(desk, words, override)
    return asked, start_chosen(desk, words, seat), notes


def seat_wished(desk: Desk, words: Words, override: str) -> tuple[Asked, str, tuple[str, ...]]:
    """The caller's wish, and the therapist who is named to come, if one is."""
    seat, wish = seat_said(desk, words.get("therapist", ""))
    asked, notes = asked_for(desk, {**words, "therapist": wish}, override)
    return asked, seat, notes


_NEEDED = (
    ("start", "when is the massage to start, such as 14:30?"),
    ("client", "whose visit is it?"),
)


def start_chosen(desk: Desk, words: Words, seat: str) -> Choice:
    """The start that the words name, with that therapist."""
    date = date_said(words.get("date") or "tomorrow", desk.moment.date)
    start = start_said(words["start"], hours_on(desk.practice, date))
    bump, second, deep = (bool(words.get(flag)) for flag in ("bump", "second_person", "deep"))
    return Choice(date, start, seat, bump, second, deep)


def book_words(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """Book what the words say: a slot held before, a visit that waits or was cancelled, or a start named in full."""
    if name:
        return _book_visit(desk, name, words, override)
    if words.get("waiting_list"):
        return _waiting(desk, words, override)
    asked, choice, notes = chosen(desk, words, override)
    return replace(book(desk, asked, choice), notes=notes)


def _waiting(desk: Desk, words: Words, override: str) -> Taken:
    refuse_slot(desk, words, "who waits has no time yet")
    asked, _, notes = seat_wished(desk, words, override)
    date = date_said(words.get("date") or "tomorrow", desk.moment.date)
    return replace(wait(desk, asked, date), notes=notes)


def _book_visit(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """A visit of the book that is held, waits, or was cancelled, as the words change it, booked."""
    booking, party = _named(desk, name)
    if booking.status not in MAY_BE_BOOKED:
        raise BadInput(f"{booking.id} is {state_of(booking)}: to change it, mobiledispatch edit {booking.id}, or move.")
    return amend(desk, party, booking.id, words, override, Status.BOOKED, "booked")


def edit_words(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """A visit of the book as the words change it, in the state in which it is."""
    if not words:
        raise BadInput("Nothing to change. Say what is to be different, such as --minutes 90 or --notes TEXT.")
    booking, party = _named(desk, name)
    return amend(desk, party, booking.id, words, override, None, "edited")


def move_words(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """Move a visit, and what belongs to it, to the date and start that the words say, or to the best that keeps most of
    what was told: first in the day as it stands, then with the day in any order."""
    booking, party = _named(desk, name)
    seat, wish = seat_said(desk, words.get("therapist", ""))
    if wish:
        raise BadInput(f"--therapist {wish!r}: name who is to come, such as --therapist ana.")
    if booking.status in OVER or not booking.is_placed:
        raise BadInput(f"{booking.id} is {state_of(booking)}: there is nothing to move.")
    if booking.has_run_out(desk.now):
        raise BadInput(f"{booking.id} is no longer held. To book it: mobiledispatch book {booking.id}")
    words = {**words, "deep": "yes"}
    if not words.get("start") and not words.get("date") and seat:
        try:
            return amend(desk, party, booking.id, words, override, None, "moved")
        except SlotGone:
            pass  # not within the promise; perhaps at another time
    if not words.get("start"):
        date = date_said(words["date"], desk.moment.date) if words.get("date") else booking.date
        found = best_move(desk, asked_again(desk, party, override=override), date, party[0], seat, words)
        first = Seconds(found.start + (booking.start or 0) - (party[0].start or 0))
        words = {**words, "start": clock(first), "therapist": found.therapist}
    return amend(desk, party, booking.id, words, override, None, "moved")


def _named(desk: Desk, name: str) -> tuple[Booking, tuple[Booking, ...]]:
    booking = booking_named(desk, name)
    return booking, linked(desk.practice, desk.book.day(booking.date), booking)
