"""`book` on a terminal: a slot that is held, or a visit from its first word to the promise."""

from typing import TYPE_CHECKING

import typer

from mobiledispatch.cli.asking.prompts import sees_offers
from mobiledispatch.cli.asking.taking import held_by_asking, shown_booked, start_asked
from mobiledispatch.cli.desk_words import says_it_all
from mobiledispatch.cli.spoken import Words

if TYPE_CHECKING:
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.model.booking import Booking


def book_by_asking(desk: "Desk", name: str, words: Words, override: str) -> None:
    """Book what is named, asking for what is not said. Comes back where nothing is to be asked."""
    from mobiledispatch.desk.verbs import booking_named

    if name:
        _book_visit(desk, booking_named(desk, name), words, override)
        return
    if words.get("waiting_list") or says_it_all(words) or not sees_offers(False):
        return
    answers = {name: words[name] for name in _OF_BOOK if name in words}
    taken = held_by_asking(desk, {n: t for n, t in words.items() if n not in answers}, override)
    if taken is None:
        raise typer.Exit(0)
    shown_booked(desk, taken.bookings, answers, override)


_OF_BOOK = ("open_wounds", "fractures", "blood_thinners", "cleared_by")


def _book_visit(desk: "Desk", visit: "Booking", words: Words, override: str) -> None:
    """A held slot, or a visit that has none: then its start is picked first."""
    from mobiledispatch.desk.linked import linked
    from mobiledispatch.desk.orders import MAY_BE_BOOKED
    from mobiledispatch.model.request import Status

    party = linked(desk.practice, desk.book.day(visit.date), visit)
    if words.get("waiting_list") or visit.status not in MAY_BE_BOOKED:
        return
    if visit.status is not Status.HELD and not words.get("start"):
        if not sees_offers(False) or not words.keys() <= {*_OF_BOOK, "date", "deep"}:
            return
        words = start_asked(desk, party, words, override)
        if not words.get("start"):
            raise typer.Exit(0)
    shown_booked(desk, [visit, *(one for one in party if one.id != visit.id)], words, override)
