"""The next day on which a visit fits beside those who are booked or asked for then, everybody in their places."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mobiledispatch.explain.change import among
from mobiledispatch.explain.deeper import Deeper
from mobiledispatch.explain.kept import elsewhere, planned_again
from mobiledispatch.explain.remedies import RemedyKind
from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.plan import Remedy
from mobiledispatch.timetable.draft import Draft, company, fitting, is_free
from mobiledispatch.timetable.times import timetable

DAYS = 7


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day as it stands: `draft` has those booked on their routes, and the visits in question in its problem.

    `asked_for` are further visits of that day, which nobody has given a place yet.
    """

    draft: Draft
    asked_for: frozenset[str] = frozenset()

    @property
    def everybody(self) -> frozenset[str]:
        return self.draft.served | self.asked_for


@dataclass(frozen=True, slots=True)
class OtherDays:
    """The days after `today` as they stand; None where the practice is closed, or nobody works, or nobody can tell."""

    today: datetime.date
    day_on: Callable[[datetime.date], OtherDay | None]
    deeper: Deeper = field(default_factory=lambda: Deeper(None))

    def first_for(self, name: str) -> Remedy | None:
        """The first of the next days on which the visit, with its company, fits beside everybody; None if none does."""
        for ahead in range(1, DAYS + 1):
            date = self.today + datetime.timedelta(days=ahead)
            day = self.day_on(date)
            after = day and self._with(day, name)
            if day and after:
                return _remedy(name, date, day, after)
        return None

    def _with(self, day: OtherDay, name: str) -> Draft | None:
        """That day, planned again with the visit; None if somebody would be left out."""
        whole = day.draft.problem
        everyone = day.everybody | set(company(whole, name))
        draft = replace(day.draft, problem=among(whole, everyone))
        visit = draft.problem.visit(name)
        if not all(draft.problem.visit(n).start_windows for n in company(whole, name)):
            return None
        after = draft
        if not day.asked_for and is_free(draft.problem, name):
            places = fitting(draft, visit)
            if not places:
                return None
            after = draft.put(places[0], visit)
        return planned_again(draft.problem, after, everyone, name, self.deeper)


def _remedy(name: str, date: datetime.date, day: OtherDay, after: Draft) -> Remedy:
    others = [other for other in company(after.problem, name) if other != name]
    along = f", together with {' and '.join(others)}" if others else ""
    say = f"Another day: {date:%A} {date.day} {date:%B} with {_who_and_when(name, after)}{along} ({_beside(day)})."
    return Remedy(RemedyKind.ANOTHER_DAY, say + elsewhere(day.draft, after), {"visit": name, "date": date.isoformat()})


def _who_and_when(name: str, after: Draft) -> str:
    for therapist in after.problem.therapists:
        order = after.orders[therapist.id]
        times = timetable(after.problem, therapist, order)
        for visit, timing in zip(order, times.timings if times else (), strict=bool(times)):
            if visit.id == name:
                return f"{therapist.id} at {time_words(timing.start)}"
    raise ValueError(f"{name} is on no route of the day that was to hold it")


def _beside(day: OtherDay) -> str:
    told = ((len(day.draft.served), "booked"), (len(day.asked_for), "asked for"))
    beside = [f"{count} {'visit' if count == 1 else 'visits'} {how}" for count, how in told if count]
    return f"beside {' and '.join(beside)}" if beside else "alone on an empty day"
