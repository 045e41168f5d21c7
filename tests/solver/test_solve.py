"""What the solver promises: the optimum on small days, a true bound on all, and plans that pass the verifier."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, Watch, solve
from mobiledispatch.verify import verify
from oracle import optimum
from seeded import PEAKS, draw_day

PATIENT = Limits(seconds=60)


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("lunch", [False, True])
@pytest.mark.parametrize("windows", [1, 3])
def test_small_days_are_solved_to_the_optimum(seed: int, lunch: bool, windows: int) -> None:
    problem = draw_day(6, 2, seed, lunch=lunch, windows=windows)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == optimum(problem)
    assert (plan.proof.status, plan.proof.lower_bound) == ("optimal", plan.objective.total)


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("lunch", [False, True])
def test_a_day_of_peaks_is_solved_to_the_optimum(seed: int, lunch: bool) -> None:
    problem = draw_day(6, 2, seed, lunch=lunch, windows=2, clock=PEAKS)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == plan.proof.lower_bound == optimum(problem)


@pytest.mark.parametrize("seed", range(15))
def test_a_price_on_long_days_spreads_the_work_at_the_optimum(seed: int) -> None:
    steps = (BalanceStep(Seconds(3600), 1200), BalanceStep(Seconds(7200), 2400))
    problem = replace(draw_day(7, 2, seed, lunch=bool(seed % 2)), balance=steps)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == plan.proof.lower_bound == optimum(problem)
    assert plan.objective.balance > 0


@pytest.mark.parametrize("seed", range(15))
def test_limits_on_hands_on_time_are_kept_at_the_optimum(seed: int) -> None:
    problem = draw_day(7, 2, seed, lunch=True, hands_on=150)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == plan.proof.lower_bound == optimum(problem)


BIG = 10**8


def one_by_one(problem: Problem) -> int:
    """The optimum with visits that meet, by pinning them to every combination of starts that they allow."""
    best = BIG
    for pins in product(*(starts_of(problem, group) for group in problem.together)):
        chosen = {name: pin for group, pin in zip(problem.together, pins, strict=True) for name in group}
        best = min(best, optimum(pinned_day(problem, chosen)))
    return best


def pinned_day(problem: Problem, chosen: dict[str, Seconds | None]) -> Problem:
    """The day with each tied visit at its chosen start and not to be left out, or not to be served."""

    def pinned(visit: Visit) -> Visit:
        if visit.id not in chosen:
            return visit
        start = chosen[visit.id]
        if start is None:
            return replace(visit, therapists=())
        return replace(visit, start_windows=(TimeWindow(start, start),), unassigned_cost=BIG)

    return replace(problem, visits=tuple(pinned(v) for v in problem.visits))


def starts_of(problem: Problem, group: Sequence[str]) -> list[Seconds | None]:
    """Every start on the grid that suits the whole group, and None for left out."""
    members = [problem.visit(name).start_windows for name in group]
    opens, closes = max(w[0].opens for w in members), min(w[0].closes for w in members)
    return [None, *(Seconds(t) for t in range(opens, closes + 1) if t % problem.slot == 0 or t == opens)]


@pytest.mark.parametrize("seed", range(12))
def test_two_therapists_at_one_door_start_together_at_the_optimum(seed: int) -> None:
    problem = tied_day(seed)
    couple = (problem.visits[0].id, problem.visits[1].id)
    problem = replace(problem, together=(couple,))
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == plan.proof.lower_bound == one_by_one(problem)


@pytest.mark.parametrize("seed", range(12))
def test_one_heater_goes_with_one_therapist_all_day_at_the_optimum(seed: int) -> None:
    problem = tied_day(seed)
    heated = tuple(v.id for v in problem.visits[:3])
    plan = solve(replace(problem, shared=(SharedEquipment("stone_heater", heated),)), PATIENT)
    kept = [route.therapist for route in plan.routes if any(stop.visit in heated for stop in route.stops)]
    assert len(kept) <= 1
    assert (
        plan.objective.total
        == plan.proof.lower_bound
        == min(optimum(kept_by(problem, t, heated)) for t in ("t0", "t1"))
    )


def kept_by(problem: Problem, therapist: str, heated: Sequence[str]) -> Problem:
    """The day on which that therapist has the only heater."""

    def able(visit: Visit) -> Visit:
        return replace(visit, therapists=tuple(t for t in visit.therapists if t == therapist or visit.id not in heated))

    return replace(problem, visits=tuple(able(v) for v in problem.visits))


@pytest.mark.parametrize("seed", range(12))
def test_a_household_is_served_in_turn_at_the_optimum(seed: int) -> None:
    problem = tied_day(seed)
    one, other = problem.visits[:2]
    home = [
        replace(one, teardown=Seconds(0), service=Seconds(one.setup + one.massage)),
        replace(other, place=one.place, setup=Seconds(600), service=Seconds(600 + other.massage + other.teardown)),
    ]
    home[1] = replace(home[1], start_windows=(TimeWindow(Seconds(0), Seconds(20 * 3600)),))
    problem = replace(problem, visits=(*home, *problem.visits[2:]), households=((one.id, other.id),))
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == plan.proof.lower_bound == in_turn(problem)


@pytest.mark.parametrize("seed", range(8))
def test_set_ups_between_the_people_of_a_household_are_no_massage_to_limits_and_balance(seed: int) -> None:
    problem = tied_day(seed)
    one, other = problem.visits[:2]
    other = replace(other, place=one.place, start_windows=(TimeWindow(Seconds(0), Seconds(20 * 3600)),))
    hands_on = Seconds(one.massage + other.massage)
    crew = tuple(replace(t, hands_on_limit=hands_on) for t in problem.therapists)
    steps = (BalanceStep(Seconds(hands_on - 600), 3600),)
    couple = replace(problem, visits=(one, other), therapists=crew, households=((one.id, other.id),), balance=steps)
    plan = solve(couple, PATIENT)
    assert verify(couple, plan) == ()
    if plan.routes:
        assert plan.objective.balance == 600
    alone = solve(replace(couple, households=(), balance=()), PATIENT)
    assert bool(plan.routes) or len(alone.unassigned) > 0 or len(alone.routes) > 1
    assert plan.proof.lower_bound == plan.objective.total


def in_turn(problem: Problem) -> int:
    """The optimum with a household of two, as one long visit, or left out."""
    first, second = (problem.visit(name) for name in problem.households[0])
    both = replace(
        first,
        service=Seconds(first.service + second.service),
        teardown=second.teardown,
        unassigned_cost=first.unassigned_cost + second.unassigned_cost,
        preference_cost={t: first.preference_cost.get(t, 0) + second.preference_cost.get(t, 0) for t in ("t0", "t1")},
    )
    return optimum(replace(problem, households=(), visits=(both, *problem.visits[2:])))


def tied_day(seed: int) -> Problem:
    """A small day whose first two visits want about the same time."""
    problem = draw_day(5, 2, seed, lunch=True)
    opens = Seconds((10 + seed % 4) * 3600)
    wanted = (TimeWindow(opens, Seconds(opens + 5400)),)
    first = [replace(v, start_windows=wanted, therapists=("t0", "t1")) for v in problem.visits[:2]]
    return replace(problem, visits=(*first, *problem.visits[2:]), slot=Seconds(1800))


@pytest.mark.parametrize("seed", range(10))
def test_visits_pinned_to_a_therapist_and_a_time_stay_there(seed: int) -> None:
    free = draw_day(7, 2, seed, lunch=True)
    stops = [(route.therapist, stop) for route in solve(free, PATIENT).routes for stop in route.stops]
    therapist, stop = stops[seed % len(stops)]
    pinned = replace(
        free.visit(stop.visit), therapists=(therapist,), start_windows=(TimeWindow(stop.start, stop.start),)
    )
    problem = replace(free, visits=tuple(pinned if v.id == pinned.id else v for v in free.visits))
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.objective.total == optimum(problem) == optimum(free)


@pytest.mark.parametrize(("visits", "therapists"), [(20, 4), (30, 6)])
@pytest.mark.parametrize("lunch", [False, True])
def test_a_working_day_is_proven_and_passes_the_verifier(visits: int, therapists: int, lunch: bool) -> None:
    problem = draw_day(visits, therapists, 1, lunch=lunch, windows=2)
    plan = solve(problem, PATIENT)
    assert verify(problem, plan) == ()
    assert plan.proof.status == "optimal"


def test_the_same_problem_gives_the_same_plan() -> None:
    problem = draw_day(20, 4, 2, lunch=True)
    assert solve(problem, PATIENT) == solve(problem, PATIENT)


def test_who_is_stopped_at_once_still_has_a_plan_and_no_false_proof() -> None:
    problem = draw_day(20, 4, 3)
    plan = solve(problem, PATIENT, Watch(stop=lambda: True))
    assert verify(problem, plan) == ()
    assert plan.routes
    assert plan.proof.status == "feasible"
    assert plan.proof.lower_bound is None


def test_a_day_without_visits_or_without_therapists_is_a_plan() -> None:
    problem = draw_day(3, 1, 1)
    nobody = replace(problem, therapists=(), visits=tuple(replace(v, therapists=()) for v in problem.visits))
    assert solve(replace(problem, visits=()), PATIENT).objective.total == 0
    assert len(solve(nobody, PATIENT).unassigned) == 3


def test_a_visit_that_nobody_may_serve_is_left_out_and_the_rest_planned() -> None:
    problem = draw_day(5, 2, 4)
    barred = replace(problem.visits[0], therapists=())
    plan = solve(replace(problem, visits=(barred, *problem.visits[1:])), PATIENT)
    assert barred.id in {u.visit for u in plan.unassigned}
    assert plan.routes


def test_therapists_alike_in_everything_share_the_work() -> None:
    problem = draw_day(6, 1, 7)
    twins = tuple(replace(problem.therapists[0], id=name) for name in ("t0", "t1"))
    visits = tuple(replace(v, therapists=("t0", "t1"), preference_cost={}) for v in problem.visits)
    twin_day = replace(problem, therapists=twins, visits=visits)
    assert solve(twin_day, PATIENT).objective.total == optimum(twin_day)


def total(problem: Problem) -> int:
    return solve(problem, PATIENT).objective.total


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), pick=st.integers(0, 5), wider=st.integers(1, 3) | st.just(0))
def test_a_wider_window_never_costs_more(seed: int, pick: int, wider: int) -> None:
    problem = draw_day(6, 2, seed, lunch=bool(seed % 2))
    visit = problem.visits[pick]
    window = visit.start_windows[0]
    wide = TimeWindow(Seconds(window.opens - 1800 * wider), Seconds(window.closes + 1800))
    visits = tuple(replace(v, start_windows=(wide,)) if v is visit else v for v in problem.visits)
    assert total(replace(problem, visits=visits)) <= total(problem)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), longer=st.integers(0, 8))
def test_a_longer_shift_never_costs_more(seed: int, longer: int) -> None:
    problem = draw_day(6, 2, seed, lunch=bool(seed % 2))
    one, other = problem.therapists
    shift = TimeWindow(Seconds(one.shift.opens - 900 * longer), Seconds(one.shift.closes + 900))
    assert total(replace(problem, therapists=(replace(one, shift=shift), other))) <= total(problem)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), gap=st.sampled_from([0.05, 0.2, 0.5, 0.9]))
def test_a_bound_never_exceeds_the_optimum_however_early_the_search_ends(seed: int, gap: float) -> None:
    problem = draw_day(7, 2, seed, lunch=True)
    plan = solve(problem, Limits(seconds=60, gap=gap))
    assert (plan.proof.lower_bound or 0) <= optimum(problem) <= plan.objective.total


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_one_visit_more_costs_no_more_than_leaving_it_out(seed: int) -> None:
    problem = draw_day(7, 2, seed, lunch=True)
    fewer = replace(problem, visits=problem.visits[:-1])
    assert total(problem) <= total(fewer) + problem.visits[-1].unassigned_cost
