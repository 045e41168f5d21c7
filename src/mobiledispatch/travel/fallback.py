"""What a road engine's failure means: `on_failure = "stop"`, or the embedded estimate instead of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.travel.asking import EngineDown
from mobiledispatch.travel.provider import TravelProvider

T = TypeVar("T")


class UntilItFails:
    """Asks the engine until it fails once; from then on the same news at once: nobody waits for it a second time."""

    def __init__(self, engine: TravelProvider) -> None:
        self._engine = engine
        self._fact: str | None = None

    @property
    def name(self) -> str:
        return self._engine.name

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """The engine's table. EngineDown."""
        return self._answered(lambda roads: roads.table(places))

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The engine's line. EngineDown."""
        return self._answered(lambda roads: roads.line(start, end))

    def _answered(self, question: Callable[[TravelProvider], T]) -> T:
        if self._fact is not None:
            raise EngineDown(self._fact)
        try:
            return question(self._engine)
        except EngineDown as news:
            self._fact = news.fact
            raise


class WithEstimate:
    """Asks the engine until it fails once. From then on the estimate answers: never half a matrix of each.

    `tell` hears of the failure when it happens; `name` says who answers now.
    """

    def __init__(
        self, engine: TravelProvider, estimate: Callable[[], TravelProvider], tell: Callable[[str], None]
    ) -> None:
        self._engine, self._estimate, self._tell = engine, estimate, tell
        self._instead: TravelProvider | None = None

    @property
    def name(self) -> str:
        return f"{self._instead.name} ({self._engine.name} failed)" if self._instead else self._engine.name

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """The engine's table, or the whole of it from the estimate."""
        return self._answered(lambda roads: roads.table(places))

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The engine's line, or the estimate's."""
        return self._answered(lambda roads: roads.line(start, end))

    def _answered(self, question: Callable[[TravelProvider], T]) -> T:
        if self._instead is None:
            try:
                return question(self._engine)
            except EngineDown as news:
                self._instead = self._estimate()
                self._tell(f"{news.fact}. The embedded estimate answers from here on.")
        return question(self._instead)
