"""Every peer's adapter says the same problem, and one arithmetic scores them all."""

from dataclasses import replace

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.solver import Limits, solve
from oracle import optimum
from peers import Infeasible, Unsupported, give_up_dear_visits, load_solver, score
from seeded import PEAKS, draw_day

PACKAGES = {"ours": "ortools", "ortools": "ortools", "pyvrp": "pyvrp", "vroom": "vroom"}
SEARCH = 0.2


def _answer_score(solver: str, problem: Problem) -> int:
    pytest.importorskip(PACKAGES[solver])
    return score(problem, load_solver(solver)(problem, SEARCH, 0).orders)


@pytest.mark.parametrize("solver", PACKAGES)
@pytest.mark.parametrize("seed", range(3))
def test_an_answer_keeps_every_rule_and_beats_no_optimum(solver: str, seed: int) -> None:
    day = draw_day(6, 2, seed, windows=3)
    assert _answer_score(solver, day) >= optimum(day)


@pytest.mark.parametrize("solver", ["ours", "ortools", "vroom"])
@pytest.mark.parametrize("seed", range(3))
def test_an_answer_with_lunch_keeps_every_rule(solver: str, seed: int) -> None:
    day = draw_day(6, 2, seed, lunch=True, windows=2)
    assert _answer_score(solver, day) >= optimum(day)


@pytest.mark.parametrize("solver", PACKAGES)
def test_a_hands_on_limit_reaches_every_solver(solver: str) -> None:
    day = draw_day(6, 2, 0, hands_on=100)
    assert _answer_score(solver, day) >= optimum(day) > optimum(draw_day(6, 2, 0))


@pytest.mark.parametrize("solver", ["ortools", "pyvrp", "vroom"])
def test_a_peer_refuses_a_speed_profile_rather_than_forget_it(solver: str) -> None:
    pytest.importorskip(PACKAGES[solver])
    with pytest.raises(Unsupported, match="speed profile"):
        load_solver(solver)(draw_day(3, 1, 0, clock=PEAKS), SEARCH, 0)


def test_pyvrp_refuses_days_with_breaks() -> None:
    pytest.importorskip("pyvrp")
    with pytest.raises(Unsupported, match="breaks"):
        load_solver("pyvrp")(draw_day(3, 1, 0, lunch=True), SEARCH, 0)


@pytest.mark.parametrize("seed", range(4))
def test_our_own_plans_score_what_they_claim(seed: int) -> None:
    day = draw_day(7, 2, seed, lunch=True)
    plan = solve(day, Limits(seconds=20))
    assert score(day, {r.therapist: [stop.visit for stop in r.stops] for r in plan.routes}) == plan.objective.total


def test_no_orders_cost_every_visit_left_out() -> None:
    day = draw_day(5, 2, 0)
    assert score(day, {}) == sum(v.unassigned_cost for v in day.visits)


def test_a_visit_served_twice_is_no_plan() -> None:
    day = draw_day(4, 2, 0)
    with pytest.raises(Infeasible, match="twice"):
        score(day, {"t0": ["v0"], "t1": ["v0"]})


def test_a_visit_served_by_the_wrong_person_is_no_plan() -> None:
    day = draw_day(3, 2, 0)
    barred = replace(day, visits=tuple(replace(v, therapists=("t1",)) for v in day.visits))
    with pytest.raises(Infeasible, match="t0 may not serve v0"):
        score(barred, {"t0": ["v0"]})


def test_a_window_missed_is_no_plan() -> None:
    day = draw_day(2, 1, 0)
    dawn = (TimeWindow(Seconds(0), Seconds(60)),)
    early = replace(day, visits=tuple(replace(v, start_windows=dawn) for v in day.visits))
    with pytest.raises(Infeasible, match="no timetable"):
        score(early, {"t0": ["v0"]})


def test_a_visit_dearer_to_serve_than_to_leave_out_is_given_up() -> None:
    day = draw_day(1, 1, 0)
    (visit,) = day.visits
    cheap = replace(day, visits=(replace(visit, unassigned_cost=1),))
    assert give_up_dear_visits(cheap, {"t0": ["v0"]}) == {"t0": []}


def test_a_visit_cheaper_to_serve_stays() -> None:
    day = draw_day(1, 1, 0)
    (visit,) = day.visits
    dear = replace(day, visits=(replace(visit, unassigned_cost=1_000_000),))
    assert give_up_dear_visits(dear, {"t0": ["v0"]}) == {"t0": ["v0"]}
