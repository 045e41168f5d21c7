"""On days with every rule on, reasons and remedies are true: each is tried on the day itself."""

from functools import cache

import pytest

from all_rules import all_rules_day
from explain.days import best, everybody_fits, explained, only, served, therapist, visit
from explain.days import day as a_day
from mobiledispatch.explain import Reason, all_or_none
from mobiledispatch.explain.insertion import inserted
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.timetable.draft import company, draft_of, fitting

SEEDS = range(14)
NEVER = (
    Reason.NO_THERAPIST,
    Reason.WINDOW_TOO_SHORT,
    Reason.NO_COMMON_TIME,
    Reason.NOBODY_ON_SHIFT,
    Reason.TOO_FAR,
)


@cache
def drawn(seed: int) -> tuple[Problem, Plan, Plan]:
    """A day with every rule on, its best plan, and that explained."""
    problem = all_rules_day(seed, 7 + seed % 4, 2 + seed % 2)
    plan = best(problem)
    return problem, plan, explained(problem, plan)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_remedy_applied_and_planned_again_serves_the_visit_and_all_who_were_served(seed: int) -> None:
    problem, plan, told = drawn(seed)
    for one in told.unassigned:
        for remedy in one.remedies:
            assert everybody_fits(problem, plan, one.visit, remedy), remedy


@pytest.mark.parametrize("seed", SEEDS)
def test_each_reason_holds_beside_a_proof(seed: int) -> None:
    problem, plan, told = drawn(seed)
    assert told.proof.status == "optimal"
    draft = draft_of(problem, plan)
    for one in told.unassigned:
        asked = problem.visit(one.visit)
        alone = best(all_or_none(problem, company(problem, asked.id)))
        assert one.reason != Reason.SEARCH_ENDED
        if one.reason != Reason.HANDS_ON_LIMIT:
            assert bool(alone.unassigned) == (one.reason in NEVER), one
        if one.reason in (Reason.DAY_FULL, Reason.HANDS_ON_LIMIT):
            assert company(problem, asked.id) != (asked.id,) or not fitting(draft, asked)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_draft_of_a_plan_costs_what_the_plan_says(seed: int) -> None:
    problem, plan, _ = drawn(seed)
    assert draft_of(problem, plan).objective == plan.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_those_served_as_one_who_are_taken_out_of_a_plan_can_be_put_in_again(seed: int) -> None:
    problem, plan, _ = drawn(seed)
    for group in (*problem.together, *problem.households):
        rest = draft_of(problem, plan)
        if rest.served.issuperset(group):
            for name in group:
                rest = rest.without(name)
            back = inserted(rest, problem.visit(group[-1]))
            assert back is not None
            assert back.served == served(plan)


def test_the_drawn_days_give_several_reasons_and_remedies() -> None:
    unassigned = [one for seed in SEEDS for one in drawn(seed)[2].unassigned]
    assert {Reason.POLICY, Reason.DAY_FULL, Reason.NO_COMMON_TIME} <= {one.reason for one in unassigned}
    assert {"raise_priority", "widen_window"} <= {r.kind for one in unassigned for r in one.remedies}


def test_a_visit_that_the_price_of_a_long_day_keeps_out_is_told_so_with_true_numbers() -> None:
    """Twenty minutes of road and an hour beyond the first, at 2 h of driving: no limit, and no end of the search."""
    problem = a_day(visit("v1"), visit("v2", unassigned_cost=7200), crew=(therapist(),))
    steps = (BalanceStep(Seconds(3600), 7200),)
    long = Problem("long", problem.matrix, problem.therapists, problem.visits, balance=steps)
    plan = explained(long)
    one = only(plan)
    assert (plan.proof.status, one.visit, one.reason) == ("optimal", "v2", "policy")
    # The way from v1 to v2 is the only leg more: v1 has its own way home already.
    assert "adds 2 h 10 min of travel, preference and balance to the day; leaving it out is priced at 2 h" in one.detail
    (remedy,) = one.remedies
    assert remedy.change == {"visit": "v2", "unassigned_cost": 7801}
    assert everybody_fits(long, plan, "v2", remedy)


def test_a_dear_visit_that_a_dearer_price_of_a_long_day_keeps_out_is_no_matter_of_a_limit() -> None:
    problem = a_day(visit("v1"), visit("v2", unassigned_cost=500_000), crew=(therapist(),))
    dear = Problem(
        "dear", problem.matrix, problem.therapists, problem.visits, balance=(BalanceStep(Seconds(3600), 600_000),)
    )
    one = only(explained(dear))
    assert one.reason == "policy"
    assert therapist().hands_on_limit is None


def test_a_priority_is_not_raised_where_that_would_cost_another_visit_its_place() -> None:
    """An hour for one, and two ask for it at nearly the same price."""
    problem = a_day(
        visit("v1", "10:00", "10:00", unassigned_cost=2000), visit("v2", "11:10", "11:10", unassigned_cost=900)
    )
    steps = (BalanceStep(Seconds(3600), 1500),)
    day = Problem("day", problem.matrix, problem.therapists, problem.visits, balance=steps)
    one = only(explained(day))
    assert (one.visit, one.reason) == ("v2", "policy")
    assert one.remedies == ()


def test_a_proof_that_room_which_pays_refutes_is_not_handed_on() -> None:
    problem = a_day(visit("v1"))
    nothing = best(a_day(visit("v1", therapists=())))
    assert nothing.proof.status == "optimal"
    told = explained(problem, nothing)
    assert only(told).reason == "search_ended"
    assert told.proof.status == "feasible"


def test_a_couple_is_priced_as_one() -> None:
    """Each half costs less than the way to them, both together more: they are served."""
    crew = (therapist(), therapist("ben"))
    both = ("ana", "ben")
    pair = a_day(*(visit(n, therapists=both, unassigned_cost=1000) for n in ("v1", "v2")), crew=crew)
    couple = Problem("pair", pair.matrix, crew, pair.visits, together=(("v1", "v2"),))
    told = explained(couple)
    assert [u.reason for u in told.unassigned] == ["policy", "policy"]
    assert "leaving them out is priced at 33 min" in told.unassigned[0].detail
    for one in told.unassigned:
        (remedy,) = one.remedies
        assert served(best(couple)) == set()
        assert everybody_fits(couple, told, one.visit, remedy)


def test_a_household_that_fits_no_empty_day_is_not_said_to_fit_one() -> None:
    crew = (therapist(hands_on_limit=Seconds(5400)),)
    two = a_day(visit("v1"), visit("v2"), crew=crew)
    told = explained(Problem("two", two.matrix, crew, two.visits, households=(("v1", "v2"),)))
    assert {u.reason for u in told.unassigned} == {"hands_on_limit"}
    assert "v1 and v2 in turn: 2 h of massage; ana may give 1 h 30 min a day" in told.unassigned[0].detail
