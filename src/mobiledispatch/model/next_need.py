"""When something that therapists share is needed next after a day, and by whom, as far as anybody knows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from mobiledispatch.model.clock import Seconds


@dataclass(frozen=True, slots=True)
class NextNeed:
    """The next date on which it is needed: the therapists who are booked for that, each with their first start of such
    a visit, and the ids of visits of which nobody knows yet who serves them."""

    date: datetime.date
    users: Mapping[str, Seconds]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextNeeds:
    """The next need of each thing by its name; one that is not among them is needed by nobody in `days` days.

    `is_booked`: the practice has a book that says so. Without one, all that is known are other dates of a file.
    """

    of: Mapping[str, NextNeed]
    days: int
    is_booked: bool
