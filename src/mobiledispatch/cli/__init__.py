"""The command line: one file a command, heavy rooms imported inside the command that needs them."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Annotated, Any

import typer

from mobiledispatch.cli.light import LightCommand, LightGroup
from mobiledispatch.cli.terminal import guarded, inert_streams, lines_of, wants_debug
from mobiledispatch.errors import MobiledispatchError
from mobiledispatch.report.inert import one_line

PHONE_DESK = "The phone desk"


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command's function stands, as "module:name" in this package, and what typer has to know about it."""

    where: str
    panel: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    light: bool = False

    def function(self) -> Callable[..., None]:
        module, name = self.where.split(":")
        found: Callable[..., None] = getattr(import_module(f"{__name__}.{module}"), name)
        return found


COMMANDS = {
    "init": Command("init:init"),
    "check": Command("check:check"),
    "travel": Command("travel:travel"),
    "plan": Command("plan:plan"),
    "explain": Command("explain:explain"),
    "solve": Command("solve:solve"),
    "verify": Command("verify:verify"),
    # A western longitude begins with a minus and is no option.
    "geocode": Command("geocode:geocode", settings={"ignore_unknown_options": True}),
    "slots": Command("slots:slots", PHONE_DESK, light=True),
    "hold": Command("hold:hold", PHONE_DESK, light=True),
    "book": Command("book:book", PHONE_DESK, light=True),
    "edit": Command("edit:edit", PHONE_DESK, light=True),
    "move": Command("move:move", PHONE_DESK, light=True),
    "cancel": Command("cancel:cancel", PHONE_DESK, light=True),
    "no-show": Command("no_show:no_show", PHONE_DESK, light=True),
    "day": Command("day:day", PHONE_DESK, light=True),
    "find": Command("find:find", PHONE_DESK),
    "shift": Command("shift:shift", PHONE_DESK),
    "import": Command("book_files:import_requests", PHONE_DESK),
    "export": Command("book_files:export_requests", PHONE_DESK),
}


def app_for(words: Sequence[str]) -> typer.Typer:
    """The program as far as these words need it: the one command that they name, or all of them for help."""
    app = typer.Typer(
        name="mobiledispatch",
        cls=LightGroup,
        help="Plan a mobile massage practice's day: addresses to places, visits to routes, every plan checked.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_several_commands)
    named = words[0] if words else ""
    for name in [named] if named in COMMANDS else COMMANDS:
        command = COMMANDS[name]
        made_by = LightCommand if command.light else None
        known_as = app.command(
            name, cls=made_by, rich_help_panel=command.panel, context_settings=command.settings or None
        )
        known_as(guarded(command.function()))
    if named not in COMMANDS:
        app.add_typer(import_module(f"{__name__}.roads").roads, name="roads")
    return app


def _several_commands(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an unexpected error arose.")
    ] = False,
) -> None:
    """Typer takes a program with a single command for that command. `main` hears --debug wherever it stands."""


def main() -> int:
    """Run one command; the one place where bad news becomes a sentence on stderr and an exit code."""
    words, debug = wants_debug(sys.argv[1:], os.environ)
    with inert_streams("stderr"):
        try:
            app_for(words)(args=words)
        except MobiledispatchError as news:
            print(*lines_of(news), sep="\n", file=sys.stderr)
            return news.exit_code
        except KeyboardInterrupt:
            print("interrupted", file=sys.stderr)
            return 130
        except Exception as fault:
            if debug:
                traceback.print_exc()
            print(_unexpected(fault), file=sys.stderr)
            return 1
    return 0


def _unexpected(fault: Exception) -> str:
    said = one_line(str(fault))[:300]
    what = f"{type(fault).__name__}: {said}"
    return f"mobiledispatch has failed ({what}). This is a fault of the program; --debug shows where."
