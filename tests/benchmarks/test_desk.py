"""The desk's policies are compared on the same callers, and what is written is what was served."""

from pathlib import Path

import pytest

from desk import OURS, POLICIES, Line, fill, read_lines, render_streams, run, save_lines
from desk_callers import Stream, draw_stream


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return list(run(2, 4, range(2)))


def test_every_policy_serves_some_callers_and_never_more_than_call(lines: list[Line]) -> None:
    assert all(list(line.filled) == list(POLICIES) for line in lines)
    assert all(0 < day.served <= 4 and day.driving > 0 for line in lines for day in line.filled.values())


def test_the_same_seed_gives_the_same_day(lines: list[Line]) -> None:
    assert list(run(2, 4, [0])) == lines[:1]


def test_nobody_is_served_where_nobody_calls() -> None:
    nobody = Stream(draw_stream(2, 1, 0).grounds, ())
    assert fill(nobody, POLICIES[OURS]).served == 0


def test_saved_lines_are_read_as_they_were(lines: list[Line], tmp_path: Path) -> None:
    save_lines(lines, tmp_path / "desk.csv")
    assert read_lines(tmp_path / "desk.csv") == lines


def test_the_table_has_a_row_for_each_policy(lines: list[Line]) -> None:
    table = render_streams(lines).splitlines()
    assert len(table) == 2 + len(POLICIES)
    assert all(name in row for name, row in zip(POLICIES, table[2:], strict=True))
