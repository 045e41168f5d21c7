"""The peers that a plan is measured against, each as `Problem -> Orders`, and one arithmetic that scores them all.

A peer answers an order of visits for each therapist and nothing else: its own times and costs are thrown away,
and `score` reckons the objective of the order as `mobiledispatch.timetable` does for our own plans. Peers are given
single-thread searches and their search alone is limited; building their model comes on top.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.timetable.times import timetable

Orders = Mapping[str, Sequence[str]]
"""Visit ids in order, by therapist id."""


class Unsupported(Exception):
    """The peer has no words for a rule of this problem."""


class Infeasible(Exception):
    """An order that keeps no timetable, or serves a visit twice or by the wrong person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Orders, and what the solver itself claims to know about them: `bound` is None where it proves nothing."""

    orders: Orders
    status: str = "feasible"
    bound: int | None = None


Solver = Callable[[Problem, float, int], Answer]
"""A problem, seconds of search and a seed -> an answer."""

SOLVERS = {"ours": "contender_ours", "ortools": "peer_ortools", "pyvrp": "peer_pyvrp", "vroom": "peer_vroom"}
"""The module of each solver; it holds `answer`, a `Solver`."""
TWO_THREADS = {"ours2": "contender_two_threads"}
"""For big days, beside the others."""


def load_solver(name: str) -> Solver:
    """The solver of that name. ModuleNotFoundError where its package is not installed."""
    solver: Solver = import_module((SOLVERS | TWO_THREADS)[name]).answer
    return solver


def refuse_extras(problem: Problem) -> None:
    """Raise `Unsupported` for rules that no adapter speaks: the bare problem is what the peers have in common."""
    extras = (
        ("speed profile", not problem.clock.is_even),
        ("visits together", bool(problem.together)),
        ("shared equipment", bool(problem.shared)),
    )
    spoken_of = [what for what, present in extras if present]
    if spoken_of:
        raise Unsupported(", ".join(spoken_of))


def score(problem: Problem, orders: Orders) -> int:
    """The objective of these orders in seconds: travel + preference + visits left out. Raises `Infeasible`."""
    served = [name for order in orders.values() for name in order]
    if len(set(served)) < len(served):
        raise Infeasible("a visit is served twice")
    driven = sum(route_score(problem, problem.therapist(name), order) for name, order in orders.items())
    return driven + sum(v.unassigned_cost for v in problem.visits if v.id not in set(served))


def route_score(problem: Problem, therapist: Therapist, order: Sequence[str]) -> int:
    """Travel and preference of one route in seconds; an unused therapist costs nothing. Raises `Infeasible`."""
    visits = [problem.visit(name) for name in order]
    if not visits:
        return 0
    strangers = [v.id for v in visits if therapist.id not in v.therapists]
    if strangers:
        raise Infeasible(f"{therapist.id} may not serve {' '.join(strangers)}")
    day = timetable(problem, therapist, visits)
    if day is None:
        raise Infeasible(f"{therapist.id} keeps no timetable: {' '.join(order)}")
    return day.travel + sum(v.preference_cost.get(therapist.id, 0) for v in visits)


def give_up_dear_visits(problem: Problem, orders: Orders) -> Orders:
    """Leave out, dearest first, every visit that costs more to serve than to leave out.

    A favour to peers whose objective serves whatever can be served.
    """
    return {name: _without_dear(problem, problem.therapist(name), order) for name, order in orders.items()}


def _without_dear(problem: Problem, therapist: Therapist, order: Sequence[str]) -> Sequence[str]:
    while order:
        now = route_score(problem, therapist, order)
        shorter = [[name for name in order if name != gone] for gone in order]
        gains = [
            now - route_score(problem, therapist, rest) - problem.visit(gone).unassigned_cost
            for gone, rest in zip(order, shorter, strict=True)
        ]
        if max(gains) <= 0:
            break
        order = shorter[gains.index(max(gains))]
    return order
