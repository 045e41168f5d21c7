"""What the words after hold, book and move ask for."""

from dataclasses import replace

from mobiledispatch.desk.answering import Asked
from mobiledispatch.desk.asking import asked_for, seat_said
from mobiledispatch.desk.caller import Words, read_answers
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.taking import Choice, Taken
from mobiledispatch.desk.verbs import asked_again, book, booking_named, confirm, move, wait
from mobiledispatch.desk.when import date_said, start_said
from mobiledispatch.errors import BadInput
from mobiledispatch.intake.cells import hours_on
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.request import Status


def chosen(desk: Desk, words: Words, override: str) -> tuple[Asked, Choice, tuple[str, ...]]:
    """The caller's wish and the start chosen for it. BadInput for words that mean nothing, or are missing."""
    seat, wish = seat_said(desk, words.get("therapist", ""))
    missing = [f"--{name} is missing: {cure}" for name, cure in _NEEDED if not words.get(name)]
    if missing:
        raise BadInput(missing)
    asked, notes = asked_for(desk, {**words, "therapist": wish}, override)
    return asked, _choice(desk, words, seat), notes


_NEEDED = (
    ("start", "when is the massage to start, such as 14:30?"),
    ("client", "whose visit is it?"),
)


def _choice(desk: Desk, words: Words, seat: str) -> Choice:
    date = date_said(words.get("date") or "tomorrow", desk.moment.date)
    start = start_said(words["start"], hours_on(desk.practice, date))
    return Choice(date, start, seat, *(bool(words.get(flag)) for flag in ("bump", "second_person", "deep")))


def book_words(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """Book what the words say: a slot held before, a visit that waits, or a start named in full."""
    if not name:
        if words.get("waiting_list"):
            return _waiting(desk, words)
        asked, choice, notes = chosen(desk, words, override)
        return replace(book(desk, asked, choice), notes=notes)
    booking = booking_named(desk, name)
    if booking.status is Status.HELD and not words.get("start"):
        return confirm(desk, booking, words, override)
    return _placed(desk, booking, words, override)


def _waiting(desk: Desk, words: Words) -> Taken:
    _, wish = seat_said(desk, words.get("therapist", ""))
    asked, notes = asked_for(desk, {**words, "therapist": wish})
    date = date_said(words.get("date") or "tomorrow", desk.moment.date)
    return replace(wait(desk, asked, date), notes=notes)


def _placed(desk: Desk, booking: Booking, words: Words, override: str) -> Taken:
    """A visit of the book that waits (for room, for a physician, or held) booked at a start."""
    if booking.status not in (Status.HELD, Status.REQUESTED, Status.MEDICAL_HOLD):
        raise BadInput(f"{booking.id} is {booking.status}: to change it, mobiledispatch move {booking.id}")
    if not words.get("start"):
        raise BadInput("--start is missing: when is the massage to start, such as 14:30?")
    seat, _ = seat_said(desk, words.get("therapist", ""))
    request = replace(read_answers(words, booking.request), status=Status.REQUESTED)
    asked = asked_again(desk, booking, request, override)
    choice = _choice(desk, {**words, "date": words.get("date") or booking.date.isoformat()}, seat)
    return book(desk, asked, choice, booking)


def move_words(desk: Desk, name: str, words: Words, override: str) -> Taken:
    """Move a visit to the date and start that the words say; without a start, to the best of that date."""
    booking = booking_named(desk, name)
    seat, wish = seat_said(desk, words.get("therapist", ""))
    if wish:
        raise BadInput(f"--therapist {wish!r}: name who is to come, such as --therapist ana.")
    date = date_said(words["date"], desk.moment.date) if words.get("date") else booking.date
    if not words.get("start") and not seat:
        return move(desk, booking, None, date, override)
    if not words.get("start") and booking.start is not None:
        words = {**words, "start": f"{booking.start // 3600:02d}:{booking.start // 60 % 60:02d}"}
    return move(desk, booking, _choice(desk, {**words, "date": date.isoformat()}, seat), date, override)
