"""A list taken apart by its linear program has the best plan that any list like it has."""

from math import inf
from random import Random

import numpy as np
import pytest

from mobiledispatch.solver import Limits, Watch
from mobiledispatch.solver.exact import splitting
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.partition import choose
from mobiledispatch.solver.exact.prove import choose_among
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.exact.splitting import settle
from mobiledispatch.solver.groundwork.ties import tie
from seeded import draw_day

VISITS, THERAPISTS = 14, 4


def _drawn(seed: int) -> tuple[Search, list[Column]]:
    """A search of a day, and routes of two to four visits for it at drawn costs: mixtures of them are seldom plans."""
    rng = Random(seed)
    search = Search(tie(draw_day(VISITS, THERAPISTS, 1)), Limits(seconds=1e6), Watch())
    routes: dict[tuple[int, frozenset[int]], Column] = {}
    for _ in range(250):
        visits = tuple(rng.sample(range(VISITS), rng.randint(2, 4)))
        column = Column(rng.randrange(len(search.duties)), visits, 1000 * len(visits) + rng.randrange(900))
        routes.setdefault(column.key, column)
    return search, list(routes.values())


def _best_by_sat(search: Search, routes: list[Column]) -> int:
    choice, finished = choose(search.ties, search.duties, routes, search.upper, search.limits, search)
    assert finished
    return choice.cost if choice else search.upper


@pytest.mark.parametrize("seed", range(5))
def test_a_list_that_is_split_has_the_plan_that_one_choice_among_all_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "FEW_ROUTES", 10)
    search, routes = _drawn(seed)
    best = _best_by_sat(search, routes)
    assert settle(search, routes, [], inf, choose_among)
    assert search.upper == best


def test_a_list_with_nothing_better_than_the_best_plan_is_proven_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "FEW_ROUTES", 10)
    search, routes = _drawn(1)
    best = search.upper = _best_by_sat(search, routes)
    assert settle(search, routes, [], inf, choose_among)
    assert (search.upper, search.best) == (best, ())


@pytest.mark.parametrize("above", [-500, -1, 0, 1, 500])
@pytest.mark.parametrize("seed", range(2))
def test_up_to_a_ceiling_nothing_is_missed(seed: int, above: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "FEW_ROUTES", 10)
    search, routes = _drawn(seed)
    best = _best_by_sat(search, routes)
    assert settle(search, routes, [], best + above, choose_among)
    assert search.upper == best if above >= 0 else search.upper >= best


def test_a_master_that_may_leave_nobody_out_and_has_no_routes_costs_more_than_any_plan() -> None:
    search, _ = _drawn(1)
    everybody = np.ones(len(search.ties.groups), np.bool_)
    search.master.allow(np.ones(0, np.bool_), ~everybody)
    assert search.master.value() == inf
    search.master.allow(np.ones(0, np.bool_), everybody)
    assert search.master.value() == search.upper


def test_a_split_that_is_told_to_stop_claims_nothing() -> None:
    search, routes = _drawn(2)
    stopped = Search(search.ties, search.limits, Watch(stop=lambda: True))
    assert not settle(stopped, routes, [], inf, choose_among)
