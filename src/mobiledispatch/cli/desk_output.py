"""How the desk's answers reach the screen, or another program."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from mobiledispatch.desk.offer import Answer, Offer
from mobiledispatch.desk.records import answer_record, as_json, gone_record, taken_record
from mobiledispatch.desk.telling import found_line, render_answer, render_gone, render_taken

if TYPE_CHECKING:
    from mobiledispatch.desk.free_times import Openings
    from mobiledispatch.desk.session import Desk
    from mobiledispatch.desk.taking import Taken
    from mobiledispatch.desk.verbs import Cancelled


def width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def show_answer(answer: Answer, json: bool) -> None:
    typer.echo(as_json(answer_record(answer)) if json else render_answer(answer, width()).rstrip("\n"))


def show_openings(told: "Openings", json: bool) -> None:
    from mobiledispatch.desk.free_times import openings_record, render_openings

    typer.echo(as_json(openings_record(told)) if json else render_openings(told, width()).rstrip("\n"))


def tell_found(json: bool) -> Callable[[Offer], None]:
    """Starts as the exact search finds them, a line each: the caller is waiting. JSON is one answer, at the end."""
    seen: list[Offer] = []

    def tell(offer: Offer) -> None:
        if json:
            return
        if not seen:
            print("Found so far")
        seen.append(offer)
        print(found_line(offer), flush=True)

    return tell


def show_taken(taken: "Taken", desk: "Desk", verb: str, json: bool) -> None:
    from mobiledispatch.desk.news import news_of

    news = news_of(taken, desk.told, desk.first_name)
    if json:
        typer.echo(as_json(taken_record(taken, news)))
        return
    words = render_taken(taken, verb, news, width(), desk.now, desk.zone)
    typer.echo(words.rstrip("\n"))


def show_cancelled(done: "Cancelled", desk: "Desk", json: bool) -> None:
    from mobiledispatch.desk.records import cancelled_record
    from mobiledispatch.desk.telling import render_cancelled

    typer.echo(as_json(cancelled_record(done)) if json else render_cancelled(done, width(), desk.now).rstrip("\n"))


@contextmanager
def conflicts_shown(json: bool) -> Iterator[None]:
    """A start that cannot be had, with the nearest that can: on stdout for a program, else on stderr. Exit 4."""
    from mobiledispatch.desk.gone import SlotGone

    try:
        yield
    except SlotGone as gone:
        if json:
            typer.echo(as_json(gone_record(gone)))
        else:
            typer.echo(render_gone(gone, width()).rstrip("\n"), err=True)
        raise typer.Exit(gone.exit_code) from None
