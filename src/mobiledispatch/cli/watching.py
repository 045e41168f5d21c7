"""A search that its user can see and call off: a live line on a terminal, and Ctrl-C that keeps the best plan."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from mobiledispatch.cli.terminal import unfiltered

if TYPE_CHECKING:
    from mobiledispatch.solver.watch import Progress, Watch

CLEAR_LINE = "\r\x1b[K"


@dataclass
class Interruption:
    """Whether the user called the search off."""

    came: bool = False


@contextmanager
def calling_off() -> Iterator[Interruption]:
    """The first Ctrl-C or SIGTERM asks for what has been found so far; a second one ends at once."""
    interruption = Interruption()

    def call_off(_number: int, _frame: FrameType | None) -> None:
        if interruption.came:
            raise KeyboardInterrupt
        interruption.came = True

    before = {number: signal.signal(number, call_off) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def exit_code(*, failed: bool, called_off: bool, complete: bool) -> int:
    """How a search ends: a plan that failed its own check is a fault of ours, whatever else is to be said.

    >>> exit_code(failed=True, called_off=True, complete=False)
    1
    >>> exit_code(failed=False, called_off=True, complete=False)
    130
    >>> exit_code(failed=False, called_off=False, complete=False)
    3
    """
    if failed:
        return 1
    return 130 if called_off else 0 if complete else 3


@contextmanager
def watching() -> Iterator[tuple["Watch", Interruption]]:
    """A watch for one search, which shows it on a terminal and ends it when it is called off."""
    from mobiledispatch.solver.watch import Watch

    screen = unfiltered(sys.stderr)
    live = screen.isatty()
    with calling_off() as interruption:
        try:
            yield Watch(_show if live else Watch().tell, lambda: interruption.came), interruption
        finally:
            if live:
                screen.write(CLEAR_LINE)


def _show(progress: "Progress") -> None:
    screen = unfiltered(sys.stderr)
    screen.write(f"{CLEAR_LINE}{render_progress(progress)}")
    screen.flush()


def render_progress(progress: "Progress") -> str:
    """One line for a narrow terminal.

    >>> from mobiledispatch.solver.watch import Progress
    >>> render_progress(Progress(upper=50_000, lower=49_000))
    'best plan 50,000 s, bound 49,000 s, gap 2.00 %'
    """
    return f"best plan {progress.upper:,} s, bound {progress.lower:,} s, gap {100 * progress.gap:.2f} %"
