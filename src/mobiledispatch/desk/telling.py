"""The desk's answers in words, for whoever has the caller on the line."""

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mobiledispatch.desk.offer import RESHUFFLE, Answer, Blocked, Offer
from mobiledispatch.desk.quoting import dollars
from mobiledispatch.desk.when import day_words
from mobiledispatch.model.booking import Booking, Entry
from mobiledispatch.model.clock import Seconds, clock, in_words
from mobiledispatch.model.clock_face import span_words, time_words, window_words
from mobiledispatch.model.request import Request, Status
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.text import flowed, page, wrapped

if TYPE_CHECKING:  # an answer to a caller needs none of these
    from mobiledispatch.desk.gone import SlotGone
    from mobiledispatch.desk.importing import Imported
    from mobiledispatch.desk.news import News
    from mobiledispatch.desk.taking import Taken
    from mobiledispatch.desk.verbs import Cancelled

BEST = 3
"""Offers told in full; the others stand in a line."""


def render_answer(answer: Answer, width: int) -> str:
    lines: list[str] = []
    lines += _offers(answer, width)
    if answer.blocked:
        lines += ["", "Not available", *(line for one in answer.blocked for line in _blocked(one, width))]
    if answer.nearest:
        lines += ["", "Nearest"]
        lines += numbered(answer.nearest, width)
    for note in answer.notes:
        lines += ["", *wrapped(f"Note: {one_line(note)}", width)]
    if answer.complete:
        lines += ["", *wrapped("All possible times were checked; there are no others.", width)]
    return page(lines)


def _offers(answer: Answer, width: int) -> Iterator[str]:
    if not answer.offers:
        yield "Nothing is free as asked."
    best = spread(answer.offers)
    yield from numbered(best, width)
    yield from _others([o for o in answer.offers if o not in best], width)


def numbered(offers: Sequence[Offer], width: int) -> list[str]:
    """Offers by the number under which one is picked; in what each differs from the wish, if it does."""
    leads = [f"{number}. {one_line(offer.differs)}".rstrip() for number, offer in enumerate(offers, start=1)]
    return [line for lead, offer in zip(leads, offers, strict=True) for line in offer_lines(offer, width, lead)]


def spread(offers: Sequence[Offer]) -> list[Offer]:
    """The best few that a caller can tell apart: an hour between two starts of one day."""
    chosen: list[Offer] = []
    for offer in offers:
        if len(chosen) < BEST and all(o.date != offer.date or abs(o.start - offer.start) >= 3600 for o in chosen):
            chosen.append(offer)
    return chosen


def offer_lines(offer: Offer, width: int, lead: str) -> Iterator[str]:
    """One offer: when and who, what it costs, what it changes, and the sentence to read aloud."""
    facts = [
        f"{day_words(offer.date)} {time_words(offer.start)}",
        offer.therapist,
        f"quoted {window_words(offer.quoted)}",
        driving(offer),
        *([dollars(offer.price)] if offer.price is not None else []),
    ]
    yield from flowed([f"{lead} {facts[0]}", *facts[1:]], width, 1)
    for one in offer.party:
        who, told = one.client or "the caller", window_words(one.window)
        what = f"{who}: {time_words(one.start)} with {one.therapist}, quoted {told}"
        yield from wrapped(one_line(what), width, 7, "     -")
    if offer.after:
        yield from wrapped(f"right after {offer.after}, at the same door", width, 7, "     -")
    for change in offer.changes:
        yield from wrapped(one_line(change.say), width, 7, "     -")
    yield from wrapped(f'"{one_line(offer.say)}"', width, 5)


def found_line(offer: Offer) -> str:
    """An offer as the search finds it."""
    changed = f", other visits change: {len(offer.changes)}" if offer.changes else ""
    return f"  {day_words(offer.date)} {time_words(offer.start)} {offer.therapist}, {driving(offer)}{changed}"


def driving(offer: Offer) -> str:
    minutes = round(offer.added / 60)
    return f"{minutes:+d} min driving"


def _others(offers: Sequence[Offer], width: int) -> Iterator[str]:
    """The rest, by date and therapist, each start with its minutes of extra driving."""
    if not offers:
        return
    yield from ("", "Other times (extra driving, minutes)")

    def whose(offer: Offer) -> tuple[datetime.date, str]:
        return offer.date, offer.therapist

    for (date, who), those in itertools.groupby(sorted(offers, key=lambda o: (*whose(o), o.start)), key=whose):
        starts = [f"{time_words(o.start)} ({o.added / 60:+.0f}){'*' if o.changes else ''}" for o in those]
        yield from flowed([f"{day_words(date)} {who}: {starts[0]}", *starts[1:]], width, 2)
    if any(o.changes for o in offers):
        yield "  * other visits are rearranged within their promises; --json lists them"


def _blocked(one: Blocked, width: int) -> list[str]:
    span = span_words(one.opens, one.closes)
    return wrapped(f"{day_words(one.date)} {span}  {reason_words(one.reason)}: {one_line(one.detail)}", width, 4, "  ")


def reason_words(reason: str) -> str:
    """A reason why a start cannot be offered, as the desk reads it.

    >>> reason_words("off_shift"), reason_words("policy_notice"), reason_words("booked")
    ('outside working hours', 'by policy', 'booked')
    """
    said = {"off_shift": "outside working hours", "hands_on_limit": "too much massage", "break": "break needed"}
    return "by policy" if reason.startswith("policy") else said.get(reason, reason.replace("_", " "))


def render_taken(
    taken: "Taken", verb: str, told: "Sequence[News]", width: int, now: datetime.datetime, zone: datetime.tzinfo
) -> str:
    """What stands in the book now, and what to do or say next."""
    from mobiledispatch.desk.card import unanswered

    booking = taken.booking
    lines = wrapped(f"{booking.id} {verb}: {booking_words(booking, now)} (revision {taken.revision})", width)
    if booking.status is Status.HELD and booking.hold_until:
        until = time_words(second_of_day(booking.hold_until, zone), exact=True)
        left = in_words_until(booking.hold_until - now)
        lines += wrapped(f"Held until {until}, {left} from now: mobiledispatch book {booking.id}", width, 2)
    if booking.status is Status.MEDICAL_HOLD:
        lines += wrapped(_how_to_clear([one.request for one in taken.bookings], booking.id), width, 2)
    lines += [
        line for one in taken.others for line in wrapped(f"with {one.id}: {booking_words(one, now)}", width, 4, "  -")
    ]
    if taken.offer and taken.offer.after:
        told_after = f"Right after {taken.offer.after}, at the same door and stop: the two belong together from now on."
        lines += wrapped(told_after, width, 2)
    if taken.edits:
        lines += flowed([one_line(edit) for edit in taken.edits], width, 2, "; ")
    if taken.offer and taken.offer.kind == RESHUFFLE:
        lines += wrapped(
            "Other visits were rearranged:" if taken.offer.changes else "The day is in another order.", width, 2
        )
    if taken.offer:
        lines += [line for change in taken.offer.changes for line in wrapped(one_line(change.say), width, 4, "  -")]
    for news in told:
        who = "the client" if news.visit == booking.id else news.client or news.visit
        lines += wrapped(one_line(f"Tell {who}: {news.say}."), width, 2)
    for one in taken.bookings:
        if one.status is Status.BOOKED and (questions := unanswered(one.request)):
            lines += wrapped(one_line(_still_open(one, questions, len(taken.bookings) > 1)), width, 2)
    return page(lines)


def _how_to_clear(people: Sequence[Request], name: str) -> str:
    """What a medical hold waits for: a physician, or only for somebody who gives it a time."""
    from mobiledispatch.demand import ADVICE, screen

    afresh = [replace(request, status=Status.REQUESTED) for request in people]
    if screen(afresh)[1]:
        return f"{ADVICE} Then: mobiledispatch book {name} --cleared-by NAME --start HH:MM"
    return f"Cleared. To give it a time: mobiledispatch book {name} --start HH:MM"


def _still_open(booking: Booking, questions: Sequence[str], among_others: bool) -> str:
    """Which screening questions nobody has answered, and what to do about them."""
    by = f" by {booking.request.client}" if among_others and booking.request.client else ""
    told = ", ".join(name.replace("_", " ") for name in questions)
    command = f"mobiledispatch edit {booking.id} --{questions[0].replace('_', '-')} no"
    return f"Not yet answered{by}: {told}: ask at the door, or: {command}"


def second_of_day(moment: datetime.datetime, zone: datetime.tzinfo) -> Seconds:
    """The time of day that a moment has in the zone."""
    here = moment.astimezone(zone)
    return Seconds(here.hour * 3600 + here.minute * 60 + here.second)


def in_words_until(left: datetime.timedelta) -> str:
    return in_words(Seconds(max(0, int(left.total_seconds()))))


def booking_words(booking: Booking, now: datetime.datetime) -> str:
    """One visit of the book on a line: who, when, with whom, in which state at `now`."""
    when = day_words(booking.date)
    if booking.start is not None:
        when += f" {time_words(booking.start)}"
    told = f", quoted {window_words(booking.request.start)}" if booking.request.start else ""
    who = f" with {booking.therapist}" if booking.therapist else ""
    state = booking.state(now).replace("_", " ")
    return one_line(f"{booking.request.client or 'no name'}, {when}{who}{told}, {state}")


def contact_words(booking: Booking) -> str:
    """The telephone number as the end of a line about a visit."""
    from mobiledispatch.report.words import phone_words

    return one_line(f", {phone_words(booking.request.phone)}") if booking.request.phone else ""


def render_gone(gone: "SlotGone", width: int) -> str:
    lines = wrapped(one_line(gone.detail), width)
    if gone.nearest:
        lines += ["Nearest:", *numbered(gone.nearest, width)]
    return page(lines)


def render_cancelled(done: "Cancelled", width: int, now: datetime.datetime) -> str:
    """What was cancelled, whether late, and whom to call about the freed time."""
    booking = done.taken.booking
    late = " This is a late cancellation: the practice's policy for those applies." if done.late else ""
    lines = wrapped(f"{booking.id}: {booking_words(booking, now)} (revision {done.taken.revision}).{late}", width)
    lines += [line for one in done.taken.others for line in wrapped(f"{one.id}: {booking_words(one, now)}.", width)]
    if done.waiting:
        lines += ["Waiting, and could have a time now:"]
    for waiting, offer in done.waiting:
        number = contact_words(waiting)
        command = f"mobiledispatch book {waiting.id} --start {clock(offer.start)} --therapist {offer.therapist}"
        lines += wrapped(one_line(f"{waiting.id} {waiting.request.client}{number}: {command}"), width, 4, "  -")
    return page(lines)


def found_words(booking: Booking, now: datetime.datetime) -> str:
    """One visit of the book as `find` tells it."""
    from mobiledispatch.report.words import address_words, phone_words

    request = booking.request
    contact = [phone_words(request.phone)] if request.phone else []
    where = address_words(request)
    what = f"{request.minutes} min {' > '.join(request.techniques)}"
    return one_line("; ".join([f"{booking.id}  {booking_words(booking, now)}", what, where, *contact]))


def entry_words(entry: Entry, zone: datetime.tzinfo) -> str:
    """One line of a visit's history, in the practice's own time."""
    detail = f" ({entry.detail})" if entry.detail else ""
    at = f"{entry.at.astimezone(zone).date()} {time_words(second_of_day(entry.at, zone), exact=True)}"
    return one_line(f"{at} {entry.who}: {entry.what}{detail}, day {entry.date} revision {entry.revision}")


def imported_words(done: "Imported") -> str:
    """What has become of a requests file."""
    dates = f" ({', '.join(map(day_words, done.dates))})" if done.dates else ""
    lines = [f"{len(done.placed)} booked in with a therapist and a time{dates}."]
    for names, told in (
        (done.waiting, "waiting for a time"),
        (done.held, "on medical hold"),
        (done.known, "in the book already"),
        (done.past, "not taken in, for their date is in the past"),
    ):
        if names:
            lines.append(f"{len(names)} {told}: {', '.join(names)}")
    lines += [f"{lost.visit} is not on the map: {one_line(lost.detail)}" for lost in done.lost]
    return "\n".join(lines)
