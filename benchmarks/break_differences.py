"""Where timetable, solver and verifier reckon breaks otherwise than a search over every second: it should be nowhere.

    python benchmarks/break_differences.py [--days 1000] [--first 0] [--unsolved]

Small days (`drawn_breaks.py`) are lived second by second in every way that there is (`tests/every_second.py`). The
timetable must find the same starts, return and departure, the verifier accept what it finds, and the solver the same
total. Exit 1 at any difference.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from drawn_breaks import draw, stretched
from every_second import best_day, least_cost
from mobiledispatch.model.plan import Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, solve
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.times import timetable
from mobiledispatch.verify import verify

STRETCH = 211
"""So that a day has many of the solver's buckets; a prime, so that nothing falls on a whole minute by luck."""


def of_one_order(problem: Problem, order: tuple[Visit, ...]) -> Iterator[str]:
    """What is reckoned differently for these visits in this order."""
    (ana,) = problem.therapists
    lived, day = best_day(problem, ana, order), timetable(problem, ana, order)
    if (lived is None) != (day is None):
        yield f"timetable: {'none' if day is None else 'one'}, and there is {'none' if lived is None else 'one'}"
    if (lived is None) == keeps(problem, ana, order):
        yield "keeps: otherwise"
    if lived is None or day is None:
        return
    starts = [t.start for t in day.timings]
    promised = sum(t.start for v, t in zip(order, day.timings, strict=True) if v.promise)
    if lived.rank != (promised, sum(starts), day.back_at_depot, -day.leave_depot):
        yield f"timetable: starts {starts}, back {day.back_at_depot}, left {day.leave_depot}; {lived}"
    plan = assemble(problem, {ana.id: order}, Proof("feasible", None, None, 0))
    yield from (f"verify: {violation.rule}: {violation.detail}" for violation in verify(problem, plan))


def of_the_solver(problem: Problem, right: int) -> Iterator[str]:
    """What the solver and the verifier make of the whole day, which costs `right` at least."""
    plan = solve(problem, Limits(seconds=20))
    if plan.objective.total != right or plan.proof.status != "optimal":
        yield f"solve: {plan.objective.total} {plan.proof.status}, right is {right}"
    yield from (f"verify: {violation.rule}: {violation.detail}" for violation in verify(problem, plan))


def differences(seed: int, is_solved: bool = True) -> Iterator[str]:
    """Everything that is reckoned differently on one drawn day."""
    problem = draw(seed)
    # The first of a household may start only when the others can follow: the solver sees to it, no order by itself.
    visits = () if problem.households else problem.visits
    for count in range(1, len(visits) + 1):
        for order in permutations(visits, count):
            yield from of_one_order(problem, order)
    if is_solved:
        right = least_cost(problem)
        yield from of_the_solver(problem, right)
        if problem.clock == EVEN:
            yield from of_the_solver(stretched(problem, STRETCH), right * STRETCH)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--unsolved", action="store_true", help="timetable and verifier only: ten times as fast")
    words = parser.parse_args()
    kinds: Counter[str] = Counter()
    for seed in range(words.first, words.first + words.days):
        try:
            found = list(differences(seed, not words.unsolved))
        except (ValueError, AssertionError) as crash:
            found = [f"crash: {crash!r}"]
        for difference in found:
            kinds[difference.split(":")[0]] += 1
            print(f"day {seed}: {difference}")
    print(f"{words.days} days, {kinds.total()} differences {dict(kinds) or ''}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
