"""How long and how hard a solver may think."""

from dataclasses import dataclass

MOST_MEMORY = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` of search at most, a relative `gap` that is good enough, the random `seed`, and `threads`.

    With `counted` the seconds are no clock's: they are units of counted work, each about a second's worth, and the same
    input gives the same plan on every machine. `memory` is in megabytes, for the whole process.
    """

    seconds: float = 10.0
    gap: float = 0.0
    seed: int = 0
    threads: int = 1
    counted: bool = False
    memory: int = MOST_MEMORY
