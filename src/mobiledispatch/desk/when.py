"""Dates and times as they are said on the phone."""

import datetime
import re
from collections.abc import Iterator

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.dates import read_date
from mobiledispatch.intake.times import read_time
from mobiledispatch.intake.words import unaccented
from mobiledispatch.model.clock import Seconds, TimeWindow, read_clock

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS = 366
SAYABLE = "or today, tomorrow, friday, next tuesday, dec 25, in 3 weeks"

_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{'|'.join(_NUMBERS)})"
# Patterns are compiled when a text first needs them: most callers name a date of the calendar.
_AHEAD = rf"(?:in )?{_COUNT} (?P<unit>day|week)s?(?: (?:from|after|on)(?P<after> .+))?"
_NAMED = rf"(?:on )?(?:(?P<which>this|next) )?{_WEEKDAY}(?P<later> week)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_OF_THE_YEAR = tuple(
    rf"(?:on )?(?:{_WEEKDAY},? )?(?:{order})"
    for order in (rf"(?:the )?{_DAY}(?: of)?[ -]{_MONTH}", rf"{_MONTH}[ -](?:the )?{_DAY}")
)
_WEEKDAY_FIRST = rf"(?:on )?{_WEEKDAY},? (?P<rest>.*\d.*)"


def date_said(text: str, today: datetime.date, option: str = "--date") -> datetime.date:
    """The one date that the words mean, said `today`. BadInput where they mean none, or may mean two.

    A bare weekday is the next one, never today itself; a day without its year is the next one, today included.

    >>> friday = datetime.date(2026, 11, 20)
    >>> [str(date_said(words, friday)) for words in ("tomorrow", "Friday", "next tuesday", "monday week")]
    ['2026-11-21', '2026-11-27', '2026-11-24', '2026-11-30']
    >>> [str(date_said(words, friday)) for words in ("Dec 25", "1st of March", "in 3 weeks", "10 days from monday")]
    ['2026-12-25', '2027-03-01', '2026-12-11', '2026-12-03']
    """
    try:
        return _date(" ".join(unaccented(text).split()), today)
    except ValueError as fault:
        raise BadInput(f"{option} {text!r} {fault}") from None
    except OverflowError:
        raise BadInput(f"{option} {text!r} is beyond the calendar.") from None


def _date(plain: str, today: datetime.date) -> datetime.date:
    """ValueError with the end of a sentence that begins with the words."""
    if plain in _BY_NAME:
        return today + datetime.timedelta(days=_BY_NAME[plain])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return read_date(plain)
    match = re.fullmatch(_AHEAD, plain)
    if match and not (match["after"] and re.fullmatch(_AHEAD, match["after"].strip())):
        days = _number(match["count"]) * (7 if match["unit"] == "week" else 1)
        return _date((match["after"] or "now").strip(), today) + datetime.timedelta(days=days)
    if match := re.fullmatch(_NAMED, plain):
        return _weekday(match, today)
    for pattern in _OF_THE_YEAR:
        if (match := re.fullmatch(pattern, plain)) and (day := _next_of_year(match, today)):
            return _on_its_weekday(match["weekday"], day)
    return _of_calendar(plain)


_BY_NAME = {"now": 0, "today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2, "yesterday": -1}


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 1 if word in ("a", "an") else _NUMBERS.index(word) + 1


def _index(weekday: str) -> int:
    return next(k for k, name in enumerate(WEEKDAYS) if name.startswith(weekday[:3]))


def _weekday(match: re.Match[str], today: datetime.date) -> datetime.date:
    wanted = _index(match["weekday"])
    coming = today + datetime.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    week = datetime.timedelta(days=7)
    if match["which"] == "this":
        found = {coming - week if wanted == today.weekday() else coming}
    elif match["which"] == "next":
        found = {coming, *_of_next_week(wanted, today)}
    elif match["later"] and wanted == today.weekday():
        found = {today, coming}
    else:
        found = {coming}
    return _only({day + week for day in found} if match["later"] else found)


def _of_next_week(wanted: int, today: datetime.date) -> Iterator[datetime.date]:
    """That weekday of the week after this one, for whom weeks begin on Monday and for whom they begin on Sunday."""
    for first in (0, 6):
        begins = today + datetime.timedelta(days=7 - (today.weekday() - first) % 7)
        yield begins + datetime.timedelta(days=(wanted - first) % 7)


def _only(readings: set[datetime.date]) -> datetime.date:
    if len(readings) > 1:
        told = " or ".join(f"{day:%A} {day.isoformat()}" for day in sorted(readings))
        raise ValueError(f"may be {told}; say which")
    return readings.pop()


def _next_of_year(match: re.Match[str], today: datetime.date) -> datetime.date | None:
    """The first such day from today on; None for what is no day of any year."""
    for year in range(today.year, today.year + 9):  # between two 29ths of February there may be eight years
        try:
            day = read_date(f"{match['day']} {match['month']} {year}")
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _of_calendar(plain: str) -> datetime.date:
    match = re.fullmatch(_WEEKDAY_FIRST, plain)
    try:
        day = read_date(match["rest"] if match else plain)
    except ValueError as fault:
        raise ValueError(f"{fault}, {SAYABLE}.") from None
    return _on_its_weekday(match["weekday"], day) if match else day


def _on_its_weekday(weekday: str | None, day: datetime.date) -> datetime.date:
    if weekday and _index(weekday) != day.weekday():
        raise ValueError(f"contradicts itself: {day} is a {day:%A}")
    return day


def day_words(date: datetime.date) -> str:
    """A date in full, as the desk shows it.

    >>> day_words(datetime.date(2026, 11, 23))
    'Mon 23 Nov 2026'
    """
    return f"{date:%a} {date.day} {date:%b} {date.year}"


def span_said(first: datetime.date, today: datetime.date, until: str = "", days: str = "") -> list[datetime.date]:
    """The dates from `first` on: through the one that was said, or so many; without either, `first` alone."""
    if until and days:
        raise BadInput("Say --until or --days, not both.")
    last = date_said(until, today, "--until") if until else first + datetime.timedelta(days=_days(days) - 1)
    if last < first:
        raise BadInput(f"--until {until!r} is {day_words(last)}, before {day_words(first)}.")
    if (last - first).days >= MOST_DAYS:
        raise BadInput(f"From {day_words(first)} to {day_words(last)} are more than {MOST_DAYS} days.")
    return [first + datetime.timedelta(days=k) for k in range((last - first).days + 1)]


def _days(typed: str) -> int:
    if not typed:
        return 1
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST_DAYS):
        raise BadInput(f"--days {typed!r} is no number from 1 to {MOST_DAYS}.")
    return int(typed)


def start_said(text: str, hours: TimeWindow) -> Seconds:
    """A time of day: `14:30` and `08:30` as they stand; opening hours decide what `2:30` means. BadInput for others."""
    try:
        return read_clock(text) if re.fullmatch(r"\s*\d\d:\d\d\s*", text) else read_time(text, hours)
    except ValueError as fault:
        raise BadInput(f"--start {text!r} {fault}") from None
