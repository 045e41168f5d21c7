"""What a practice offers at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mobiledispatch.model.clock import Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """One technique: the skill it needs is its own code; prices are cents by massage minutes."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    equipment: frozenset[str] = frozenset()
    preheat: Seconds = Seconds(0)
    prices: Mapping[int, int] = field(default_factory=dict)
