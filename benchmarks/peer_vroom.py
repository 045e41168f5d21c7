"""VROOM through pyvroom, at its highest exploration level.

- Who may serve whom: every visit is a skill of its own, which its therapists have.
- Preference: a cost matrix a therapist, with the preference of a visit on every arc that leads there.
- Breaks, start windows (moved forward by the set-up) and hands-on limits (as capacity) are VROOM's own.
- VROOM serves as much priority as it can before it looks at cost, so an unassigned cost becomes a priority from 1
  to 100, in proportion to the least one; visits that cost more to serve than to leave out are given up afterwards.
"""

# mypy: disable-error-code="import-not-found,import-untyped"
# The peers are installed where benchmarks run, not where the project is checked.

from datetime import timedelta
from typing import Any

import vroom

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from peers import Answer, give_up_dear_visits, refuse_extras

EXPLORATION, MOST_IMPORTANT = 5, 100
UNLIMITED = 24 * 3600


def answer(problem: Problem, seconds: float, seed: int) -> Answer:
    """VROOM's orders; it knows no seed and stops by itself, mostly long before its time is over."""
    del seed
    refuse_extras(problem)
    day = vroom.Input()
    for number, therapist in enumerate(problem.therapists):
        _add_therapist(day, problem, number, therapist)
    least = min((v.unassigned_cost for v in problem.visits if v.unassigned_cost > 0), default=1)
    for number, visit in enumerate(problem.visits):
        if visit.start_windows:
            day.add_job(_job(number, visit, least))
    found = day.solve(exploration_level=EXPLORATION, nb_threads=1, timeout=timedelta(seconds=seconds))
    return Answer(give_up_dear_visits(problem, _orders(problem, found.to_dict())))


def _add_therapist(day: Any, problem: Problem, number: int, therapist: Therapist) -> None:
    able = {k for k, v in enumerate(problem.visits) if therapist.id in v.therapists}
    breaks = [
        vroom.Break(k, time_windows=[(b.start_window.opens, b.start_window.closes)], service=b.seconds)
        for k, b in enumerate(therapist.breaks)
    ]
    day.set_durations_matrix(therapist.id, problem.matrix.seconds)
    day.set_costs_matrix(therapist.id, _costs(problem, therapist))
    day.add_vehicle(
        vroom.Vehicle(
            number,
            start=therapist.start,
            end=therapist.end,
            profile=therapist.id,
            skills=able,
            capacity=[UNLIMITED if therapist.hands_on_limit is None else therapist.hands_on_limit],
            time_window=(therapist.shift.opens, therapist.shift.closes),
            breaks=breaks,
        )
    )


def _costs(problem: Problem, therapist: Therapist) -> list[list[int]]:
    liking = [0] * len(problem.matrix)
    for visit in problem.visits:
        liking[visit.place] = visit.preference_cost.get(therapist.id, 0)
    return [[leg + cost for leg, cost in zip(row, liking, strict=True)] for row in problem.matrix.seconds]


def _job(number: int, visit: Visit, least: int) -> Any:
    windows = [(max(0, w.opens - visit.setup), w.closes - visit.setup) for w in visit.start_windows]
    return vroom.Job(
        number,
        location=visit.place,
        default_service=visit.service,
        delivery=[visit.massage],
        skills={number},
        priority=min(MOST_IMPORTANT, round(visit.unassigned_cost / least)),
        time_windows=windows,
    )


def _orders(problem: Problem, found: dict[str, Any]) -> dict[str, list[str]]:
    return {
        problem.therapists[route["vehicle"]].id: [
            problem.visits[step["id"]].id for step in route["steps"] if step["type"] == "job"
        ]
        for route in found["routes"]
    }
