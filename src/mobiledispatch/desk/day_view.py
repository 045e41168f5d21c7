"""Dates of the book as they stand: everybody's route in times, and whoever is on none."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mobiledispatch.desk.blocked import NO_THERAPIST
from mobiledispatch.desk.policy import WHOLE, Refusal, closed
from mobiledispatch.desk.records import booking_record, contact_record
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import Standing, stand
from mobiledispatch.desk.telling import booking_words, contact_words
from mobiledispatch.model.activity import Activity
from mobiledispatch.model.booking import AT_WORK, BookedDay, Booking
from mobiledispatch.model.clock import Seconds, clock, full_clock
from mobiledispatch.model.clock_face import column, time_in_column, time_words, window_words
from mobiledispatch.model.problem import SharedEquipment
from mobiledispatch.model.request import Status
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.plan_json import timeline_data
from mobiledispatch.report.text import page, wrapped
from mobiledispatch.timetable.keepers import keepers
from mobiledispatch.timetable.times import Timetable, timetable


@dataclass(frozen=True)
class DayView:
    """The day at `now`, each therapist's timetable (None: what is booked cannot be kept), and the visits on no route.

    `closed` says why no massages are given that day, if none are.
    """

    standing: Standing
    routes: dict[str, Timetable | None]
    now: datetime.datetime
    closed: Refusal | None

    @property
    def booked(self) -> BookedDay:
        return self.standing.booked

    @property
    def unplaced(self) -> tuple[Booking, ...]:
        """Booked visits that no route keeps: their therapist is absent, or they never had a place."""
        broken = {name for name, times in self.routes.items() if times is None}
        lost = [b for b in self.standing.bookings if b.therapist in broken]
        never = [b for b in self.booked.bookings if b.status in AT_WORK and not b.is_placed]
        return (*self.standing.strays, *lost, *never)

    @property
    def waiting(self) -> tuple[Booking, ...]:
        return tuple(b for b in self.booked.bookings if b.waits())

    @property
    def medical(self) -> tuple[Booking, ...]:
        return tuple(b for b in self.booked.bookings if b.status is Status.MEDICAL_HOLD)

    @property
    def expired(self) -> tuple[Booking, ...]:
        """Slots that were held and have run out."""
        return tuple(b for b in self.booked.bookings if b.has_run_out(self.now))

    @property
    def is_empty(self) -> bool:
        stops = any(times is None or times.timings for times in self.routes.values())
        return not (stops or self.waiting or self.medical or self.unplaced or self.expired)


def views(desk: Desk, dates: list[datetime.date]) -> list[DayView]:
    """The dates as they stand now."""
    return [_view(desk, booked) for booked in desk.read_days(dates)]


def _view(desk: Desk, booked: BookedDay) -> DayView:
    standing = stand(desk.grounds, booked, desk.now)
    routes = {t.id: timetable(standing.problem, t, standing.draft.orders[t.id]) for t in standing.problem.therapists}
    reasons = closed(booked.date, desk.practice, desk.snapshot.is_holiday(booked.date))
    nobody = () if standing.crew else (Refusal(NO_THERAPIST, *WHOLE, "nobody works that day"),)
    return DayView(standing, routes, desk.now, next(iter((*reasons, *nobody)), None))


def day_record(seen: DayView) -> dict[str, Any]:
    """The day as plain dictionaries; times are local."""
    return {
        "date": seen.booked.date.isoformat(),
        "revision": seen.booked.revision,
        "closed": seen.closed.policy if seen.closed else None,
        "routes": [_route_record(seen, name, times) for name, times in seen.routes.items()],
        "waiting": [_visit_record(seen, b) for b in seen.waiting],
        "medical_hold": [_visit_record(seen, b) for b in seen.medical],
        "without_a_place": [_visit_record(seen, b) for b in seen.unplaced],
        "expired": [_visit_record(seen, b) for b in seen.expired],
    }


def _visit_record(seen: DayView, booking: Booking) -> dict[str, Any]:
    return {**booking_record(booking, seen.booked.revision, seen.now), **contact_record(booking)}


def _route_record(seen: DayView, name: str, times: Timetable | None) -> dict[str, Any]:
    shift = seen.standing.problem.therapist(name).shift
    keeps = [shared.name for shared in _kept(seen, name)]
    told = {"therapist": name, "shift": [clock(shift.opens), clock(shift.closes)], "keeps": keeps}
    if times is None or not times.timings:
        return {**told, "leave_depot": None, "back_at_depot": None, "breaks": [], "stops": [], "timeline": []}
    order = seen.standing.draft.orders[name]
    stops = [
        {
            **_visit_record(seen, seen.standing.booking(visit.id)),
            "arrive": full_clock(t.arrive),
            "start": full_clock(t.start),
            "end": full_clock(t.end),
            "leave": full_clock(t.leave),
        }
        for visit, t in zip(order, times.timings, strict=True)
    ]
    return {
        **told,
        "leave_depot": full_clock(times.leave_depot),
        "back_at_depot": full_clock(times.back_at_depot),
        "breaks": [{"start": full_clock(b.opens), "end": full_clock(b.closes)} for b in times.breaks],
        "stops": stops,
        "timeline": timeline_data(times.timeline),
    }


def render_day(seen: DayView, width: int) -> str:
    """The day on a terminal."""
    date = seen.booked.date
    lines = [f"{date:%A} {date.day} {date:%B %Y}, revision {seen.booked.revision}"]
    if seen.closed:
        lines += wrapped(seen.closed.detail, width, 2)
    elif seen.is_empty:
        lines += wrapped(f"free: {', '.join(_hours(seen, name) for name in seen.routes)}", width, 2)
    for name, times in {} if seen.is_empty else seen.routes.items():
        lines += ["", *_route_lines(seen, name, times, width)]
    for title, bookings in (
        ("Waiting for a time", seen.waiting),
        ("Medical hold", seen.medical),
        ("Booked, but no longer possible: move them and call", seen.unplaced),
        ("Held slots that have expired", seen.expired),
    ):
        if bookings:
            lines += ["", title]
            lines += [line for b in bookings for line in wrapped(_line(seen, b), width, 4, "  ")]
    return page(lines)


def _line(seen: DayView, booking: Booking) -> str:
    return f"{booking.id}  {booking_words(booking, seen.now)}{contact_words(booking)}"


def _hours(seen: DayView, name: str) -> str:
    return one_line(
        f"{seen.standing.practitioner(name).name} {window_words(seen.standing.problem.therapist(name).shift)}"
    )


def _route_lines(seen: DayView, name: str, times: Timetable | None, width: int) -> Iterator[str]:
    person = seen.standing.practitioner(name)
    shift = seen.standing.problem.therapist(name).shift
    keeps = "".join(f", keeps the {shared.said}" for shared in _kept(seen, name))
    yield one_line(f"{person.name} ({name}), {window_words(shift)}{keeps}")
    if times is None:
        yield "  what is booked cannot be kept as it stands"
        return
    if not times.timings:
        yield "  free"
        return
    has_left = False
    for activity in times.timeline:
        has_left |= activity.kind == "leave"
        if text := _activity_words(seen, activity, has_left):
            yield from wrapped(f"{time_in_column(activity.begins)}  {text}", width, column() + 4, "  ")


def _kept(seen: DayView, name: str) -> list[SharedEquipment]:
    """What the therapist has to have with them of that which the practice has few of."""
    return [s for s in seen.standing.problem.shared if name in keepers(s, seen.standing.draft.orders)]


def _activity_words(seen: DayView, activity: Activity, has_left: bool) -> str:
    """What the desk wants to see of a route; drives, set-up and tear-down lie between the lines."""
    match activity.kind:
        case "leave" | "back":
            return f"{activity.kind} home"
        case "break":
            return f"break {'' if has_left else 'at home '}until {time_words(activity.ends)}"
        case "massage":
            assert activity.visit is not None, "a massage is somebody's"
            return _stop_words(seen.standing.booking(activity.visit), activity.ends)
    return ""


def _stop_words(booking: Booking, end: Seconds) -> str:
    from mobiledispatch.report.words import address_words

    request = booking.request
    told = f", quoted {window_words(request.start)}" if request.start else ""
    state = "" if booking.status is Status.BOOKED else f", {str(booking.status).replace('_', ' ')}"
    what = f"{request.minutes} min {' > '.join(request.techniques)}"
    where = f"{address_words(request)}{contact_words(booking)}"
    return one_line(f"to {time_words(end)}  {booking.id} {request.client}, {what}, {where}{told}{state}")
