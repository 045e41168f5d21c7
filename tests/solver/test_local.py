"""What local search promises: tours that reckon like the timetable, and drafts that are plans."""

import random
from dataclasses import replace

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.model.therapist import Break
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.local.anneal import Annealing, Draft
from mobiledispatch.solver.local.day_shape import DayShape
from mobiledispatch.solver.local.tours import Tours
from mobiledispatch.timetable.times import timetable
from seeded import LUNCH, PEAKS, draw_day

TEA = Break(TimeWindow(Seconds(15 * 3600), Seconds(17 * 3600)), Seconds(900))


def days() -> dict[str, Problem]:
    plain = draw_day(9, 3, 4, windows=2)
    two_breaks = tuple(replace(t, breaks=(LUNCH, TEA)) for t in plain.therapists)
    steps = (BalanceStep(Seconds(3600), 1200),)
    return {
        "plain": plain,
        "lunch": draw_day(9, 3, 5, lunch=True, windows=2),
        "two breaks": replace(plain, therapists=two_breaks),
        "peaks": draw_day(9, 3, 6, windows=2, clock=PEAKS),
        "peaks and lunch": draw_day(9, 3, 7, lunch=True, clock=PEAKS),
        "limit": draw_day(9, 3, 8, lunch=True, hands_on=150),
        "balance": replace(draw_day(9, 3, 9), balance=steps),
    }


@pytest.mark.parametrize("kind", days())
def test_a_tour_exists_where_the_timetable_keeps_the_order_and_costs_what_the_route_costs(kind: str) -> None:
    problem, rng = days()[kind], random.Random(kind)
    ties = tie(problem)
    found = 0
    for duty in duties(ties):
        tours, one = Tours(DayShape(duty, len(problem.visits))), problem.therapist(duty.therapists[0])
        for _ in range(300):
            order = tuple(rng.sample([int(v) for v in duty.visits], rng.randint(1, min(4, duty.size))))
            visits = [problem.visits[k] for k in order]
            tour = tours.tour(order)
            assert (tour is None) == (timetable(problem, one, visits) is None)
            if tour is not None:
                assert tour.cost == route_cost(problem, one, visits)
                found += 1
    assert found > 50


@pytest.mark.parametrize("kind", days())
def test_an_insertion_is_the_cheapest_of_all_places_that_the_timetable_keeps(kind: str) -> None:
    problem, rng = days()[kind], random.Random(kind)
    fitting = 0
    for duty in duties(tie(problem)):
        tours, one = Tours(DayShape(duty, len(problem.visits))), problem.therapist(duty.therapists[0])
        for _ in range(150):
            *order, visit = rng.sample([int(v) for v in duty.visits], rng.randint(1, min(4, duty.size)))
            tour = tours.tour(tuple(order))
            if tour is None:
                continue
            costs = [
                route_cost(problem, one, longer)
                for place in range(len(order) + 1)
                for longer in [[problem.visits[k] for k in (*order[:place], visit, *order[place:])]]
                if timetable(problem, one, longer) is not None
            ]
            found = tours.insertion(tour, visit)
            assert (found[0] + tour.cost if found else None) == min(costs, default=None)
            fitting += found is not None
    assert fitting > 30


@pytest.mark.parametrize("kind", days())
def test_a_tour_made_from_another_knows_what_one_made_afresh_knows(kind: str) -> None:
    problem, rng = days()[kind], random.Random(kind)
    compared = 0
    for duty in duties(tie(problem)):
        shape = DayShape(duty, len(problem.visits))
        tours = Tours(shape)
        for _ in range(300):
            order = tuple(rng.sample([int(v) for v in duty.visits], rng.randint(1, min(5, duty.size))))
            tour = tours.tour(order)
            if tour is None:
                continue
            gone = rng.sample(order, rng.randint(0, len(order)))
            shorter = tours.without(tour, gone)
            afresh = Tours(shape).tour(tuple(v for v in order if v not in gone))
            assert (shorter is None) == (afresh is None)
            if shorter is not None and afresh is not None:
                assert (shorter.cost, shorter.free, shorter.needed) == (afresh.cost, afresh.free, afresh.needed)
                compared += 1
    assert compared > 50


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

    orders = [[tour.order for tour in drawn(seed).tours] for seed in (3, 3)]
    assert orders[0] == orders[1]


def test_visits_that_others_wait_for_are_neither_taken_out_nor_put_in() -> None:
    problem = draw_day(8, 3, 2)
    problem = replace(problem, together=((problem.visits[0].id, problem.visits[1].id),))
    ties = tie(problem)
    annealing = Annealing(ties, duties(ties), 0)
    draft = annealing.improve(annealing.first(), lambda k: k / 100)
    assert {v for tour in draft.tours for v in tour.order} | draft.out == set(ties.loose)
