"""Bookings to rows and back: no database is known here, so that the quick reader and the full one share it."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from mobiledispatch.model.booking import BookedDay, Booking, Entry
from mobiledispatch.model.clock import Seconds, TimeWindow

_BOOKING = msgspec.json.Decoder(Booking)


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
    return _BOOKING.decode(body)


def words_of(booking: Booking) -> str:
    """What a booking is found by: id, name, phone digits and address, without accents, case or punctuation."""
    request = booking.request
    return " ".join(map(plain, (request.id, request.client, request.phone, request.address, request.city)))


def plain(text: str) -> str:
    """Lower case, no accents, runs of letters and digits only.

    >>> plain("Zoë O’Neil, +1 (780) 555-0100")
    'zoe oneil 17805550100'
    """
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    bare = re.sub(r"(?<=\d)[ ().+-]+(?=\d)", "", re.sub(r"['’`.]", "", bare))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


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
