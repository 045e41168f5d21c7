"""What therapists share: who has it on the day, and who has it next, as the keeper's sheet says it."""

from collections.abc import Iterator

from mobiledispatch.model.clock_face import time_words
from mobiledispatch.model.next_need import NextNeed
from mobiledispatch.model.plan import Route
from mobiledispatch.model.problem import pieces
from mobiledispatch.report.day import DaySheet


def needed(day: DaySheet, route: Route) -> dict[str, list[int]]:
    """What the therapist has to bring, with the numbers of the stops at which it is needed."""
    equipment = {t.code: t.equipment for t in day.practice.treatments}
    found: dict[str, list[int]] = {}
    for number, stop in enumerate(route.stops, start=1):
        request = day.requests.get(stop.visit)
        items = frozenset[str]().union(*(equipment.get(code, ()) for code in request.techniques)) if request else ()
        for item in sorted(items):
            found.setdefault(item, []).append(number)
    return found


def kept(day: DaySheet, route: Route) -> list[str]:
    """What the therapist brings of that which the practice has few of."""
    return sorted(needed(day, route).keys() & day.practice.limits.shared_equipment.keys())


def keeping(day: DaySheet, therapist: str, item: str) -> Iterator[str]:
    """For the keeper of a shared piece: that it stays with them all day, and where it goes from there."""
    count = day.practice.limits.shared_equipment.get(item)
    if count is None:
        return
    yield f"The practice has {pieces(item, count)}: {'it' if count == 1 else 'one'} stays with you all day."
    need = day.next_needs.of.get(item)
    if need:
        yield _next(day, therapist, item, need)
    elif day.next_needs.is_booked:
        yield f"Nobody is booked to need it in the next {day.next_needs.days} days."
    else:
        yield "Hand it over to whoever needs it next: the sheets of that day say who."


def _next(day: DaySheet, therapist: str, item: str, need: NextNeed) -> str:
    when = f"on {need.date:%A} {need.date.day} {need.date:%B}"
    if therapist in need.users:
        return f"You need it again {when}, first at {time_words(need.users[therapist])}: keep it."
    have = {route.therapist for route in day.plan.routes if item in needed(day, route)}
    takers = {name: start for name, start in need.users.items() if name not in have}
    if takers:
        who = " and by ".join(f"{day.name_of(name)}, first at {time_words(start)}" for name, start in takers.items())
        spare = sorted(day.name_of(name) for name in have - need.users.keys() - {therapist})
        unless = f", unless {' or '.join(spare)} does" if spare else ""
        return f"Needed next {when} by {who}: hand it over before that{unless}."
    if need.users:
        return f"Needed next {when}, by those who have one already."
    return f"Needed next {when} ({', '.join(need.open)}); who serves that is not planned yet."
