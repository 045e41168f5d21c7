"""How long and how hard a solver may think."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` of search at most, a relative `gap` that is good enough, the random `seed`, and `threads`."""

    seconds: float = 10.0
    gap: float = 0.0
    seed: int = 0
    threads: int = 1
