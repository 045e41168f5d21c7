"""Every rule that a plan breaks, found with arithmetic of its own: nothing here is shared with the solver.

The checker reads the times as they stand in the plan and asks of each whether it may be so. It rebuilds
nothing, so a plan cannot pass because solver and checker make the same mistake.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

from mobiledispatch.model.clock import clock, full_clock
from mobiledispatch.model.plan import Plan, Route, Stop, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit


def verify(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Every violation of `problem`'s rules in `plan`, routes in their order; empty means good."""
    found = [*_coverage(problem, plan)]
    used: set[str] = set()
    for route in plan.routes:
        if not problem.has_therapist(route.therapist):
            detail = f"nobody called {route.therapist} works this day"
            found.append(Violation("therapist", None, route.therapist, 1, "routes", detail))
            continue
        if route.therapist in used:
            detail = f"{route.therapist} has more than one route"
            found.append(Violation("therapist", None, route.therapist, 1, "routes", detail))
        used.add(route.therapist)
        found.extend(_route(problem, problem.therapist(route.therapist), route))
    found.extend(_households(problem, plan))
    found.extend(_together(problem, plan))
    found.extend(_shared(problem, plan))
    found.extend(_objective(problem, plan))
    return tuple(found)


def _coverage(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Each visit exactly once in a route or among those left out; nothing that is held or lost on the road."""
    routed = Counter(stop.visit for route in plan.routes for stop in route.stops)
    left_out = Counter(u.visit for u in plan.unassigned)
    waiting = {h.visit: "held" for h in plan.held} | {x.visit: "lost" for x in plan.lost}
    for name, times in routed.items():
        if name in waiting:
            yield Violation(
                waiting[name], name, None, times, "stops", f"{name} is {waiting[name]} and must not be routed"
            )
        elif not problem.has_visit(name):
            yield Violation("coverage", name, None, times, "stops", f"{name} is no visit of this day")
        if times > 1:
            yield Violation("coverage", name, None, times, "stops", f"{name} is served {times} times")
    for name, times in left_out.items():
        if routed[name] or times > 1:
            detail = (
                f"{name} is listed as unassigned {times} times" if times > 1 else f"{name} is routed and unassigned"
            )
            yield Violation("coverage", name, None, routed[name] + times, "mentions", detail)
    for visit in problem.visits:
        if not routed[visit.id] and not left_out[visit.id] and visit.id not in waiting:
            yield Violation(
                "coverage", visit.id, None, 0, "stops", f"{visit.id} is neither served nor listed as unassigned"
            )


def _route(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    yield from _shift(therapist, route)
    yield from _hands_on(problem, therapist, route)
    yield from _breaks(problem, therapist, route)
    here, free = therapist.start, route.leave_depot
    driven = metres = 0
    for stop in route.stops:
        if not problem.has_visit(stop.visit):
            return  # named by _coverage; nothing after an unknown place can be judged
        visit = problem.visit(stop.visit)
        leg = problem.matrix.seconds[here][visit.place]
        yield from _leg(problem.clock, route, stop, leg, free)
        yield from _stop(visit, stop, route)
        driven, metres = driven + leg, metres + problem.matrix.metres_between(here, visit.place)
        here, free = visit.place, stop.leave
    leg = problem.matrix.seconds[here][therapist.end]
    driven, metres = driven + leg, metres + problem.matrix.metres_between(here, therapist.end)
    late = _missing_time(problem.clock, route, leg, free, route.back_at_depot)
    if late > 0:
        last = route.stops[-1].visit if route.stops else None
        detail = f"back at {clock(route.back_at_depot)} is {late} s before the road home allows"
        yield Violation("travel", last, therapist.id, late, "seconds", detail)
    for what, stated, true in (("seconds", route.travel, driven), ("metres", route.metres, metres)):
        if stated != true:
            detail = f"the route of {therapist.id} states {stated} {what} of travel; its legs add up to {true}"
            yield Violation("travel", None, therapist.id, abs(stated - true), what, detail)


def _shift(therapist: Therapist, route: Route) -> Iterator[Violation]:
    early = therapist.shift.opens - route.leave_depot
    if early > 0:
        detail = f"leaves at {clock(route.leave_depot)}, shift opens {clock(therapist.shift.opens)}"
        yield Violation("shift", None, therapist.id, early, "seconds", detail)
    late = route.back_at_depot - therapist.shift.closes
    if late > 0:
        last = route.stops[-1].visit if route.stops else None
        detail = f"back at {full_clock(route.back_at_depot)}, shift closes {clock(therapist.shift.closes)}"
        yield Violation("shift", last, therapist.id, late, "seconds", detail)


def _hands_on(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    if therapist.hands_on_limit is None:
        return
    visits = [problem.visit(s.visit) for s in route.stops if problem.has_visit(s.visit)]
    over = sum(v.service - v.setup - v.teardown for v in visits) - therapist.hands_on_limit
    if over > 0:
        detail = f"{therapist.id} has {over} s of massage more than the {therapist.hands_on_limit} s of a day"
        yield Violation("hands_on", visits[-1].id, therapist.id, over, "seconds", detail)


def _leg(road: RoadClock, route: Route, stop: Stop, leg: int, free: int) -> Iterator[Violation]:
    early = _missing_time(road, route, leg, free, stop.arrive)
    if early > 0:
        detail = f"{stop.visit}: arrival {full_clock(stop.arrive)} is {early} s earlier than the road allows"
        yield Violation("travel", stop.visit, route.therapist, early, "seconds", detail)
    if stop.travel != leg:
        detail = f"{stop.visit}: states {stop.travel} s of travel; the road takes {leg} s"
        yield Violation("travel", stop.visit, route.therapist, abs(stop.travel - leg), "seconds", detail)


def _stop(visit: Visit, stop: Stop, route: Route) -> Iterator[Violation]:
    def broken(rule: str, amount: int, detail: str, unit: str = "seconds") -> Violation:
        return Violation(rule, visit.id, route.therapist, amount, unit, f"{visit.id}: {detail}")

    if route.therapist not in visit.therapists:
        yield broken("skill", 1, f"{route.therapist} may not serve it", "visits")
    if not any(w.opens <= stop.start <= w.closes for w in visit.start_windows):
        yield broken(
            "window", _outside(visit, stop.start), f"massage starts {full_clock(stop.start)}, outside {_told(visit)}"
        )
    if visit.promise and not visit.promise.opens <= stop.start <= visit.promise.closes:
        amount = max(visit.promise.opens - stop.start, stop.start - visit.promise.closes)
        yield broken("promise", amount, f"massage starts {full_clock(stop.start)}, promised {visit.promise}")
    parts = (
        ("set-up", stop.start - stop.arrive - stop.waiting, visit.setup),
        ("massage", stop.end - stop.start, visit.service - visit.setup - visit.teardown),
        ("tear-down", stop.leave - stop.end, visit.teardown),
    )
    for what, given, due in parts:
        if given != due:
            yield broken("times", abs(given - due), f"{what} is given {given} s of {due} s")
    if stop.waiting < 0:
        yield broken("times", -stop.waiting, f"waits {stop.waiting} s")


def _outside(visit: Visit, start: int) -> int:
    return min(max(w.opens - start, start - w.closes) for w in visit.start_windows)


def _told(visit: Visit) -> str:
    return " and ".join(str(w) for w in visit.start_windows)


def _missing_time(road: RoadClock, route: Route, leg: int, since: int, until: int) -> int:
    """Seconds by which the road from `since` to `until`, without the breaks between, is too short for a leg."""
    usable = _usable(road, since, until) - sum(
        _usable(road, max(b.opens, since), min(b.closes, until)) for b in route.breaks
    )
    missing = leg * BASE - usable + BASE * max(0, since - until)
    return max(0, -(-missing // BASE))


def _usable(road: RoadClock, since: int, until: int) -> int:
    """Work (seconds at base speed, times 100) that the road allows between two times, step by step of its profile."""
    ends = [*(t for t, _ in road.steps[1:]), max(until, road.steps[-1][0]) + 1]
    return sum(
        percent * max(0, min(until, end) - max(since, begin))
        for (begin, percent), end in zip(road.steps, ends, strict=True)
    )


def _breaks(problem: Problem, therapist: Therapist, route: Route) -> Iterator[Violation]:
    """Each break once, long enough, begun in its window, and never during service."""
    if not route.stops:
        return
    left = list(route.breaks)
    for due in therapist.breaks:
        taken = next((b for b in left if _is_this(due, b.opens, b.closes)), None)
        if taken:
            left.remove(taken)
        elif route.back_at_depot > due.start_window.closes:
            yield _missing_break(therapist, route, due)
    for rest in route.breaks:
        for stop in route.stops:
            served_from = stop.start - (problem.visit(stop.visit).setup if problem.has_visit(stop.visit) else 0)
            overlap = min(rest.closes, stop.leave) - max(rest.opens, served_from)
            if overlap > 0:
                detail = f"the break {rest} of {therapist.id} lies on {stop.visit} for {overlap} s"
                yield Violation("break", stop.visit, therapist.id, overlap, "seconds", detail)


def _is_this(due: Break, opens: int, closes: int) -> bool:
    return due.start_window.opens <= opens <= due.start_window.closes and closes - opens >= due.seconds


def _missing_break(therapist: Therapist, route: Route, due: Break) -> Violation:
    near = next((s.visit for s in route.stops if s.leave > due.start_window.opens), route.stops[-1].visit)
    detail = f"{therapist.id} has no break of {due.seconds} s starting {due.start_window} (around {near})"
    return Violation("break", near, therapist.id, due.seconds, "seconds", detail)


def _together(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Visits that meet start at one time, all of them or none."""
    starts = {stop.visit: stop.start for route in plan.routes for stop in route.stops}
    for group in problem.together:
        served = [name for name in group if name in starts]
        missing = [name for name in group if name not in starts]
        if served and missing:
            detail = f"{', '.join(missing)} should be served together with {', '.join(served)} and is left out"
            yield Violation("together", missing[0], None, len(missing), "visits", detail)
        elif served:
            apart = max(starts[name] for name in served) - min(starts[name] for name in served)
            if apart:
                detail = f"{' and '.join(served)} should start together and start {apart} s apart"
                yield Violation("together", served[0], None, apart, "seconds", detail)


def _households(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """The people of a household in their order at one stop, all of them or none."""
    for route in plan.routes:
        order = [stop.visit for stop in route.stops]
        for household in problem.households:
            served = [name for name in order if name in household]
            if not served:
                continue
            begin = order.index(served[0])
            if tuple(order[begin : begin + len(household)]) != household:
                detail = f"{', '.join(household)} are one household: they should be served in this order at one stop"
                yield Violation("household", served[0], route.therapist, len(household), "visits", detail)


def _shared(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """No more visits at a time than there is equipment for."""
    stops = [stop for route in plan.routes for stop in route.stops]
    for shared in problem.shared:
        uses = sorted(
            (stop.start - problem.visit(stop.visit).setup, stop.leave, stop.visit)
            for stop in stops
            if stop.visit in shared.visits
        )
        for k, (begin, _, name) in enumerate(uses):
            others = [(end, other) for _, end, other in uses[:k] if end > begin]
            if len(others) >= shared.count:
                overlap = min(end for end, _ in others) - begin
                detail = f"{name} needs the {shared.name} for {overlap} s while {others[0][1]} has it"
                yield Violation("equipment", name, None, overlap, "seconds", detail)


def _objective(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """The stated objective against one added up from the matrix, part by part."""
    travel = preference = balance = 0
    served: set[str] = set()
    for route in plan.routes:
        stops = [problem.visit(s.visit) for s in route.stops if problem.has_visit(s.visit)]
        if not stops or not problem.has_therapist(route.therapist):
            continue
        therapist = problem.therapist(route.therapist)
        path = [therapist.start, *(v.place for v in stops), therapist.end]
        travel += sum(problem.matrix.seconds[a][b] for a, b in itertools.pairwise(path))
        preference += sum(v.preference_cost.get(therapist.id, 0) for v in stops)
        massage = sum(v.service - v.setup - v.teardown for v in stops)
        balance += sum(max(0, massage - step.over) * step.per_hour // 3600 for step in problem.balance)
        served.update(v.id for v in stops)
    unassigned = sum(v.unassigned_cost for v in problem.visits if v.id not in served)
    stated = plan.objective
    parts = (
        ("travel", stated.travel, travel),
        ("preference", stated.preference, preference),
        ("unassigned", stated.unassigned, unassigned),
        ("balance", stated.balance, balance),
        ("total", stated.total, travel + preference + unassigned + balance),
    )
    for name, said, true in parts:
        if said != true:
            detail = f"the objective states {name} {said}; the plan costs {true}"
            yield Violation("objective", None, None, abs(said - true), "seconds", detail)
    bound = plan.proof.lower_bound
    cost = travel + preference + unassigned + balance
    if bound is not None and bound > cost:
        detail = f"the lower bound {bound} lies above the plan's cost"
        yield Violation("objective", None, None, bound - cost, "seconds", detail)
