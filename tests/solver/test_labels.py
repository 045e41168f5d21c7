"""Routes grown a visit at a time: arrays, plain loop and compiled loop make the same labels, to the bit."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from all_rules import TEA, all_rules_day
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.objective import route_cost
from mobiledispatch.model.problem import BalanceStep, Problem
from mobiledispatch.solver import Limits, Watch
from mobiledispatch.solver.compiled_form import IS_COMPILED
from mobiledispatch.solver.exact import completion
from mobiledispatch.solver.exact.by_arrays import ByArrays
from mobiledispatch.solver.exact.by_loops import ByLoops
from mobiledispatch.solver.exact.completion import Clockwork, Floats, completion_bounds
from mobiledispatch.solver.exact.growth import Growth
from mobiledispatch.solver.exact.labels import grow
from mobiledispatch.solver.exact.layer import CutPrices, Layer, Prices, depot
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.timetable.times import timetable
from seeded import LUNCH, PEAKS, draw_day

Steps = ByArrays | ByLoops


def days() -> dict[str, Problem]:
    plain = draw_day(9, 3, 4, windows=2)
    two_breaks = tuple(replace(t, breaks=(LUNCH, TEA)) for t in plain.therapists)
    no_time = tuple(replace(v, service=Seconds(20), setup=Seconds(0), teardown=Seconds(0)) for v in plain.visits[:3])
    return {
        "plain": plain,
        "lunch": draw_day(12, 3, 5, lunch=True, windows=2),
        "two breaks": replace(plain, therapists=two_breaks),
        "peaks": draw_day(12, 3, 6, windows=2, clock=PEAKS),
        "peaks and lunch": draw_day(9, 3, 7, lunch=True, clock=PEAKS),
        "peaks and two breaks": replace(plain, therapists=two_breaks, clock=PEAKS),
        "limit": draw_day(9, 3, 8, lunch=True, hands_on=150),
        "balance": replace(draw_day(9, 3, 9), balance=(BalanceStep(Seconds(3600), 1200),)),
        "rivals and all other rules": all_rules_day(1),
        "served in a moment": replace(plain, visits=(*no_time, *plain.visits[3:])),
        "more visits than bits in a word": draw_day(100, 2, 3, lunch=True),
        "somebody who serves nobody": replace(
            plain, visits=tuple(replace(v, therapists=("t0",), preference_cost={}) for v in plain.visits)
        ),
    }


def search_of(problem: Problem) -> Search:
    return Search(tie(problem), Limits(seconds=50, counted=True), Watch())


def drawn_prices(duty: Duty, rng: random.Random, cuts: int) -> Prices:
    weights = np.array([[rng.choice([0, 0, 1, 1, 2]) for _ in range(duty.size)] for _ in range(cuts)], np.int8)
    heads, ends = ([rng.choice(some) for _ in range(cuts)] for some in ((0, 0, 1), (2, 3)))
    fines = np.array([rng.uniform(1, 900) for _ in range(cuts)])
    prices = CutPrices(weights.reshape(cuts, duty.size), np.array(heads, np.int8), np.array(ends, np.int8), fines)
    return Prices(np.array([rng.uniform(0, 4000) for _ in range(duty.size)]), rng.uniform(-500, 500), prices)


def grown(steps: Steps, first: Layer, block: int, most: int) -> list[tuple[Layer, list[int]]]:
    """Layer after layer, and how many labels came of each block; no more than `most` of a layer are followed."""
    layers, last = [], first
    while len(last):
        steps.start(last)
        came = [steps.extend(k, min(k + block, len(last))) for k in range(0, len(last), block)]
        last = steps.made()
        layers.append((last, came))
        last = last.take(np.arange(min(most, len(last))))
    return layers


class OneChain(Growth):
    """The loop where labels of all kinds stand in one chain, as they do in part where sums happen to be the same."""

    def _head(self, label: int) -> int:
        del label
        return 0


def forms() -> dict[str, Callable[[Clockwork, Floats, Prices, float], Steps]]:
    plain: dict[str, Callable[[Clockwork, Floats, Prices, float], Steps]] = {
        "arrays": ByArrays,
        "plain loop": lambda work, bounds, prices, most: ByLoops(work, bounds, prices, most, Growth),
        "one chain": lambda work, bounds, prices, most: ByLoops(work, bounds, prices, most, OneChain),
    }
    return plain | ({"compiled loop": ByLoops} if IS_COMPILED else {})


@pytest.mark.parametrize("cuts", [0, 7])
@pytest.mark.parametrize("kind", days())
def test_arrays_and_loops_make_the_same_labels_in_the_same_order(kind: str, cuts: int) -> None:
    rng, search = random.Random(f"{kind} {cuts}"), search_of(days()[kind])
    fined = beaten = 0
    for duty, clockwork in zip(search.duties, search.clockworks, strict=True):
        prices = drawn_prices(duty, rng, cuts)
        bounds = completion_bounds(clockwork, prices.visit)
        threshold = float(bounds[0, 0, -1]) - prices.duty + rng.choice([800, 2500, 9000])
        made = {
            name: grown(form(clockwork, bounds, prices, threshold), depot(duty, prices), 7, 60)
            for name, form in forms().items()
        }
        expected = made.pop("arrays")
        for layers in made.values():
            assert len(layers) == len(expected)
            for (own, came), (theirs, they_came) in zip(layers, expected, strict=True):
                assert came == they_came
                for ours, others in zip(vars(own).values(), vars(theirs).values(), strict=True):
                    assert ours.dtype == others.dtype
                    assert np.array_equal(ours, others)
        beaten += sum(sum(came) - len(layer) for layer, came in expected)
        fined += sum(int((layer.met >= prices.cuts.divisors).sum()) for layer, _ in expected)
    # Else nothing would have been compared.
    assert beaten or kind not in ("lunch", "two breaks", "peaks and two breaks")
    assert fined or not cuts


@pytest.mark.parametrize("kind", days())
def test_the_backward_pass_is_the_same_in_arrays_and_loops(kind: str) -> None:
    rng, search = random.Random(kind), search_of(days()[kind])
    for duty, clockwork in zip(search.duties, search.clockworks, strict=True):
        step = duty.cost - np.array([rng.uniform(0, 4000) for _ in range(duty.size)])
        passed = []
        for way in (completion.by_arrays, completion.by_loops):
            bounds = np.full((duty.all_taken + 1, clockwork.buckets + 2, duty.size + 1), np.inf)
            bounds[:, -1] = -1e5
            way(bounds, clockwork, step)
            passed.append(bounds)
        assert np.array_equal(passed[0], passed[1])
        assert (passed[0][:, 1:-1] >= passed[0][:, :-2]).all()


@pytest.mark.parametrize("kind", ["plain", "lunch", "limit", "peaks and two breaks", "balance"])
def test_of_every_set_the_cheapest_order_that_the_timetable_keeps_is_found(kind: str) -> None:
    problem = days()[kind]
    problem = replace(problem, visits=problem.visits[:5])
    search = search_of(problem)
    for duty, clockwork in zip(search.duties, search.clockworks, strict=True):
        one = problem.therapist(duty.therapists[0])
        cheapest: dict[frozenset[int], int] = {}
        for count in range(1, duty.size + 1):
            for order in permutations(range(duty.size), count):
                visits = [problem.visits[duty.visits[k]] for k in order]
                tired = one.hands_on_limit is not None and sum(v.massage for v in visits) > one.hands_on_limit
                if not tired and timetable(problem, one, visits) is not None:
                    cost, served = route_cost(problem, one, visits), frozenset(order)
                    cheapest[served] = min(cost, cheapest.get(served, cost))
        none = np.zeros(0, np.int8)
        prices = Prices(np.zeros(duty.size), 0.0, CutPrices(none.reshape(0, duty.size), none, none, np.zeros(0)))
        bounds = completion_bounds(clockwork, prices.visit)
        found = grow(clockwork, bounds, prices, 1e9, 10**9, 10**6, search)
        assert found.complete
        assert {frozenset(o): int(c) for o, c in zip(found.orders, found.costs, strict=True)} == cheapest
