"""A day of the book as a requests file, which `check`, `plan` and `import` read."""

import csv
import io
from collections.abc import Iterable

from mobiledispatch.intake.columns import KNOWN
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.request import Request, Wish
from mobiledispatch.report.inert import csv_cell
from mobiledispatch.report.words import phone_words


def render_requests(bookings: Iterable[Booking]) -> str:
    """CSV with every column that a requests file may have, one row a visit."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(KNOWN)
    for booking in bookings:
        cells = _cells(booking.request)
        rows.writerow(csv_cell(cells.get(name, "")) for name in KNOWN)
    return text.getvalue()


def _cells(request: Request) -> dict[str, str]:
    own = ("id", "client", "email", "address", "unit", "city", "postal_code", "group", "pressure", "focus", "reason")
    plain = {name: str(getattr(request, name)) for name in (*own, "cleared_by", "notes", "status", "priority")}
    answers = {n: str(getattr(request, n)) for n in ("open_wounds", "fractures", "blood_thinners")}
    flags = {n: "yes" if getattr(request, n) else "" for n in ("together", "first_visit")}
    return {
        **plain,
        **answers,
        **flags,
        "date": request.date.isoformat() if request.date else "",
        "phone": phone_words(request.phone) if request.phone else "",
        "treatment": ">".join(request.techniques),
        "minutes": str(request.minutes),
        "availability": _windows(request.availability),
        "start": str(request.start) if request.start else "",
        "therapist": _wishes(request.therapist),
        "gender": _wishes(request.gender),
        "access": "; ".join(request.access),
    }


def _windows(windows: Iterable[TimeWindow]) -> str:
    return "; ".join(map(str, windows))


def _wishes(wishes: Iterable[Wish]) -> str:
    return "; ".join(f"{wish.strength}:{wish.value}" for wish in wishes)
