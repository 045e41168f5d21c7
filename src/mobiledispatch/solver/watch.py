"""Who looks over a solver's shoulder: told of every step forward, and able to call the search off."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan's cost and the lower bound, in seconds."""

    upper: int
    lower: int

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a fraction of the plan's cost."""
        return (self.upper - self.lower) / self.upper if self.upper else 0.0


def _nobody(_: Progress) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """`tell` hears each better plan or bound; the search ends with its best plan soon after `stop` says True."""

    tell: Callable[[Progress], None] = _nobody
    stop: Callable[[], bool] = _never
