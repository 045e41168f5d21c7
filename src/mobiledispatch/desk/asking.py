"""From the words of a command to a caller's wish at this desk: who, where, and on which dates."""

import datetime
from collections.abc import Mapping

from mobiledispatch.desk.caller import read_caller
from mobiledispatch.desk.inquiry import Asked
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.when import date_said
from mobiledispatch.errors import BadInput
from mobiledispatch.model.booking import Booking


def asked_for(desk: Desk, words: Mapping[str, str], override: str = "") -> tuple[Asked, tuple[str, ...]]:
    """The wish that the words state, and what the desk should know about the address.

    BadInput for words that mean nothing, a client of whom the book has several, or an address nobody can place.
    """
    last = known_client(desk, words.get("client", ""), words.get("phone", ""))
    same_door = last is not None and not words.get("address")
    caller = read_caller(words, desk.practice, last.request if last else None)
    if last and last.location and same_door:
        return desk.asked(caller, last.location, override), ()
    location, notes = desk.locate(caller.request)
    return desk.asked(caller, location, override), notes


def known_client(desk: Desk, name: str, phone: str) -> Booking | None:
    """The latest visit of the client of that name (and telephone number, if one is given); None for a stranger.

    BadInput where the name alone fits several people.
    """
    if not name.strip():
        return None
    found = desk.visits_of(name, phone)
    people = {(b.request.client, b.request.phone): b for b in reversed(found)}
    if len(people) > 1 and not phone:
        who = "; ".join(f"{name}, {number or 'no telephone'}" for name, number in people)
        raise BadInput(f"--client {name!r} may be {who}. Add --phone.")
    return found[0] if found else None


MOST_DAYS = 31


def dates_from(desk: Desk, first: str, days: str = "1") -> list[datetime.date]:
    """So many dates from the one that was said; without one, from tomorrow. BadInput for what is no number."""
    if not (days or "1").isdigit() or not 1 <= int(days or "1") <= MOST_DAYS:
        raise BadInput(f"--days {days!r} is no number from 1 to {MOST_DAYS}.")
    start = date_said(first or "tomorrow", desk.moment.date)
    return [start + datetime.timedelta(days=k) for k in range(int(days or "1"))]


def seat_said(desk: Desk, text: str) -> tuple[str, str]:
    """`--therapist` of hold and book, as (who comes, the wish): a bare name is a seat, `must:ana` a wish.

    BadInput for a name that nobody of the practice bears.
    """
    from mobiledispatch.intake.words import did_you_mean, fold

    if not text.strip() or ":" in text:
        return "", text
    known = {fold(spelling): p.id for p in desk.practice.practitioners for spelling in (p.id, p.name)}
    if fold(text) not in known:
        raise BadInput(f"--therapist {text!r} names nobody; {did_you_mean(text, [*dict.fromkeys(known.values())])}")
    return known[fold(text)], ""
