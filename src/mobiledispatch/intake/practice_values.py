"""What stands behind a key of practice.toml: hours, minutes, codes, costs, each with its range.

A field's `description` ends the sentence "write …".
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from mobiledispatch.model.clock import TimeWindow, read_clock
from mobiledispatch.model.zone import load_zone

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = "closed"


def read_hours(text: str) -> TimeWindow | None:
    """Hours such as `08:00-20:00`, or None for `closed`; ValueError otherwise."""
    if text.strip().casefold() == CLOSED:
        return None
    opens, dash, closes = text.partition("-")
    window = TimeWindow(read_clock(opens), read_clock(closes)) if dash else None
    if not window or window.opens == window.closes:
        raise ValueError("no hours")
    return window


def _hours(text: str) -> str:
    try:
        read_hours(text)
    except ValueError:
        raise ValueError(f"holds no hours that open and then close; write 08:00-20:00, or {CLOSED}") from None
    return text


def window_text(text: str) -> str:
    if read_hours(_hours(text)) is None:
        raise ValueError("is no window; write 11:00-14:00")
    return text


def zone_name(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z]+(/[A-Za-z0-9_+-]+)*", name):
        raise ValueError("is no time zone; write America/Edmonton")
    try:
        load_zone(name)
    except (KeyError, ValueError):
        raise ValueError("is no time zone; write America/Edmonton") from None
    return name


Minutes = Annotated[int, Field(ge=0, le=120, description="whole minutes from 0 to 120")]
Hours = Annotated[str, AfterValidator(_hours), Field(description="hours such as 08:00-20:00, or closed")]
Code = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="a short name of a-z, 0-9 and _, such as ana")
]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="one line of text")]
Required = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="one line of text")
]
Lines = Annotated[tuple[Required, ...], Field(strict=False, description='a list of words, such as ["stone_heater"]')]
Cost = Annotated[int, Field(ge=0, le=100_000_000, description="whole seconds of driving from 0 to 100000000")]
