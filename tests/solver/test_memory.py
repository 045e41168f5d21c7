"""What takes memory asks first: tables, labels and routes stop where the limit would be passed."""

import numpy as np

from mobiledispatch.solver import Limits, Watch
from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import cells_of, completion_bounds
from mobiledispatch.solver.exact.generation import local_prices, open_market
from mobiledispatch.solver.exact.labels import grow
from mobiledispatch.solver.exact.search import A_COLUMN, LEAST_ROOM, Search
from mobiledispatch.solver.groundwork.ties import tie
from mobiledispatch.solver.memory import PROGRAM
from seeded import draw_day

DAY = draw_day(30, 5, 1, lunch=True)


def search(megabytes: int) -> Search:
    return Search(tie(DAY), Limits(seconds=50, counted=True, memory=megabytes), Watch())


def test_labels_stop_where_memory_would() -> None:
    roomy = search(1500)
    market = open_market(roomy)
    assert market is not None
    given = roomy.clockworks[0], market.bounds[0], market.prices[0], 1e4, 10**9, 10**6, roomy
    everything, little = grow(*given, 10**9), grow(*given, 200_000)
    assert everything.complete
    assert not little.complete
    assert little.total < everything.total


def test_tables_are_coarser_before_there_are_none() -> None:
    fine = search(1500).clockworks
    cells = sum(cells_of(work.duty) for work in fine)
    tight = PROGRAM // 10**6 + 1 + cells * 6 // 10**6
    coarse = search(tight).clockworks
    assert len(coarse) == len(fine)
    assert [c.buckets < f.buckets for c, f in zip(coarse, fine, strict=True)] == [True] * len(fine)
    assert search(PROGRAM // 10**6).clockworks == []


def test_coarser_tables_only_make_bounds_lower() -> None:
    fine = search(1500)
    cells = sum(cells_of(work.duty) for work in fine.clockworks)
    coarse = search(PROGRAM // 10**6 + 1 + cells * 6 // 10**6)
    mixture = fine.master.solve()
    assert mixture is not None
    for k, duty in enumerate(fine.duties):
        prices = local_prices(fine.master, mixture, k, duty)
        least = [float(completion_bounds(s.clockworks[k], prices.visit)[0, 0, -1]) for s in (coarse, fine)]
        assert least[0] <= least[1]
        assert np.isfinite(least).all()


def test_no_route_is_taken_in_where_memory_is_full() -> None:
    full = search((PROGRAM + LEAST_ROOM) // 10**6 + 1)
    routes = [Column(0, (k,), 100 + k) for k in range(2000)][: len(DAY.visits)]
    left = full.memory.left
    assert full.add_columns(routes[:3]) == 3
    assert full.memory.left == left - 3 * A_COLUMN
    full.memory.take(full.memory.left)
    assert not full.has_room
    assert full.add_columns(routes[3:]) == 0
