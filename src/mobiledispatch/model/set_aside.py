"""Requests that no plan is made for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """A request for which no place could be found, and why."""

    visit: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A request that waits for a person: medical clearance, or a missing answer."""

    visit: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Ids of the requests that a day's problem leaves to a person: held, and lost."""

    held: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
