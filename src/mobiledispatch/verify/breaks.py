"""Breaks: each that is due taken once, in its window, in full, and at a time that is the therapist's own."""

import itertools
from collections.abc import Iterator, Sequence

from mobiledispatch.model.clock import TimeWindow
from mobiledispatch.model.clock_face import window_words
from mobiledispatch.model.plan import Route, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Break, Therapist


def breaks(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    """What is amiss with the breaks of a route that has stops."""
    yield from _due(therapist, route)
    yield from _at_work(problem, therapist, route)
    yield from _outside_the_day(therapist, route)
    for first, then in itertools.combinations(sorted(route.breaks), 2):
        overlap = min(first.closes, then.closes) - then.opens
        if overlap > 0:
            detail = f"{therapist.id} takes two breaks at one time, {first} and {then}"
            yield Violation("break", None, therapist.id, overlap, "seconds", detail)


def is_this(due: Break, taken: TimeWindow) -> bool:
    """May `taken` be the break that is due: begun in its window, and as long as it?"""
    begun = due.start_window.opens <= taken.opens <= due.start_window.closes
    return begun and taken.closes - taken.opens == due.seconds


def _due(therapist: Therapist, route: Route) -> Iterator[Violation]:
    """Two matchings, not one: if all taken are due, and all that had to be taken are, one matching does both."""
    to_take = [due for due in therapist.breaks if route.back_at_depot > due.start_window.closes]
    for number in _unmatched([[is_this(due, b) for b in route.breaks] for due in to_take]):
        due = to_take[number]
        near = next((s.visit for s in route.stops if s.leave > due.start_window.opens), route.stops[-1].visit)
        detail = (
            f"{therapist.id} has no break of {due.seconds} s starting {window_words(due.start_window)} (around {near})"
        )
        yield Violation("break", near, therapist.id, due.seconds or 1, "seconds", detail)
    for number in _unmatched([[is_this(due, b) for due in therapist.breaks] for b in route.breaks]):
        taken = route.breaks[number]
        detail = f"the break {taken} of {therapist.id}, {taken.closes - taken.opens} s long, is none that is due"
        yield Violation("break", None, therapist.id, taken.closes - taken.opens or 1, "seconds", detail)


def _unmatched(fits: Sequence[Sequence[bool]]) -> list[int]:
    """The rows for which no column is left in a largest matching (`fits[row][column]`)."""
    row_of: dict[int, int] = {}

    def finds_one(row: int, tried: set[int]) -> bool:
        for column, may in enumerate(fits[row]):
            if may and column not in tried:
                tried.add(column)
                if column not in row_of or finds_one(row_of[column], tried):
                    row_of[column] = row
                    return True
        return False

    return [row for row in range(len(fits)) if not finds_one(row, set())]


def _at_work(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    """Nobody rests from set-up to tear-down, nor arrives or drives off in the middle of a break."""
    for rest in route.breaks:
        for stop in route.stops:
            setup = problem.visit(stop.visit).setup if problem.has_visit(stop.visit) else 0
            begun = min(stop.start, stop.leave) - setup
            overlap = min(rest.closes, stop.leave) - max(rest.opens, begun)
            inside = any(rest.opens < t < rest.closes for t in (stop.arrive, begun, stop.leave))
            # A break of no length takes no time of the visit, and is in the midst of it all the same.
            if overlap > 0 or inside or begun < rest.opens == rest.closes < stop.leave:
                amount = max(1, overlap)
                detail = f"the break {rest} of {therapist.id} lies on {stop.visit} for {amount} s"
                yield Violation("break", stop.visit, therapist.id, amount, "seconds", detail)


def _outside_the_day(therapist: Therapist, route: Route) -> Iterator[Violation]:
    """A break lies within the shift, at home or away, and is over when the therapist is back for the day."""
    for rest in route.breaks:
        outside = max(therapist.shift.opens - rest.opens, rest.closes - route.back_at_depot)
        if outside > 0:
            detail = f"the break {rest} of {therapist.id} lies before the shift or after the return"
            yield Violation("break", None, therapist.id, outside, "seconds", detail)
        if rest.opens < route.leave_depot < rest.closes:
            within = min(route.leave_depot - rest.opens, rest.closes - route.leave_depot)
            detail = f"{therapist.id} leaves home in the middle of the break {rest}"
            yield Violation("break", None, therapist.id, within, "seconds", detail)
