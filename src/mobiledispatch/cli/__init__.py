"""The command line: one file a command, heavy rooms imported inside the command that needs them."""

import sys

import typer

from mobiledispatch.cli.book import book
from mobiledispatch.cli.book_files import export_requests, import_requests
from mobiledispatch.cli.cancel import cancel
from mobiledispatch.cli.check import check
from mobiledispatch.cli.day import day
from mobiledispatch.cli.explain import explain
from mobiledispatch.cli.find import find
from mobiledispatch.cli.geocode import geocode
from mobiledispatch.cli.hold import hold
from mobiledispatch.cli.init import init
from mobiledispatch.cli.move import move
from mobiledispatch.cli.plan import plan
from mobiledispatch.cli.roads import roads
from mobiledispatch.cli.shift import shift
from mobiledispatch.cli.slots import slots
from mobiledispatch.cli.solve import solve
from mobiledispatch.cli.travel import travel
from mobiledispatch.cli.verify import verify
from mobiledispatch.errors import MobiledispatchError

app = typer.Typer(
    name="mobiledispatch",
    help="Plan a mobile massage practice's day: addresses to places, visits to routes, every plan checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (init, check, travel, plan, explain, solve, verify):
    app.command()(command)
for spoken in (slots, hold, book, move, cancel, day, find, shift):
    app.command(rich_help_panel="The phone desk")(spoken)
app.command("import", rich_help_panel="The phone desk")(import_requests)
app.command("export", rich_help_panel="The phone desk")(export_requests)
# A western longitude begins with a minus and is no option.
app.command(context_settings={"ignore_unknown_options": True})(geocode)
app.add_typer(roads, name="roads")


def main() -> int:
    """Run one command; the one place where bad news becomes a sentence on stderr and an exit code."""
    try:
        app()
    except MobiledispatchError as news:
        print(news, file=sys.stderr)
        return news.exit_code
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return 0
