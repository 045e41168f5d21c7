"""From the words of a command to a caller's wish at this desk: who, where, and on which dates."""

import datetime
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mobiledispatch.book.rows import plain
from mobiledispatch.desk.caller import is_placeholder, read_caller
from mobiledispatch.desk.inquiry import Asked
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.when import date_said
from mobiledispatch.errors import BadInput
from mobiledispatch.model.booking import Booking
from mobiledispatch.model.request import Request

if TYPE_CHECKING:
    from mobiledispatch.desk.card import Card


def asked_for(desk: Desk, words: Mapping[str, str], override: str = "") -> tuple[Asked, tuple[str, ...]]:
    """The wish that the words state, and what the desk should know: what of it comes from the book, and of the address.

    BadInput for words that mean nothing, a client of whom the book has several, or an address nobody can place.
    """
    card = known_client(desk, words.get("client", ""), words.get("phone", ""))
    if card is None:
        caller = read_caller(words, desk.practice)
        location, notes = desk.locate(caller.request)
        return desk.asked(caller, location, override), notes
    from mobiledispatch.desk.card import from_the_book

    caller = read_caller(with_intake(card, words), desk.practice, card.last.request)
    told = tuple(filter(None, [from_the_book(card, caller.request, words)]))
    if card.last.location and _same_street(card.last.request, caller.request):
        return desk.asked(caller, card.last.location, override), told
    location, notes = desk.locate(caller.request)
    return desk.asked(caller, location, override), (*told, *notes)


def with_intake(card: "Card", words: Mapping[str, str]) -> dict[str, str]:
    """The words, with the intake of a client to whom nobody has come yet."""
    return {"first_visit": "yes", **words} if card.first_visit else dict(words)


def _same_street(one: Request, other: Request) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("address", "city", "postal_code"))


def known_client(desk: Desk, name: str, phone: str) -> "Card | None":
    """What the book knows of the client of that name, that telephone number, or both; None for a stranger.

    BadInput where what is said fits several people.
    """
    cards = people_called(desk, name, phone)
    if len(cards) > 1:
        who = "; ".join(f"{c.last.request.client}, {c.last.request.phone or 'no telephone'}" for c in cards)
        said, cure = (f"--client {name!r}", "--phone") if name.strip() else (f"--phone {phone!r}", "--client")
        raise BadInput(f"{said} may be {who}. Add {cure}.")
    return cards[0] if cards else None


def people_called(desk: Desk, name: str, phone: str) -> "tuple[Card, ...]":
    """Everybody in the book of that name, that telephone number, or both; whoever was there last comes first."""
    number = re.sub(r"\D", "", phone.split(";")[0])[-DIGITS:]
    if name.strip():
        visits = desk.visits_of(name, number)
    elif len(number) == DIGITS:
        visits = [b for b in desk.find(number) if number in b.request.phone and b.request.client]
        visits = [b for b in visits if not is_placeholder(b.request.client)] or visits
    else:
        return ()
    from mobiledispatch.desk.card import card_of  # of no use for a stranger

    people: dict[tuple[str, str], list[Booking]] = {}
    for visit in visits:
        people.setdefault((plain(visit.request.client), visit.request.phone), []).append(visit)
    return tuple(card_of(theirs) for theirs in people.values())


DIGITS = 10
"""Of a telephone number with its area code."""


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

    if text.strip() in ("", "-") or ":" in text:
        return "", text
    known = {fold(spelling): p.id for p in desk.practice.practitioners for spelling in (p.id, p.name)}
    if fold(text) not in known:
        raise BadInput(f"--therapist {text!r} names nobody; {did_you_mean(text, [*dict.fromkeys(known.values())])}")
    return known[fold(text)], ""


WHO = frozenset({"address", "client", "phone"})
"""Words that say who calls, or from where."""


def asks_for_openings(words: Mapping[str, str]) -> bool:
    """Do the words leave open who calls, and from where?"""
    return not WHO & words.keys()
