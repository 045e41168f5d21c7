"""Edmonton's clock, from the tzdata package and never from the host.

Alberta is on UTC-6 all year since 2026; `zoneinfo` would prefer the host's older data and be an hour off.
"""

from datetime import date, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


@cache
def load_zone(name: str = "America/Edmonton") -> ZoneInfo:
    """The zone `name` (such as "America/Edmonton") as the tzdata package knows it. KeyError if it does not.

    >>> datetime(2027, 1, 15, 12, tzinfo=load_zone()).strftime("%z")
    '-0600'
    """
    file = resources.files("tzdata.zoneinfo").joinpath(*name.split("/"))
    if not file.is_file():
        raise KeyError(name)
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def date_of(moment: datetime, zone: str = "America/Edmonton") -> date:
    """The calendar date in `zone` at an aware `moment`, whatever the server's clock says.

    >>> from datetime import UTC
    >>> date_of(datetime(2026, 11, 23, 3, tzinfo=UTC))
    datetime.date(2026, 11, 22)
    """
    return moment.astimezone(load_zone(zone)).date()
