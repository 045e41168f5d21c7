"""What every source of travel times can do."""

from collections.abc import Sequence
from typing import Protocol

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place


class TravelProvider(Protocol):
    """Knows the roads: tables of driving, and lines for the map. `name` stands in a plan's provenance."""

    @property
    def name(self) -> str: ...

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Free-flow driving seconds and road metres, row = from, column = to; zero between identical places."""
        ...

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The way from start to end as points for the map, both included."""
        ...
