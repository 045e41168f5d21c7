"""Dates and times as they are said on the phone."""

import datetime
import re

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.dates import read_date
from mobiledispatch.intake.times import read_time
from mobiledispatch.model.clock import Seconds, TimeWindow, read_clock

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def date_said(text: str, today: datetime.date) -> datetime.date:
    """A date of the calendar, or one counted from today; a weekday is the next one, never today itself.

    >>> monday = datetime.date(2026, 11, 23)
    >>> str(date_said("tomorrow", monday)), str(date_said("Friday", monday)), str(date_said("monday", monday))
    ('2026-11-24', '2026-11-27', '2026-11-30')
    """
    word = text.strip().casefold()
    if word in ("today", "tomorrow"):
        return today + datetime.timedelta(days=word == "tomorrow")
    if word in WEEKDAYS:
        return today + datetime.timedelta(days=(WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1)
    try:
        return read_date(text)
    except ValueError as fault:
        raise BadInput(f"--date {text!r} {fault}, or today, tomorrow, friday.") from None


def start_said(text: str, hours: TimeWindow) -> Seconds:
    """A time of day: `14:30` and `08:30` as they stand; opening hours decide what `2:30` means. BadInput for others."""
    try:
        return read_clock(text) if re.fullmatch(r"\s*\d\d:\d\d\s*", text) else read_time(text, hours)
    except ValueError as fault:
        raise BadInput(f"--start {text!r} {fault}") from None
