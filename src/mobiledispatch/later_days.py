"""The days after the one that is planned, as they stand: the book's shifts and bookings, and the file's requests."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from mobiledispatch import demand
from mobiledispatch.errors import BadInput, MachineUnfit, ServiceDown
from mobiledispatch.explain import OtherDay
from mobiledispatch.geocode import Geocoder
from mobiledispatch.locating import locate, locate_depots
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.practice import Practice
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.request import Request
from mobiledispatch.posing import Located, on_shift, pinned, pose
from mobiledispatch.timetable.draft import Draft, as_planned, keeps
from mobiledispatch.travel import TravelProvider, plan_times
from mobiledispatch.travel.traffic import day_clock, is_holiday

ReadDay = Callable[[datetime.date], BookedDay | None]
"""A date of the practice's book with the visits that stand there; None where there is no book."""


def no_book(_: datetime.date) -> BookedDay | None:
    return None


@dataclass(frozen=True)
class LaterDays:
    """The practice's other days: how they are found, and what is known of them besides the practice itself."""

    practice: Practice
    geocoder: Geocoder
    roads: TravelProvider
    read_day: ReadDay = no_book
    requests: Sequence[Request] = ()

    def as_they_stand(self, left_out: Sequence[Located]) -> Callable[[datetime.date], OtherDay | None]:
        """Any other day with the visits `left_out` in its problem; None where the practice is closed, where nobody
        works, and where the book, an address or the roads are not to be had."""

        @cache
        def day_on(date: datetime.date) -> OtherDay | None:
            if _is_closed(self.practice, date):
                return None
            try:
                return self._day(date, left_out)
            except (BadInput, MachineUnfit, ServiceDown):
                return None  # an explanation may be poorer; the plan itself stands

        return day_on

    def _day(self, date: datetime.date, left_out: Sequence[Located]) -> OtherDay | None:
        booked = self.read_day(date) or BookedDay(date)
        crew = on_shift(self.practice, date, booked.shifts)
        if not crew:
            return None
        away = {one.request.id for one in left_out}
        bookings = [b for b in booked.bookings if b.is_placed and b.location and b.id not in away]
        known = away | {b.id for b in booked.bookings}
        asked, _, _ = locate(self._asked_for(date, known), self.practice, self.geocoder)
        located = [*(Located(pinned(b), b.location) for b in bookings if b.location), *asked, *left_out]
        depots = locate_depots(crew, self.geocoder)
        places = [depots[p.id].place for p in crew] + [one.location.place for one in located]
        matrix = plan_times(self.roads.table(places), self.practice.travel)
        problem = pose(crew, located, matrix, self.practice, date, day_clock(date, self.practice.travel))
        draft = _in_their_places(problem, bookings)
        everyone = {one.request.id for one in located} - away
        return OtherDay(draft, frozenset(everyone - draft.served))

    def _asked_for(self, date: datetime.date, known: set[str]) -> tuple[Request, ...]:
        """The requests of the file for that date, without those that wait for a person."""
        dated = (r for r in self.requests if r.date == date and r.id not in known)
        return demand.screen(demand.of_date(dated, date))[0]


def _is_closed(practice: Practice, date: datetime.date) -> bool:
    holiday = is_holiday(date) and not practice.policies.open_on_holidays
    return holiday or date.weekday() not in practice.opening_hours


def _in_their_places(problem: Problem, bookings: Iterable[Booking]) -> Draft:
    """Those booked as they are planned; on none are those whose therapist is off, or whose route keeps no timetable."""
    orders: dict[str, list[Booking]] = {t.id: [] for t in problem.therapists}
    for booking in sorted(bookings, key=lambda b: (b.start or 0, b.id)):
        if booking.therapist in orders:
            orders[booking.therapist].append(booking)
    routes = {
        name: tuple(as_planned(problem, b.id, b.start) for b in those if b.start is not None)
        for name, those in orders.items()
    }
    kept = {name: order if keeps(problem, problem.therapist(name), order) else () for name, order in routes.items()}
    return Draft(problem, kept)
