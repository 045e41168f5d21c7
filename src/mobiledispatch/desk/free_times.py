"""When each therapist could begin a visit, for a caller who has not said yet where: `slots` without an address."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from mobiledispatch.demand import able, durations, start_windows
from mobiledispatch.desk.blocked import BOOKED, EQUIPMENT, NO_THERAPIST
from mobiledispatch.desk.caller import Caller, read_caller
from mobiledispatch.desk.fits import fits
from mobiledispatch.desk.inquiry import ANYTIME
from mobiledispatch.desk.instant import marks
from mobiledispatch.desk.policy import Refusal, past, refusals
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import CALLER, Standing, stand
from mobiledispatch.desk.when import day_words
from mobiledispatch.errors import BadInput
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.clock import Seconds, clock
from mobiledispatch.model.clock_face import span_words
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.request import Request
from mobiledispatch.model.therapist import Practitioner
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.text import flowed, page, wrapped
from mobiledispatch.timetable.draft import Draft

USUAL_MINUTES = "60"
NEXT_DOOR = "next door to the therapist's home or another visit"
"""Where a visit takes no driving of its own."""

_HEARD = frozenset({"date", "minutes", "treatment", "therapist", "gender", "availability", "first_visit", "access"})


@dataclass(frozen=True, slots=True)
class FreeStretch:
    """A stretch of starts, both ends on the grid, at each of which the therapist could begin a visit."""

    date: datetime.date
    therapist: str
    opens: Seconds
    closes: Seconds


@dataclass(frozen=True, slots=True)
class Openings:
    """Openings by date and therapist for a visit of so many minutes; `shut` says why a date has none.

    They are those of a client who lives next door to the therapist's home or to a stop of that day.
    """

    minutes: int
    treatment: str
    found: tuple[FreeStretch, ...]
    shut: Mapping[datetime.date, Refusal]


def find_openings(
    desk: Desk, words: Mapping[str, str], dates: list[datetime.date], deep: bool, override: str
) -> Openings:
    """The openings of these dates. BadInput for words that mean nothing, or only together with an address."""
    unheard = sorted((words.keys() - _HEARD) | ({"deep"} if deep else set()))
    if unheard:
        raise BadInput(f"--{name.replace('_', '-')} needs --address (or --client)." for name in unheard)
    said = words.get("treatment", "")
    usual = {"minutes": USUAL_MINUTES, "treatment": desk.practice.treatments[0].code, "address": "not said"}
    caller = read_caller({**usual, **words}, desk.practice)
    found: list[FreeStretch] = []
    shut: dict[datetime.date, Refusal] = {}
    for booked in desk.read_days(dates):
        of_day = _OpenDay(desk, caller, booked, bool(said), bool(override))
        ones = list(of_day.openings())
        found += ones
        if not ones:
            shut[booked.date] = of_day.why_none()
    return Openings(caller.request.minutes, ">".join(caller.request.techniques) if said else "", tuple(found), shut)


@dataclass(frozen=True)
class _OpenDay:
    """One date of the book, for a caller of whom only the wishes are known."""

    desk: Desk
    caller: Caller
    booked: BookedDay
    treatment_said: bool
    override: bool

    def openings(self) -> Iterator[FreeStretch]:
        yield from self._stretches(stand(self.desk.grounds, self.booked, self.desk.now))

    def _stretches(self, standing: Standing) -> Iterator[FreeStretch]:
        practice, date = self.desk.practice, self.booked.date
        for person in standing.crew:
            request = self._request_for(person)
            if request:
                starts = self._starts(standing, person, request)
                for run in _runs(starts, practice.limits.start_grid):
                    yield FreeStretch(date, person.id, Seconds(run[0]), Seconds(run[-1]))

    def _request_for(self, person: Practitioner) -> Request | None:
        """The wish as one that this therapist meets: with a treatment that takes least, unless one was said."""
        practice = self.desk.practice
        wish = self.caller.on(self.booked.date, practice)
        known = sorted(person.skills, key=lambda code: (practice.treatment(code).preheat, code))
        wishes = [wish] if self.treatment_said else [replace(wish, techniques=(code,)) for code in known]
        return next((one for one in wishes if able(one, practice, [person])), None)

    def _starts(self, standing: Standing, person: Practitioner, request: Request) -> list[int]:
        practice = self.desk.practice
        spent = durations(request, practice, [person])
        hours = ANYTIME if self.override else practice.opening_hours.get(self.booked.date.weekday())
        windows = start_windows(request, hours, spent)
        refused = self._refusals(request)
        allowed = [m for m in marks(standing, windows) if not any(r.holds(m) for r in refused)]
        visit = Visit(
            id=CALLER,
            place=0,
            service=spent.service,
            setup=spent.setup,
            teardown=spent.teardown,
            start_windows=windows,
            therapists=(person.id,),
            preference_cost={},
            unassigned_cost=0,
            promise=None,
        )
        draft = _sharing(standing, practice, request, visit)
        home = standing.problem.therapist(person.id).start
        places = {home, *(stop.place for stop in draft.orders[person.id])}
        return sorted({fit.start for place in places for fit in fits(draft, replace(visit, place=place), allowed)})

    def _refusals(self, request: Request) -> tuple[Refusal, ...]:
        moment, date = self.desk.moment, self.booked.date
        if self.override:
            return past(date, moment)
        return refusals(request, date, moment, self.desk.practice, self.desk.snapshot.is_holiday(date), 0.0)

    def why_none(self) -> Refusal:
        """What stands against the whole date, or else that nobody has room."""
        whole = [r for r in self._refusals(self.caller.request) if r.opens == 0 and r.closes >= 86_400]
        if whole:
            return whole[0]
        standing, minutes = stand(self.desk.grounds, self.booked, self.desk.now), self.caller.request.minutes
        if not any(self._request_for(person) for person in standing.crew):
            told = "nobody who works that day can come" if standing.crew else "nobody works that day"
            return Refusal(NO_THERAPIST, 0, 86_400, told)
        if any(self._stretches(replace(standing, problem=replace(standing.problem, shared=())))):
            told = f"whoever has the equipment that day has no room for {minutes} minutes"
            return Refusal(EQUIPMENT, 0, 86_400, told)
        return Refusal(BOOKED, 0, 86_400, f"nobody has room for {minutes} minutes")


def _sharing(standing: Standing, practice: Practice, request: Request, visit: Visit) -> Draft:
    """The day's routes, with the caller among those who need what the practice has few of."""
    problem = standing.problem
    needed = {name for code in request.techniques for name in practice.treatment(code).equipment}
    shared = tuple(replace(s, visits=(*s.visits, CALLER)) if s.name in needed else s for s in problem.shared)
    return Draft(replace(problem, visits=(*problem.visits, visit), shared=shared), standing.draft.orders)


def _runs(starts: Sequence[int], step: int) -> list[list[int]]:
    """Ascending starts in runs without a hole."""
    numbered = groupby(enumerate(starts), key=lambda pair: pair[1] - pair[0] * step)
    return [[start for _, start in run] for _, run in numbered]


def openings_record(told: Openings) -> dict[str, Any]:
    """As plain dictionaries; `from` and `to` are the first and the last start of a stretch."""
    return {
        "openings": [
            {"date": o.date.isoformat(), "therapist": o.therapist, "from": clock(o.opens), "to": clock(o.closes)}
            for o in told.found
        ],
        "blocked": [
            {"date": date.isoformat(), "from": "00:00", "to": "24:00", "reason": why.policy, "detail": why.detail}
            for date, why in told.shut.items()
        ],
        "assumes": {"minutes": told.minutes, "treatment": told.treatment or None, "client": NEXT_DOOR},
    }


def render_openings(told: Openings, width: int) -> str:
    """Each date's therapists, with the stretches in which a visit could start."""
    what = f"{told.minutes} minutes{f' of {told.treatment}' if told.treatment else ''}"
    lead = f"When {what} could start for a client {NEXT_DOOR}. Add --address for offers."
    lines = wrapped(one_line(lead), width)
    for date in sorted({*(o.date for o in told.found), *told.shut}):
        lines += ["", day_words(date)]
        if date in told.shut:
            lines += wrapped(one_line(told.shut[date].detail), width, 2)
        for name, ones in groupby((o for o in told.found if o.date == date), key=lambda o: o.therapist):
            spans = [span_words(o.opens, o.closes) for o in ones]
            lines += flowed([f"{name}: {spans[0]}", *spans[1:]], width, 2)
    return page(lines)
