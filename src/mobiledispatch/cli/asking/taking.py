"""From the offers on the screen to a booked visit: one is picked, held at once, the rest is asked, and it is booked."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from mobiledispatch.cli.asking.clients import card_of_client, confirmed_person
from mobiledispatch.cli.asking.meaning import reader_of
from mobiledispatch.cli.asking.picking import picked
from mobiledispatch.cli.asking.prompts import ask, nothing_taken, say, yes
from mobiledispatch.cli.desk_output import show_taken, width
from mobiledispatch.cli.spoken import Words
from mobiledispatch.desk.gone import SlotGone
from mobiledispatch.desk.telling import render_gone, spread
from mobiledispatch.model.clock import clock

if TYPE_CHECKING:
    from mobiledispatch.desk.inquiry import Asked
    from mobiledispatch.desk.offer import Answer, Offer
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.desk.taking import Choice, Taken
    from mobiledispatch.model.booking import Booking
    from mobiledispatch.model.request import Request

_ALLOWED_BY = {"already_booked": "second_person", "would_bump": "bump"}
"""Which word allows what a conflict names."""


def held_by_asking(desk: "Desk", words: Words, override: str) -> "Taken | None":
    """What the words leave out is asked, and the start that they name, or that is picked of the offers, is held."""
    from mobiledispatch.cli.asking.steps import completed
    from mobiledispatch.cli.desk_output import show_answer
    from mobiledispatch.cli.searching import search
    from mobiledispatch.desk.asking import dates_from
    from mobiledispatch.desk.orders import seat_wished, start_chosen

    with nothing_taken():
        words = completed(words, desk)
    asked, seat, notes = seat_wished(desk, words, override)
    if words.get("start"):
        return held(desk, asked, start_chosen(desk, words, seat))
    found, _ = search(desk, asked, dates_from(desk, words.get("date", "")), notes, bool(words.get("deep")), False)
    if seat:
        found = replace(found, offers=tuple(offer for offer in found.offers if offer.therapist == seat))
    show_answer(found, False)
    return picked_and_held(desk, asked, found)


def held_and_named(desk: "Desk", words: Words, override: str) -> "Taken | None":
    """As `held_by_asking`; whoever has not said their name yet is asked for it last."""
    from mobiledispatch.desk.orders import edit_words

    taken = held_by_asking(desk, words, override)
    if taken is None or taken.booking.request.client:
        return taken
    told: Words = {}
    try:
        _name_and_number(desk, taken.booking.request, told)
    except typer.Abort:
        _left(desk, taken.booking, told)
        raise typer.Exit(130) from None
    named = edit_words(desk, taken.booking.id, {name: text for name, text in told.items() if text}, override)
    show_taken(named, desk, "is held", False)
    return named


def start_asked(desk: "Desk", party: Sequence["Booking"], words: Words, override: str) -> Words:
    """The words with a start for visits of the book that have none, picked of the offers of their date."""
    from mobiledispatch.cli.desk_output import show_answer
    from mobiledispatch.cli.searching import search
    from mobiledispatch.desk.asking import dates_from
    from mobiledispatch.desk.verbs import asked_again

    dates = dates_from(desk, words.get("date") or party[0].date.isoformat())
    found, _ = search(desk, asked_again(desk, party, override=override), dates, (), bool(words.get("deep")), False)
    show_answer(found, False)
    offer = _picked_of(desk, found)
    return {**words, **_slot_of(offer)} if offer else words


def _picked_of(desk: "Desk", found: "Answer") -> "Offer | None":
    """Any offer of an answer. Whoever leaves before has taken nothing, exit 130."""
    told: Sequence[Offer] = spread(found.offers) or found.nearest
    offers = found.offers or found.nearest
    with nothing_taken():
        return picked(desk, told, offers) if offers else None


def _slot_of(offer: "Offer") -> Words:
    return {"start": clock(offer.start), "date": offer.date.isoformat(), "therapist": offer.therapist}


def picked_and_held(desk: "Desk", asked: "Asked", found: "Answer") -> "Taken | None":
    """The offer that is picked of an answer, held for the caller; None if nobody wants one. Told on stdout."""
    from mobiledispatch.desk.taking import Choice

    offer = _picked_of(desk, found)
    if offer is None:
        return None
    return held(desk, asked, Choice(offer.date, offer.start, offer.therapist), offer)


def held(desk: "Desk", asked: "Asked", choice: "Choice", offer: "Offer | None" = None) -> "Taken | None":
    """The choice held; where it went meanwhile, whichever of the nearest is picked. None if that is none."""
    from mobiledispatch.desk.answering import wish_of
    from mobiledispatch.desk.taking import Choice
    from mobiledispatch.desk.verbs import hold

    while True:
        if offer:
            asked = replace(asked, caller=wish_of(asked, offer))
        try:
            taken = hold(desk, asked, choice)
        except SlotGone as gone:
            with nothing_taken():
                allowed, offer = _after(gone, desk)
            if allowed:
                choice = replace(
                    choice, bump=choice.bump or allowed == "bump", second=choice.second or allowed != "bump"
                )
            elif offer:
                choice = Choice(offer.date, offer.start, offer.therapist)
            else:
                return None
        else:
            show_taken(taken, desk, "is held", False)
            return taken


def _after(gone: SlotGone, desk: "Desk") -> "tuple[str, Offer | None]":
    """What somebody says to a conflict: the word that allows it, or another offer."""
    say(render_gone(gone, width()).rstrip("\n"))
    allows = _ALLOWED_BY.get(gone.reason, "")
    if allows and yes("Is it a second person?" if allows == "second_person" else "Allow that?"):
        return allows, None
    if not gone.nearest:
        return "", None
    return "", picked(desk, gone.nearest, gone.nearest)


def shown_booked(desk: "Desk", party: Sequence["Booking"], words: Words, override: str) -> None:
    """The held visits booked as `booked` does, and told; ends the command, with exit 3 where they wait for a person."""
    done = booked(desk, party, words, override)
    for remark in done.notes:
        say(f"note: {remark}")
    show_taken(done, desk, done.state, False)
    raise typer.Exit(0 if done.booking.is_placed else 3)


def booked(desk: "Desk", party: Sequence["Booking"], words: Words, override: str) -> "Taken":
    """The held visits booked, the first of them named, once all is known that the words leave open.

    Whoever leaves before the end (Ctrl-C, Ctrl-D) leaves them held.
    """
    told = dict(words)
    first, *others = party
    try:
        told = _rest(desk, first, told)
        others_told = [(other, _rest(desk, other, {})) for other in others]
        return _book(desk, first, told, others_told, override)
    except typer.Abort:
        _left(desk, first, told)
        raise typer.Exit(130) from None


def _rest(desk: "Desk", visit: "Booking", told: Words) -> Words:
    """What is still to be known of somebody: name, telephone, card, and the screening questions."""
    from mobiledispatch.desk.card import QUESTIONS, unanswered

    request = visit.request
    _name_and_number(desk, request, told)
    for name in QUESTIONS:
        if name in unanswered(request) and not told.get(name):
            told[name] = ask(f"{_words(name)}? yes, no (Enter: not known)", reader_of(name, desk))
    if any(told.get(name, "").casefold() in ("yes", "y") for name in QUESTIONS) and not told.get("cleared_by"):
        told["cleared_by"] = ask("Cleared by which physician (Enter: not cleared)", reader_of("cleared_by", desk))
    for name in [name for name, text in told.items() if not text]:
        del told[name]
    return told


def _name_and_number(desk: "Desk", request: "Request", told: Words) -> None:
    """Who it is, with what the book remembers of them; a name that only stands for one is asked about."""
    from mobiledispatch.desk.caller import is_placeholder

    stranger = is_placeholder(request.client)
    if not told.get("client") and (stranger or not request.client):
        question = "Second person's name" if stranger else "Client's name"
        told["client"] = ask(question, reader_of("client", desk), request.client, needed=True)
        if card := card_of_client(told, desk) if told["client"] != request.client else None:
            told.update(confirmed_person(card, request, told, desk))
    if not told.get("phone") and not request.phone:
        told["phone"] = ask("Telephone", reader_of("phone", desk))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _book(
    desk: "Desk", visit: "Booking", told: Words, others: Sequence[tuple["Booking", Words]], override: str
) -> "Taken":
    """The others' words first, and then all are booked as one; a conflict shows what to take instead."""
    from mobiledispatch.desk.orders import book_words, edit_words

    for other, theirs in others:
        if theirs:
            taken = edit_words(desk, other.id, theirs, override)
            if not taken.booking.is_placed:
                return taken
    while True:
        try:
            return book_words(desk, visit.id, told, override)
        except SlotGone as gone:
            allowed, offer = _after(gone, desk)
            if allowed:
                told[allowed] = "yes"
            elif offer:
                told.update(_slot_of(offer))
            else:
                raise typer.Exit(gone.exit_code) from None


def _left(desk: "Desk", visit: "Booking", told: Words) -> None:
    """What stays in the book when somebody leaves in the middle, and how to go on with what was said so far."""
    words = [word for name, text in told.items() for word in _as_option(name, text)]
    until = visit.hold_until.astimezone(desk.zone) if visit.hold_until else None
    stays = f" until {until:%H:%M:%S}" if until else ""
    say(f"\n{visit.id} stays held{stays}. To go on: {shlex.join(['mobiledispatch', 'book', visit.id, *words])}")


_FLAGS = ("first_visit", "second_person", "bump", "deep", "together", "in_turn")


def _as_option(name: str, text: str) -> tuple[str, ...]:
    option = f"--{name.replace('_', '-')}"
    if name in _FLAGS:
        return (option,) if text == "yes" else ()
    return (option, text) if text else ()
