"""An explanation in the time that is left: one step after the other, none begun that would not end in time."""

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Protocol, TypeVar

Answer = TypeVar("Answer")

MOST_NAMED = 10


class Allowance(Protocol):
    """What an explanation may take, in seconds or in work of about a second's worth (`solver.Budget`)."""

    @property
    def seconds_left(self) -> float: ...

    def spend(self, work: float, /) -> None: ...


class Endless:
    """As long as it takes."""

    seconds_left = math.inf

    def spend(self, _: float, /) -> None:
        return


class Steps:
    """Takes steps, each of a kind, as long as the longest of its kind so far would still fit in.

    `cut_short` names the visits of which less was looked into than there is time for on a shorter day.
    """

    def __init__(self, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Endless()
        self._longest: dict[str, float] = defaultdict(float)
        self.cut_short: dict[str, None] = {}

    def expect(self, kind: str, seconds: float) -> None:
        """No step of that kind is thought to be shorter."""
        self._longest[kind] = max(self._longest[kind], seconds)

    def longest(self, kind: str) -> float:
        return self._longest[kind]

    def take(self, kind: str, visit: str, step: Callable[[], Answer], work: float) -> Answer | None:
        """What the step answers, `work` being what it does besides solving; None if there was no time for it."""
        if not self.has_time(kind, visit):
            return None
        before = self._allowance.seconds_left
        answer = step()
        self._allowance.spend(work)
        self.expect(kind, before - self._allowance.seconds_left if before < math.inf else 0.0)
        return answer

    def has_time(self, kind: str, visit: str) -> bool:
        """Would the longest step of that kind so far still fit in? If not, that is noted of the visit."""
        if self._allowance.seconds_left > self._longest[kind]:
            return True
        self.cut_short[visit] = None
        return False

    def notes(self) -> tuple[str, ...]:
        """Told once, for all visits together."""
        if not self.cut_short:
            return ()
        names = list(self.cut_short)
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return (
            f"The time was up before all reasons and remedies were sought ({', '.join(names[:MOST_NAMED])}{more}): "
            "mobiledispatch explain PLAN.json VISIT looks further.",
        )
