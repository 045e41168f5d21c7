"""Cells of a request that need more than one reader's knowledge: ids, wishes, states, and the hours of a date.

A reader here raises ValueError with the end of a sentence that starts with the value: what is wrong, and what to write.
No pydantic: the phone desk reads a caller's words with these, and the caller is waiting.
"""

import datetime
import re

from mobiledispatch.intake import people
from mobiledispatch.intake.words import did_you_mean, fold
from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Status, Wish

_ID = re.compile(r"[\w#](?:[\w .#-]{0,38}[\w#.-])?")


def hours_on(practice: Practice, date: datetime.date | None) -> TimeWindow:
    """Opening hours of a date; the widest of the week when the date is unknown or the practice is closed."""
    hours = practice.opening_hours
    if date and date.weekday() in hours:
        return hours[date.weekday()]
    if not hours:
        return TimeWindow(Seconds(0), DAY)
    return TimeWindow(min(w.opens for w in hours.values()), max(w.closes for w in hours.values()))


def read_id(text: str) -> str:
    if not _ID.fullmatch(text.strip()):
        raise ValueError("is no id; use up to 40 letters, digits, spaces and . _ - #")
    return text.strip()


def read_address(text: str) -> str:
    return ", ".join(line for line in people.read_text(text).splitlines() if line)


def read_status(text: str) -> Status:
    word = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if word not in set(Status):
        raise ValueError(f"is no status; {did_you_mean(word, [str(s) for s in Status])}")
    return Status(word)


def read_priority(text: str) -> int:
    if text.strip() not in {"1", "2", "3", "4", "5"}:
        raise ValueError("is no priority; write 1 (first to be served) to 5 (only if there is room)")
    return int(text)


def read_therapists(text: str, practice: Practice) -> tuple[Wish, ...]:
    known = {fold(p.name): p.id for p in practice.practitioners} | {fold(p.id): p.id for p in practice.practitioners}
    return people.read_wishes(text, known, "therapist")


def read_genders(text: str) -> tuple[Wish, ...]:
    if fold(text) in {"any", "doesntmatter", "nopreference", "either"}:
        return ()
    return people.read_wishes(text, people.genders(), "gender")
