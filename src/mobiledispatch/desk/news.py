"""What clients have to be told once the book has changed: a window they have not heard of, or who comes instead."""

from collections.abc import Callable
from dataclasses import dataclass

from mobiledispatch.desk.taking import Taken
from mobiledispatch.model.booking import AT_WORK, Booking
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.clock_face import window_words
from mobiledispatch.model.request import Status

Told = Callable[[Booking], TimeWindow | None]
"""A visit's promise in the practice's own terms."""


PUT_OFF = frozenset({Status.MEDICAL_HOLD, Status.REQUESTED})
"""States in which a visit waits, and has no time."""


@dataclass(frozen=True, slots=True)
class News:
    """One client to tell, about which visit, and what."""

    visit: str
    client: str
    phone: str
    say: str


def news_of(taken: Taken, told: Told, name_of: Callable[[str], str]) -> tuple[News, ...]:
    """Everybody of the party who hears something new, the one who was named first."""
    before = {one.id: one for one in taken.before}
    said = ((one, _say(one, before.get(one.id), told, name_of)) for one in taken.bookings)
    return tuple(News(one.id, one.request.client, one.request.phone, say) for one, say in said if say)


def _say(now: Booking, was: Booking | None, told: Told, name_of: Callable[[str], str]) -> str:
    if was and was.status in AT_WORK and now.status in PUT_OFF and (lost := told(was)):
        return f"the time {window_words(lost)} on {was.date:%A} is not kept"
    window = told(now)
    if window is None or now.status not in AT_WORK:
        return ""
    if was is None or was.status not in AT_WORK or was.request.start is None:
        return window_words(window)
    if (was.date, was.request.start) != (now.date, now.request.start):
        day = "" if was.date == now.date else f"{now.date:%A} {now.date.day} {now.date:%B}, "
        before = told(was)
        assert before is not None, "a promise was told"
        return f"{day}{window_words(window)}, no longer {window_words(before)}" + (f" on {was.date:%A}" if day else "")
    if was.therapist != now.therapist:
        return (
            f"{name_of(now.therapist)} comes instead of {name_of(was.therapist)}; the time stays {window_words(window)}"
        )
    return ""
