"""The desk's answers as plain dictionaries: the JSON that other programs read (docs/json.md)."""

import datetime
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mobiledispatch.desk.offer import Answer, Attendance, Blocked, Offer, Shift
from mobiledispatch.model.booking import Booking, Entry
from mobiledispatch.model.clock import Seconds, TimeWindow, clock

if TYPE_CHECKING:  # an answer to a caller needs none of these
    from mobiledispatch.desk.gone import SlotGone
    from mobiledispatch.desk.importing import Imported
    from mobiledispatch.desk.news import News
    from mobiledispatch.desk.taking import Taken
    from mobiledispatch.desk.verbs import Cancelled


def as_json(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False)


def answer_record(answer: Answer) -> dict[str, Any]:
    return {
        "offers": [offer_record(o) for o in answer.offers],
        "blocked": [_blocked(b) for b in answer.blocked],
        "nearest": [{**offer_record(o), "differs": o.differs} for o in answer.nearest],
        "complete": answer.complete,
        "notes": list(answer.notes),
    }


def offer_record(offer: Offer) -> dict[str, Any]:
    """`window` is the promise, of the massage's start; `quoted` is what the client is told. Dollars before tax."""
    return {
        "date": offer.date.isoformat(),
        "therapist": offer.therapist,
        "start": clock(offer.start),
        "window": window_record(offer.window),
        "quoted": window_record(offer.quoted),
        "kind": offer.kind,
        "added_travel_seconds": offer.added,
        "lost_seconds": offer.lost,
        "changes": [_change(change) for change in offer.changes],
        "price": None if offer.price is None else offer.price / 100,
        "say": offer.say,
        "after": offer.after or None,
        "party": [_attendance(one) for one in offer.party],
    }


def _attendance(one: Attendance) -> dict[str, Any]:
    window = window_record(one.window)
    return {"client": one.client, "therapist": one.therapist, "start": clock(one.start), "window": window}


def window_record(window: TimeWindow | None) -> list[str] | None:
    return [clock(window.opens), clock(window.closes)] if window else None


def _time(t: Seconds | None) -> str | None:
    return None if t is None else clock(t)


def _change(change: Shift) -> dict[str, Any]:
    return {"visit": change.visit, "therapist": change.therapist, "start": _time(change.start), "say": change.say}


def _blocked(one: Blocked) -> dict[str, Any]:
    return {
        "date": one.date.isoformat(),
        "from": clock(one.opens),
        "to": clock(one.closes),
        "reason": one.reason,
        "detail": one.detail,
    }


def booking_record(booking: Booking, revision: int, now: datetime.datetime | None = None) -> dict[str, Any]:
    """`now` tells a slot that is still held from one that has run out; one just taken needs none."""
    return {
        "visit": booking.id,
        "date": booking.date.isoformat(),
        "therapist": booking.therapist or None,
        "start": _time(booking.start),
        "window": window_record(booking.request.start),
        "status": booking.state(now) if now else str(booking.status),
        "revision": revision,
    }


def taken_record(taken: "Taken", news: "Sequence[News]") -> dict[str, Any]:
    from mobiledispatch.desk.card import unanswered

    booking, offer = taken.booking, taken.offer
    until = booking.hold_until.isoformat(timespec="seconds") if booking.hold_until else None
    return {
        **booking_record(booking, taken.revision),
        "hold_until": until,
        "changes": [_change(change) for change in offer.changes] if offer else [],
        "price": offer.price / 100 if offer and offer.price is not None else None,
        "kind": offer.kind if offer else None,
        "after": (offer.after or None) if offer else None,
        "edits": list(taken.edits),
        "tell": [{"visit": n.visit, "client": n.client, "phone": n.phone, "say": n.say} for n in news],
        "unanswered": list(unanswered(booking.request)),
        "with": [_company(b, taken.revision) for b in taken.others],
    }


def _company(booking: Booking, revision: int) -> dict[str, Any]:
    """Somebody who belongs to a visit."""
    from mobiledispatch.desk.card import unanswered

    open_questions = list(unanswered(booking.request))

    return {**booking_record(booking, revision), "client": booking.request.client, "unanswered": open_questions}


def gone_record(gone: "SlotGone") -> dict[str, Any]:
    rival = gone.rival
    return {
        "conflict": {
            "by": rival.by if rival else None,
            "at": rival.at.isoformat(timespec="seconds") if rival and rival.at else None,
            "visit": rival.visit if rival else None,
            "reason": gone.reason,
            "detail": gone.detail,
            "nearest": [offer_record(o) for o in gone.nearest],
        }
    }


def cancelled_record(done: "Cancelled") -> dict[str, Any]:
    """The visit as it is left; `waiting` are those whom the freed time would suit, each with its best offer."""
    waiting = [{"visit": b.id, "client": b.request.client, "offer": offer_record(o)} for b, o in done.waiting]
    others = [booking_record(b, done.taken.revision) for b in done.taken.others]
    told = {"late": done.late, "waiting": waiting, "with": others}
    return {**booking_record(done.taken.booking, done.taken.revision), **told}


def contact_record(booking: Booking) -> dict[str, Any]:
    """Whom a visit is for, and where."""
    request = booking.request
    return {"client": request.client, "phone": request.phone, "address": request.address, "unit": request.unit}


def found_record(booking: Booking, now: datetime.datetime, done: Sequence[Entry] | None = None) -> dict[str, Any]:
    """One visit of the book as `find` tells it; no revision, for it spans days. `done` is its history, if asked for."""
    request = booking.request
    record = booking_record(booking, 0, now)
    del record["revision"]
    told = {**record, **contact_record(booking), "treatment": ">".join(request.techniques), "minutes": request.minutes}
    return told if done is None else {**told, "history": [_entry(entry) for entry in done]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(timespec="seconds"),
        "who": entry.who,
        "what": entry.what,
        "detail": entry.detail,
        "date": entry.date.isoformat(),
        "revision": entry.revision,
    }


def imported_record(done: "Imported") -> dict[str, Any]:
    """What has become of a requests file: ids of visits."""
    lost = [{"visit": x.visit, "reason": x.reason, "detail": x.detail} for x in done.lost]
    ids = {name: list(getattr(done, name)) for name in ("placed", "waiting", "held", "known", "past")}
    dates = [date.isoformat() for date in done.dates]
    return {"dates": dates, **ids, "lost": lost, "notes": list(done.notes)}
