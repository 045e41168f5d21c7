"""What is wanted of one date, and the day of a requests file (`from_book`: of the practice's book)."""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mobiledispatch.errors import NothingAsked
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

    `shifts` are the book's hours that are not as usual that day (None is an absence). `is_doubtful`: some requests are
    taken for that day's without saying so. Where all come from the book, `keep` makes it count on a plan, and says what
    is to be known about that.
    """

    requests: tuple[Request, ...]
    notes: tuple[str, ...]
    digest: str
    shifts: Mapping[str, TimeWindow | None] = field(default_factory=dict)
    keep: Callable[[Plan], tuple[str, ...]] = _nothing
    is_doubtful: bool = False


def day_of_file(requests: Path, errand: Errand, practice: Practice) -> Wanted:
    """What the errand's requests file wants.

    BadInput for a file that cannot be understood, NothingAsked for one whose requests are all for other dates.
    """
    read = read_requests(requests, practice, errand.date)
    others = sorted({r.date for r in read.requests if r.date})
    if errand.date not in others and all(r.date for r in read.requests):
        raise NothingAsked(
            f"{requests.name}: none of its {len(read.requests)} requests is for {errand.date}, "
            f"they are for {_listed(others)}. Nothing was planned; say --date {others[0]}, or name another file."
        )
    undated = [r for r in read.requests if r.date is None] if read.has_dates else []
    digest = sha256(requests.read_bytes(), errand.practice.read_bytes())
    return Wanted(read.requests, (*read.notes, *_guesses(undated, errand.date)), digest, is_doubtful=bool(undated))


def _guesses(undated: Iterable[Request], date: datetime.date) -> Iterable[str]:
    for request in undated:
        yield f"line {request.line}, {request.id}: no date; taken for {date}, which was asked for. Write it there."


def _listed(dates: Sequence[datetime.date]) -> str:
    shown = ", ".join(map(str, dates[:3]))
    return f"{shown} and {len(dates) - 3} more" if len(dates) > 3 else shown


def sha256(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()
