"""A civic address, taken apart."""

from dataclasses import dataclass

from mobiledispatch.geocode.street import numbered
from mobiledispatch.geocode.towns import EDMONTON


@dataclass(frozen=True, slots=True, kw_only=True)
class Civic:
    """House number, street (full name in capitals, no quadrant) and what else was said; empty = not said.

    `unit` is for the door only: it is never part of the written form, nor sent to anybody.
    """

    number: int
    street: str
    suffix: str = ""
    quadrant: str = ""
    town: str = ""
    unit: str = ""
    postal_code: str = ""
    rest: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The one written form: `10205 101 Street NW, Edmonton`."""
        return ", ".join(part for part in (self.line, self.town) if part)

    @property
    def line(self) -> str:
        """House number, street and quadrant."""
        return " ".join(part for part in (f"{self.number}{self.suffix}", in_title(self.street), self.quadrant) if part)

    @property
    def may_be_edmonton(self) -> bool:
        return self.town in ("", EDMONTON)


def in_title(street: str) -> str:
    """A street's full name for reading.

    >>> in_title("118A AVENUE"), in_title("ST ALBERT TRAIL")
    ('118A Avenue', 'St Albert Trail')
    """
    if numbered(street):
        number, axis = street.split()
        return f"{number} {axis.title()}"
    return " ".join(w if any(c.isdigit() for c in w) else w.capitalize() for w in street.split())
