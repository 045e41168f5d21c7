"""One reckoning of what a plan costs: solver, drafts and desk are held to it on days with every rule on."""

from dataclasses import replace

import pytest

from all_rules import all_rules_day
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.objective import dearest_routes, objective_of, route_cost
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver import Limits, Watch, solve
from mobiledispatch.solver.exact.drafts import Drafts
from mobiledispatch.solver.exact.prove import prove
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.timetable.draft import Draft, Place, added, draft_of, fitting
from oracle import optimum
from seeded import draw_day

SEEDS = range(6)


def drawn(seed: int) -> Problem:
    return all_rules_day(seed, 7 + seed % 3, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_route_that_a_search_has_met_costs_what_the_one_reckoning_says(seed: int) -> None:
    search = Search(tie(drawn(seed)), Limits(seconds=30), Watch())
    prove(search, Drafts(search))
    problem = search.ties.problem
    assert len(search.pool) > 5
    for column in search.pool:
        therapist = problem.therapist(search.duties[column.duty].therapists[0])
        assert column.cost == route_cost(problem, therapist, [problem.visits[k] for k in column.visits])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_proven_plan_costs_what_its_search_found_and_its_draft_the_same(seed: int) -> None:
    problem = drawn(seed)
    plan = solve(problem, Limits(seconds=30))
    orders = {r.therapist: [problem.visit(s.visit) for s in r.stops] for r in plan.routes}
    assert plan.proof.lower_bound == plan.objective.total
    assert plan.objective == objective_of(problem, orders) == draft_of(problem, plan).objective
    assert plan.objective.routes <= dearest_routes(problem)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_duty_reckons_the_price_of_long_days_as_everybody_does(seed: int) -> None:
    problem = drawn(seed)
    for duty in duties(tie(problem)):
        one = problem.therapist(duty.therapists[0])
        visits = [tie(problem).problem.visits[k] for k in duty.visits[:3]]
        massage = duty.massage[:3].sum(keepdims=True)
        spent = problem.travel(one, visits) + sum(v.preference_cost.get(one.id, 0) for v in visits)
        assert spent + int(duty.balance_cost(massage)[0]) == route_cost(problem, one, visits)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cheapest_place_for_a_visit_is_found_with_long_days_priced(seed: int) -> None:
    steps = (BalanceStep(Seconds(3600), 7200),)
    problem = replace(draw_day(6, 3, seed), balance=steps)
    draft = draft_of(problem, solve(problem, Limits(seconds=30)))
    for visit in (v for order in draft.orders.values() for v in order):
        rest = draft.without(visit.id)
        places = fitting(rest, visit)
        costs = [rest.put(place, visit).cost - rest.cost for place in places]
        assert costs == sorted(costs)
        assert costs == [added(rest, place, visit) for place in places]


def test_a_draft_prices_a_long_day() -> None:
    problem = replace(draw_day(2, 1, 1), balance=(BalanceStep(Seconds(0), 3600),))
    one: Visit = problem.visits[0]
    empty = Draft(problem, {problem.therapists[0].id: ()})
    served = empty.put(Place(problem.therapists[0].id, 0), one)
    assert served.cost - empty.cost == problem.travel(problem.therapists[0], [one]) + one.massage


@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_agrees(seed: int) -> None:
    problem = replace(drawn(seed), together=(), households=(), shared=())
    assert solve(problem, Limits(seconds=30)).objective.total == optimum(problem)
