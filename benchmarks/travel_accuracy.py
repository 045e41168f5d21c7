"""How far the embedded estimate is from the road: errors of its metres against ways on the whole 2011 graph.

    python -m benchmarks.travel_accuracy DATA_DIR [--sources N] [--seed N]

Truth is the shortest way on roads.*.csv between the junctions nearest to homes.csv points, and between random
junctions: once by the signs, once with one-way streets open both ways. The pairs are drawn with a seed of their own;
building the tables draws none of them. Pairs across a valley are those whose way is more than twice the straight
line: of the random pairs, and of pairs within 3 km.
"""

import argparse
import csv
import heapq
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tools.roads.graph import Net, drivable_part, read_net

from mobiledispatch.model.place import Place
from mobiledispatch.travel.estimate import load_estimate

Pair = tuple[Place, Place, float]


def main() -> None:
    """Print the errors and the speed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--sources", type=int, default=60)
    parser.add_argument("--seed", type=int, default=4242)
    words = parser.parse_args()
    net = drivable_part(read_net(words.data))
    homes = _homes(words.data)
    junctions = [Place(lat=a, lon=b) for a, b in net.at.values()]
    for truth, by_signs in (("by the signs", True), ("one-way streets both ways", False)):
        for title, doors in (("homes", homes), ("junctions", junctions)):
            far, near = _pairs(net, doors, words.sources, random.Random(words.seed), by_signs)
            _report(f"{truth}, random pairs of {title}", far)
            _report(f"{truth}, of these across a valley", _across(far))
            _report(f"{truth}, pairs of {title} within 3 km across a valley", _across(near))
    _report_speed(homes)


def _homes(folder: Path) -> list[Place]:
    with (folder / "homes.csv").open(encoding="utf-8", newline="") as file:
        return [Place(lat=float(row["lat"]), lon=float(row["lon"])) for row in csv.DictReader(file)]


def _across(pairs: list[Pair]) -> list[Pair]:
    return [(start, end, metres) for start, end, metres in pairs if metres > 2 * start.metres_to(end)]


def _pairs(
    net: Net, doors: list[Place], sources: int, draw: random.Random, by_signs: bool
) -> tuple[list[Pair], list[Pair]]:
    nearest = _Nearest(net)
    far_pairs: list[Pair] = []
    near_pairs: list[Pair] = []
    for start in draw.sample(doors, sources):
        node = nearest.node(start)
        if node is None:
            continue
        metres = _ways(net, node, by_signs)
        for end, goal in _with_node(draw.sample(doors, 40), nearest):
            far_pairs.append((start, end, metres[goal]))
        near = [d for d in draw.sample(doors, min(len(doors), 6000)) if 300 < start.metres_to(d) < 3000]
        for end, goal in _with_node(near[:150], nearest):
            near_pairs.append((start, end, metres[goal]))
    return far_pairs, near_pairs


def _with_node(doors: list[Place], nearest: "_Nearest") -> Iterator[tuple[Place, int]]:
    return ((door, node) for door in doors if (node := nearest.node(door)) is not None)


class _Nearest:
    """The graph junction nearest to a place, if there is one within 150 m."""

    def __init__(self, net: Net) -> None:
        self._ids = list(net.at)
        self._at = np.array(list(net.at.values()))

    def node(self, place: Place) -> int | None:
        north = (self._at[:, 0] - place.lat) * 111_250
        east = (self._at[:, 1] - place.lon) * 66_150
        off = north**2 + east**2
        i = int(off.argmin())
        return self._ids[i] if off[i] < 150**2 else None


def _ways(net: Net, start: int, by_signs: bool) -> dict[int, float]:
    done: dict[int, float] = {}
    queue = [(0.0, start)]
    while queue:
        far, u = heapq.heappop(queue)
        if u not in done:
            done[u] = far
            for v, street in net.streets[u].items():
                if v not in done and (street.open or not by_signs):
                    heapq.heappush(queue, (far + street.metres, v))
    return done


def _report(title: str, pairs: list[Pair]) -> None:
    pairs = [pair for pair in pairs if pair[2] > 200]
    road = np.array([metres for _, _, metres in pairs])
    crow = np.array([a.metres_to(b) for a, b, _ in pairs])
    ours = np.array([load_estimate().table([a, b]).metres[0][1] for a, b, _ in pairs])
    print(f"{title}: {len(pairs)} pairs, road / straight line {np.median(road / crow):.2f}")
    for name, guess in (("estimate", ours), ("straight line x 1.33", crow * 1.33)):
        error = 100 * np.abs(guess / road - 1)
        p50, p90, p99 = np.percentile(error, (50, 90, 99))
        bias = 100 * np.median(guess / road - 1)
        print(f"  {name:<21} error p50 {p50:5.1f} %  p90 {p90:5.1f} %  p99 {p99:5.1f} %  bias {bias:+5.1f} %")


def _report_speed(homes: list[Place]) -> None:
    """By the processor's clock too: the wall's also counts whatever else runs on the machine."""
    wall, processor = [], []
    for i in range(9):
        began, busy = time.perf_counter(), time.process_time()
        load_estimate().table(homes[i * 100 : (i + 1) * 100])
        wall.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - busy))
    for name, took in (("wall", wall), ("processor", processor)):
        print(f"100 x 100, {name} time: median {np.median(took):.0f} ms, worst {max(took):.0f} ms")


if __name__ == "__main__":
    main()
