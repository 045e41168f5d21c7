"""The one way to change the book: look at the days, decide, write; and look again if somebody was faster."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mobiledispatch.errors import ServiceDown

if TYPE_CHECKING:
    from mobiledispatch.book.ledger import Change, Written
    from mobiledispatch.desk.session import Desk

MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes, and the revisions of all days that were looked at for them."""

    changes: Sequence["Change"]
    seen: Mapping[datetime.date, int]


def edit_days(desk: "Desk", decide: Callable[[], Edit | None]) -> "Written | None":
    """Write what `decide` makes of the book as it is; None if it decides to write nothing.

    `decide` is asked again, from its first look on, each time another program was faster; it may say so itself by
    raising `Overtaken`. ServiceDown if others keep changing the day.
    """
    from mobiledispatch.book.ledger import Overtaken

    for _ in range(MOST_TRIES):
        try:
            edit = decide()
            return desk.book.write(edit.changes, edit.seen, desk.who, desk.now) if edit else None
        except Overtaken:
            continue
    raise ServiceDown("Others keep changing the day. Try again.")
