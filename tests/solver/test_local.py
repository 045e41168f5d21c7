"""What local search promises: rows that reckon like the timetable, plans that are plans, and the same in both forms."""

import os
import random
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from all_rules import TEA, all_rules_day
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.road_clock import RoadClock
from mobiledispatch.solver import compiled_form
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.ties import Keeper, tie
from mobiledispatch.solver.local.anneal import Annealing, Draft
from mobiledispatch.solver.local.kernel import Kernel
from mobiledispatch.solver.local.tables import Tables, tables_of
from mobiledispatch.timetable.times import timetable
from seeded import LUNCH, PEAKS, draw_day

QUICK_NIGHTS = RoadClock(tuple((Seconds(h * 3600), p) for h, p in ((0, 130), (8, 80), (10, 100), (16, 70), (18, 120))))


def days() -> dict[str, Problem]:
    plain = draw_day(9, 3, 4, windows=2)
    two_breaks = tuple(replace(t, breaks=(LUNCH, TEA)) for t in plain.therapists)
    some_break = tuple(replace(t, breaks=(LUNCH, TEA)[:k]) for k, t in enumerate(plain.therapists))
    steps = (BalanceStep(Seconds(3600), 1200),)
    return {
        "plain": plain,
        "one window": draw_day(9, 3, 4),
        "lunch": draw_day(9, 3, 5, lunch=True, windows=2),
        "two breaks": replace(plain, therapists=two_breaks),
        "more breaks for some": replace(plain, therapists=some_break),
        "peaks": draw_day(9, 3, 6, windows=2, clock=PEAKS),
        "quicker than the base speed": draw_day(9, 3, 6, windows=2, clock=QUICK_NIGHTS),
        "peaks and lunch": draw_day(9, 3, 7, lunch=True, clock=PEAKS),
        "peaks and two breaks": replace(plain, therapists=two_breaks, clock=PEAKS),
        "limit": draw_day(9, 3, 8, lunch=True, hands_on=150),
        "balance": replace(draw_day(9, 3, 9), balance=steps),
        "every rule": all_rules_day(1),
    }


def tables_for(problem: Problem, *keepers: Keeper) -> Tables:
    ties = replace(tie(problem), keepers=keepers)
    return tables_of(ties, duties(ties))


@pytest.mark.parametrize("kind", days())
def test_a_route_exists_where_the_timetable_keeps_the_order_and_costs_what_the_route_costs(kind: str) -> None:
    problem, rng = tie(days()[kind]).problem, random.Random(kind)
    tables, kernel = tables_for(days()[kind]), Kernel(tables_for(days()[kind]), 0, 10)
    found = 0
    for slot, duty in enumerate(duties(tie(days()[kind]))):
        one = problem.therapist(duty.therapists[0])
        for _ in range(300):
            order = tuple(rng.sample([int(v) for v in duty.visits], rng.randint(1, min(4, duty.size))))
            visits = [problem.visits[k] for k in order]
            fits = kernel.put(slot, order)
            assert fits == (timetable(problem, one, visits) is not None)
            if fits:
                kernel.settle()
                assert kernel.best()[slot] == (route_cost(problem, one, visits), order)
                found += 1
    assert tables.slots == len(problem.therapists)
    assert found > 50


@pytest.mark.parametrize("kind", days())
def test_a_visit_is_put_in_the_cheapest_of_all_places_that_the_timetable_keeps(kind: str) -> None:
    problem, rng = tie(days()[kind]).problem, random.Random(kind)
    kernel = Kernel(tables_for(days()[kind]), 0, 10)
    fitting = 0
    for slot, duty in enumerate(duties(tie(days()[kind]))):
        one = problem.therapist(duty.therapists[0])
        for _ in range(150):
            *order, visit = rng.sample([int(v) for v in duty.visits], rng.randint(1, min(4, duty.size)))
            if not kernel.put(slot, tuple(order)):
                continue
            costs = [
                route_cost(problem, one, longer)
                for place in range(len(order) + 1)
                for longer in [[problem.visits[k] for k in (*order[:place], visit, *order[place:])]]
                if timetable(problem, one, longer) is not None
            ]
            row = kernel.row(slot)
            kernel.look(row, visit)
            known = visit * kernel.row_count + row
            fits, cost = kernel.place[known] >= 0, kernel.place_added[known] + kernel.cost[row]
            assert (cost if fits else None) == min(costs, default=None)
            fitting += fits
    assert fitting > 30


@pytest.mark.parametrize("kind", days())
def test_a_row_changed_a_thousand_times_knows_what_one_made_afresh_knows(kind: str) -> None:
    tables = tables_for(days()[kind])
    kernel, afresh = Kernel(tables, 1, 10), Kernel(tables, 2, 10)
    kernel.fill()
    kernel.run(400, 600.0)
    assert [kernel.where[v] for v in tables.movable].count(-1) < len(tables.movable)
    for slot in range(tables.slots):
        row, length = kernel.row(slot), kernel.length[kernel.row(slot)]
        order = tuple(kernel.order[row * kernel.stride + p] for p in range(1, length + 1))
        assert afresh.put(slot, order)
        there = afresh.row(slot)
        assert (kernel.cost[row], kernel.hands[row]) == (afresh.cost[there], afresh.hands[there])
        for name, width in (("free", kernel.states), ("needed", kernel.states), ("soonest", 1), ("latest", 1)):
            one, other = getattr(kernel, name), getattr(afresh, name)
            ours, theirs = row * kernel.stride * width, there * kernel.stride * width
            count = (length + 1) * width
            assert one[ours : ours + count] == other[theirs : theirs + count], name


@pytest.mark.parametrize("kind", days())
def test_all_that_is_met_on_the_way_is_a_route_at_its_price_and_the_plan_is_made_of_routes(kind: str) -> None:
    ties = tie(days()[kind])
    kinds, problem = duties(ties), ties.problem
    annealing = Annealing(ties, kinds, 3)
    draft = annealing.improve(annealing.first(), lambda k: k / 400)
    routes = [*annealing.met(), *zip(annealing.duty_of, draft.tours, strict=True)]
    assert len(routes) > 5
    for duty, tour in routes:
        one, visits = problem.therapist(kinds[duty].therapists[0]), [problem.visits[k] for k in tour.order]
        assert tour.cost == route_cost(problem, one, visits)
        assert timetable(problem, one, visits) is not None
    left_out = sum(problem.visits[k].unassigned_cost for k in draft.out)
    assert draft.cost == sum(tour.cost for tour in draft.tours) + left_out


@pytest.mark.parametrize("seed", range(5))
def test_a_draft_serves_each_visit_once_or_leaves_it_out_and_costs_what_it_says(seed: int) -> None:
    problem = draw_day(20, 5, seed, lunch=True)
    ties = tie(problem)
    kinds = duties(ties)
    annealing = Annealing(ties, kinds, seed)
    first = annealing.first()
    draft = annealing.improve(first, lambda k: k / 300)
    assert draft.cost <= first.cost
    served = [visit for tour in draft.tours for visit in tour.order]
    assert sorted([*served, *draft.out]) == list(range(20))
    costs = sum(tour.cost for tour in draft.tours)
    assert draft.cost == costs + sum(problem.visits[k].unassigned_cost for k in draft.out)
    again = annealing.of((duty, tour.order) for duty, tour in zip(annealing.duty_of, draft.tours, strict=True))
    assert (again.cost, again.out) == (draft.cost, draft.out)


def test_the_same_seed_draws_the_same_draft() -> None:
    ties = tie(draw_day(20, 5, 1))

    def drawn(seed: int) -> Draft:
        annealing = Annealing(ties, duties(ties), seed)
        return annealing.improve(annealing.first(), lambda k: k / 100)

    assert drawn(3).tours == drawn(3).tours
    assert drawn(3).tours != drawn(4).tours


def test_visits_that_others_wait_for_are_neither_taken_out_nor_put_in() -> None:
    problem = draw_day(8, 3, 4)
    problem = replace(problem, together=((problem.visits[0].id, problem.visits[1].id),))
    ties = tie(problem)
    kinds = duties(ties)
    annealing = Annealing(ties, kinds, 0)
    draft = annealing.improve(annealing.first(), lambda k: k / 100)
    assert {v for tour in draft.tours for v in tour.order} | draft.out == set(ties.loose)
    tied = [(k, int(v)) for k, duty in enumerate(kinds) for v in duty.visits if v not in ties.loose]
    drafts = [annealing.of([(duty, (visit,))]) for duty, visit in tied]
    duty, visit = next(one for one, draft in zip(tied, drafts, strict=True) if any(t.order for t in draft.tours))
    kept = annealing.improve(annealing.of([(duty, (visit,))]), lambda k: k / 300)
    assert [k for k, tour in zip(annealing.duty_of, kept.tours, strict=True) if visit in tour.order] == [duty]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_at_most_so_many_routes_serve_who_needs_a_piece_of_equipment_as_there_are_pieces(count: int) -> None:
    problem = draw_day(16, 5, 3)
    users = tuple(range(0, 16, 2))
    kernel = Kernel(tables_for(problem, Keeper(users, count)), 5, 10)
    kernel.fill()
    kernel.run(500, 500.0)
    now = [kernel.row(slot) for slot in range(kernel.slots)]
    orders = [kernel.order[row * kernel.stride + 1 :][: kernel.length[row]] for row in now]
    carriers = sum(not set(users).isdisjoint(order) for order in orders)
    assert carriers == kernel.users[0] == count
    assert any(not set(users).issuperset(order) for order in orders)


@pytest.mark.parametrize("kind", [*days(), "forty visits", "equipment"])
def test_the_compiled_loop_and_the_plain_one_make_the_same_plan_of_the_same_seed(kind: str) -> None:
    if not compiled_form.IS_COMPILED:
        pytest.skip(f"{compiled_form.COMPILED} has not been built of the sources that stand here")
    problem = (days() | {"forty visits": draw_day(40, 9, 1, lunch=True), "equipment": draw_day(16, 5, 3)})[kind]
    keepers = (Keeper(tuple(range(8)), 1), Keeper(tuple(range(4, 12)), 2)) if kind == "equipment" else ()
    tables = tables_for(problem, *keepers)
    told = []
    for form in (Kernel, compiled_form.quickest(Kernel)):
        kernel = form(tables, 7, 60)
        kernel.fill()
        for temperature in (900.0, 300.0, 100.0, 1.0):
            kernel.run(50, temperature)
        told.append((kernel.best(), kernel.best_total, kernel.total, kernel.met(), kernel.work, kernel.dice))
    assert told[0] == told[1]


def test_where_there_is_a_c_compiler_the_compiled_loop_is_the_one_that_runs() -> None:
    if not os.environ.get("CI") or not (shutil.which("gcc") or shutil.which("cc")):
        pytest.skip("the plain loop will do where nothing was built")
    assert compiled_form.IS_COMPILED, "run `python hatch_build.py`, or `make` where nobody else uses this environment"


def test_a_compiled_loop_made_of_other_sources_is_not_used() -> None:
    assert compiled_form.is_made_of_these(SimpleNamespace(SUM=compiled_form.sum_of_sources()))
    assert not compiled_form.is_made_of_these(SimpleNamespace(SUM=compiled_form.sum_of_sources() + 1))
