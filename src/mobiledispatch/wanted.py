"""What is wanted of one date, and the day of a requests file (`from_book`: of the practice's book)."""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mobiledispatch.intake.requests_file import read_requests
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request


@dataclass(frozen=True, slots=True)
class Errand:
    """Which day to plan, from which files, into which folder, and in what weather.

    Without a requests file the day is the book's, as it stands at `now` (aware).
    """

    requests: Path | None
    practice: Path
    date: datetime.date
    out: Path
    weather: str = "dry"
    now: datetime.datetime | None = None


def _nothing(_: Plan) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Wanted:
    """Requests, notes on them, and a digest of where they come from.

    Of the book: `shifts` are hours that are not as usual that day (None is an absence), and `keep` makes the book count
    on a plan, and says what is to be known about that.
    """

    requests: tuple[Request, ...]
    notes: tuple[str, ...]
    digest: str
    shifts: Mapping[str, TimeWindow | None] = field(default_factory=dict)
    keep: Callable[[Plan], tuple[str, ...]] = _nothing


def day_of_file(requests: Path, errand: Errand, practice: Practice) -> Wanted:
    """What the errand's requests file wants. BadInput for a file that cannot be understood."""
    read = read_requests(requests, practice, errand.date)
    return Wanted(read.requests, read.notes, sha256(requests.read_bytes(), errand.practice.read_bytes()))


def sha256(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()
