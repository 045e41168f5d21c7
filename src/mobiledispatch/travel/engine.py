"""What road engines asked over HTTP have in common, whatever the words of their questions."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import Refusal, Server
from mobiledispatch.travel.coverage import covered_table
from mobiledispatch.travel.in_blocks import Block


class Engine(ABC):
    """A travel provider that a server answers for."""

    name: ClassVar[str]
    no_way: ClassVar[Collection[str]]
    """The server's codes for two places that no road joins."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Driving seconds and road metres, row = from, column = to. EngineDown where the server fails."""
        return covered_table(self._server, places, self._block)

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The quickest way from start to end as points for the map; straight where there is none."""
        if start == end:
            return start, end
        try:
            return start, *self._way(start, end), end
        except Refusal as refusal:
            if refusal.code in self.no_way:
                return start, end
            raise self._server.down(f"refuses to draw a line ({refusal})") from None
        except (KeyError, IndexError, TypeError, ValueError):
            raise self._server.nonsense("line along the roads") from None

    @abstractmethod
    def _block(self, starts: Sequence[Place], ends: Sequence[Place]) -> Block:
        """One part of the matrix. Nonsense, TooMany or EngineDown where there is none."""

    @abstractmethod
    def _way(self, start: Place, end: Place) -> Iterable[Place]:
        """Points along the quickest way. Refusal where the server says no; LookupError where it babbles."""
