"""The search for offers as the desk's commands run it: told as it goes on, called off by Ctrl-C, remembered."""

import datetime
from functools import partial
from typing import TYPE_CHECKING

from mobiledispatch.cli.desk_output import tell_found
from mobiledispatch.cli.watching import calling_off

if TYPE_CHECKING:
    from mobiledispatch.desk.inquiry import Asked
    from mobiledispatch.desk.offer import Answer
    from mobiledispatch.desk.session import Desk


def search(
    desk: "Desk", asked: "Asked", dates: list[datetime.date], notes: tuple[str, ...], deep: bool, as_json: bool
) -> "tuple[Answer, bool]":
    """The answer to a caller on these dates, and whether Ctrl-C ended the search before its end."""
    from mobiledispatch.desk.answering import answer
    from mobiledispatch.desk.offered import Offered

    booked = desk.read_days(dates)
    with calling_off() as interruption:
        solver = partial(desk.solver, lambda: interruption.came)
        found = answer(asked, booked, desk.read_day, solver, deep, tell_found(as_json), notes)
    Offered(desk.folder).keep(asked, found.offers, {str(day.date): day.revision for day in booked})
    return found, interruption.came
