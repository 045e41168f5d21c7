"""`slots`: which times a caller can be offered, what each costs, and if none, why and what instead."""

from typing import Annotated

import typer

from mobiledispatch.cli import desk_words as said
from mobiledispatch.cli.spoken import Words, spoken

WISHES = {"therapist": Annotated[str, typer.Option(help="Who may come: must:ana, prefer:ana or not:ana.")]}


@spoken({**said.CALLER, **said.PARTY, **WISHES})
def slots(
    words: Words,
    days: Annotated[str, typer.Option(help="So many days from that date on, 1 to 31.")] = "1",
    deep: Annotated[bool, typer.Option("--deep", help="Also times for which other visits are rearranged.")] = False,
    override: said.Override = "",
    weather: said.Weather = "dry",
    practice: said.Practice = "",
    as_json: said.AsJson = False,
) -> None:
    """Which times a caller can be offered, best first, with the sentence to read aloud; what is not possible, and why.

    Without a client and an address it lists when each therapist could begin a visit. On a terminal it asks for what is
    not said, one of the offers is picked and held, and the visit booked. Ctrl-C ends the exact search with what it has
    found, exit 130.
    """
    from mobiledispatch.cli.asking.prompts import may_ask, nothing_taken, sees_offers
    from mobiledispatch.cli.desk_output import show_answer, show_openings
    from mobiledispatch.cli.searching import search
    from mobiledispatch.desk.asking import asked_for, asks_for_openings, dates_from

    desk = said.open_desk(practice, weather)
    picks = sees_offers(as_json)
    if (picks and words.keys() & {"address", "client", "phone"}) or (not words and may_ask(as_json)):
        from mobiledispatch.cli.asking.steps import completed

        with nothing_taken():
            words = completed(words, desk)
    dates = dates_from(desk, words.get("date", ""), days)
    if asks_for_openings(words):
        from mobiledispatch.desk.free_times import find_openings

        show_openings(find_openings(desk, words, dates, deep, override), as_json)
        return
    asked, notes = asked_for(desk, words, override)
    found, called_off = search(desk, asked, dates, notes, deep, as_json)
    show_answer(found, as_json)
    if picks:
        from mobiledispatch.cli.asking.taking import picked_and_held, shown_booked

        if taken := picked_and_held(desk, asked, found):
            shown_booked(desk, taken.bookings, {}, override)
    raise typer.Exit(130 if called_off else 0)
