"""What a person should know of a travel time matrix: places far from any road, and places that no road joins."""

from collections.abc import Iterator, Sequence

from mobiledispatch.model.matrix import NO_WAY, TravelTimeMatrix

FAR_METRES = 500
"""A door farther from the road that stands for it than this is worth a look: perhaps it is misplaced."""


def road_remarks(names: Sequence[str], matrix: TravelTimeMatrix) -> tuple[str, ...]:
    """A sentence for each such place, under its name; nothing for a matrix whose maker tells no such thing."""
    off_road = zip(names, matrix.off_road, strict=False)
    far = [f"{name}: {metres} m from the nearest road" for name, metres in off_road if metres > FAR_METRES]
    return (*far, *_no_ways(names, matrix))


def _no_ways(names: Sequence[str], matrix: TravelTimeMatrix) -> Iterator[str]:
    cut_off = {i for i in range(len(matrix)) if _is_cut_off(i, matrix)}
    yield from (f"{names[i]}: no road leads there and back" for i in sorted(cut_off))
    for i, row in enumerate(matrix.seconds):
        lost = [names[j] for j, t in enumerate(row) if t >= NO_WAY and not {i, j} & cut_off]
        if lost:
            yield f"{names[i]}: no way by road to {', '.join(lost)}"


def _is_cut_off(i: int, matrix: TravelTimeMatrix) -> bool:
    """Nobody gets there, or nobody gets away: no route can hold it."""
    others = [j for j in range(len(matrix)) if matrix.seconds[i][j] or matrix.seconds[j][i]]
    away = all(matrix.seconds[i][j] >= NO_WAY for j in others)
    there = all(matrix.seconds[j][i] >= NO_WAY for j in others)
    return bool(others) and (away or there)
