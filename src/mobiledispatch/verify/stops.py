"""What happens at one door: who comes, when the massage begins, how long each part takes, what the client was told."""

from collections.abc import Iterator

from mobiledispatch.model.clock_face import time_words, window_words
from mobiledispatch.model.plan import Route, Stop, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.visit import Visit


def at_the_door(problem: Problem, visit: Visit, stop: Stop, route: Route) -> Iterator[Violation]:
    """Every rule that the stop breaks by itself."""
    for rule, amount, unit, detail in (*_who_and_when(visit, stop, route), *_parts(visit, stop), *_told(problem, stop)):
        yield Violation(rule, visit.id, route.therapist, amount, unit, f"{visit.id}: {detail}")


Slip = tuple[str, int, str, str]
"""Rule, amount, unit, detail."""


def _who_and_when(visit: Visit, stop: Stop, route: Route) -> Iterator[Slip]:
    if route.therapist not in visit.therapists:
        yield "skill", 1, "visits", f"{route.therapist} may not serve it"
    if not any(w.opens <= stop.start <= w.closes for w in visit.start_windows):
        amount = min((max(w.opens - stop.start, stop.start - w.closes) for w in visit.start_windows), default=1)
        windows = " and ".join(window_words(w) for w in visit.start_windows) or "any window: it has none"
        yield "window", amount, "seconds", f"massage starts {time_words(stop.start, exact=True)}, outside {windows}"
    if visit.promise and not visit.promise.opens <= stop.start <= visit.promise.closes:
        amount = max(visit.promise.opens - stop.start, stop.start - visit.promise.closes)
        yield (
            "promise",
            amount,
            "seconds",
            f"massage starts {time_words(stop.start, exact=True)}, promised {window_words(visit.promise)}",
        )


def _parts(visit: Visit, stop: Stop) -> Iterator[Slip]:
    parts = (
        ("set-up", stop.start - stop.arrive - stop.waiting, visit.setup),
        ("massage", stop.end - stop.start, visit.service - visit.setup - visit.teardown),
        ("tear-down", stop.leave - stop.end, visit.teardown),
    )
    for what, given, due in parts:
        if given != due:
            yield "times", abs(given - due), "seconds", f"{what} is given {given} s of {due} s"
    if stop.waiting < 0:
        yield "times", -stop.waiting, "seconds", f"waits {stop.waiting} s"


def _told(problem: Problem, stop: Stop) -> Iterator[Slip]:
    """What the plan repeats of the problem: the promise, and where the door is."""
    visit = problem.visit(stop.visit)
    if stop.promise != visit.promise:
        stated, told = (window_words(one) if one else "none" for one in (stop.promise, visit.promise))
        yield "promise", 1, "promises", f"states the promise {stated}; the client was told {told}"
    where = problem.places[visit.place] if problem.places else None
    if stop.location is None or where is None:
        return
    if stop.location.place != where.place:
        metres = max(1, round(stop.location.place.metres_to(where.place)))
        yield "place", metres, "metres", f"is put {metres} m away from its door"
    if stop.location.quality != where.quality:
        yield "place", 1, "grades", f"its place is called {stop.location.quality}; it is known by {where.quality}"
