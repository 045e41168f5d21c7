"""The timetable beside the one that it replaced: the earliest return home, whatever that does to the starts."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.plan import Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN, work_of
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.timetable.frontier import Moment, begin, may_end, serve
from mobiledispatch.timetable.legs import legs, placed
from mobiledispatch.timetable.timeline import activities
from mobiledispatch.timetable.times import timetable
from mobiledispatch.verify import verify
from seeded import PEAKS
from small_days import HOUR, LUNCH, a_day, a_visit


def earliest_return(problem: Problem, therapist: Therapist, visits: Sequence[Visit]) -> list[Moment] | None:
    frontier = begin(therapist)
    for visit in visits:
        frontier = serve(problem, therapist, frontier, visit)
    best: Moment | None = None
    for moment in frontier.values():
        leg = work_of(problem.matrix.seconds[moment.place][therapist.end])
        for taken, (back, way) in legs(problem.clock, moment.free, leg, moment.taken, therapist.breaks).items():
            if may_end(therapist, taken, back) and (best is None or back < best.free):
                rests = placed(problem.clock, moment.free, leg, way, back)
                best = Moment(back, therapist.end, taken, rests, None, moment)
    found: list[Moment] = []
    while best is not None:
        found.append(best)
        best = best.before
    return found[::-1] or None


def drawn_days() -> Iterator[tuple[Problem, tuple[Visit, ...]]]:
    for seed in range(300):
        rng = random.Random(seed)
        count = rng.choice([2, 3, 3])
        visits = []
        for k in range(count):
            opens = Seconds(rng.randrange(9 * 4, 15 * 4) * 900)
            window = TimeWindow(opens, Seconds(opens + rng.choice([0, 1800, 7200, 14400])))
            promise = rng.choice([None, window])
            massage = rng.choice([40, 60, 90])
            visits.append(replace(a_visit(f"v{k}", k + 1, window, massage), promise=promise))
        dinner = Break(TimeWindow(Seconds(rng.randrange(9, 15) * HOUR), Seconds(16 * HOUR)), Seconds(900))
        breaks = rng.choice([(LUNCH,), (LUNCH,), (LUNCH, dinner)])
        problem = replace(
            a_day(*visits, drive=rng.choice([10, 25, 45]), breaks=breaks), clock=rng.choice([EVEN, PEAKS])
        )
        for order in permutations(problem.visits):
            yield problem, order


def test_a_timetable_exists_where_it_did_and_promised_starts_are_no_later_together() -> None:
    seen = gained = 0
    for problem, order in drawn_days():
        therapist = problem.therapists[0]
        old, new = earliest_return(problem, therapist, order), timetable(problem, therapist, order)
        assert (old is None) == (new is None)
        if old is None or new is None:
            continue
        plan = assemble(problem, {"ana": order}, Proof("feasible", None, None, 0))
        assert verify(problem, plan) == ()
        assert plan.objective.total == problem.travel(therapist, order)
        was, now = [m.timing.start for m in old if m.timing], [t.start for t in new.timings]
        assert rank(order, now) <= rank(order, was)
        seen, gained = seen + 1, gained + (rank(order, now) < rank(order, was))
        if now == was:
            assert new.back_at_depot == old[-1].free
            assert waiting_away(new.timeline) <= waiting_away(old_timeline(problem, order, old))
            assert new.leave_depot >= old_departure(problem, old)
    assert seen > 100
    assert gained > 5


def rank(order: Sequence[Visit], starts: Sequence[Seconds]) -> tuple[int, int]:
    return sum(s for v, s in zip(order, starts, strict=True) if v.promise), sum(starts)


def waiting_away(timeline: Sequence[Activity]) -> int:
    return sum(a.ends - a.begins for a in timeline if a.kind == "wait")


def old_timeline(problem: Problem, order: Sequence[Visit], moments: list[Moment]) -> Sequence[Activity]:
    """From the departure as it was, with the first wait at home where no break came before the first stop."""
    leave, timings = old_departure(problem, moments), [m.timing for m in moments if m.timing]
    if not moments[1].rests:
        by, first = timings[0].arrive + timings[0].waiting, timings[0]
        arrive = problem.clock.after(leave, work_of(first.travel))
        timings[0] = replace(first, arrive=arrive, waiting=Seconds(by - arrive))
    rests = [rest for m in moments for rest in m.rests]
    travel = Seconds(problem.travel(problem.therapists[0], order))
    stops = [(v.id, t) for v, t in zip(order, timings, strict=True)]
    return activities(problem.clock, leave, moments[-1].free, travel, rests, stops)


def old_departure(problem: Problem, moments: list[Moment]) -> Seconds:
    """Late where no break came before the first stop, else when the shift opens."""
    first = moments[1]
    assert first.timing is not None
    if first.rests:
        return problem.therapists[0].shift.opens
    by = Seconds(first.timing.arrive + first.timing.waiting)
    return problem.clock.latest_departure(by, work_of(first.timing.travel))
