"""A matrix put together from blocks, each of which a plain function answers."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobiledispatch.model.matrix import NO_WAY
from mobiledispatch.model.place import Place
from mobiledispatch.travel.in_blocks import Ask, Block, Nonsense, TooMany, table_in_blocks


def at(k: int) -> Place:
    return Place(lat=k / 1000, lon=0)


def crow(most: int, sizes: list[tuple[int, int]] | None = None) -> Ask:
    """A server that answers at most so many pairs: there costs 10 s a step, back 7.5 s."""

    def ask(starts: Sequence[Place], ends: Sequence[Place]) -> Block:
        if len(starts) * len(ends) > most:
            raise TooMany
        if sizes is not None:
            sizes.append((len(starts), len(ends)))
        steps = [[round(1000 * (b.lat - a.lat)) for b in ends] for a in starts]
        seconds = [[10 * s if s > 0 else -7.5 * s for s in row] for row in steps]
        return Block(seconds, [[abs(100 * s) for s in row] for row in steps], [1000 * a.lat for a in starts])

    return ask


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 200), max_size=120), st.sampled_from([2500, 700, 100, 16, 1]))
def test_blocks_of_any_size_make_the_same_matrix(steps: list[int], most: int) -> None:
    matrix = table_in_blocks([at(k) for k in steps], crow(most))
    wanted = tuple(tuple(math.ceil(10 * (b - a) if b > a else 7.5 * (a - b)) for b in steps) for a in steps)
    assert matrix.seconds == wanted
    assert matrix.metres == tuple(tuple(100 * abs(b - a) for b in steps) for a in steps)
    if len(set(steps)) > 1:
        assert matrix.off_road == tuple(steps)


def test_a_hundred_places_are_four_questions() -> None:
    sizes: list[tuple[int, int]] = []
    table_in_blocks([at(k) for k in range(100)], crow(2500, sizes))
    assert sizes == [(50, 50)] * 4


def test_no_way_is_longer_than_a_day_and_zero_metres() -> None:
    block = Block([[0, None], [5.2, 0]], [[0, None], [12.5, 0]], [None, None])
    matrix = table_in_blocks([at(0), at(1)], lambda _a, _b: block)
    assert matrix.seconds == ((0, NO_WAY), (6, 0))
    assert matrix.metres == ((0, 0), (13, 0))
    assert matrix.off_road == ()


def test_a_loop_to_oneself_is_no_drive() -> None:
    matrix = table_in_blocks([at(0), at(1)], lambda _a, _b: Block([[9, 1], [1, 9]], [[9, 1], [1, 9]], [1, 1]))
    assert matrix.seconds == matrix.metres == ((0, 1), (1, 0))


def test_a_server_that_takes_not_even_two_places_makes_no_sense() -> None:
    with pytest.raises(Nonsense):
        table_in_blocks([at(0), at(1)], crow(0))
