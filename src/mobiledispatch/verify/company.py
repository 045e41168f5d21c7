"""Visits that depend on each other: couples, households, and whoever needs what the practice has few of."""

import itertools
from collections.abc import Iterator

from mobiledispatch.model.plan import Plan, Stop, Violation
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE
from mobiledispatch.verify.road import arrival


def company(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """What belongs together is served together; what goes with one therapist goes with no other."""
    yield from _together(problem, plan)
    yield from _households(problem, plan)
    yield from _shared(problem, plan)


def _together(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Visits that meet start at one time, each with a therapist of its own, all of them or none."""
    starts = {stop.visit: stop.start for route in plan.routes for stop in route.stops}
    who = {stop.visit: route.therapist for route in plan.routes for stop in route.stops}
    for group in problem.together:
        served = [name for name in group if name in starts]
        missing = [name for name in group if name not in starts]
        if not served:
            continue
        if missing:
            detail = f"{', '.join(missing)} should be served together with {', '.join(served)} and is left out"
            yield Violation("together", missing[0], None, len(missing), "visits", detail)
        apart = max(starts[name] for name in served) - min(starts[name] for name in served)
        if apart:
            detail = f"{' and '.join(served)} should start together and start {apart} s apart"
            yield Violation("together", served[0], None, apart, "seconds", detail)
        too_few = len(served) - len({who[name] for name in served})
        if too_few:
            detail = f"{' and '.join(served)} need a therapist each; {too_few} more would have to come"
            yield Violation("together", served[0], who[served[0]], too_few, "therapists", detail)


def _households(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """The people of a household in their order at one stop, nobody waiting in between, all of them or none."""
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
            else:
                stops = route.stops[begin : begin + len(household)]
                yield from _in_turn(problem, route.therapist, stops)


def _in_turn(problem: Problem, therapist: str, stops: tuple[Stop, ...]) -> Iterator[Violation]:
    for before, then in itertools.pairwise(stops):
        first, second = problem.visit(before.visit), problem.visit(then.visit)
        leg = problem.matrix.seconds[first.place][second.place]
        idle = then.start - second.setup - arrival(problem.clock, before.leave, leg * BASE)
        if idle > 0:
            detail = f"{then.visit} should follow {before.visit} at once, and waits {idle} s"
            yield Violation("household", then.visit, therapist, idle, "seconds", detail)


def _shared(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """A piece goes with one therapist for the whole day: no more therapists need one than there are."""
    for shared in problem.shared:
        users: dict[str, list[str]] = {}
        for route in plan.routes:
            for stop in route.stops:
                if stop.visit in shared.visits:
                    users.setdefault(route.therapist, []).append(stop.visit)
        missing = len(users) - shared.count
        if missing > 0:
            therapist, names = list(users.items())[shared.count]
            who = "; ".join(f"{name} for {', '.join(visits)}" for name, visits in users.items())
            need = "1 therapist needs" if len(users) == 1 else f"{len(users)} therapists need"
            there = f"there {'is' if shared.count < 2 else 'are'} {shared.count or 'none'}"
            detail = f"{need} the {shared.name} and {there}: {who}"
            yield Violation("equipment", names[0], therapist, missing, "pieces", detail)
