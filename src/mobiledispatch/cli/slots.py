"""`slots`: which times a caller can be offered, what each costs, and if none, why and what instead."""

import sys
from functools import partial
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

    Without a client and an address it lists when each therapist could begin a visit. Without words, on a terminal, it
    asks for them. Ctrl-C ends the exact search with what it has found, exit 130.
    """
    from mobiledispatch.cli.asking import completed
    from mobiledispatch.cli.desk_output import show_answer, show_openings, tell_found
    from mobiledispatch.cli.watching import calling_off
    from mobiledispatch.desk.answering import answer
    from mobiledispatch.desk.asking import asked_for, dates_from
    from mobiledispatch.desk.free_times import asks_for_openings, find_openings
    from mobiledispatch.desk.offered import Offered

    desk = said.open_desk(practice, weather)
    words = completed(words, desk, sys.stdin.isatty())
    dates = dates_from(desk, words.get("date", ""), days)
    if asks_for_openings(words):
        show_openings(find_openings(desk, words, dates, deep, override), as_json)
        return
    asked, notes = asked_for(desk, words, override)
    booked = desk.read_days(dates)
    with calling_off() as interruption:
        solver = partial(desk.solver, lambda: interruption.came)
        found = answer(asked, booked, desk.read_day, solver, deep, tell_found(as_json), notes)
    Offered(desk.folder).keep(asked, found.offers, {str(day.date): day.revision for day in booked})
    show_answer(found, as_json)
    raise typer.Exit(130 if interruption.came else 0)
