"""One date of the book as it stands: everybody's route in times, and whoever is on none."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mobiledispatch.desk.records import booking_record
from mobiledispatch.desk.session import Desk
from mobiledispatch.desk.standing import Standing, stand
from mobiledispatch.desk.telling import booking_words
from mobiledispatch.model.activity import Activity
from mobiledispatch.model.booking import AT_WORK, BookedDay, Booking
from mobiledispatch.model.clock import Seconds, clock, full_clock
from mobiledispatch.model.request import Status
from mobiledispatch.report.inert import one_line
from mobiledispatch.report.plan_json import timeline_data
from mobiledispatch.report.text import page, wrapped
from mobiledispatch.timetable import Timetable, timetable


@dataclass(frozen=True)
class DayView:
    """The day, each therapist's timetable (None: what is booked cannot be kept), and the visits on no route."""

    standing: Standing
    routes: dict[str, Timetable | None]

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


def view(desk: Desk, date: datetime.date) -> DayView:
    """The date as it stands now."""
    standing = stand(desk.grounds, desk.read_day(date), desk.now)
    routes = {t.id: timetable(standing.problem, t, standing.draft.orders[t.id]) for t in standing.problem.therapists}
    return DayView(standing, routes)


def day_record(seen: DayView) -> dict[str, Any]:
    """The day as plain dictionaries; times are local."""
    revision = seen.booked.revision
    return {
        "date": seen.booked.date.isoformat(),
        "revision": revision,
        "routes": [_route_record(seen, name, times) for name, times in seen.routes.items()],
        "waiting": [booking_record(b, revision) for b in seen.waiting],
        "medical_hold": [booking_record(b, revision) for b in seen.medical],
        "without_a_place": [booking_record(b, revision) for b in seen.unplaced],
    }


def _route_record(seen: DayView, name: str, times: Timetable | None) -> dict[str, Any]:
    shift = seen.standing.problem.therapist(name).shift
    told = {"therapist": name, "shift": [clock(shift.opens), clock(shift.closes)]}
    if times is None or not times.timings:
        return {**told, "leave_depot": None, "back_at_depot": None, "breaks": [], "stops": [], "timeline": []}
    order = seen.standing.draft.orders[name]
    stops = [
        {
            **booking_record(seen.standing.booking(visit.id), seen.booked.revision),
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
    for name, times in seen.routes.items():
        lines += ["", *_route_lines(seen, name, times, width)]
    for title, bookings in (
        ("Waiting for a place", seen.waiting),
        ("Medical hold", seen.medical),
        ("Booked, but without a place: call them", seen.unplaced),
    ):
        if bookings:
            lines += ["", title]
            lines += [line for b in bookings for line in wrapped(f"{b.id}  {_contact(b)}", width, 4, "  ")]
    return page(lines)


def _contact(booking: Booking) -> str:
    from mobiledispatch.report.words import phone_words

    phone = f", {phone_words(booking.request.phone)}" if booking.request.phone else ""
    return one_line(f"{booking_words(booking)}{phone}")


def _route_lines(seen: DayView, name: str, times: Timetable | None, width: int) -> Iterator[str]:
    person = seen.standing.practitioner(name)
    shift = seen.standing.problem.therapist(name).shift
    yield one_line(f"{person.name} ({name}), {shift}")
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
            yield from wrapped(f"{clock(activity.begins)}  {text}", width, 9, "  ")


def _activity_words(seen: DayView, activity: Activity, has_left: bool) -> str:
    """What the desk wants to see of a route; drives, set-up and tear-down lie between the lines."""
    match activity.kind:
        case "leave" | "back":
            return f"{activity.kind} home"
        case "break":
            return f"break {'' if has_left else 'at home '}until {clock(activity.ends)}"
        case "massage":
            assert activity.visit is not None, "a massage is somebody's"
            return _stop_words(seen.standing.booking(activity.visit), activity.ends)
    return ""


def _stop_words(booking: Booking, end: Seconds) -> str:
    request = booking.request
    told = f", told {request.start}" if request.start else ""
    state = "" if booking.status is Status.BOOKED else f", {str(booking.status).replace('_', ' ')}"
    what = f"{request.minutes} min {' > '.join(request.techniques)}"
    return one_line(f"to {clock(end)}  {booking.id} {request.client}, {what}, {request.address}{told}{state}")
