"""A search that its user can see and call off: a live line on a terminal, and Ctrl-C that keeps the best plan."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mobiledispatch.solver.watch import Progress, Watch

CLEAR_LINE = "\r\x1b[K"


@dataclass
class Interruption:
    """Whether the user called the search off."""

    came: bool = False


@contextmanager
def watching() -> Iterator[tuple["Watch", Interruption]]:
    """A watch for one search. The first Ctrl-C or SIGTERM asks for the best plan so far; a second one ends at once."""
    from mobiledispatch.solver.watch import Watch

    interruption = Interruption()

    def call_off(_number: int, _frame: FrameType | None) -> None:
        if interruption.came:
            raise KeyboardInterrupt
        interruption.came = True

    before = {number: signal.signal(number, call_off) for number in (signal.SIGINT, signal.SIGTERM)}
    live = sys.stderr.isatty()
    try:
        yield Watch(_show if live else Watch().tell, lambda: interruption.came), interruption
    finally:
        if live:
            sys.stderr.write(CLEAR_LINE)
        for number, handler in before.items():
            signal.signal(number, handler)


def _show(progress: "Progress") -> None:
    sys.stderr.write(f"{CLEAR_LINE}{render_progress(progress)}")
    sys.stderr.flush()


def render_progress(progress: "Progress") -> str:
    """One line for a narrow terminal.

    >>> from mobiledispatch.solver.watch import Progress
    >>> render_progress(Progress(upper=50_000, lower=49_000))
    'best plan 50,000 s, bound 49,000 s, gap 2.00 %'
    """
    return f"best plan {progress.upper:,} s, bound {progress.lower:,} s, gap {100 * progress.gap:.2f} %"
