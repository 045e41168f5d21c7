"""A small week at two desks at once, held to what was told; benchmarks/desk_week.py runs one of sixty callers."""

import json
import subprocess
import sys

import pytest

import desk_week


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("database")) if request.param == "postgres" else "sqlite"


def test_no_promise_is_broken_no_couple_parted_and_every_typed_value_is_in_the_book(where: str) -> None:
    assert desk_week.__file__
    words = [sys.executable, desk_week.__file__, "--callers", "9", "--on", where, "--seed", "5"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["visits"]["booked"] > 0
    assert told["parties"] > 0
    assert done.returncode == 0
