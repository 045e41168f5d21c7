"""What planning a day by parts promises: plans that are plans, never a worse one, and the best where it can be told."""

from concurrent.futures import Future
from dataclasses import replace

import numpy as np
import pytest

from all_rules import all_rules_day
from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.solver import Limits, Progress, Watch, proof_of, solve
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import Roads
from mobiledispatch.solver.exact.known import Known
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.duty import duties
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.parts.big import is_too_big, plan_by_parts
from mobiledispatch.solver.parts.day import BigDay
from mobiledispatch.solver.parts.loop import Parts
from mobiledispatch.solver.parts.part import Part, replan
from mobiledispatch.solver.parts.whole import routes_that_pay
from mobiledispatch.solver.parts.workers import Workers
from mobiledispatch.solver.parts.workshop import workshop
from mobiledispatch.solver.tree import Tree
from mobiledispatch.timetable.times import timetable
from mobiledispatch.verify import verify
from seeded import PEAKS, draw_day

UNHURRIED = Limits(seconds=3600, counted=True)


def days() -> dict[str, Problem]:
    """Days on which people meet, share and take breaks, and one on which they do not."""
    plain = draw_day(24, 8, 3)
    names = [v.id for v in plain.visits]
    return {
        "plain": plain,
        "lunch and peaks": draw_day(20, 6, 4, lunch=True, clock=PEAKS),
        "couples": replace(plain, together=((names[0], names[1]), (names[5], names[9]))),
        "equipment": replace(plain, shared=(SharedEquipment("stones", tuple(names[:9]), 2),)),
        "households": replace(draw_day(22, 7, 5), households=((names[2], names[3]),)),
        "every rule": all_rules_day(2, 14, 5),
    }


def begun(problem: Problem, limits: Limits = UNHURRIED) -> Search:
    """A search that has left everybody out so far."""
    return Search(tie(problem), limits, Watch())


def faults_of(problem: Problem, search: Search) -> object:
    """What the verifier says of the search's plan."""
    ties = search.ties
    tree = Tree(ties, UNHURRIED, Watch(), Known(), Roads())
    tree.take_plan(search.orders())
    orders = tree.orders if ties.meetings else search.orders()
    return verify(problem, assemble(problem, ties.split(orders), proof_of(search.upper, 0, UNHURRIED)))


@pytest.mark.parametrize("kind", days())
def test_the_plan_keeps_every_rule_after_each_exchange_and_never_gets_worse(kind: str) -> None:
    problem, costs = days()[kind], [10**9]

    def tell(progress: Progress) -> None:
        assert progress.upper <= costs[-1]
        costs.append(progress.upper)
        assert faults_of(problem, search) == ()

    search = begun(problem)
    search._watch = Watch(tell)
    parts = Parts(search, (2, 4))
    parts.run(3600)
    assert len(costs) > 4
    assert search.upper == costs[-1]
    assert parts.day.orders.keys() == search.orders().keys()
    assert faults_of(problem, search) == ()


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_two_that_grow_to_the_whole_reach_the_proven_optimum_and_parts_of_three_come_near(seed: int) -> None:
    problem = draw_day(16, 6, seed)
    best = solve(problem, UNHURRIED).objective.total
    whole, small = begun(problem), begun(problem)
    Parts(whole, (2, 6)).run(3600)
    Parts(small, (2, 3)).run(3600)
    assert whole.upper == best
    assert best <= small.upper < 1.01 * best


def test_a_day_by_parts_is_planned_alike_by_the_same_seed_and_by_two_processes() -> None:
    problem = draw_day(24, 8, 2)

    def planned(threads: int) -> object:
        search = begun(problem, limits=replace(UNHURRIED, threads=threads))
        parts = Parts(search, (2, 3))
        parts.run(3600)
        return search.orders(), parts.planned

    assert planned(1) == planned(1)
    assert planned(2) == planned(2)


def test_a_couple_and_all_whom_they_meet_are_planned_in_one_part() -> None:
    problem = days()["couples"]
    search = begun(problem)
    Parts(search, (2, 3)).run(3600)
    parts, together = Parts(search, (2, 4)), [set(group) for group in search.ties.groups if len(group) > 1]
    seen = 0
    while part := parts.picker.next():
        parts.picker.tell(part, is_best=True)
        inside = set(part.visits)
        assert all(group <= inside or not group & inside for group in together)
        seen += any(group <= inside for group in together)
    assert seen


def test_a_part_that_was_planned_to_the_end_comes_again_only_when_one_of_it_has_changed() -> None:
    search = begun(draw_day(20, 6, 1))
    parts = Parts(search, (2, 2))
    for part in iter(parts.picker.next, None):
        parts.picker.tell(part, is_best=True)
    parts.day.changes[3] += 1
    again = parts.picker.next()
    assert again is not None
    assert 3 in again.routes


def test_equipment_that_is_with_others_is_not_there_for_a_part() -> None:
    problem = days()["equipment"]
    search = begun(problem)
    Parts(search, (2, 3)).run(3600)
    users = {k for k, v in enumerate(search.ties.problem.visits) if v.id in problem.shared[0].visits}
    day = BigDay(search.ties.problem, search.orders())
    holders = [k for k, route in enumerate(day.routes) if users & set(route)]
    assert len(holders) == 2
    others = [k for k in range(len(day.routes)) if k not in holders][:3]
    part = Part({k: day.routes[k] for k in others}, tuple(v for v in day.out if v in users), (0,))
    answer = replan(search.ties, part, UNHURRIED, search.budget)
    assert not any(users & set(route) for route in answer.routes.values())


def test_a_worker_that_dies_takes_nothing_along() -> None:
    search = begun(draw_day(16, 5, 1), limits=replace(UNHURRIED, threads=2))
    part = Parts(search, (3, 3)).picker.next()
    assert part is not None
    with Workers(search, 60.0) as workers:
        for process in workers.processes:
            process.kill()
            process.wait()
        workers.hand_in(part)
        answer = workers.take_out()
    assert answer is not None
    assert answer == replace(replan(search.ties, part, UNHURRIED, search.budget), spent=answer.spent)


def test_no_worker_outlives_the_search_that_was_called_off() -> None:
    calls = iter(range(10**9))
    search = begun(draw_day(24, 8, 1), limits=replace(UNHURRIED, threads=2))
    search._watch = Watch(stop=lambda: next(calls) > 10)
    part = Parts(search, (4, 4)).picker.next()
    assert part is not None
    with Workers(search, 60.0) as workers:
        workers.hand_in(part)
        while not search.is_over():
            pass
        assert workers.take_out() is None
    assert all(process.returncode is not None for process in workers.processes)


def test_a_day_planned_by_parts_is_proven_where_a_bound_can_be_had() -> None:
    problem = draw_day(20, 6, 2)
    search = Search(tie(problem), Limits(seconds=10, counted=True), Watch())
    orders, upper, lower = plan_by_parts(search, Watch())
    assert upper == lower == solve(problem, UNHURRIED).objective.total
    assert verify(problem, assemble(problem, orders, proof_of(upper, lower, UNHURRIED))) == ()


@pytest.mark.parametrize(("visits", "therapists", "seed"), [(24, 8, 1), (28, 9, 2), (32, 12, 2)])
def test_a_look_at_the_whole_day_finds_what_parts_that_are_all_settled_do_not(
    visits: int, therapists: int, seed: int
) -> None:
    problem = draw_day(visits, therapists, seed)
    search = begun(problem)
    parts = Parts(search, (2, 2))
    parts.run(3600)
    assert parts.picker.next() is None
    before = search.upper
    parts.look(3600)
    assert search.upper < before
    assert faults_of(problem, search) == ()


def test_a_look_beside_the_parts_brings_what_it_found() -> None:
    problem = draw_day(24, 8, 1)
    search = begun(problem, limits=replace(UNHURRIED, threads=2))
    parts = Parts(search, (2, 2))
    with workshop(search) as shop:
        parts.run_in(shop, search.budget)
        before = search.upper
        assert parts.look_aside(shop, search.budget, 3600, 0.1)
    assert search.upper < before
    assert faults_of(problem, search) == ()


def test_routes_that_never_come_are_not_waited_for() -> None:
    search = begun(draw_day(16, 5, 1))
    parts, came, route = Parts(search, (2, 2)), Future[list[Column]](), Column(0, (0, 1), 1000)
    came.set_result([route])
    parts.take_in([Future(), came], 0)
    assert route in parts.mixing.routes


def test_where_one_process_does_it_all_nothing_is_looked_at_beside() -> None:
    search = begun(draw_day(16, 5, 1))
    with workshop(search) as shop:
        assert not Parts(search, (2, 2)).look_aside(shop, search.budget, 3600, 0.1)


def test_nobody_looks_at_the_whole_day_once_the_search_is_over() -> None:
    search = begun(draw_day(24, 8, 1))
    parts = Parts(search, (2, 2))
    parts.run(3600)
    search._watch, spent = Watch(stop=lambda: True), search.budget.spent
    parts.look(3600)
    assert search.budget.spent == spent


@pytest.mark.parametrize("kind", days())
def test_routes_that_pay_at_the_prices_of_the_whole_day_can_be_driven(kind: str) -> None:
    problem = days()[kind]
    search = begun(problem)
    Parts(search, (2, 2)).run(3600)
    found = routes_that_pay(search, list(search.best), 3600)
    assert found
    for column in found:
        order = [search.ties.problem.visits[k] for k in column.visits]
        therapist = search.ties.problem.therapist(search.duties[column.duty].therapists[0])
        assert timetable(search.ties.problem, therapist, order) is not None
        assert route_cost(search.ties.problem, therapist, order) == column.cost


def test_a_duty_among_fewer_visits_says_the_same_of_each_of_them() -> None:
    whole = duties(tie(replace(draw_day(20, 5, 3, lunch=True, windows=3), together=(("v1", "v4"),))))[0]
    kept = np.arange(1, whole.size, 2)
    stops = np.append(kept, whole.size)
    part = whole.among(kept)
    assert part.visits.tolist() == whole.visits[kept].tolist()
    assert part.leg.tolist() == whole.leg[np.ix_(stops, kept)].tolist()
    assert part.home.tolist() == whole.home[stops].tolist()
    assert [part.windows(k) for k in range(len(kept))] == [whole.windows(int(k)) for k in kept]
    assert [part.visits[r].tolist() for r in part.rivals] == [
        [v for v in whole.visits[r].tolist() if v in part.visits] for r in whole.rivals
    ]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_of_so_many_parts_leaves_the_workshop_empty_for_the_next(threads: int) -> None:
    search = begun(draw_day(24, 8, 3), limits=replace(UNHURRIED, threads=threads))
    parts = Parts(search, (2, 3))
    with workshop(search) as shop:
        parts.run_in(shop, search.budget, 5)
        assert parts.planned == 5
        assert parts.picker.next() is not None
        parts.run_in(shop, search.budget)
    assert parts.planned > 5


@pytest.mark.parametrize(("visits", "therapists", "seconds", "parts"), [(40, 10, 60, False), (300, 75, 60, True)])
def test_a_day_is_planned_by_parts_if_its_proof_would_take_longer_than_there_is(
    visits: int, therapists: int, seconds: float, parts: bool
) -> None:
    search = Search(tie(draw_day(visits, therapists, 1)), Limits(seconds=seconds), Watch())
    assert is_too_big(search) is parts


def test_all_duties_of_a_day_share_one_table_of_travel_times() -> None:
    kinds = duties(tie(draw_day(30, 9, 1, lunch=True)))
    assert len(kinds) > 5
    assert all(duty.travel is kinds[0].travel for duty in kinds)
