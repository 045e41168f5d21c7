"""Bookings to rows and back: no database is known here, so that the quick reader and the full one share it."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from mobiledispatch.errors import MachineUnfit
from mobiledispatch.model.booking import BookedDay, Booking, Entry
from mobiledispatch.model.clock import Seconds, TimeWindow

_BOOKING = msgspec.json.Decoder(Booking)
RESTORE = "Put a backup in its place."
# Letters with a stroke, or two in one, that have no accent to take off.
_SAME_AS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def row_of(booking: Booking) -> dict[str, str]:
    """The columns of a booking."""
    return {
        "id": booking.id,
        "date": booking.date.isoformat(),
        "status": str(booking.status),
        "words": words_of(booking),
        "body": msgspec.json.encode(booking).decode(),
    }


def booking_of(body: str) -> Booking:
    """MachineUnfit for a text that is no booking: the file was damaged, or somebody else wrote it."""
    try:
        return _BOOKING.decode(body)
    except (msgspec.MsgspecError, UnicodeError):
        raise MachineUnfit(f"The book is damaged: a visit in it cannot be read. {RESTORE}") from None


def words_of(booking: Booking) -> str:
    """What a booking is found by: id, name, phone digits and address, without accents, case or punctuation."""
    request = booking.request
    return " ".join(map(plain, (request.id, request.client, request.phone, request.address, request.city)))


def plain(text: str) -> str:
    """Lower case, no accents, runs of letters and digits only, of any script.

    >>> plain("Zoë O’Neil, +1 (780) 555-0100"), plain("Łukasz Грищенко")
    ('zoe oneil 17805550100', 'lukasz грищенко')
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_SAME_AS))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    bare = re.sub(r"(?<=\d)[ ().+-]+(?=\d)", "", re.sub(r"['’`.]", "", bare))
    return " ".join(re.findall(r"[^\W_]+", bare))


def words_sought(text: str) -> list[str]:
    """What has to be in a booking's words, one after the other as it was typed: "Racer 7 780-555" are three.

    >>> words_sought("Racer 7 780-555")
    ['racer', '7', '780555']
    """
    return [word for typed in text.split() for word in plain(typed).split()]


def day_of(
    date: datetime.date, revision: int | None, bodies: Iterable[str], shifts: Iterable[Sequence[Any]]
) -> BookedDay:
    """A day of (therapist, opens, closes) and booking texts, in the order of their starts."""
    found = sorted((booking_of(body) for body in bodies), key=lambda b: (b.start is None, b.start or 0, b.id))
    hours = {
        who: None if opens is None else TimeWindow(Seconds(opens), Seconds(closes)) for who, opens, closes in shifts
    }
    return BookedDay(date, revision or 0, tuple(found), hours)


def entry_of(row: Sequence[Any]) -> Entry:
    at, who, date, visit, what, detail, revision = row
    return Entry(
        datetime.datetime.fromisoformat(at), who, datetime.date.fromisoformat(date), visit, what, detail, revision
    )
