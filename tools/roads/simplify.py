"""A road net with fewer points: chains of points drawn with a straight edge."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tools.roads.graph import Kind, Net, Point, metres_apart


def mark_ramps(net: Net) -> None:
    """Unnamed streets that touch a freeway are its ramps; so is the rest of the unnamed chain they begin."""
    todo = [u for u, row in net.streets.items() if any(s.kind is Kind.FREEWAY for s in row.values())]
    seen = set(todo)
    while todo:
        u = todo.pop()
        for v, street in list(net.streets[u].items()):
            if street.kind is Kind.LOCAL and not street.name:
                net.streets[u][v] = replace(street, kind=Kind.RAMP)
                net.streets[v][u] = replace(net.streets[v][u], kind=Kind.RAMP)
                if v not in seen and len(net.streets[v]) == 2:
                    seen.add(v)
                    todo.append(v)


def straighten(net: Net, tolerance: float) -> Net:
    """The same net with only those points of a chain that lie more than `tolerance` metres off its straight line.

    Streets keep their true length. Of parallel chains one keeps a point, so that both survive.
    """
    out = Net(at=net.at)
    for chain in sorted(chains(net), key=len):
        kept = _bends(net, chain, tolerance)
        if len(kept) == 2 and len(chain) > 2 and (kept[0] == kept[1] or kept[1] in out.streets.get(kept[0], {})):
            kept.insert(1, chain[len(chain) // 2])
        _lay(net, out, chain, kept)
    out.at = {u: net.at[u] for u in sorted(out.streets)}
    return out


def chains(net: Net) -> Iterator[list[int]]:
    """Every maximal run of points without a crossing, once; a change of class or direction counts as a crossing."""
    seen: set[tuple[int, int]] = set()
    ends = [u for u in net.streets if not _is_through(net, u)]
    for u in ends:
        for v in net.streets[u]:
            if (u, v) not in seen:
                chain = _walk(net, u, v)
                seen |= {(chain[0], chain[1]), (chain[-1], chain[-2])}
                yield chain


def _is_through(net: Net, u: int) -> bool:
    if len(net.streets[u]) != 2:
        return False
    (v, there), (w, onward) = net.streets[u].items()
    alike = all((there.kind is kind) == (onward.kind is kind) for kind in (Kind.FREEWAY, Kind.RAMP))
    return alike and net.streets[v][u].open == onward.open and net.streets[w][u].open == there.open


def _walk(net: Net, u: int, v: int) -> list[int]:
    chain = [u, v]
    while _is_through(net, chain[-1]) and chain[-1] != u:
        chain.append(next(w for w in net.streets[chain[-1]] if w != chain[-2]))
    return chain


def _length(net: Net, chain: list[int]) -> float:
    return sum(net.streets[u][v].metres for u, v in pairwise(chain))


def _bends(net: Net, chain: list[int], tolerance: float) -> list[int]:
    """Douglas and Peucker's line simplification, by halves."""
    a, b = net.at[chain[0]], net.at[chain[-1]]
    far, where = max(((_off_line(net.at[u], a, b), i) for i, u in enumerate(chain[1:-1], 1)), default=(0.0, 0))
    if far <= tolerance:
        return [chain[0], chain[-1]]
    return _bends(net, chain[: where + 1], tolerance)[:-1] + _bends(net, chain[where:], tolerance)


def _off_line(p: Point, a: Point, b: Point) -> float:
    pa, pb, ab = metres_apart(p, a), metres_apart(p, b), metres_apart(a, b)
    if ab < 1 or abs(pa * pa - pb * pb) > ab * ab:
        return min(pa, pb)
    half = (pa + pb + ab) / 2
    return 2 * math.sqrt(max(0.0, half * (half - pa) * (half - pb) * (half - ab))) / ab


def _lay(net: Net, out: Net, chain: list[int], kept: list[int]) -> None:
    place = {u: i for i, u in enumerate(chain[:-1])}
    stations = [place.get(u, 0) for u in kept[:-1]] + [len(chain) - 1]
    for i, j in pairwise(stations):
        piece = chain[i : j + 1]
        named = [net.streets[u][v] for u, v in pairwise(piece)]
        longest = max(named, key=lambda s: s.metres)
        back = net.streets[piece[1]][piece[0]].open
        out.join(piece[0], piece[-1], replace(longest, metres=_length(net, piece)), back)
