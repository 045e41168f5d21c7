"""Where parts are planned: here, one at a time, or in processes of their own."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Protocol

from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.parts.part import Part, Replanned, replan

SECONDS_A_PART = 3.0


class Workshop(Protocol):
    """Takes in parts and hands out their answers in the same order, whichever is done first."""

    @property
    def places(self) -> int:
        """How many parts it is worth to have in it at once."""
        ...

    def hand_in(self, part: Part) -> None: ...

    def take_out(self) -> Replanned | None:
        """The answer to the part that came in first; None if the search was over before."""
        ...

    def aside(self, work: Callable[..., Any], seconds: float, /) -> "Future[Any] | None":
        """Have something else done beside the parts (`workers.Work`); None if there is nobody to do it."""
        ...


class Here:
    """One part at a time, in this process."""

    places = 1

    def __init__(self, search: Search) -> None:
        self._search = search
        self._parts: deque[Part] = deque()

    def hand_in(self, part: Part) -> None:
        self._parts.append(part)

    def take_out(self) -> Replanned | None:
        search, part = self._search, self._parts.popleft()
        return replan(search.ties, part, search.limits, search.share(SECONDS_A_PART), search.is_over)

    def aside(self, _work: Callable[..., Any], _seconds: float, /) -> None:
        return None


@contextmanager
def workshop(search: Search) -> Iterator[Workshop]:
    """As many places to work as the limits of the search allow threads."""
    if search.limits.threads < 2:
        yield Here(search)
        return
    from mobiledispatch.solver.parts.workers import Workers

    with Workers(search, SECONDS_A_PART) as workers:
        yield workers
